"""What happens past the point where a model can learn its training set by heart.

A hidden layer of random units that is never trained; the output layer is fitted by least squares,
with a penalty or without one. Where many weights fit the training set exactly, the smallest are
taken.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import digits

Floats = npt.NDArray[np.float64]

WIDTHS = (10, 30, 60, 100, 150, 180, 200, 220, 300, 500, 1000, 2000)
STRENGTHS = (0.0, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1)
"""Penalties; the first is none."""

POOL, JUDGING = 10_000, 500
"""The first digits, from which the examples are drawn; so many after them choose, and judge."""

ACTIVATIONS: dict[str, Callable[[Floats], Floats]] = {
    "relu": lambda z: np.maximum(z, 0),
    "tanh": lambda z: np.tanh(3 * z),
    "cosine": lambda z: np.cos(3 * z),
    "linear": lambda z: z,
}


@dataclass(frozen=True)
class Problem:
    """Digits to learn, and the random units to learn them with.

    Parameters
    ----------
    examples : int
        Training digits, drawn anew with every seed.
    noise : float
        The share of the training labels that are replaced by another digit at random.
    side : 28, 14 or 7
    activation : one of ``ACTIVATIONS``
    question : {"which digit", "odd or even", "below five"}
        Ten outputs, or one.
    copies : int
        How often each training digit is there; ``examples`` counts the copies, too.
    """

    examples: int = 200
    noise: float = 0.0
    side: int = 28
    activation: str = "relu"
    question: str = "which digit"
    copies: int = 1

    def answers(self, labels: npt.NDArray[np.int64]) -> Floats:
        """Give the targets of the fit: one-hot rows, or a column of -1 and 1."""
        if self.question == "which digit":
            return np.eye(10)[labels]
        yes = labels % 2 == 1 if self.question == "odd or even" else labels < 5
        return np.where(yes, 1.0, -1.0)[:, None]

    def draw(self, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Draw training digits, and what is said of them: (images, targets)."""
        images, labels = digits(POOL, side=self.side, dtype=np.float32)
        chosen = rng.choice(POOL, self.examples // self.copies, replace=False)
        x, said = images[chosen].astype(np.float64), labels[chosen]
        wrong = rng.random(len(said)) < self.noise
        said = np.where(wrong, (said + rng.integers(1, 10, len(said))) % 10, said)
        return np.tile(x, (self.copies, 1)), np.tile(self.answers(said), (self.copies, 1))

    def new(self) -> tuple[Floats, Floats]:
        """Digits that no seed trains on: the first ``JUDGING`` choose, the others judge."""
        images, labels = digits(2 * JUDGING, POOL, side=self.side, dtype=np.float32)
        return images.astype(np.float64), self.answers(labels)


@dataclass(frozen=True)
class Curve:
    """Shares of wrong answers, shape (widths, strengths, seeds), and lengths of the weights.

    ``train`` on the training set with its labels as they are, ``dev`` on digits that may choose,
    ``test`` on digits that judge.
    """

    train: Floats
    dev: Floats
    test: Floats
    length: Floats

    def tuned(self) -> Floats:
        """Test errors at the strength that is best on dev for each width, shape (widths, seeds)."""
        best = self.dev.mean(axis=2).argmin(axis=1)
        return np.stack([self.test[k, column] for k, column in enumerate(best)])


def random_units(problem: Problem, width: int, rng: np.random.Generator) -> Callable[..., Floats]:
    """Draw a hidden layer: a function of images that gives the answers of its units."""
    inputs = problem.side**2
    hidden = rng.standard_normal((inputs, width)) / np.sqrt(inputs)
    activation = ACTIVATIONS[problem.activation]
    return lambda images: activation(images @ hidden) / np.sqrt(width)


def fits(
    features: Floats, targets: Floats, strengths: Sequence[float]
) -> list[tuple[Floats, Floats]]:
    """Weights and intercept of ``engine.ridge`` for every strength, from one decomposition.

    Examples
    --------
    >>> x = np.array([[-1.0], [0.0], [1.0]])
    >>> [(w.round(12), b) for w, b in fits(x, 3 * x + 5, [2 / 3])]
    [(array([[1.5]]), array([5.]))]
    """
    middle, mean = features.mean(axis=0), targets.mean(axis=0)
    u, s, v_t = np.linalg.svd(features - middle, full_matrices=False)
    counts = s > np.finfo(np.float64).eps * max(features.shape) * s[0]
    u, s, v_t = u[:, counts], s[counts, None], v_t[counts]
    inner = u.T @ (targets - mean)
    weights = [v_t.T @ (s / (s**2 + len(features) * strength) * inner) for strength in strengths]
    return [(w, mean - middle @ w) for w in weights]


def wrong(answers: Floats, targets: Floats) -> float:
    """The share of wrong answers."""
    if targets.shape[1] == 1:
        return float(np.mean((answers > 0) != (targets > 0)))
    return float(np.mean(answers.argmax(axis=1) != targets.argmax(axis=1)))


def drawn(problem: Problem, width: int, seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Draw digits and units: (units of the examples, targets, units of new digits, targets)."""
    rng = np.random.default_rng(seed)
    x, targets = problem.draw(rng)
    x_new, targets_new = problem.new()
    units = random_units(problem, width, rng)
    return units(x), targets, units(x_new), targets_new


def errors(problem: Problem, width: int, seed: int, strengths: Sequence[float] = (0.0,)) -> Floats:
    """Fit one draw at every strength: (train, dev, test, length) by strengths, shape (4, S).

    Examples
    --------
    >>> errors(Problem(), 300, 0)[0, 0]
    np.float64(0.0)
    """
    h, targets, h_new, targets_new = drawn(problem, width, seed)
    found = []
    for weights, intercept in fits(h, targets, strengths):
        said, said_new = h @ weights + intercept, h_new @ weights + intercept
        dev, test = (
            wrong(said_new[part], targets_new[part])
            for part in (slice(JUDGING), slice(JUDGING, None))
        )
        found.append((wrong(said, targets), dev, test, np.sqrt((weights**2).sum())))
    return np.array(found).T


def curve(
    problem: Problem,
    seeds: Iterable[int],
    widths: Iterable[int] = WIDTHS,
    strengths: Sequence[float] = (0.0,),
) -> Curve:
    """Give ``errors`` for every width, strength and seed."""
    seeds = list(seeds)
    rows: list[Any] = [
        [errors(problem, width, seed, strengths) for seed in seeds] for width in widths
    ]
    return Curve(*np.moveaxis(np.array(rows), (2, 3, 1), (0, 2, 3)))


def chosen(
    problem: Problem,
    seeds: Iterable[int],
    widths: Iterable[int],
    strengths: Sequence[float],
    choose: Callable[[Floats, Floats, Sequence[float]], float],
) -> Floats:
    """Test errors at the strength that ``choose(units, targets, strengths)`` names.

    Examples
    --------
    >>> chosen(Problem(50), [0, 1], [20], [0.0, 1e-3], lambda h, t, strengths: 1e-3).shape
    (1, 2)
    """

    def one(width: int, seed: int) -> float:
        h, targets, h_new, targets_new = drawn(problem, width, seed)
        ((weights, intercept),) = fits(h, targets, [choose(h, targets, strengths)])
        said = h_new[JUDGING:] @ weights + intercept
        return wrong(said, targets_new[JUDGING:])

    seeds = list(seeds)
    return np.array([[one(width, seed) for seed in seeds] for width in widths])
