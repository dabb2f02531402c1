"""The check of exercise 3: a rule of one's own, which searches a plane and a line."""

from functools import cache

import numpy as np

from course_lib import checks
from course_lib.chapters.hyperparameter_search_further.guided import (
    RULES,
    Floats,
    Guided,
    Rule,
    random_search,
    worth,
)
from course_lib.chapters.hyperparameter_search_further.measured import (
    ERRORS,
    along_a_line,
    at,
    change_of,
)
from course_lib.chapters.hyperparameter_search_further.table import SPACES, line, table

TRIALS, SEARCHES, CANDIDATES = 24, 16, 200
LINE_TRIALS, STARTS, LENGTH, NEAR = 8, 60, 0.15, 0.3
NOTHING = 1e-9
MEAN, STD = np.array([0.5, 1.0, -0.3]), np.array([0.4, 0.1, 0.9])


def my_rule(function: object) -> None:
    """Check ``my_rule(mean, std, best)``: it finds more than random search, and never stays put.

    Two tests, three standard errors each: 16 searches of the four hyperparameters for short runs,
    beside random search; 60 searches along the learning rate from three trials, beside EI.

    Examples
    --------
    >>> my_rule(lambda mean, std, best: mean)  # doctest: +ELLIPSIS
    Exercise 3 (my_rule): not yet right: along the learning rate it must keep up with EI:
      ... It tries again and again what it knows.
    """
    rules = [
        checks.rule("one number a place", _numbers, MEAN, STD, 1.2),
        _not_expected_improvement_itself,
        _keeps_up_along_the_learning_rate,
        _finds_more_than_random_search,
    ]
    checks.report("hyperparameter_search_further", 3, "my_rule", function, rules)


def _numbers(attempt: checks.Attempt, mean: Floats, std: Floats, best: float) -> Floats:
    got = checks.require_array("the result", attempt(mean=mean, std=std, best=best), mean.shape)
    checks.require(np.isfinite(got).all(), "all numbers must be finite; got inf or NaN.")
    return got


def _not_expected_improvement_itself(attempt: checks.Attempt) -> None:
    rng = np.random.default_rng(0)
    mean, std = rng.uniform(-2, 2, 60), rng.uniform(0.1, 1, 60)
    ours = np.asarray(RULES["expected improvement"](mean, std, 0.5), float)
    got = _numbers(attempt, mean, std, 0.5)
    told = ours > NOTHING
    ranked = np.array_equal(np.argsort(got[told]), np.argsort(ours[told]))
    own = not ranked and not np.allclose(got, ours, rtol=1e-4, atol=NOTHING)
    checks.require(
        own,
        "that is expected improvement, or ranks all places as it does; find a rule of another "
        "kind.",
    )
    all_equal = np.ptp(got) == 0
    checks.require(not all_equal, "it gives the same number for all places: nothing is chosen.")


def _asking(attempt: checks.Attempt) -> Rule:
    return lambda mean, std, best: _numbers(attempt, mean, std, float(best))


def _keeps_up_along_the_learning_rate(attempt: checks.Attempt) -> None:
    ours, theirs = _line(_asking(attempt)), _line_of_ei()
    change, error = change_of(ours, theirs)
    checks.require(
        change > -ERRORS * error or change > -NEAR,
        "along the learning rate it must keep up with EI:\n  after "
        f"{LINE_TRIALS} trials {ours.mean():.1f} % against {theirs.mean():.1f} %: "
        f"{change:+.1f} ± {error:.1f} points.{_why(attempt)}",
    )


def _finds_more_than_random_search(attempt: checks.Attempt) -> None:
    ours, theirs = _plane(_asking(attempt)), _plane_of_random()
    change, error = change_of(ours, theirs)
    checks.require(
        change > ERRORS * error,
        "with four hyperparameters it must find more than random search, by three errors:\n  "
        f"{ours.mean():.1f} % against {theirs.mean():.1f} %: {change:+.1f} ± {error:.1f} points."
        f"{_why(attempt)}",
    )


def _why(attempt: checks.Attempt) -> str:
    """What the rule lacks, by how it answers a better mean and a larger spread."""
    flat, one = np.zeros(2), np.ones(2)
    asked, again = (_numbers(attempt, flat, np.array([0.5, 1.0]), 1.0) for _ in range(2))
    if not np.array_equal(asked, again):
        return " Asked the same twice, it answers differently: chance is in it."
    by_mean = np.diff(_numbers(attempt, np.array([0.0, 0.5]), one, 1.0))[0]
    by_std = np.diff(_numbers(attempt, flat, np.array([0.5, 1.0]), 1.0))[0]
    if by_mean < 0:
        return " A lower mean promises more to it: is a sign turned around?"
    if by_mean == 0:
        return " It goes where it knows least, and never back to what is good."
    if by_std == 0:
        return " It tries again and again what it knows."
    if by_std < 0:
        return " It shuns what it does not know."
    return " How much is the spread worth to it, beside the mean?"


def _line(rule: Rule) -> Floats:
    scores = 100 * line()
    ends = []
    for seed in range(STARTS):
        first = np.random.default_rng([seed, 4]).random(3)
        tried = along_a_line(scores, first, rule, trials=LINE_TRIALS, length=LENGTH)
        ends.append(float(at(scores, tried).max()))
    return np.array(ends)


@cache
def _line_of_ei() -> Floats:
    return _line(RULES["expected improvement"])


def _plane(rule: Rule) -> Floats:
    looked_up, space = table("after 4 epochs", noise=False), SPACES["all four"]
    return np.array([
        worth(looked_up, Guided(space, count=TRIALS, rule=rule, candidates=CANDIDATES,
                                rng=np.random.default_rng([seed, 5])), seed)[-1]
        for seed in range(SEARCHES)
    ])  # fmt: skip


@cache
def _plane_of_random() -> Floats:
    looked_up, space = table("after 4 epochs", noise=False), SPACES["all four"]
    return np.array([
        worth(looked_up, random_search(space, TRIALS, np.random.default_rng([seed, 5])), seed)[-1]
        for seed in range(SEARCHES)
    ])  # fmt: skip
