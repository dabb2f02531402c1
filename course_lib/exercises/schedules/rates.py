"""The check of exercise 1: the rates of a range test, evenly spaced on a log scale."""

import numpy as np

from course_lib.exercises.attempt import Attempt
from course_lib.exercises.report import report, require_array, require_equal

LOW, HIGH, STEPS = 0.01, 10.0, 7


def rates_to_try(function: object) -> None:
    """Check ``rates_to_try(low, high, steps)``: an array from low to high in equal ratios.

    Examples
    --------
    >>> rates_to_try(np.linspace)
    Exercise 1 (rates_to_try): not yet right: every rate must be the same multiple of the one before:
      rates[1] / rates[0], low 0.01, high 10, steps 7: expected 3.162, got 167.5. That rises in equal steps.
    """
    rules = [_so_many_rates, _first_is_low, _last_is_high, _equal_ratios]
    report("Exercise 1 (rates_to_try)", function, rules)


def _ask(attempt: Attempt, steps: int = STEPS) -> np.ndarray:
    return require_array("rates", attempt(low=LOW, high=HIGH, steps=steps), (steps,))


def _so_many_rates(attempt: Attempt) -> None:
    for steps in (STEPS, 2):
        _ask(attempt, steps)


def _first_is_low(attempt: Attempt) -> None:
    hints = {
        "That is 10**low: low is the rate, not its exponent.": 10**LOW,
        "From low up to high, please.": HIGH,
        "The first of the rates is low itself.": LOW * (HIGH / LOW) ** (1 / STEPS),
    }
    got = _ask(attempt)[0]
    require_equal("the first rate must be low", got, LOW, hints, low=LOW, high=HIGH, steps=STEPS)


def _last_is_high(attempt: Attempt) -> None:
    ratio = HIGH / LOW
    hints = {
        "It takes steps - 1 strides from the first of steps rates to the last.": LOW
        * ratio ** ((STEPS - 1) / STEPS),
        "That is one stride too far.": LOW * ratio ** (STEPS / (STEPS - 1)),
        "That is high / low: multiply by low.": ratio,
    }
    got = _ask(attempt)[-1]
    require_equal("the last rate must be high", got, HIGH, hints, low=LOW, high=HIGH, steps=STEPS)


def _equal_ratios(attempt: Attempt) -> None:
    rates = _ask(attempt)
    expected = (HIGH / LOW) ** (1 / (STEPS - 1))
    for i, got in enumerate(rates[1:] / rates[:-1]):
        straight = np.linspace(LOW, HIGH, STEPS)
        hints = {"That rises in equal steps.": straight[i + 1] / straight[i]}
        rule = "every rate must be the same multiple of the one before"
        place = f"rates[{i + 1}] / rates[{i}], low"
        require_equal(rule, got, expected, hints, **{place: LOW, "high": HIGH, "steps": STEPS})
