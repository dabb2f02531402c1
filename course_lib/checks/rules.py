"""Try an answer against rules, and say in one or two lines what came of it.

A rule is a function that takes the reader's ``Attempt`` and ends the check where it is broken. Its
name, read as words, is what the report of an answer that passes shows.
"""

from collections.abc import Callable, Sequence

import numpy as np

from course_lib.checks.attempt import Attempt, NotAttemptedError, UnsolvedError
from course_lib.checks.requirements import Floats, require, require_dtype
from course_lib.guide import record

Rule = Callable[[Attempt], None]


def report(topic: str, number: int, name: str, function: object, rules: Sequence[Rule]) -> None:
    """Print the first rule that the function breaks, or that it passes; raise nothing.

    What came of it is noted in the reader's progress, under the topic, which is the chapter's
    folder, and the name of the exercise; where a pass could not be kept, one more line says so.

    Examples
    --------
    >>> from course_lib import checks
    >>> def doubles_its_input(attempt):
    ...     checks.require_equal("y must be 2 * x", attempt(x=3.0), 6.0, x=3.0)
    >>> report("doubling", 1, "double", lambda x: x + 2, [doubles_its_input])
    Exercise 1 (double): not yet right: y must be 2 * x:
      x 3: expected 6, got 5.
    """
    rules, kept = (*rules, _arguments_untouched), ""
    try:
        attempt = Attempt(function)
        for each in rules:
            each(attempt)
    except UnsolvedError as outcome:
        text = str(outcome)
        if not isinstance(outcome, NotAttemptedError):
            kept = record.note(topic, name, passed=False)
    else:
        names = [each.__name__.strip("_").replace("_", " ") for each in rules]
        text = f"passed. {len(rules)} rules checked:\n  {'; '.join(names)}."
        kept = record.note(topic, name, passed=True)
    said = f"Exercise {number} ({name}): {text}"
    print("\n".join(filter(None, [said, kept])))  # noqa: T201 - a check speaks to its reader


def rule(name: str, ask: Callable[..., object], *arguments: object, **named: object) -> Rule:
    """Make a rule of a question: it holds where asking, with these arguments, ends no check.

    Examples
    --------
    >>> from course_lib import checks
    >>> def ask(attempt, x):
    ...     return checks.require_number("y", attempt(x=x))
    >>> report("doubling", 1, "double", lambda x: 2 * x, [rule("one number", ask, 3.0)])
    Exercise 1 (double): passed. 2 rules checked:
      one number; arguments untouched.
    """

    def asked(attempt: Attempt) -> None:
        ask(attempt, *arguments, **named)

    asked.__name__ = name
    return asked


def dtype_kept(names: Sequence[str], ask: Callable[[Attempt, type], Sequence[Floats]]) -> Rule:
    """Make the rule that what comes back has the dtype of what went in.

    ``ask`` takes the attempt and a dtype, and gives the results, which are called by ``names``.
    """

    def dtype_kept(attempt: Attempt) -> None:
        for dtype in (np.float32, np.float64):
            for name, result in zip(names, ask(attempt, dtype), strict=True):
                require_dtype(name, result, dtype)

    return dtype_kept


def _arguments_untouched(attempt: Attempt) -> None:
    name = attempt.edited
    require(
        not name,
        f"{name} was edited in place, and whoever passed it in has lost it:\n"
        f"  make a new array, as in new = {name} * 2, instead of {name} *= 2 or {name}[...] = 0.",
    )
