"""A network that stands still: two rings, 2-6-6-1 with tanh, from weights that are far too small.

With two hidden layers the gradient at weights near 0 is a product of two small numbers, so the
place is flatter than a saddle of two weights is. Full batch, binary cross-entropy.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import moons, published_circles
from course_lib.engine import (
    Network,
    Optimizer,
    ReLU,
    Tanh,
    binary_cross_entropy,
    mlp,
    stack,
)
from course_lib.engine.rules.rule import Rule

Floats = npt.NDArray[np.float64]
Step = Callable[[Any, Any, Any], tuple[Any, Any]]

TINY, USUAL, LEARNED = 0.05, 0.6, 0.35
"""Two stds of first weights, and half of a coin's loss, ln 2."""
LOST = 20.0
APART = 1e-5


def points(data: str = "rings", seed: int = 1) -> tuple[Floats, npt.NDArray[Any]]:
    """300 points of two classes: "rings", "moons", or four "corners", opposite ones alike."""
    if data == "rings":
        rings: tuple[Floats, npt.NDArray[Any]] = published_circles()[0]
        return rings
    if data == "corners":
        x = np.random.default_rng(seed).uniform(-1, 1, (300, 2))
        return x, (x[:, 0] * x[:, 1] > 0).astype(int)
    x, labels = moons(300, noise=0.1, rng=np.random.default_rng(seed))
    return x, labels


def started(
    std: float = TINY, seed: int = 0, *, width: int = 6, hidden: int = 2, activation: str = "tanh"
) -> Network:
    """The network with normal first weights of one std, biases 0.

    Examples
    --------
    >>> started()
    Network(hidden 1, tanh 1, hidden 2, tanh 2, output; 67 parameters)
    """
    return mlp(
        [2, *[width] * hidden, 1], rng=np.random.default_rng(seed),
        activation={"tanh": Tanh, "ReLU": ReLU}[activation],
        initializer=lambda shape, *, rng: std * rng.standard_normal(shape),
    )  # fmt: skip


def slope(network: Network, data: tuple[Floats, Any]) -> tuple[Any, Floats]:
    """Loss on all points, and the gradient, of a network or a stack."""
    loss, back = binary_cross_entropy(network.forward(data[0], training=True), data[1])
    network.backward(back)
    gradient: Floats = np.asarray(network.gradient, np.float64)
    return loss, gradient


def curvatures(network: Network, data: tuple[Floats, Any]) -> Floats:
    """All eigenvalues of the Hessian, in rising order, from differences of gradients.

    Examples
    --------
    >>> curvatures(started(), points())[[0, -1]].round(2) + 0.0
    array([0.  , 0.25])
    """
    theta, rows = network.theta.copy(), []
    for k in range(theta.size):
        ends = []
        for side in (1, -1):
            network.theta[...] = theta
            network.theta.flat[k] += side * APART
            ends.append(slope(network, data)[1].ravel().copy())
        rows.append((ends[0] - ends[1]) / (2 * APART))
    network.theta[...] = theta
    hessian = np.array(rows)
    return np.asarray(np.linalg.eigvalsh((hessian + hessian.T) / 2))


def losses_at(
    rule: Rule, rates: Any, network: Network, data: tuple[Floats, Any], updates: int
) -> Floats:
    """Loss before each update, shape (updates, rates); a run that explodes goes on as inf."""
    rates = np.asarray(rates, np.float64)
    together = stack([network] * len(rates))
    optimizer, losses = Optimizer(rule, lr=rates[:, None, None]), np.empty((updates, len(rates)))
    with np.errstate(all="ignore"):
        for update in range(updates):
            loss, _ = slope(together, data)
            losses[update] = np.ravel(loss)
            optimizer.step(together)
    lost = np.logical_or.accumulate(~(losses < LOST), axis=0)
    return np.where(lost, np.inf, losses)


def first_below(losses: Floats, level: float = LEARNED) -> Floats:
    """The first update at which each run is below a level; inf where it never is.

    Examples
    --------
    >>> first_below(np.array([[0.7, 0.7], [0.3, 0.7]]))
    array([ 1., inf])
    """
    below = losses < level
    return np.where(below.any(axis=0), below.argmax(axis=0), np.inf)


def with_own_step(
    step: Step, network: Network, data: tuple[Floats, Any], updates: int
) -> Iterator[float]:
    """Train a copy with a reader's ``step(theta, grad, memory)``; gives each update's loss."""
    own = network.copy()
    memory: Any = {}
    for _ in range(updates):
        with np.errstate(all="ignore"):
            loss, grad = slope(own, data)
            theta, memory = step(own.theta.ravel().copy(), grad.ravel().copy(), memory)
        yield float(loss)
        own.theta[...] = np.reshape(theta, own.theta.shape)
