"""What nbgrader wants to know of the cells of an exercise, in their metadata.

The cell with the solution is the student's to edit. The cell with its check is locked, and is worth
a point: with ``COURSE_CHECKS=raise`` in the environment it stops where the answer does not pass,
which is how nbgrader tells.
"""

import ast
import re
from typing import Any

from tools.solutions import BEGIN

SCHEMA = 3
POINTS = 1
CHECK = re.compile(r"check\.(\w+)\(\w+\)")
DEFINES = re.compile(r"^\s*def (\w+)", re.MULTILINE)


def nbgrader_metadata(source: str) -> dict[str, Any]:
    r"""Give what nbgrader wants to know of a code cell; nothing of a cell of no exercise.

    Examples
    --------
    >>> nbgrader_metadata("check.double(double)")["grade_id"]
    'check_double'
    >>> cell = nbgrader_metadata("def double(x):\n    # BEGIN SOLUTION\n    # END SOLUTION")
    >>> cell["grade_id"], cell["solution"], cell["locked"]
    ('double', True, False)
    >>> nbgrader_metadata("x = 1")
    {}
    """
    if any(line.strip() == BEGIN for line in source.splitlines()):
        before = DEFINES.findall(source.partition(BEGIN)[0])
        return _cell(before[-1] if before else "solution", solution=True)
    if name := _checked(source):
        return _cell(f"check_{name}", solution=False) | {"points": POINTS}
    return {}


def _checked(source: str) -> str:
    """The exercise whose check is all that a cell calls; "" where there is more in it, or less."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return ""
    found = CHECK.fullmatch(ast.unparse(body[0])) if len(body) == 1 else None
    return found[1] if found else ""


def _cell(grade_id: str, *, solution: bool) -> dict[str, Any]:
    return {
        "grade": not solution,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": SCHEMA,
        "solution": solution,
    }
