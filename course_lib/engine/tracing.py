"""A look inside: what every layer puts out, and the loss's gradient by it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.arguments import check_function
from course_lib.engine.arrays import Array, Rng
from course_lib.engine.layers.layer import Layer
from course_lib.engine.losses.loss import Loss, checked
from course_lib.engine.network import Network, check_network
from course_lib.engine.training.batches import Data
from course_lib.engine.training.checks import check_parts


@dataclass(frozen=True)
class Trace:
    """What one pass through a network left behind.

    Attributes
    ----------
    outputs : dict of layer name to array of shape (..., n, features)
        In the order in which they were computed; a container's comes after those inside it.
    gradients : dict of layer name to array of the same shape
        The derivative of the loss by each output.
    """

    outputs: dict[str, Array]
    gradients: dict[str, Array]


def trace(
    network: Network, loss: Loss, data: Data, *, training: bool = True, rng: Rng | None = None
) -> Trace:
    """Send a batch forward and back, and keep what every layer puts out and gets back.

    It happens in a copy: weights, gradients and running averages stay as they are. Numbers that
    overflow are given as they are, inf or NaN.

    Parameters
    ----------
    network : Network, or a stack
    loss : function of (output, *targets) that returns (value, gradient)
    data : (x, labels), or (x, labels, weights)
        One batch.
    training : bool
        The mode in which forward runs.
    rng : numpy.random.Generator, a list of K, or None
        For layers that draw.

    Examples
    --------
    >>> from course_lib.engine import cross_entropy, mlp
    >>> net = mlp([2, 5, 3], rng=np.random.default_rng(0))
    >>> inside = trace(net, cross_entropy, (np.ones((4, 2)), np.array([0, 1, 2, 0])))
    >>> list(inside.outputs)
    ['hidden 1', 'relu 1', 'output']
    >>> inside.gradients["relu 1"].shape
    (4, 5)

    Notebook 01b, section 2.
    """
    check_function("loss", loss, "cross_entropy")
    check_network(network)
    check_parts(data)
    probe = network.copy()
    outputs: dict[str, Array] = {}
    gradients: dict[str, Array] = {}
    for layer in probe.layers:
        _watch(layer, outputs, gradients)
    with np.errstate(all="ignore"):
        output = probe.forward(data[0], training=training, rng=rng)
        probe.backward(checked(loss(output, *data[1:]), output)[1])
    return Trace(outputs, {name: gradients[name] for name in outputs})


def _watch(layer: Layer, outputs: dict[str, Array], gradients: dict[str, Array]) -> None:
    """Let a layer of the copy write down what passes."""
    forward: Callable[..., Array] = layer.forward
    backward: Callable[..., Array | None] = layer.backward

    def watched_forward(x: Array, **more: Any) -> Array:
        outputs[layer.name] = y = forward(x, **more)
        return y

    def watched_backward(grad_y: Array, **more: Any) -> Array | None:
        gradients[layer.name] = grad_y
        return backward(grad_y, **more)

    layer.forward = watched_forward  # type: ignore[method-assign]
    layer.backward = watched_backward  # type: ignore[method-assign]
