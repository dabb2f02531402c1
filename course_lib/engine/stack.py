"""Many models side by side, trained in one go.

A stack trains exactly as its members would alone; it only saves Python's overhead, which decides
for small networks.
"""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

from course_lib.arguments import told
from course_lib.engine.arrays import PerModel, per_model
from course_lib.engine.layers.layer import Layer
from course_lib.engine.layers.together import check_hyperparameters
from course_lib.engine.network import Network, check_network


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

    Examples
    --------
    >>> from course_lib.engine import mlp
    >>> pair = stack([mlp([2, 3, 1], rng=np.random.default_rng(seed)) for seed in (0, 1)])
    >>> pair.forward(np.ones((4, 2))).shape
    (2, 4, 1)

    Notebook 02, section 4.
    """
    _check(networks)
    first = networks[0]
    together = first.with_theta(
        np.stack([network.theta for network in networks]),
        np.stack([network.buffers for network in networks]),
    )
    members = zip(*(network.layers for network in networks), strict=True)
    for layer, alike in zip(together.layers, members, strict=True):
        for name in layer.hyperparameters:
            setattr(layer, name, _gather([getattr(member, name) for member in alike]))
    return together


def unstack(network: Network) -> list[Network]:
    """Give back the K members of a stack as networks of their own.

    Parameters
    ----------
    network : Network, a stack of K
        Left as it is.

    Returns
    -------
    list of K networks whose ``theta`` has the shape (1, P)
        With the parameters, buffers and hyperparameters that they have in the stack.

    Examples
    --------
    >>> from course_lib.engine import mlp
    >>> nets = [mlp([2, 3, 1], rng=np.random.default_rng(seed)) for seed in (0, 1)]
    >>> [bool((again.theta == net.theta).all()) for again, net in zip(unstack(stack(nets)), nets)]
    [True, True]

    Notebook 03c, Going further.
    """
    check_network(network)
    if not network.models:
        raise ValueError("unstack takes a stack; got a single network")
    pairs = zip(network.theta, network.buffers, strict=True)
    members = [network.with_theta(theta, buffers) for theta, buffers in pairs]
    for position, member in enumerate(members):
        for layer in member.layers:
            for name in layer.hyperparameters:
                value = np.asarray(getattr(layer, name))
                if value.ndim:
                    setattr(layer, name, float(value[position, 0, 0]))
    return members


def _check(networks: Sequence[Network]) -> None:
    if not isinstance(networks, list | tuple):
        raise TypeError(f"stack takes a list of networks; got {told(networks)}")
    if not networks:
        raise ValueError("stack needs at least one network; got none")
    for position, network in enumerate(networks):
        if not isinstance(network, Network):
            raise TypeError(f"stack takes a list of networks; got {told(network)} in it")
        if network.models:
            raise ValueError(f"stack takes single networks; got a stack of {network.models[0]}")
        check_hyperparameters(network.layers, ())
        difference = _difference(networks[0], network)
        if difference:
            raise ValueError(
                f"stack needs networks of one shape; {difference} in the networks 0 and {position}"
            )


def _difference(one: Network, other: Network) -> str:
    """The first thing that must agree and does not, in words; empty where all agrees."""
    if one.dtype != other.dtype:
        return f"the dtype is {one.dtype} and {other.dtype}"
    pairs = zip_longest(one.layers, other.layers)
    for position, (layer, beside) in enumerate(pairs):
        if layer is None or beside is None or _outline(layer) != _outline(beside):
            return f"layer {position} is {layer!r} and {beside!r}"
    return ""


def _outline(layer: Layer) -> tuple[str, dict[str, Any]]:
    # A container stands for how many layers it holds; they follow it in the list themselves.
    own = {k: v for k, v in layer.settings().items() if k != "layers"}
    return type(layer).__name__, own | ({"holds": len(layer.inside())} if layer.inside() else {})


def _gather(values: list[Any]) -> PerModel:
    """One number where all agree, else one value per model."""
    same = all(value == values[0] for value in values)
    return float(values[0]) if same else per_model(values)
