"""Checks of notebook 06: remedies for four runs, and a schedule of one's own, which is trained."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.learning_rate_schedules import runs
from course_lib.chapters.learning_rate_schedules.four_runs import (
    FOUR,
    REMEDIES,
    losses,
    right_remedies,
)
from course_lib.chapters.learning_rate_schedules.judging import FEWEST_ERRORS, peers, verdict

# Exercise 2: the remedies of four runs. What is right was found by running all of them.

LOOK_AT = {
    "A": "Look at its end: is it at rest, or on its way?",
    "B": "Look at its first epoch, and at the line of the coin.",
    "C": "Look at how it trembles while it goes nowhere.",
    "D": "It is at rest, and does not tremble: how large can its rate still be?",
}


def remedies(function: object) -> None:
    """Check ``remedies()``: a dict of the runs A to D to one of raise, lower, decay, later.

    Examples
    --------
    >>> ours = {"A": "raise", "B": "decay", "C": "decay", "D": "later"}
    >>> remedies(lambda: ours)  # doctest: +ELLIPSIS
    Exercise 2 (remedies): not yet right: run B: with "decay" it ends at 0.69, as it is at 0.7....
      Another remedy does better. Look at its first epoch, and at the line of the coin.
    """
    rules = [checks.rule("a remedy for each run", _named)]
    rules += [checks.rule(f"run {name}", _remedy_of(name)) for name in FOUR]
    checks.report("learning_rate_schedules", 2, "remedies", function, rules)


def _named(attempt: checks.Attempt) -> dict[str, str]:
    got = attempt()
    runs_named = isinstance(got, dict) and set(got) == set(FOUR)
    needed = f"needed a dict with a remedy for each of {', '.join(FOUR)}"
    came = f"its keys are {list(got)}" if isinstance(got, dict) else checks.describe(got)
    checks.require(runs_named, f"{needed}; got: {came}.")
    for name, remedy in got.items():
        known = isinstance(remedy, str) and remedy in REMEDIES
        checks.require(known, f"run {name}: needed one of {', '.join(REMEDIES)}; got {remedy!r}.")
    return dict(got)


def _remedy_of(name: str) -> Callable[[checks.Attempt], None]:
    def lowest_of_the_four(attempt: checks.Attempt) -> None:
        remedy = _named(attempt)[name]
        ends = {which: losses()[name, which][:, -1].mean() for which in ("none", remedy)}
        checks.require(
            remedy == right_remedies()[name],
            f'run {name}: with "{remedy}" it ends at {ends[remedy]:.2f}, as it is at '
            f"{ends['none']:.2f}.\n  Another remedy does better. {LOOK_AT[name]}",
        )

    return lowest_of_the_four


# Exercise 3: a schedule of one's own. It must be a schedule, and be worth its trouble.

SEEDS = tuple(range(10, 30))
"""They have chosen neither the constant rate nor the cosine."""


def my_schedule(function: object) -> None:
    """Check ``my_schedule(step, steps)``: it ends below the best constant rate, on twenty seeds.

    Examples
    --------
    >>> my_schedule(lambda step, steps: 0.2)  # doctest: +ELLIPSIS
    Exercise 3 (my_schedule): not yet right: it must end below the best constant rate by three of \
its errors:
      0.09... against 0.09... of the best constant rate: +0.0 ± 0.0 %, 0.0 of its errors: not told \
apart. That is one constant rate all along.
    >>> my_schedule(lambda step, steps: 0.8 * (1 - step / steps))
    Exercise 3 (my_schedule): passed. 5 rules checked:
      one rate for a step; a rate for each of 1000 updates; for other budgets, too; ends below the \
best constant rate; arguments untouched.
    """
    rules = [
        checks.rule("one rate for a step", _rate, 3, runs.STEPS),
        checks.rule(f"a rate for each of {runs.STEPS} updates", _rates, runs.STEPS),
        checks.rule("for other budgets, too", _rates, 300),
        _ends_below_the_best_constant_rate,
    ]
    checks.report("learning_rate_schedules", 3, "my_schedule", function, rules)


def _rate(attempt: checks.Attempt, step: int, steps: int) -> float:
    rate = checks.require_number("the rate", attempt(step=step, steps=steps))
    fit = np.isfinite(rate) and rate >= 0
    checks.require(fit, f"a rate must be finite and not negative; got {rate:g} at step {step}.")
    return rate


def _rates(attempt: checks.Attempt, steps: int) -> checks.Floats:
    return np.array([_rate(attempt, step, steps) for step in range(steps)])


def _ends_below_the_best_constant_rate(attempt: checks.Attempt) -> None:
    rates = _rates(attempt, runs.STEPS)
    checks.require(rates.any(), "with a rate of 0 all along nothing is learned.")
    ends = runs.run([_looked_up(rates)], seeds=SEEDS, every=runs.EPOCHS)[0][0, :, -1]
    name = "the best constant rate"
    came = verdict(name, np.minimum(ends, 1e3), peers(SEEDS)[name])
    checks.require(
        came.in_errors <= -FEWEST_ERRORS,
        f"it must end below the best constant rate by three of its errors:\n  {came}."
        f"{_what_is_odd(rates)}",
    )


def _looked_up(rates: checks.Floats) -> Callable[[Any], Any]:
    return lambda step: rates[np.minimum(step, len(rates) - 1)]


def _what_is_odd(rates: checks.Floats) -> str:
    if np.ptp(rates) == 0:
        return " That is one constant rate all along."
    if rates[-1] > rates[0]:
        return " It ends higher than it begins."
    if rates.max() < 0.3:
        return " Its peak leaves no speed to spare."
    if rates[len(rates) // 4] < rates.max() / 10:
        return " It lets go early: after a quarter of the run a tenth of its peak is left, or less."
    return " Is its peak usable, and does it come to rest at the end?"
