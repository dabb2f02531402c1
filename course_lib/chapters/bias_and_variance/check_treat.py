"""Check of notebook 02: a way to treat any of five networks, tried on all of them."""

from collections.abc import Callable

from course_lib import checks
from course_lib.chapters.bias_and_variance.patients import (
    COSTS,
    errors,
    floor,
    treated,
)
from course_lib.chapters.bias_and_variance.remedies import PATIENTS

NEAR = 0.03
"""The dev error may lie so far above that of the best remedy."""
MOST = 12
"""Hours for all five; trying everything on everybody takes 175."""


def treat(function: object) -> None:
    """Check ``treat(train_error, dev_error, floor, try_remedy)``, which returns a remedy.

    For each patient a dev error near that of the best remedy, and for all of them few hours.

    Examples
    --------
    >>> treat(lambda train_error, dev_error, floor, try_remedy: "more data")
    Exercise 4 (treat): not yet right: patient A, training 36 %, dev 37 %, floor 10 %:
      more data leaves a dev error of 37 %; there is a remedy that leads to 16 %.
    """
    rules = [checks.rule("a remedy for each", _remedy, "A")]
    rules += [checks.rule(f"patient {patient}", _cured(patient)) for patient in PATIENTS]
    rules += [checks.rule(f"in at most {MOST} hours", _hours)]
    checks.report("bias_and_variance", 4, "treat", function, rules)


def best(patient: str) -> float:
    """The lowest dev error that a remedy leads to."""
    return min(errors(patient, remedy)[1] for remedy in COSTS)


def _remedy(attempt: checks.Attempt, patient: str) -> tuple[str, int]:
    def asked(*given: object) -> str:
        names = ("train_error", "dev_error", "floor", "try_remedy")
        got = attempt(**dict(zip(names, given, strict=True)))
        known = isinstance(got, str) and got in COSTS
        came = repr(got[:40]) if isinstance(got, str) else checks.describe(got)
        checks.require(known, f"it must return one of {', '.join(COSTS)};\n  got {came}.")
        return str(got)

    return treated(asked, patient)


def _cured(patient: str) -> Callable[[checks.Attempt], None]:
    def near_the_best(attempt: checks.Attempt) -> None:
        remedy, _ = _remedy(attempt, patient)
        train, dev = errors(patient)
        after, lowest = errors(patient, remedy)[1], best(patient)
        told = f"training {100 * train:.0f} %, dev {100 * dev:.0f} %"
        checks.require(
            after <= lowest + NEAR,
            f"patient {patient}, {told}, floor {100 * floor(patient):.0f} %:\n  {remedy} leaves a "
            f"dev error of {100 * after:.0f} %; there is a remedy that leads to "
            f"{100 * lowest:.0f} %.",
        )

    return near_the_best


def _hours(attempt: checks.Attempt) -> None:
    bills = {patient: _remedy(attempt, patient)[1] for patient in PATIENTS}
    shown = ", ".join(f"{patient} {hours}" for patient, hours in bills.items())
    total = sum(bills.values())
    checks.require(
        total <= MOST,
        f"all are well, and the bill is {total} hours, of {MOST}:\n  {shown}. "
        "Which two errors tell you that a remedy need not be tried?",
    )
