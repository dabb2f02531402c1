"""A Bayesian search whose guess, and whose rule for where to go next, can be exchanged."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.hyperparameter_search_further.table import Table
from course_lib.search import (
    GaussianProcess,
    Listed,
    Method,
    Space,
    expected_improvement,
    first_best,
    fitted,
    run,
)

Floats = npt.NDArray[np.float64]
Rule = Callable[[Any, Any, Any], Any]
"""Takes means, standard deviations and the best; gives a number for each, the larger the better."""
Guess = Callable[[Any, Any, Any, Any, Any], Any]
"""Takes places, X, y, length and noise; gives means and standard deviations at the places."""

RULES: dict[str, Rule] = {
    "expected improvement": expected_improvement,
    "the mean alone": lambda mean, std, best: mean,
    "the spread alone": lambda mean, std, best: std,
    "mean + 2 std": lambda mean, std, best: mean + 2 * std,
}


def course_guess(places: Floats, x: Floats, y: Floats, length: Any, noise: float) -> Any:
    """What the engine of the search guesses."""
    return GaussianProcess(x, y, length, noise).predict(places)


class Guided:
    """Random trials first; then, in each round, where the rule promises most among 500 places.

    Length and noise are fitted before each round. The scores count from their mean, in units of
    their spread. With its defaults it asks for what ``search.Bayesian`` asks for.

    Examples
    --------
    >>> from course_lib.chapters.hyperparameter_search_further.table import SPACE
    >>> method = Guided(SPACE, count=9, rng=np.random.default_rng(0))
    >>> method.tell([each["lr"] for each in method.ask()])
    >>> len(method.ask())
    1
    """

    def __init__(
        self, space: Space, *, count: int, rng: np.random.Generator, start: int = 8,
        together: int = 1, rule: Rule = expected_improvement, guess: Guess = course_guess,
        candidates: int = 500,
    ) -> None:  # fmt: skip
        self.space, self._count, self._rng = space, count, rng
        self._start, self._together, self._candidates = start, together, candidates
        self._rule, self._guess = rule, guess
        self.x: list[Floats] = []
        self.y: list[float] = []
        self._known: GaussianProcess | None = None

    def ask(self) -> list[dict[str, Any]]:
        """Give the first, random round, and then the most promising settings."""
        if not self.y:
            self.x = list(self._rng.random((self._start, len(self.space))))
        else:
            believed = list(self.y)
            for _ in range(min(self._together, self._count - len(self.y))):
                place, guess = self._most_promising(believed)
                self.x.append(place)
                believed.append(guess)  # so that the next of this round goes elsewhere
        return [self.space.at(place) for place in self.x[len(self.y) :]]

    def tell(self, scores: Sequence[float]) -> None:
        """Add the scores of the round to what is known."""
        self.y += [float(score) for score in scores]

    def _most_promising(self, scores: list[float]) -> tuple[Floats, float]:
        x, y = np.array(self.x), np.array(scores)
        known = self._known = fitted(x, y, before=self._known)
        scale = float(y.std()) or 1.0
        units = (y - y.mean()) / scale
        candidates = self._rng.random((self._candidates, len(self.space)))
        everywhere = np.concatenate([candidates, x])
        means, stds = self._guess(everywhere, x, units, known.length, known.noise)
        mean, std = np.asarray(means)[: len(candidates)], np.asarray(stds)[: len(candidates)]
        # The best score may owe its place to luck, so the best is what the process expects there.
        best = float(np.asarray(means)[len(candidates) :].max())
        chosen = first_best(np.asarray(self._rule(mean, std, best), float))
        return candidates[chosen], float(y.mean() + scale * mean[chosen])


def random_search(space: Space, count: int, rng: np.random.Generator) -> Listed:
    """Random trials; from the same generator they begin as those of ``Guided``."""
    return Listed([space.at(place) for place in rng.random((count, len(space)))])


def worth(objective: Table, method: Method, seed: int) -> Floats:
    """After each trial: what the best so far, by the scores seen, is worth, in points (0 to 100).

    It is worth the mean of all runs of that setting, which the search has not seen.
    """
    trials = list(run(objective, method, seed=seed))
    scores = [trial.score for trial in trials]
    best = [int(np.argmax(scores[: n + 1])) for n in range(len(trials))]
    return 100 * np.array([trials[k].more["mean"] for k in best])
