"""Guess the next word: a language of a few words, some of them rare.

Word k of V comes with a share of ``1 / k**zipf`` (Zipf's law at 1; 0: all alike). Each word has one
successor of its own, except for one time in five, when any word may follow. The model is a table of
V rows of V scores: a row has a gradient only where its word is in the batch.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.engine import AdaGrad, Adam, GradientDescent, Momentum, RMSProp
from course_lib.engine.rules.rule import Rule

Floats = npt.NDArray[np.float64]

RULES: dict[str, tuple[Rule, float]] = {
    "gradient descent": (GradientDescent(), 1.0),
    "momentum": (Momentum(0.9), 0.1),
    "AdaGrad": (AdaGrad(), 0.1),
    "RMSProp": (RMSProp(0.99), 0.01),
    "Adam": (Adam(), 0.01),
}
"""Each rule, and by what its rates are multiplied, so that one grid serves all."""
GRID = np.geomspace(0.15, 20, 7)
FALLING_GRID = 4 * GRID
"""Where a rate falls to 0, the best are larger."""


@dataclass(frozen=True)
class Language:
    """How many words, how unequal, and how often any word may follow."""

    words: int = 40
    zipf: float = 1.0
    noise: float = 0.2
    seed: int = 0

    @property
    def shares(self) -> Floats:
        """How often each word comes, the most frequent first."""
        weights = 1 / np.arange(1, self.words + 1) ** self.zipf
        return np.asarray(weights / weights.sum())

    @property
    def follows(self) -> Floats:
        """Which word follows which, shape (words, words); each row adds up to 1."""
        rng = np.random.default_rng([self.seed, 7])
        table = self.noise * np.tile(self.shares, (self.words, 1))
        table[np.arange(self.words), rng.permutation(self.words)] += 1 - self.noise
        return np.asarray(table)


def excess(
    rule: Rule, rates: Any, language: Language, *, updates: int = 1000, batch: int = 32,
    falling: bool = False,
) -> Floats:  # fmt: skip
    """How much above the lowest possible the loss ends, shape (rates, words).

    All rates see the same words. ``falling``: they fall linearly to 0.

    Examples
    --------
    >>> excess(GradientDescent(), [0.0], Language(4, zipf=0.0, noise=0.0), updates=1).round(3)
    array([[1.386, 1.386, 1.386, 1.386]])
    """
    rng, follows = np.random.default_rng(language.seed), language.follows
    up_to, words = follows.cumsum(axis=1), np.arange(language.words)
    rates = np.asarray(rates, np.float64)[:, None, None]
    scores = np.zeros((len(rates), language.words, language.words))
    state = rule.init(scores)
    with np.errstate(all="ignore"):
        for update in range(updates):
            now = rng.choice(words, batch, p=language.shares)
            after = np.minimum((up_to[now] < rng.random(batch)[:, None]).sum(axis=1), words[-1])
            error = _shares_of(scores[:, now])
            error[:, np.arange(batch), after] -= 1
            grad = np.zeros_like(scores)
            np.add.at(grad.swapaxes(0, 1), now, error.swapaxes(0, 1) / batch)
            now_rates = rates * (1 - update / updates) if falling else rates
            change, state = rule.update(grad, state, now_rates, scores)
            scores = scores + change
        logs = np.log(follows) - np.log(_shares_of(scores))
    return np.asarray((follows * np.where(follows > 0, logs, 0)).sum(axis=-1))


def best(
    rule: str, language: Language, *, falling: bool = False, **how: Any
) -> tuple[float, Floats]:
    """A rule's best rate of the grid, by the loss over all words, and the excess of each word."""
    which, scale = RULES[rule]
    grid = FALLING_GRID if falling else GRID
    ends = excess(which, grid * scale, language, falling=falling, **how)
    overall = np.nan_to_num(ends @ language.shares, nan=np.inf)
    return float(grid[overall.argmin()] * scale), ends[overall.argmin()]


def _shares_of(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
