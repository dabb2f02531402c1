"""Checks of notebook 06: remedies for four runs, and a schedule of one's own, which is trained."""

from collections.abc import Callable

import numpy as np

from course_lib import checks
from course_lib.chapters.learning_rate_schedules.four_runs import (
    FOUR,
    REMEDIES,
    losses,
    right_remedies,
)
from course_lib.chapters.learning_rate_schedules.judging import (
    CONSTANT,
    FEWEST_ERRORS,
    HALF,
    ends_in_half,
    peers,
    verdict,
)

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
    Exercise 2 (remedies): not yet right: run B: with "decay" it ends at 0.69, else 0.7....
      Another remedy does better. Look at its first epoch, and at the line of the coin.
    """
    rules = [checks.rule("a remedy for each run", _named)]
    rules += [checks.rule(f"run {name}", _remedy_of(name)) for name in FOUR]
    checks.report("learning_rate_schedules", 2, "remedies", function, rules)


def _named(attempt: checks.Attempt) -> dict[str, str]:
    return checks.require_choices("run", FOUR, REMEDIES, attempt())


def _remedy_of(name: str) -> Callable[[checks.Attempt], None]:
    def lowest_of_the_four(attempt: checks.Attempt) -> None:
        remedy = _named(attempt)[name]
        ends = {which: losses()[name, which][:, -1].mean() for which in ("none", remedy)}
        checks.require(
            remedy == right_remedies()[name],
            f'run {name}: with "{remedy}" it ends at {ends[remedy]:.2f}, else '
            f"{ends['none']:.2f}.\n  Another remedy does better. {LOOK_AT[name]}",
        )

    return lowest_of_the_four


# Exercise 3: a schedule of one's own, which has half of the time.

SEEDS = tuple(range(10, 30))
"""They have chosen neither the constant rate nor the cosine."""


def my_schedule(function: object) -> None:
    """Check ``my_schedule(step, steps)``: in 500 updates it ends below the best constant in 1000.

    Twenty seeds; below by three standard errors.

    Examples
    --------
    >>> my_schedule(lambda step, steps: 0.2)  # doctest: +ELLIPSIS
    Exercise 3 (my_schedule): not yet right: it must end lower, by three of its errors:
      0.1... against 0.09... of the best constant rate, 1000 updates: +... That is one constant \
rate all along.
    >>> my_schedule(lambda step, steps: (1 - step / steps) ** 0.9)
    Exercise 3 (my_schedule): passed. 5 rules checked:
      one rate for a step; a rate for each of 500 updates; for other budgets, too; ends lower than \
the best constant rate in twice the updates; arguments untouched.
    """
    rules = [
        checks.rule("one rate for a step", _rate, 3, HALF),
        checks.rule(f"a rate for each of {HALF} updates", _rates, HALF),
        checks.rule("for other budgets, too", _rates, 300),
        _ends_lower_than_the_best_constant_rate_in_twice_the_updates,
    ]
    checks.report("learning_rate_schedules", 3, "my_schedule", function, rules)


def _rate(attempt: checks.Attempt, step: int, steps: int) -> float:
    rate = checks.require_number("the rate", attempt(step=step, steps=steps))
    fit = np.isfinite(rate) and rate >= 0
    checks.require(fit, f"a rate must be finite and not negative; got {rate:g} at step {step}.")
    return rate


def _rates(attempt: checks.Attempt, steps: int) -> checks.Floats:
    return np.array([_rate(attempt, step, steps) for step in range(steps)])


def _ends_lower_than_the_best_constant_rate_in_twice_the_updates(attempt: checks.Attempt) -> None:
    rates = _rates(attempt, HALF)
    checks.require(rates.any(), "with a rate of 0 all along nothing is learned.")
    ends = ends_in_half(lambda step: rates[np.minimum(step, HALF - 1)], SEEDS)
    came = verdict(CONSTANT, np.minimum(ends, 1e3), peers(SEEDS)[CONSTANT])
    checks.require(
        came.in_errors <= -FEWEST_ERRORS,
        f"it must end lower, by three of its errors:\n  {came}.{_what_is_odd(rates)}",
    )


def _what_is_odd(rates: checks.Floats) -> str:
    if np.ptp(rates) == 0:
        return " That is one constant rate all along."
    if rates[-1] > rates[0]:
        return " It ends higher than it begins."
    if rates.max() < 0.5:
        return " With this peak half of the time is not enough."
    if rates[len(rates) // 4] < rates.max() / 10:
        return " It lets go early: after a quarter of the run a tenth of its peak is left, or less."
    return " Is its peak usable, and does it come to rest at the end?"
