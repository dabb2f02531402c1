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
MOST = 9
"""Hours for all five; trying everything on everybody takes 175."""
NO_GAIN = 0.01
"""A dev error that moves less has not moved: chance alone moves it so far."""


def treat(function: object) -> None:
    """Check ``treat(train_error, dev_error, floor, try_remedy)``, which returns a remedy.

    For each patient a dev error near that of the best remedy, for all of them few hours, and none
    for a network that is at its floor.

    Examples
    --------
    >>> treat(lambda train_error, dev_error, floor, try_remedy: "more data")
    Exercise 4 (treat): not yet right: patient A, training 36 %, dev 37 %, floor 10 %:
      more data changes the dev error by +0.2 points: no gain, ask for a few. One leads to 16 %.
    """
    rules = [checks.rule("a remedy for each", _remedy, "A")]
    rules += [checks.rule(f"patient {patient}", _cured(patient)) for patient in PATIENTS]
    rules += [
        checks.rule("nothing spent on E", _left_alone),
        checks.rule("the floor asked", _floor_counts),
        checks.rule(f"in at most {MOST} hours", _hours),
    ]
    checks.report("bias_and_variance", 4, "treat", function, rules)


def best(patient: str) -> float:
    """The lowest dev error that a remedy leads to."""
    return min(errors(patient, remedy)[1] for remedy in COSTS)


def _remedy(attempt: checks.Attempt, patient: str, lowest: float | None = None) -> tuple[str, int]:
    def asked(*given: object) -> str:
        names = ("train_error", "dev_error", "floor", "try_remedy")
        got = attempt(**dict(zip(names, given, strict=True)))
        known = isinstance(got, str) and got in COSTS
        came = repr(got[:40]) if isinstance(got, str) else checks.describe(got)
        checks.require(known, f"it must return one of {', '.join(COSTS)};\n  got {came}.")
        return str(got)

    return treated(asked, patient, lowest)


def _cured(patient: str) -> Callable[[checks.Attempt], None]:
    def near_the_best(attempt: checks.Attempt) -> None:
        remedy, _ = _remedy(attempt, patient)
        train, dev = errors(patient)
        after, lowest = errors(patient, remedy)[1], best(patient)
        told = f"training {100 * train:.0f} %, dev {100 * dev:.0f} %"
        came = (
            f"{remedy} leaves a dev error of {100 * after:.0f} %; there is a remedy that leads to "
            f"{100 * lowest:.0f} %."
        )
        if remedy != "nothing" and abs(after - dev) < NO_GAIN:
            came = (
                f"{remedy} changes the dev error by {100 * (after - dev):+.1f} points: no gain, "
                f"ask for a few. One leads to {100 * lowest:.0f} %."
            )
        checks.require(
            after <= lowest + NEAR,
            f"patient {patient}, {told}, floor {100 * floor(patient):.0f} %:\n  {came}",
        )

    return near_the_best


def _left_alone(attempt: checks.Attempt) -> None:
    remedy, hours = _remedy(attempt, "E")
    train, dev = errors("E")
    checks.require(
        remedy == "nothing" and not hours,
        f"patient E, training {100 * train:.0f} %, dev {100 * dev:.0f} %, floor "
        f"{100 * floor('E'):.0f} %, is well:\n  it got {remedy}, for {hours} hours. Which "
        "difference says that nothing can be gained?",
    )


def _floor_counts(attempt: checks.Attempt) -> None:
    train, dev = errors("A")
    remedy, hours = _remedy(attempt, "A", train)
    checks.require(
        remedy == "nothing" and not hours,
        f"errors as A, training {100 * train:.0f} %, dev {100 * dev:.0f} %, but floor "
        f"{100 * train:.0f} %:\n  it is well, and got {remedy}, for {hours} hours. Compare the "
        "training error with the floor.",
    )


def _hours(attempt: checks.Attempt) -> None:
    taken = {patient: _remedy(attempt, patient) for patient in PATIENTS}
    shown = ", ".join(f"{patient} {hours}" for patient, (_, hours) in taken.items())
    total = sum(hours for _, hours in taken.values())
    hint = "Cheapest first, and no more once it helps. Which two errors say what need not be tried?"
    for patient, (remedy, _) in taken.items():
        cheap = min(errors(patient, each)[1] for each in COSTS if each != "more data")
        if remedy == "more data" and cheap <= best(patient) + NEAR:
            hint = (
                f"{patient} took more data, {COSTS[remedy]} h; a cheaper remedy comes within "
                f"{100 * NEAR:.0f} points."
            )
    checks.require(
        total <= MOST, f"all are well, and the bill is {total} hours, of {MOST}:\n  {shown}. {hint}"
    )
