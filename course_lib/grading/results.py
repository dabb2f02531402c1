"""What came of an exercise of a student, and the table of all of them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, fields

PASSED = "passed"
NOT_YET = "not yet right"
NOT_ATTEMPTED = "not attempted"
TOO_LONG = "took too long"
STOPPED = "stopped"
MISSING = "missing"
BY_A_PERSON = "to be read by a person"
RESULTS = (PASSED, NOT_YET, NOT_ATTEMPTED, TOO_LONG, STOPPED, MISSING, BY_A_PERSON)


@dataclass(frozen=True)
class Result:
    """One line of the table; ``message`` is what the check said, for the student's page alone."""

    student: str
    notebook: str
    exercise: str
    result: str
    message: str = ""

    def __post_init__(self) -> None:
        if self.result not in RESULTS:
            raise ValueError(f"a result is one of {', '.join(RESULTS)}; got {self.result}")


COLUMNS = [each.name for each in fields(Result)][:4]


def as_csv(results: Sequence[Result]) -> str:
    """Write the table.

    A name that a spreadsheet would take for a formula gets an apostrophe before it.

    Examples
    --------
    >>> print(as_csv([Result("kim", "06_schedules", "warmed", PASSED)]).strip())
    student,notebook,exercise,result
    kim,06_schedules,warmed,passed
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in results:
        writer.writerow([_no_formula(str(getattr(each, column))) for column in COLUMNS])
    return text.getvalue()


def _no_formula(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
