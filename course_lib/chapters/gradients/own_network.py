"""A reader's network at work: checked block by block, trained, and set beside the course's."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_lib.chapters.gradients.microscope import relative_error
from course_lib.chapters.gradients.wrong_passes import (
    BLOCKS,
    RIGHT,
    Array,
    Factors,
    Parameters,
    backward,
    forward,
)
from course_lib.engine import Network, Optimizer, binary_cross_entropy, mlp

Gradients = Callable[..., tuple[Array, ...]]
"""``(x, y, W1, b1, W2, b2) -> (grad_W1, grad_b1, grad_W2, grad_b2)``."""

Numeric = Callable[..., Array]
"""``(f, theta, epsilon) -> gradient``, one entry after the other."""

EPSILON = 1e-5
UNITS = 16


def first_parameters(
    seed: int = 0, *, inputs: int = 2, units: int = UNITS, gain: float = 2.0
) -> Parameters:
    """Random weights of variance ``gain / inputs``, and biases of 0.

    Examples
    --------
    >>> [block.shape for block in first_parameters()]
    [(2, 16), (1, 16), (16, 1), (1, 1)]
    """
    rng = np.random.default_rng(seed)
    W1 = rng.standard_normal((inputs, units)) * np.sqrt(gain / inputs)
    W2 = rng.standard_normal((units, 1)) * np.sqrt(1 / units)
    return W1, np.zeros((1, units)), W2, np.zeros((1, 1))


def planted(factors: Factors = RIGHT, hidden: str = "ReLU") -> Gradients:
    """A backward pass as readers write it, with right or wrong factors."""

    def gradients(x: Array, y: Array, *parameters: Array) -> tuple[Array, ...]:
        return backward(x, y, _four(parameters), factors, hidden)

    return gradients


def errors_by_block(
    gradients: Gradients,
    numeric: Numeric,
    data: tuple[Array, Array],
    parameters: Parameters,
    *,
    hidden: str = "ReLU",
) -> dict[str, float]:
    """Relative error of a backward pass against differences, for each block by itself.

    Parameters
    ----------
    gradients : the backward pass to be checked
    numeric : function of (f, theta, epsilon), such as the reader's own
    data : inputs (n, inputs) and labels (n, 1)
    parameters : where it is checked

    Examples
    --------
    >>> from course_lib.chapters.gradients.check_answers import numeric_gradient
    >>> data = np.array([[1.0, 2.0], [-1.0, 0.5]]), np.array([[1.0], [0.0]])
    >>> found = errors_by_block(planted(), numeric_gradient, data, first_parameters())
    >>> list(found), max(found.values()) < 1e-7
    (['W1', 'b1', 'W2', 'b2'], True)
    """
    x, y = data
    came = gradients(x, y, *parameters)
    errors = {}
    for place, (name, block) in enumerate(zip(BLOCKS, parameters, strict=True)):

        def loss(theta: Array, place: int = place, shape: Any = block.shape) -> float:
            moved = list(parameters)
            moved[place] = np.asarray(theta).reshape(shape)
            return float(forward(x, y, _four(moved), hidden).loss)

        differences = numeric(loss, block.ravel().copy(), EPSILON)
        errors[name] = relative_error(came[place], differences)
    return errors


def trained(
    gradients: Gradients,
    data: tuple[Array, Array],
    parameters: Parameters,
    *,
    lr: float = 1.0,
    updates: int = 1000,
    every: int = 20,
) -> tuple[Parameters, Array]:
    """Go against a reader's gradients, all examples in each update.

    Returns
    -------
    the parameters at the end, and the loss before the first and after every 20th update
    """
    x, y = data
    now, losses = parameters, []
    for update in range(updates + 1):
        if update % every == 0:
            losses.append(float(forward(x, y, now).loss))
        if update < updates:
            came = gradients(x, y, *now)
            now = _four([block - lr * grad for block, grad in zip(now, came, strict=True)])
    return now, np.array(losses)


def trained_by_the_engine(
    data: tuple[Array, Array], parameters: Parameters, *, lr: float = 1.0, updates: int = 1000
) -> Network:
    """The same network, start and steps, by the course's engine."""
    x, y = data
    network = mlp([x.shape[1], parameters[0].shape[1], 1], rng=np.random.default_rng(0))
    for name, place in (("hidden 1", 0), ("output", 2)):
        network[name].W[...], network[name].b[...] = parameters[place], parameters[place + 1]
    optimizer = Optimizer(lr=lr)
    for _ in range(updates):
        network.backward(binary_cross_entropy(network.forward(x), y[:, 0].astype(int))[1])
        optimizer.step(network)
    return network


def short_steps(
    gradients: Gradients, *, x: Array, y: Array, parameters: Parameters, length: float = 0.01,
    tries: int = 1000,
) -> tuple[Array, float]:  # fmt: skip
    """Change of the loss by steps of one length: in random directions, and against the gradient.

    Returns
    -------
    array of shape (tries,), and one number
    """
    rng = np.random.default_rng(0)
    before = float(forward(x, y, parameters).loss)

    def change(blocks: Sequence[Array]) -> float:
        size = np.sqrt(sum(float(np.sum(block**2)) for block in blocks))
        moved = [p + length * b / size for p, b in zip(parameters, blocks, strict=True)]
        return float(forward(x, y, _four(moved)).loss) - before

    others = [[rng.standard_normal(p.shape) for p in parameters] for _ in range(tries)]
    against = change([-np.asarray(block) for block in gradients(x, y, *parameters)])
    return np.array([change(each) for each in others]), against


def accuracy(score: Array, labels: Array) -> float:
    """Share of right answers of scores (n, 1), as a number from 0 to 1."""
    return float(np.mean((score[:, 0] > 0) == (np.ravel(labels) == 1)))


def _four(blocks: Sequence[Array]) -> Parameters:
    W1, b1, W2, b2 = blocks
    return W1, b1, W2, b2
