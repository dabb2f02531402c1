"""Batch norm folded into the layer before it: in inference both are one affine map."""

import copy
from collections.abc import Sequence
from typing import Any

from course_lib.engine.layers.layer import Layer
from course_lib.engine.network import Network, check_network
from course_lib.engine.normalization.batch_norm import BatchNorm

Pair = tuple[str, BatchNorm]
"""The name of a layer, and the batch norm that goes into it."""


def fold(network: Network) -> Network:
    """Build the same network for inference, without the batch norms that follow a dense layer.

    ::

        scale = gamma / sqrt(running variance + eps)
        W'    = W * scale
        b'    = (b - running mean) * scale + beta

    ``x @ W' + b'`` is what batch norm makes of ``x @ W + b`` in inference. The outputs are the same
    to rounding, for less work. Training the result is another matter: no batch is normalized.

    Parameters
    ----------
    network : Network, or a stack
        Left as it is. Every BatchNorm and BatchRenorm that directly follows a layer with W and b,
        one column for each of its channels, is folded, in containers too; others stay.

    Returns
    -------
    Network with the layers' names as they were

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib.engine import Dense, ReLU
    >>> net = Network([Dense(2, 3), BatchNorm(3), ReLU()], rng=np.random.default_rng(0))
    >>> fold(net)
    Network(output, relu 1; 9 parameters)

    Notebook 07, section 4.
    """
    check_network(network)
    pairs: list[Pair] = []
    layers = _without_norms(network.body.layers, pairs)
    if not pairs:
        raise ValueError(
            f"there is nothing to fold in {network!r}: no batch norm directly follows a layer "
            "with W and b"
        )
    folded = Network.unfilled(layers, dtype=network.dtype, models=network.models)
    for layer in folded.layers:
        original: Layer = network[layer.name]
        for key, values in original.parameters.items():
            layer.parameters[key][...] = values
        for key, values in original.buffers.items():
            layer.buffers[key][...] = values
    for name, norm in pairs:
        _absorb(folded[name], norm)
    return folded


def _absorb(layer: Layer, norm: BatchNorm) -> None:
    W, b = layer.parameters["W"], layer.parameters["b"]
    scale = norm.gamma / norm.std
    W[...] = W * scale
    b[...] = (b - norm.mean) * scale + norm.beta


def _without_norms(layers: Sequence[Layer], pairs: list[Pair]) -> list[Layer]:
    """Fresh layers without the norms that can be folded, which are added to ``pairs``."""
    kept: list[Layer] = []
    for layer in layers:
        if kept and isinstance(layer, BatchNorm) and _fits(kept[-1], layer):
            pairs.append((kept[-1].name, layer))
        else:
            kept.append(_fresh(layer, pairs))
    return kept


def _fits(before: Layer, norm: BatchNorm) -> bool:
    shapes = before.parameter_shapes()
    return set(shapes) == {"W", "b"} and shapes["W"][1] == norm.channels


def _fresh(layer: Layer, pairs: list[Pair]) -> Layer:
    """A copy that belongs to no network; a container is built again around fresh layers."""
    if not layer.inside():
        return copy.deepcopy(layer)
    hyperparameters = {name: getattr(layer, name) for name in layer.hyperparameters}
    settings = {key: _fresh_value(value, pairs) for key, value in layer.settings().items()}
    return type(layer)(**settings, **hyperparameters, name=layer.name)


def _fresh_value(value: Any, pairs: list[Pair]) -> Any:
    if isinstance(value, Layer):
        return _fresh(value, pairs)
    if isinstance(value, list | tuple) and value and isinstance(value[0], Layer):
        return _without_norms(value, pairs)
    return value
