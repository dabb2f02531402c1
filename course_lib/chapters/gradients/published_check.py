"""A published gradient check: the network of an online course, with the bugs it planted.

Gradient checking, week 1 of "Improving Deep Neural Networks" (deeplearning.ai, 2017): a network
4-5-3-1 with ReLU and a sigmoid at its end, and three examples. Published for epsilon 1e-7: a
relative error of 0.2851 with the bugs, 1.19e-07 without.
"""

from collections.abc import Callable

import numpy as np

from course_lib.chapters.gradients.microscope import relative_error
from course_lib.engine import Network, binary_cross_entropy, mlp, sigmoid
from course_lib.engine.arrays import Array

Point = tuple[Network, Array, Array]


def published_point() -> Point:
    """The network with its random parameters, its inputs, and their labels.

    Examples
    --------
    >>> network, x, labels = published_point()
    >>> x.shape, labels
    ((3, 4), array([1, 1, 0]))
    """
    older = np.random.RandomState(1)
    x = older.randn(4, 3).T.copy()
    network = mlp([4, 5, 3, 1], rng=np.random.default_rng(0))
    for name in ("hidden 1", "hidden 2", "output"):
        layer = network[name]
        layer.W[...] = older.randn(layer.n_out, layer.n_in).T
        layer.b[...] = older.randn(layer.n_out, 1).T
    return network, x, np.array([1, 1, 0])


def plant_bugs(network: Network) -> None:
    """Spoil the gradients of the last backward as the online course does."""
    network["hidden 2"].gradients["W"][...] *= 2
    network["hidden 1"].gradients["b"][...] *= 4


def plain_cross_entropy(logits: Array, labels: Array) -> float:
    """The mean cross-entropy as it stands in most textbooks: ``-log(a)`` and ``-log(1 - a)``.

    Where a is close to 1, most digits of ``1 - a`` are lost.
    """
    a = sigmoid(logits)[:, 0]
    return float(np.mean(-labels * np.log(a) - (1 - labels) * np.log(1 - a)))


def all_differences(network: Network, loss: Callable[[], float], epsilon: float) -> Array:
    """Two-sided differences of the loss by every parameter, of the shape of ``theta``.

    Parameters
    ----------
    loss : function without arguments that computes the loss with the network as it is
    """
    theta = network.theta
    numeric = np.zeros_like(theta)
    for place in np.ndindex(theta.shape):
        kept = theta[place]
        theta[place] = kept + epsilon
        above = loss()
        theta[place] = kept - epsilon
        numeric[place] = (above - loss()) / (2 * epsilon)
        theta[place] = kept
    return numeric


def right_gradient(network: Network, x: Array, labels: Array) -> Array:
    """What backpropagation gives, of the shape of ``theta``."""
    network.backward(binary_cross_entropy(network.forward(x), labels)[1])
    return network.gradient.copy()


def error_of(
    network: Network, loss: Callable[[], float], epsilon: float, *, bugs: bool = False
) -> float:
    """The relative error of the last backward pass, with the course's bugs in it if you like."""
    kept = network.gradient.copy()
    if bugs:
        plant_bugs(network)
    backward = network.gradient.copy()
    network.gradient[...] = kept
    return relative_error(all_differences(network, loss, epsilon), backward)
