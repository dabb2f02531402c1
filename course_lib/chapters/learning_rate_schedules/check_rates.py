"""The check of exercise 1: the rates of a range test, evenly spaced on a log scale."""

import numpy as np

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_array, require_equal

LOW, HIGH, STEPS = 0.01, 10.0, 7
SETTING = {"low": LOW, "high": HIGH, "steps": STEPS}


def rates_to_try(function: object) -> None:
    """Check ``rates_to_try(low, high, steps)``: an array from low to high in equal ratios.

    Examples
    --------
    >>> rates_to_try(lambda low, high, steps: np.geomspace(low, high, steps)[::-1])
    Exercise 1 (rates_to_try): not yet right: the first rate must be low:
      low 0.01, high 10, steps 7: expected 0.01, got 10. From low up to high, please.
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
    require_equal("the first rate must be low", got, LOW, hints, **SETTING)


def _last_is_high(attempt: Attempt) -> None:
    ratio = HIGH / LOW
    hints = {
        "It takes steps - 1 strides from the first of steps rates to the last.": LOW
        * ratio ** ((STEPS - 1) / STEPS),
        "That is one stride too far.": LOW * ratio ** (STEPS / (STEPS - 1)),
        "That is high / low: multiply by low.": ratio,
    }
    got = _ask(attempt)[-1]
    require_equal("the last rate must be high", got, HIGH, hints, **SETTING)


def _equal_ratios(attempt: Attempt) -> None:
    rates = _ask(attempt)
    expected = (HIGH / LOW) ** (1 / (STEPS - 1))
    for i, got in enumerate(rates[1:] / rates[:-1]):
        straight = np.linspace(LOW, HIGH, STEPS)
        hints = {"That rises in equal steps.": straight[i + 1] / straight[i]}
        rule = "each rate must be the same multiple of the last"
        require_equal(f"{rule}, here rates[{i + 1}] / rates[{i}]", got, expected, hints, **SETTING)
