"""A step that freezes, what it saves, and a training that uses the reader's step."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.chapters.transfer_learning import worlds
from course_lib.chapters.transfer_learning.strategies import ALL, Floats, right, upper
from course_lib.engine import Network, cross_entropy

Step = Callable[..., tuple[Floats, Floats]]


def frozen_step(
    theta: Floats, velocity: Floats, grad: Floats, trained: Floats, lr: float, beta: float,
    decay: float,
) -> tuple[Floats, Floats]:  # fmt: skip
    """One step of momentum with weight decay; where ``trained`` is 0, theta stays as it is.

    Examples
    --------
    >>> one = np.ones(2)
    >>> frozen_step(one, one, one, np.array([0.0, 1.0]), 0.5, 0.0, 0.0)[0]
    array([1. , 0.5])
    """
    velocity = beta * velocity + grad + decay * theta
    return theta - lr * trained * velocity, velocity


def cheaper(sizes: Sequence[int], frozen: int, epochs: int) -> float:
    """Give by what factor multiplications fall when frozen layers' outputs are computed once.

    Examples
    --------
    >>> cheaper([10, 10, 10], 1, epochs=2)
    1.2
    """
    layers = [n_in * n_out for n_in, n_out in pairwise(sizes)]
    below, above = sum(layers[:frozen]), layers[frozen:]
    rest = 2 * sum(above) + sum(above[1:])  # forward, weights' gradients, gradients handed down
    return (below + rest) / (below / epochs + rest)


def head_by_hand(
    step: Step, net: Network, data: worlds.Labelled, judge: worlds.Labelled, *, seed: int,
    updates: int = 200, lr: float = 0.05, beta: float = 0.9, decay: float = 1e-3,
) -> tuple[float, float]:  # fmt: skip
    """Train a new last layer on a trained network by a step that freezes the rest.

    Returns
    -------
    how far the frozen weights have moved, the longest way of one of them; right answers, percent
    """
    whole = upper(net, ALL, seed)
    trained = whole.mask("output").astype(float)[0]
    before, velocity = whole.theta[0].astype(float), np.zeros(whole.theta.shape[-1])
    for _ in range(updates):
        whole.backward(cross_entropy(whole.forward(data[0]), data[1])[1])
        theta, velocity = step(
            whole.theta[0].astype(float), velocity, whole.gradient[0].astype(float), trained, lr,
            beta, decay,
        )  # fmt: skip
        whole.theta[0] = theta
    moved = np.abs(whole.theta[0] - before)[trained == 0].max()
    return float(moved), 100 * float(right([whole], [whole], ALL, judge)[0])


def stay(theta: Floats, trained: Floats) -> Any:
    """Give the frozen ones among these.

    Examples
    --------
    >>> stay(np.array([1.0, 2.0]), np.array([0.0, 1.0]))
    array([1.])
    """
    return theta[trained == 0]
