"""Many models side by side, trained in one go.

A stack trains exactly as its members would alone; it only saves Python's overhead, which decides
for small networks.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.engine.arrays import PerModel, per_model
from course_lib.engine.network import Network


def stack(networks: Sequence[Network]) -> Network:
    """Put networks of one shape side by side on the model axis.

    Hyperparameters in which they differ (drop rates) become one value per model. The networks
    passed in are left alone; the same one may stand several times.

    Parameters
    ----------
    networks : K networks of the same layers and dtype

    Returns
    -------
    Network whose ``theta`` has the shape (K, 1, P)

    Raises
    ------
    ValueError
        For no networks, for stacks of stacks, and where layers, sizes or dtypes differ.

    Examples
    --------
    >>> from course_lib.engine import mlp
    >>> pair = stack([mlp([2, 3, 1], rng=np.random.default_rng(seed)) for seed in (0, 1)])
    >>> pair.forward(np.ones((4, 2))).shape
    (2, 4, 1)
    """
    if not networks:
        raise ValueError("stack needs at least one network; got none")
    first = networks[0]
    for network in networks:
        if network.models:
            raise ValueError(f"stack takes single networks; got a stack of {network.models[0]}")
        if _structure(network) != _structure(first):
            raise ValueError(
                f"stack needs networks of one shape; got {_structure(first)} "
                f"and {_structure(network)}"
            )
    together = first.with_theta(np.stack([network.theta for network in networks]))
    for members in zip(
        together.body.leaves(), *(network.body.leaves() for network in networks), strict=True
    ):
        for name in members[0].hyperparameters:
            setattr(members[0], name, _gather([getattr(layer, name) for layer in members[1:]]))
    return together


def unstack(network: Network) -> list[Network]:
    """Give back the K members of a stack as networks of their own.

    Raises
    ------
    ValueError
        Where the network is not a stack.
    """
    if not network.models:
        raise ValueError("unstack takes a stack; got a single network")
    members = [network.with_theta(theta) for theta in network.theta]
    for position, member in enumerate(members):
        for layer in member.body.leaves():
            for name in layer.hyperparameters:
                value = np.asarray(getattr(layer, name))
                if value.ndim:
                    setattr(layer, name, float(value[position, 0, 0]))
    return members


def _structure(network: Network) -> list[tuple[str, str, str]]:
    """What must agree: each layer's class and sizes, and the dtype."""
    return [
        (type(layer).__name__, str(layer.parameter_shapes()), str(network.dtype))
        for layer in network.body.leaves()
    ]


def _gather(values: list[Any]) -> PerModel:
    """One number where all agree, else one value per model."""
    same = all(value == values[0] for value in values)
    return float(values[0]) if same else per_model(values)
