"""The clinic's data sets: small, and drawn anew from a seed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import blobs, digits, moons

Floats = npt.NDArray[Any]
Labels = npt.NDArray[Any]
Part = tuple[Floats, Labels]

TRAINING, DEV, NEW = 300, 200, 1000
"""Examples in each part; the new ones come when the network is at work."""


@dataclass(frozen=True)
class Problem:
    """A task with three parts of data.

    Attributes
    ----------
    name, words : str
        Its key, and what a chart says of it.
    kind : "yes or no", "classes", "tags"
        One answer of two, one of several, or any number of several.
    outputs : int
        How many outputs a network needs.
    train, dev, new : (x, labels)
    """

    name: str
    words: str
    kind: str
    outputs: int
    train: Part
    dev: Part
    new: Part

    def but(self, **changes: Any) -> "Problem":
        """Give the same with other parts."""
        return replace(self, **changes)


def standardized(problem: Problem) -> Problem:
    """Subtract the training part's means and divide by its stds, in all parts."""
    mean, std = problem.train[0].mean(axis=0), problem.train[0].std(axis=0)
    parts = {
        part: ((getattr(problem, part)[0] - mean) / np.where(std > 0, std, 1),
               getattr(problem, part)[1])
        for part in ("train", "dev", "new")
    }  # fmt: skip
    return problem.but(**parts)


def draw_moons(rng: np.random.Generator) -> Problem:
    """Two half moons that overlap a little."""
    parts = {
        name: moons(n, noise=0.15, rng=rng)
        for name, n in zip(("train", "dev", "new"), (TRAINING, DEV, NEW), strict=True)
    }
    words = "two half moons of points, two classes"
    return standardized(Problem("moons", words, "yes or no", 1, **parts))


def draw_digits(rng: np.random.Generator) -> Problem:
    """Handwritten digits of 14 x 14 pixels; which of them, is drawn."""
    x, labels = digits(6000, side=14)
    picked = rng.permutation(len(x))[: TRAINING + DEV + NEW]
    ends = np.cumsum([0, TRAINING, DEV, NEW])
    parts = {
        name: ((x[at] - 0.13) / 0.28, labels[at])  # MNIST's usual mean and std
        for name, a, b in zip(("train", "dev", "new"), ends, ends[1:], strict=False)
        for at in [picked[a:b]]
    }
    return Problem("digits", "handwritten digits, ten classes", "classes", 10, **parts)


def draw_tags(rng: np.random.Generator) -> Problem:
    """Points that have any of four tags: up, right, far from the centre, near the diagonal."""

    def part(n: int) -> Part:
        x = rng.normal(size=(n, 2))
        near = np.abs(x[:, 0] - x[:, 1]) < 0.9
        tags = [x[:, 0] > 0, x[:, 1] > 0, np.hypot(*x.T) > 1.2, near]
        return x, np.column_stack(tags).astype(np.int64)

    parts = {"train": part(TRAINING), "dev": part(DEV), "new": part(NEW)}
    return Problem("tags", "points with any number of four tags", "tags", 4, **parts)


def draw_clouds(rng: np.random.Generator, rare: float = 0.5, spread: float = 0.6) -> Problem:
    """Two round clouds that overlap; class 1 has a share of ``rare``."""

    def part(n: int) -> Part:
        x, labels = blobs(2 * n, noise=spread, rng=rng)
        ones = round(rare * n)
        keep = np.r_[np.flatnonzero(labels == 1)[:ones], np.flatnonzero(labels == 0)[: n - ones]]
        keep = rng.permutation(keep)
        return x[keep], labels[keep]

    parts = {"train": part(2 * TRAINING), "dev": part(2 * DEV), "new": part(4 * NEW)}
    words = "two clouds of points, two classes"
    return standardized(Problem("clouds", words, "yes or no", 1, **parts))


def draw_table(rng: np.random.Generator, chosen_on: str = "training") -> Problem:
    """Patients with 1500 measurements, of which the 30 that go with the label best are kept.

    Two of them say something. ``chosen_on``: "training" rows, or "all" but the new ones.
    """
    n, features, telling = 100, 1500, 2

    def part(size: int) -> Part:
        labels = rng.permutation(np.arange(size) % 2)
        x = rng.normal(size=(size, features))
        x[:, :telling] += labels[:, None] - 0.5
        return x, labels

    parts = {"train": part(n), "dev": part(n), "new": part(NEW)}
    known = [parts["train"]] + ([parts["dev"]] if chosen_on == "all" else [])
    x = np.concatenate([each[0] for each in known])
    labels = np.concatenate([each[1] for each in known])
    best = np.sort(telling_most(x, labels, 30))
    parts = {name: (each[0][:, best], each[1]) for name, each in parts.items()}
    words = "a table: 30 of 1500 measurements were kept, two classes"
    return standardized(Problem("table", words, "yes or no", 1, **parts))


def telling_most(x: Floats, labels: Labels, count: int) -> npt.NDArray[np.int64]:
    """Give the columns of x that go with the labels best, by the size of their correlation.

    Examples
    --------
    >>> telling_most(np.array([[0.0, 1.0], [1.0, 1.1], [0.0, 2.0]]), np.array([0, 0, 1]), 1)
    array([1])
    """
    x, labels = x - x.mean(axis=0), labels - labels.mean()
    together = np.abs(labels @ x) / np.sqrt((x**2).sum(axis=0))
    return np.argsort(-together, kind="stable")[:count]


ORDINARY: dict[str, Callable[[np.random.Generator], Problem]] = {
    "moons": draw_moons,
    "digits": draw_digits,
    "tags": draw_tags,
}
"""What most patients work on."""
