"""Bayesian search: the next trial is where a Gaussian process expects most to gain."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.arguments import check_generator, check_kind, whole_number
from course_lib.search.gaussian_process import (
    GaussianProcess,
    expected_improvement,
    first_best,
    fitted,
)
from course_lib.search.given import MOST_AT_ONCE, Settings, checked_scores
from course_lib.search.space import Space


class Bayesian:
    """A Gaussian process over all trials so far; the next is where it expects most to gain.

    Parameters
    ----------
    space : Space
    count : trials in all
    start : how many of them are drawn at random, before there is anything to learn from
    together : trials in a round; for those after the first the process counts its own guess as
        the score of those before
    candidates : random places among which the best expected improvement is looked for

    Examples
    --------
    >>> from course_lib.search import Uniform, run
    >>> space, rng = Space(rate=Uniform(0.0, 1.0)), np.random.default_rng(0)
    >>> method = Bayesian(space, count=12, start=4, rng=rng)
    >>> trials = list(run(lambda settings, seed: -((settings["rate"] - 0.3) ** 2), method))
    >>> max(trial.score for trial in trials) > -1e-3
    True
    """

    def __init__(
        self,
        space: Space,
        *,
        count: int,
        rng: np.random.Generator,
        start: int = 8,
        together: int = 1,
        candidates: int = 500,
    ) -> None:
        check_kind("Bayesian: space", space, Space, "a Space")
        check_generator(rng)
        whole_number("Bayesian: count", count)
        whole_number("Bayesian: start", start, most=MOST_AT_ONCE)
        whole_number("Bayesian: together", together, least=0)
        whole_number("Bayesian: candidates", candidates, most=MOST_AT_ONCE)
        if not 2 <= start <= count or together < 1:
            raise ValueError(
                f"Bayesian needs 2 <= start <= count, together >= 1; got {start=} {count=} "
                f"{together=}"
            )
        self.space, self._count, self._rng = space, count, rng
        self._start, self._together, self._candidates = start, together, candidates
        self.x: list[Any] = []
        self.y: list[float] = []
        self._known: GaussianProcess | None = None

    def ask(self) -> list[Settings]:
        """Give the first, random round, and then the most promising settings."""
        if not self.y:
            self.x = list(self._rng.random((self._start, len(self.space))))
            return [self.space.at(places) for places in self.x]
        guessed = list(self.y)
        for _ in range(min(self._together, self._count - len(self.y))):
            places, guess = self._most_promising(guessed)
            self.x.append(places)
            guessed.append(guess)
        return [self.space.at(places) for places in self.x[len(self.y) :]]

    def tell(self, scores: Sequence[float]) -> None:
        """Add the scores of the round to what is known."""
        self.y += checked_scores("Bayesian", scores, len(self.x) - len(self.y)).tolist()

    def _most_promising(self, scores: list[float]) -> tuple[Any, float]:
        known = self._known = fitted(np.array(self.x), np.array(scores), before=self._known)
        candidates = self._rng.random((self._candidates, len(self.space)))
        mean, std = known.predict(candidates)
        # Scores are noisy, so the best one so far may owe its place to luck: ask the process.
        best = known.predict(known.x)[0].max()
        chosen = first_best(expected_improvement(mean, std, best))
        return candidates[chosen], float(mean[chosen])
