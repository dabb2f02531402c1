"""The kit of exercise checks: a reader's attempt, rules to try it against, the report in words.

================  ==============================================================================
``attempt``       calls the reader's function, and puts into words whatever stops it
``guard``         so that nothing it does ends the kernel, hangs the cell or floods the page
``words``         values, arguments and differences in words
``rules``         tries an answer against rules, and says in one or two lines what came of it
``requirements``  what a rule can require of a result, and how it says what is wrong
``inputs``        inputs drawn anew in each check, and a reference to compare with
``one_step``      what the checks of update rules share
``stand_in``      the reader's function at work: where it cannot be, the course's own steps in
================  ==============================================================================

A chapter's checks lie in its ``check``, the course's own answers and the inputs to draw beside it.
Both import the kit as one name: ``from course_lib import checks``.
"""

from course_lib.checks import one_step
from course_lib.checks.attempt import Attempt, UnsolvedError
from course_lib.checks.inputs import array, draw, drawn, made, number, one_of, size
from course_lib.checks.requirements import (
    Floats,
    hint_for,
    require,
    require_array,
    require_arrays,
    require_choices,
    require_equal,
    require_number,
    require_pair,
)
from course_lib.checks.rules import Rule, report, rule
from course_lib.checks.stand_in import YoursOrOurs, yours_or_ours
from course_lib.checks.words import describe

__all__ = [
    "Attempt",
    "Floats",
    "Rule",
    "UnsolvedError",
    "YoursOrOurs",
    "array",
    "describe",
    "draw",
    "drawn",
    "hint_for",
    "made",
    "number",
    "one_of",
    "one_step",
    "report",
    "require",
    "require_array",
    "require_arrays",
    "require_choices",
    "require_equal",
    "require_number",
    "require_pair",
    "rule",
    "size",
    "yours_or_ours",
]
