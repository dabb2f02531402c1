"""The kit of exercise checks: a reader's attempt, rules to try it against, the report in words.

================  ==============================================================================
``attempt``       calls the reader's function, and puts into words whatever stops it
``rules``         tries an answer against rules, and says in one or two lines what came of it
``requirements``  what a rule can require of a result, and how it says what is wrong
``one_step``      what the checks of update rules share
================  ==============================================================================

A chapter's checks lie in its ``check``, which imports the kit as one name:
``from course_lib import checks``.
"""

from course_lib.checks import one_step
from course_lib.checks.attempt import Attempt, describe
from course_lib.checks.requirements import (
    Floats,
    hint_for,
    require,
    require_array,
    require_arrays,
    require_equal,
    require_number,
    require_pair,
)
from course_lib.checks.rules import Rule, dtype_kept, report, rule

__all__ = [
    "Attempt",
    "Floats",
    "Rule",
    "describe",
    "dtype_kept",
    "hint_for",
    "one_step",
    "report",
    "require",
    "require_array",
    "require_arrays",
    "require_equal",
    "require_number",
    "require_pair",
    "rule",
]
