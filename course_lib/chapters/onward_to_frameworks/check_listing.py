"""The check of exercise 4 of notebook 11: which line of the listing is behind which run."""

from collections.abc import Callable

from course_lib import checks
from course_lib.chapters.onward_to_frameworks.listing import LISTING, RUNS, slip_at
from course_lib.chapters.onward_to_frameworks.slips import (
    CLEAR,
    EVAL,
    LOGITS,
    ONE_OPTIMIZER,
    PER_EPOCH,
)

LOOK_AT = {
    PER_EPOCH: "It stops learning soon after its start, and is not disturbed by anything.",
    EVAL: "Its loss is that of the healthy run: nothing is wrong with its training.",
    LOGITS: "It learns, and yet its loss stops at 1.5 or so. What is the least it can be?",
    ONE_OPTIMIZER: "Its loss and its right answers are healthy. What could Adam lose unmissed?",
    CLEAR: "It learns and keeps swinging, as if it could not forget where it was going.",
}


def behind(function: object) -> None:
    """Check ``behind()``: for each run A to E a line of the listing.

    Examples
    --------
    >>> behind(lambda: dict.fromkeys("ABCDE", 5))
    Exercise 4 (behind): not yet right: run A: nothing is wrong at line 5, and nothing is missing \
before it.
    """
    rules = [checks.rule("a line for each run", _named)]
    rules += [checks.rule(f"run {run}", _right_for(run)) for run in RUNS]
    checks.report("onward_to_frameworks", 4, "behind", function, rules)


def _named(attempt: checks.Attempt) -> dict[str, int]:
    got, count = attempt(), len(LISTING.splitlines())
    keys = isinstance(got, dict) and set(got) == set(RUNS)
    came = f"its keys are {list(got)}" if isinstance(got, dict) else checks.describe(got)
    checks.require(keys, f"needed a dict with a line for each of {', '.join(RUNS)}; got: {came}.")
    lines = {}
    for run, line in got.items():
        number = checks.require_number(f"run {run}: the line", line)
        whole = number == int(number) if abs(number) < 1e6 else False
        checks.require(
            whole and 1 <= number <= count,
            f"run {run}: a line is a whole number from 1 to {count}; got {number:g}.",
        )
        lines[run] = int(number)
    return lines


def _right_for(run: str) -> Callable[[checks.Attempt], None]:
    def right(attempt: checks.Attempt) -> None:
        line = _named(attempt)[run]
        slip = slip_at(line, run)
        checks.require(
            slip is not None,
            f"run {run}: nothing is wrong at line {line}, and nothing is missing before it.",
        )
        checks.require(
            slip == RUNS[run],
            f"run {run}: line {line} has a slip, and does not look like this.\n  "
            f"{LOOK_AT[RUNS[run]]}",
        )

    return right
