"""What the claims of notebook 08b rest on."""

from typing import Any

import numpy as np

from course_lib.chapters.hyperparameter_search_further.digit_runs import (
    DOWN,
    UP,
    side_by_side,
    watched,
)
from course_lib.chapters.hyperparameter_search_further.guided import (
    RULES,
    Floats,
    Guided,
    Rule,
    random_search,
    worth,
)
from course_lib.chapters.hyperparameter_search_further.table import SPACES, line, table
from course_lib.experiments import paired_change
from course_lib.experiments.searched_digits import DEFAULTS
from course_lib.search import GaussianProcess, first_best

Numbers = dict[str, Any]
ERRORS, POINT = 3.0, 1.0
"""From so many standard errors on a mean difference counts; a point of accuracy."""


def change_of(ours: Any, theirs: Any) -> tuple[float, float]:
    """By how much the first is larger, pair by pair on average, and the standard error of that."""
    change, error = paired_change(np.asarray(ours, float), np.asarray(theirs, float))
    return float(change), float(error)


def ahead(ours: Any, theirs: Any) -> bool:
    """Whether the first is larger, pair by pair on average, by three standard errors."""
    change, error = change_of(ours, theirs)
    return bool(change > ERRORS * error)


def lead(
    objective: str, noise: bool, space: str, trials: int, start: int, seeds: int, searches: int,
    own_draws: bool,
) -> Numbers:  # fmt: skip
    """Worth of the best after ``trials`` of Bayesian search, and after 1, 2, 4 times as many."""
    looked_up, where = table(objective, noise=noise), SPACES[space]
    found: dict[str, list[float]] = {name: [] for name in ("Bayesian", "once", "twice", "4 times")}
    for seed in range(seeds, seeds + searches):
        method = Guided(where, count=trials, start=start, rng=np.random.default_rng([seed, 0]))
        found["Bayesian"].append(float(worth(looked_up, method, seed)[-1]))
        rng = np.random.default_rng([seed, int(own_draws)])
        curve = worth(looked_up, random_search(where, 4 * trials, rng), seed)
        for name, times in (("once", 1), ("twice", 2), ("4 times", 4)):
            found[name].append(float(curve[times * trials - 1]))
    return found


def leads_until_four(numbers: Numbers) -> bool:
    """Ahead of as many random trials by 3 errors, and not so of four times as many."""
    over_as_many = ahead(numbers["Bayesian"], numbers["once"])
    return over_as_many and not ahead(numbers["Bayesian"], numbers["4 times"])


def rules(
    objective: str, noise: bool, space: str, trials: int, start: int, seeds: int, searches: int,
    candidates: int, counted: bool,
) -> Numbers:  # fmt: skip
    """Worth of the best with each rule, from the same first trials.

    Where it is ``counted``, also how many different settings of the table each search tried.
    """
    looked_up, where = table(objective, noise=noise), SPACES[space]
    found: Numbers = {}
    for name, rule in RULES.items():
        ends, different = [], []
        for seed in range(seeds, seeds + searches):
            method = Guided(where, count=trials, start=start, rule=rule, candidates=candidates,
                            rng=np.random.default_rng([seed, 0]))  # fmt: skip
            ends.append(float(worth(looked_up, method, seed)[-1]))
            different.append(len({looked_up.nearest(where.at(place)) for place in method.x}))
        found |= {name: ends} | ({f"{name}, {DIFFERENT}": different} if counted else {})
    return found


def spread_alone_is_behind(numbers: Numbers) -> bool:
    """Three rules within a point on average; the spread alone behind EI by three errors."""
    means = {name: float(np.mean(numbers[name])) for name in RULES}
    spread = means.pop("the spread alone")
    close = max(means.values()) - min(means.values()) < POINT
    behind = ahead(numbers["expected improvement"], numbers["the spread alone"])
    return bool(close and behind and spread < min(means.values()))


DIFFERENT = "different settings"
"""Ends the names under which they are counted."""
PLACES = np.linspace(0, 1, 81)[:, None]


def along_a_line(
    scores: Floats, begin: Floats, rule: Rule, *, trials: int, length: float, noise: float = 0.01
) -> Floats:
    """Places that a rule tries on one axis, one after the other, those of ``begin`` first.

    ``scores`` stand at even steps from 0 to 1; a place gets the nearest.
    """
    tried = np.asarray(begin, float)
    while len(tried) < trials:
        seen = at(scores, tried)
        units = (seen - seen.mean()) / (float(seen.std()) or 1.0)
        mean, std = GaussianProcess(tried[:, None], units, length, noise).predict(PLACES)
        chosen = first_best(np.asarray(rule(mean, std, float(units.max())), float))
        tried = np.append(tried, PLACES[chosen, 0])
    return tried


def at(scores: Floats, places: Floats) -> Floats:
    """Scores at places from 0 to 1, the nearest each."""
    return np.asarray(scores[np.rint(np.asarray(places) * (len(scores) - 1)).astype(int)])


def one_axis(
    objective: str, beta: int, hidden: int, trials: int, length: float, noise: float, begin: int,
    seeds: int, searches: int,
) -> Numbers:  # fmt: skip
    """Best score found along the learning rate, from a few random places, by two rules."""
    scores = 100 * line(objective, beta=beta, hidden=hidden)
    found: Numbers = {}
    for name in ("expected improvement", "the mean alone"):
        found[name] = []
        for seed in range(seeds, seeds + searches):
            first = np.random.default_rng([seed, 2]).random(begin)
            how: dict[str, Any] = {"trials": trials, "length": length, "noise": noise}
            tried = along_a_line(scores, first, RULES[name], **how)
            found[name].append(float(at(scores, tried).max()))
    return found


def mean_alone_is_behind(numbers: Numbers) -> bool:
    """The mean alone ends below expected improvement by three errors."""
    return ahead(numbers["expected improvement"], numbers["the mean alone"])


def cubs_and_eggs(
    start: int, seeds: int, runs: int, low: float, high: float, machines: int, days: int,
    hidden: int, up: float, down: float,
) -> Numbers:  # fmt: skip
    """Test accuracy (%) of a run that is watched, of the same left alone, of the best of many."""
    found: Numbers = {"watched": [], "left alone": [], "best of many": []}
    for seed in range(seeds, seeds + runs):
        u = np.random.default_rng([seed, 3]).random(machines)
        rates = low * (high / low) ** u
        eggs = [{"lr": float(lr), "hidden": hidden, "epochs": days} for lr in rates]
        dev, test = side_by_side(eggs, seed, start=start)
        how: dict[str, Any] = {"start": start, "hidden": hidden, "days": days}
        cub = watched(float(rates[0]), seed, up=up, down=down, **how)[0]
        found["watched"].append(100 * cub)
        found["left alone"].append(100 * float(test[0]))
        found["best of many"].append(100 * float(test[first_best(dev)]))
    return found


def eggs_before_cubs(numbers: Numbers) -> bool:
    """Watched ahead of left alone, and the best of many ahead of both: by three errors."""
    return ahead(numbers["watched"], numbers["left alone"]) and ahead(
        numbers["best of many"], numbers["watched"]
    )


WATCHED: dict[str, Any] = {"up": UP, "down": DOWN, "hidden": DEFAULTS["hidden"]}
