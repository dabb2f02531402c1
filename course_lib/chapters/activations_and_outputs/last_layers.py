"""Last functions with a loss each: five pairs, and the losses that the engine does not have."""

from collections.abc import Callable

import numpy as np

from course_lib.engine import binary_cross_entropy, sigmoid, softmax, squared_error
from course_lib.engine.arrays import Array
from course_lib.engine.losses.loss import Loss

HIGHEST = 20.0
"""Scores above it are cut before exp: e**20 is half a billion."""


def exp(scores: Array) -> Array:
    """Raise e to the scores: always positive."""
    return np.asarray(np.exp(np.minimum(scores, HIGHEST)))


def squared_error_of_sigmoid(scores: Array, targets: Array) -> tuple[Array, Array]:
    """Half the squared error behind a sigmoid: the sigmoid's slope stays in the gradient."""
    a = sigmoid(scores)
    loss, grad = squared_error(a, targets)
    return loss, np.asarray(grad * a * (1 - a))


def cross_entropy_of_rows(scores: Array, targets: Array) -> tuple[Array, Array]:
    """Softmax and cross-entropy, with each row of targets as shares: one-hot where one is right."""
    p = softmax(scores)
    top = scores.max(axis=-1, keepdims=True)
    log_p = scores - top - np.log(np.exp(scores - top).sum(axis=-1, keepdims=True))
    grad = (p * targets.sum(axis=-1, keepdims=True) - targets) / scores.shape[-2]
    return np.asarray(-(targets * log_p).sum(axis=-1).mean(axis=-1)), np.asarray(grad)


def poisson_loss(scores: Array, targets: Array) -> tuple[Array, Array]:
    """How unlikely a count is where exp(score) is expected: ``exp(s) - t s``, gradient exp(s) - t.

    Minus the logarithm of Poisson's probability, up to what depends on the target alone.

    Examples
    --------
    >>> _, grad = poisson_loss(np.zeros((1, 1)), np.array([[3.0]]))
    >>> grad
    array([[-2.]])
    """
    expected = exp(scores)
    loss = (expected - targets * scores).sum(axis=-1).mean(axis=-1)
    return np.asarray(loss), np.asarray((expected - targets) / scores.shape[-2])


def binary_cross_entropy_of_any(scores: Array, targets: Array) -> tuple[Array, Array]:
    """The engine's, which refuses targets outside 0..1; here they are taken as they come."""
    if targets.min() >= 0 and targets.max() <= 1:
        return binary_cross_entropy(scores, targets)
    loss = (np.logaddexp(0, scores) - targets * scores).sum(axis=-1).mean(axis=-1)
    return np.asarray(loss), np.asarray((sigmoid(scores) - targets) / scores.shape[-2])


PAIRS: dict[tuple[str, str], tuple[Callable[[Array], Array], Loss]] = {
    ("none", "squared error"): (lambda scores: scores, squared_error),
    ("sigmoid", "squared error"): (sigmoid, squared_error_of_sigmoid),
    ("sigmoid", "binary cross-entropy"): (sigmoid, binary_cross_entropy_of_any),
    ("softmax", "cross-entropy"): (softmax, cross_entropy_of_rows),
    ("exp", "Poisson"): (exp, poisson_loss),
}
"""Last function and loss -> the function, and the loss by the scores."""


def in_words(pair: tuple[str, str]) -> str:
    """``"sigmoid + squared error"``."""
    return " + ".join(pair)


def pair_of(words: str) -> tuple[str, str]:
    """What ``in_words`` told."""
    last, _, loss = words.partition(" + ")
    return last, loss
