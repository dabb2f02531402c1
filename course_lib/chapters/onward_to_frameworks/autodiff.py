"""Automatic differentiation over arrays: the course's own of what notebook 11 builds.

An operation computes its value and keeps two things: what it was made of, and a function that
turns the gradient by its value into gradients by its parts. ``backward`` goes from the loss to
the leaves, each node after all that was made of it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Back = Callable[[Floats], Iterable[Any]]


class Tensor:
    """An array that remembers what it was made of.

    Attributes
    ----------
    value : array
    grad : array, or 0.0 as long as nothing has come back
    parents : tuple of Tensor
    back : function from the gradient by ``value`` to those by the parents' values

    Examples
    --------
    >>> a = Tensor([[1.0, -2.0]])
    >>> backward(mean(relu(a)))
    >>> a.grad
    array([[0.5, 0. ]])
    """

    def __init__(self, value: Any, parents: Sequence["Tensor"] = (), back: Back | None = None):
        self.value, self.grad = np.asarray(value, float), np.array(0.0)
        self.parents, self.back = tuple(parents), back


def unbroadcast(grad: Floats, shape: tuple[int, ...]) -> Floats:
    """Sum a gradient over what broadcasting has repeated, back to a shape.

    Examples
    --------
    >>> unbroadcast(np.ones((5, 3)), (1, 3))
    array([[5., 5., 5.]])
    """
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
    repeated = [axis for axis, length in enumerate(shape) if length == 1]
    return np.asarray(grad.sum(axis=tuple(repeated), keepdims=True))


def order(last: Any) -> list[Any]:
    """All that ``last`` was made of, parts first, ``last`` at the end; each once.

    Examples
    --------
    >>> a = Tensor(1.0)
    >>> b = relu(a)
    >>> [a, b] == order(b)
    True
    """
    found: list[Any] = []
    seen: set[int] = set()
    waiting = [(last, False)]
    while waiting:
        node, parts_done = waiting.pop()
        if parts_done:
            found.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            waiting += [(node, True), *((part, False) for part in node.parents)]
    return found


def lse_back(grad: Floats, a: Floats) -> Floats:
    """The way back of ``log(sum(exp(a)))`` over each row: ``grad`` is (n, 1), ``a`` (n, classes).

    Examples
    --------
    >>> lse_back(np.array([[2.0]]), np.zeros((1, 4)))
    array([[0.5, 0.5, 0.5, 0.5]])
    """
    p = np.exp(a - a.max(axis=1, keepdims=True))
    return np.asarray(grad * p / p.sum(axis=1, keepdims=True))


def matmul(a: Tensor, b: Tensor) -> Tensor:
    """``a @ b``."""
    return Tensor(a.value @ b.value, (a, b), lambda g: (g @ b.value.T, a.value.T @ g))


def add(a: Tensor, b: Tensor) -> Tensor:
    """``a + b``, broadcast."""
    shapes = a.value.shape, b.value.shape
    return Tensor(a.value + b.value, (a, b), lambda g: [unbroadcast(g, shape) for shape in shapes])


def relu(a: Tensor) -> Tensor:
    """``max(a, 0)``."""
    return Tensor(np.maximum(a.value, 0), (a,), lambda g: [g * (a.value > 0)])


def lse(a: Tensor) -> Tensor:
    """``log(sum(exp(a)))`` of each row."""
    top = a.value.max(axis=1, keepdims=True)
    value = top + np.log(np.exp(a.value - top).sum(axis=1, keepdims=True))
    return Tensor(value, (a,), lambda g: [lse_back(g, a.value)])


def pick(a: Tensor, labels: npt.NDArray[np.int64]) -> Tensor:
    """Of each row the entry that its label names, as a column, with a minus."""
    chosen = np.eye(a.value.shape[1])[labels]
    return Tensor(-(a.value * chosen).sum(1, keepdims=True), (a,), lambda g: [-g * chosen])


def mean(a: Tensor) -> Tensor:
    """The mean of all entries."""
    return Tensor(a.value.mean(), (a,), lambda g: [np.full(a.value.shape, g / a.value.size)])


def backward(last: Tensor) -> None:
    """Give all that a number was made of its gradient: added to what is there already."""
    last.grad = last.grad + 1.0
    for node in reversed(order(last)):
        if node.back is not None:
            for part, grad in zip(node.parents, node.back(node.grad), strict=True):
                part.grad = part.grad + grad


def network_loss(
    x: npt.NDArray[Any], labels: npt.NDArray[np.int64], parameters: Sequence[tuple[Tensor, Tensor]]
) -> Tensor:
    """Cross-entropy of a ReLU network of these (W, b), first to last: the mean over examples."""
    a = Tensor(x)
    for k, (weight, bias) in enumerate(parameters):
        z = add(matmul(a, weight), bias)
        a = relu(z) if k < len(parameters) - 1 else z
    return mean(add(lse(a), pick(a, labels)))
