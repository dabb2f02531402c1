"""How far the gradient of a batch lies from that of all examples."""

import copy
from functools import cache
from typing import NamedTuple

import numpy as np

from course_lib.datasets import published_moons
from course_lib.engine import binary_cross_entropy, stack
from course_lib.experiments.surfaces import Floats
from course_lib.experiments.worked_matrices import lecture_network


@cache
def example_gradients() -> Floats:
    """The gradient of each of the 300 moons alone, at the lecture network's first weights.

    One copy of the network for each example, side by side: one pass gives all gradients. Their mean
    is the gradient of the full batch.

    Returns
    -------
    read-only array of shape (300, parameters)

    Examples
    --------
    >>> example_gradients().shape
    (300, 30)
    """
    x, labels = published_moons()
    network = lecture_network()
    copies = stack([copy.deepcopy(network) for _ in labels])
    scores = copies.forward(x[:, None, :], training=True)
    copies.backward(binary_cross_entropy(scores, labels[:, None])[1])
    gradients = np.array(copies.gradient[:, 0], np.float64)
    gradients.setflags(write=False)
    return gradients


def batch_gradients(size: int, *, draws: int, rng: np.random.Generator) -> Floats:
    """The gradients of ``draws`` batches, each of ``size`` examples drawn with replacement.

    Returns
    -------
    array of shape (draws, parameters)

    Examples
    --------
    >>> batch_gradients(32, draws=5, rng=np.random.default_rng(0)).shape
    (5, 30)
    """
    gradients = example_gradients()
    drawn = rng.integers(len(gradients), size=(draws, size))
    counts = np.zeros((draws, len(gradients)))
    np.add.at(counts, (np.arange(draws)[:, None], drawn), 1)
    return counts @ gradients / size


def noise(size: int) -> float:
    """The typical length of (batch gradient - full gradient): ``noise(1) / sqrt(size)``.

    Root mean square, exact for draws with replacement.

    Examples
    --------
    >>> round(noise(1) / noise(100), 6)
    10.0
    """
    gradients = example_gradients()
    return float(np.sqrt(gradients.var(axis=0).sum() / size))


def signal() -> float:
    """The length of the full gradient.

    Examples
    --------
    >>> 0 < signal() < noise(1)
    True
    """
    return float(np.linalg.norm(example_gradients().mean(axis=0)))


class Cloud(NamedTuple):
    """Gradients of many batches of one size, seen from the gradient of all examples."""

    along: Floats
    """How far each goes along the full gradient."""
    across: Floats
    """How far across it: of the many directions, along that in which examples differ most."""
    distance: float
    """The typical (root mean square) distance from the full gradient."""


def cloud(size: int, *, draws: int, rng: np.random.Generator) -> Cloud:
    """Draw batches of one size, and look at their gradients from the full one.

    Examples
    --------
    >>> batches = cloud(64, draws=100, rng=np.random.default_rng(0))
    >>> batches.along.shape, bool(0.8 < batches.distance / noise(64) < 1.2)
    ((100,), True)
    """
    full = example_gradients().mean(axis=0)
    batches = batch_gradients(size, draws=draws, rng=rng)
    along = batches @ full / np.linalg.norm(full)
    rest = batches - np.outer(along, full) / np.linalg.norm(full)
    off = np.linalg.norm(batches - full, axis=1)
    return Cloud(along, rest @ _most_varied_across(full), float(np.sqrt(np.mean(off**2))))


def _most_varied_across(full: Floats) -> Floats:
    unit = full / np.linalg.norm(full)
    across = example_gradients() - np.outer(example_gradients() @ unit, unit)
    _, _, axes = np.linalg.svd(across, full_matrices=False)
    return np.asarray(axes[0])
