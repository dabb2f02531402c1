"""The budget game: six full runs on a plane of learning rate and beta, by hand or by a method.

A search that a reader wrote may also spend the budget in short runs.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course_lib.arguments import told
from course_lib.chapters.hyperparameter_search.plane import (
    BETA,
    BUDGET,
    FULL,
    LR,
    Floats,
    Point,
    nearest_points,
    places,
    plane,
    point_of,
    random_searches,
    worth,
)
from course_lib.experiments.searched_table import EPOCHS, SEEDS
from course_lib.search import expected_improvement, first_best, fitted

METHODS = ("random", "grid", "coarse to fine", "Bayesian")
GRID_SHAPE = (3, 2)
Search = Callable[[Callable[[], dict[str, float]], Callable[..., float]], Mapping[str, Any]]
"""A function of ``draw()`` and ``run(settings, epochs)`` that gives the settings it believes in."""


class Game:
    """What was tried, and what came of it. A trial costs the epochs that it trains.

    Parameters
    ----------
    log : whether methods draw the learning rate by its order of magnitude
    noise : whether a trial shows one run; otherwise the mean of five
    seed : decides the draws, and which run a trial shows

    Attributes
    ----------
    points, scores, epochs : lists, an entry for each trial
    drawn : list of the points that a search was given by draw()

    Examples
    --------
    >>> game = Game(log=True, noise=False, seed=0)
    >>> game.try_point((8, 3))
    >>> len(game.points), game.left, game.over
    (1, 80, False)
    """

    def __init__(self, *, log: bool, noise: bool, seed: int) -> None:
        self.log, self.noise = log, noise
        self._seed, self._ended = seed, False
        self.points: list[Point] = []
        self.scores: list[float] = []
        self.epochs: list[int] = []
        self.drawn: list[Point] = []
        self.believed: Point | None = None

    @property
    def left(self) -> int:
        """Epochs that may still be spent."""
        return BUDGET * FULL - sum(self.epochs)

    @property
    def over(self) -> bool:
        """Whether no full run is left, or a search has given its answer."""
        return self._ended or self.left < FULL

    def try_point(self, point: Point, epochs: int = FULL) -> None:
        """Spend one trial; nothing happens when the budget is spent."""
        if not self.over:
            self.run(point, epochs)

    def run(self, point: Point, epochs: int) -> float:
        """Train here for so many epochs, and give the score.

        Raises
        ------
        ValueError
            Where the table was not looked at, or where less is left.
        """
        if epochs not in EPOCHS:
            raise ValueError(f"a run takes one of {EPOCHS} epochs; got {told(epochs)}")
        if epochs > self.left:
            raise ValueError(f"{self.left} epochs are left of {BUDGET * FULL}; got {epochs}")
        runs = plane()[point][:, EPOCHS.index(epochs)]
        seen = runs[self._rng(1).integers(len(SEEDS))] if self.noise else runs.mean()
        self.points.append(point)
        self.scores.append(float(seen))
        self.epochs.append(int(epochs))
        return self.scores[-1]

    def let_search(self, search: Search) -> None:
        """Let a function of (draw, run) spend the budget; what it returns is what it believes."""
        rng = self._rng(2)

        def draw() -> dict[str, float]:
            self.drawn.append(self._nearest(rng.random(2)))
            i, j = self.drawn[-1]
            return {"lr": float(LR[i]), "beta": float(BETA[j])}

        def run(settings: Mapping[str, Any], epochs: int = FULL) -> float:
            return self.run(point_of(settings), epochs)

        self.believed = point_of(search(draw, run))
        self._ended = True

    def propose(self, method: str) -> Point:
        """Let a method choose the next point, from all that was tried so far by whomever.

        Asked twice, it gives the same.
        """
        if method == "grid":
            return self._of_grid(len(self.points))
        if method == "random" or len(self.points) < 4:
            return self._drawn(0.0, 1.0)
        if method == "coarse to fine":
            tried = np.array([self._place(point) for point in self.points])
            best = tried[np.argsort(-np.array(self.scores), kind="stable")[:3]]
            return self._drawn(best.min(axis=0) - 0.05, best.max(axis=0) + 0.05)
        return self._most_promising()

    def best_points(self) -> list[Point]:
        """After each trial, the point with the best score of the longest runs so far."""
        found = [*zip(self.epochs, self.scores, strict=True)]
        order = [max(range(n + 1), key=lambda k: (found[k], -k)) for n in range(len(found))]
        best = [self.points[k] for k in order]
        return best if self.believed is None else [*best[:-1], self.believed]

    def _rng(self, stream: int) -> np.random.Generator:
        """One for each trial, whatever was asked before: for the choice (0), for the noise (1)."""
        return np.random.default_rng([self._seed, len(self.points), stream])

    def _place(self, point: Point) -> Floats:
        """Where a point lies for a method: on a linear scale of lr where ``log`` is off."""
        a, b = places()[point]
        return np.array([a if self.log else LR[point[0]] / LR[-1], b])

    def _drawn(self, low: float | Floats, high: float | Floats) -> Point:
        low, high = np.clip(low, 0, 1), np.clip(high, 0, 1)
        return self._nearest(low + self._rng(0).random(2) * (high - low))

    def _of_grid(self, number: int) -> Point:
        row, column = divmod(number % BUDGET, GRID_SHAPE[1])
        middle = np.array([row + 0.5, column + 0.5]) / GRID_SHAPE
        return self._nearest(middle)

    def _nearest(self, place: Floats) -> Point:
        i, j = nearest_points(place, self.log)
        return int(i), int(j)

    def _most_promising(self) -> Point:
        tried = np.array([self._place(point) for point in self.points])
        everywhere = [(i, j) for i in range(len(LR)) for j in range(len(BETA))]
        known = fitted(tried, np.array(self.scores))
        mean, std = known.predict(np.array([self._place(point) for point in everywhere]))
        gain = expected_improvement(mean, std, known.predict(known.x)[0].max())
        return everywhere[first_best(gain)]


def searched(search: Search, games: int, *, seed: int = 0, noise: bool = True) -> Floats:
    """What a search of (draw, run) has found in each of several games.

    Examples
    --------
    >>> searched(lambda draw, run: {"lr": 0.1, "beta": 0.9}, 3).round(3).tolist()
    [0.771, 0.771, 0.771]
    """
    found = []
    for number in range(games):
        game = Game(log=True, noise=noise, seed=seed + number)
        game.let_search(search)
        assert game.believed is not None
        found.append(worth(game.believed))
    return np.array(found)


def played(method: str, *, log: bool, noise: bool, seed: int) -> Game:
    """Let one method spend the whole budget.

    Examples
    --------
    >>> played("grid", log=True, noise=False, seed=0).over
    True
    """
    game = Game(log=log, noise=noise, seed=seed)
    while not game.over:
        game.try_point(game.propose(method))
    return game


def verdict(game: Game) -> str:
    """Say what the chosen point is worth, beside random searches of the same budget.

    Examples
    --------
    >>> verdict(played("grid", log=True, noise=False, seed=0))[:40]
    'Mean of five runs there: 78.1 %. Random '
    """
    ours = worth(game.best_points()[-1])
    theirs = random_searches(log=game.log, noise=game.noise)[:, -1]
    beaten = 100 * ((theirs < ours).mean() + (theirs == ours).mean() / 2)
    return (
        f"Mean of five runs there: {100 * ours:.1f} %. Random search: "
        f"{100 * theirs.mean():.1f} % on average; "
        f"this beats {beaten:.0f} % of {len(theirs)}."
    )
