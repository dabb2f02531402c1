"""How far the gradient of a batch lies from that of all examples, early and late in a run."""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from course_lib.chapters.optimizers_in_practice.batch_runs import MOONS, Floats
from course_lib.engine import Network, Optimizer, binary_cross_entropy, fit, stack

LR = 0.1
"""Of the run along which gradients are looked at: all points in every update."""


def gradients_of(network: Network, x: Floats, labels: npt.NDArray[np.int64]) -> Floats:
    """The gradient of each example alone, at the network as it is, shape (examples, parameters).

    One copy of the network for each example, side by side: one pass gives all gradients. Their mean
    is the gradient of the full batch.
    """
    copies = stack([network] * len(labels))
    scores = copies.forward(x[:, None, :], training=True)
    copies.backward(binary_cross_entropy(scores, labels[:, None])[1])
    return np.array(copies.gradient[:, 0], np.float64)


@cache
def example_gradients(updates: int = 0) -> Floats:
    """The gradients of the 300 moons of seed 0 after so many updates of the full batch.

    Returns
    -------
    read-only array of shape (300, parameters)

    Examples
    --------
    >>> example_gradients().shape
    (300, 337)
    """
    (x, labels), network = MOONS.drawn(0), MOONS.network(0)
    if updates:
        fit(
            network, binary_cross_entropy, Optimizer(lr=LR), (x, labels), epochs=updates,
            batch_size=len(labels), rng=np.random.default_rng(0), every=updates,
        )  # fmt: skip
    gradients = gradients_of(network, x, labels)
    gradients.setflags(write=False)
    return gradients


def batch_gradients(size: int, *, draws: int, rng: np.random.Generator, updates: int = 0) -> Floats:
    """The gradients of ``draws`` batches, each of ``size`` examples drawn with replacement.

    Returns
    -------
    array of shape (draws, parameters)

    Examples
    --------
    >>> batch_gradients(32, draws=5, rng=np.random.default_rng(0)).shape
    (5, 337)
    """
    gradients = example_gradients(updates)
    even = np.full(len(gradients), 1 / len(gradients))
    counts = rng.multinomial(size, even, size=draws)
    return counts @ gradients / size


def noise(size: int, updates: int = 0) -> float:
    """The typical length of (batch gradient - full gradient): ``noise(1) / sqrt(size)``.

    Root mean square, exact for draws with replacement.

    Examples
    --------
    >>> round(noise(1) / noise(100), 6)
    10.0
    """
    gradients = example_gradients(updates)
    return float(np.sqrt(gradients.var(axis=0).sum() / size))


def signal(updates: int = 0) -> float:
    """The length of the full gradient.

    Examples
    --------
    >>> 0 < signal() < noise(1)
    True
    """
    return float(np.linalg.norm(example_gradients(updates).mean(axis=0)))


def noise_scale(gradients: Floats) -> float:
    """The batch size at which noise and full gradient are equally long: ``(noise / signal)**2``.

    McCandlish et al. (2018), the simple noise scale.

    Examples
    --------
    >>> noise_scale(np.array([[1.0, 1.0], [1.0, -1.0]]))
    1.0
    """
    mean = gradients.mean(axis=0)
    return float(gradients.var(axis=0).sum() / (mean**2).sum())


class Cloud(NamedTuple):
    """Gradients of many batches of one size, in units of the gradient of all examples."""

    along: Floats
    """How far each goes along the full gradient."""
    across: Floats
    """How far across it: of the many directions, along that in which examples differ most."""
    distance: float
    """The typical (root mean square) distance from the full gradient."""


def cloud(size: int, *, draws: int, rng: np.random.Generator, updates: int = 0) -> Cloud:
    """Draw batches of one size, and look at their gradients from the full one.

    Examples
    --------
    >>> batches = cloud(64, draws=100, rng=np.random.default_rng(0))
    >>> batches.along.shape, bool(0.8 < batches.distance * signal() / noise(64) < 1.2)
    ((100,), True)
    """
    full = example_gradients(updates).mean(axis=0)
    length = np.linalg.norm(full)
    batches = batch_gradients(size, draws=draws, rng=rng, updates=updates) / length
    along = batches @ full / length
    rest = batches - np.outer(along, full) / length
    off = np.linalg.norm(batches - full / length, axis=1)
    return Cloud(along, rest @ _most_varied_across(updates), float(np.sqrt(np.mean(off**2))))


@cache
def _most_varied_across(updates: int) -> Floats:
    gradients = example_gradients(updates)
    unit = gradients.mean(axis=0)
    unit = unit / np.linalg.norm(unit)
    across = gradients - np.outer(gradients @ unit, unit)
    _, _, axes = np.linalg.svd(across, full_matrices=False)
    return np.asarray(axes[0])
