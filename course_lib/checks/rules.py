"""Try an answer against rules, and say in one or two lines what came of it.

A rule is a function that takes the reader's ``Attempt`` and ends the check where it is broken. Its
name, read as words, is what the report of an answer that passes shows.
"""

import os
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from course_lib.checks.attempt import PRINTED, Attempt, NotAttemptedError, UnsolvedError
from course_lib.checks.requirements import require
from course_lib.checks.words import cut
from course_lib.guide import record

Rule = Callable[[Attempt], None]

SETTING = "COURSE_CHECKS"
"""Name of the environment variable that makes a check stop its cell, where it says "raise".

So does nbgrader learn that an answer does not pass; readers are told, and go on.
"""


class NotPassedError(AssertionError):
    """Stops the cell of a check; a notebook shows a line of it and no traceback.

    The words of the check stand above it, and a traceback would show how the check asks.
    """

    def _render_traceback_(self) -> list[str]:
        return ["No point: the answer does not pass, for the reason above."]


@dataclass(frozen=True)
class Outcome:
    """What came of a check: whether it passed, whether there was anything to try, and the words."""

    passed: bool
    attempted: bool
    words: str


_listening: ContextVar[list[Outcome] | None] = ContextVar("_listening", default=None)


def report(topic: str, number: int, name: str, function: object, rules: Sequence[Rule]) -> None:
    """Print the first rule that the function breaks, or that it passes; raise nothing, by default.

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
    heard = _listening.get()
    outcome = _judged(function, rules, printed=PRINTED if heard is None else 0)
    if heard is not None:
        heard.append(outcome)
        return
    kept = record.note(topic, name, passed=outcome.passed) if outcome.attempted else ""
    said = f"Exercise {number} ({name}): {outcome.words}"
    print("\n".join(filter(None, [said, kept])))  # noqa: T201 - a check speaks to its reader
    if not outcome.passed and os.environ.get(SETTING, "").strip().lower() == "raise":
        raise NotPassedError(said)


def quietly(check: Callable[[object], None], function: object) -> Outcome:
    """Ask a check what it would say; nothing is printed, by the function neither, or noted.

    Examples
    --------
    >>> from course_lib import checks
    >>> def double(function):
    ...     report("doubling", 1, "double", function, [lambda attempt: attempt(x=3.0)])
    >>> print(quietly(double, lambda x: None).words)
    it returned None for x 3:
      is the return missing there?
    """
    heard: list[Outcome] = []
    token = _listening.set(heard)
    try:
        check(function)
    finally:
        _listening.reset(token)
    return heard[0]


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


def _judged(function: object, rules: Sequence[Rule], printed: int) -> Outcome:
    rules = (*rules, _arguments_untouched)
    try:
        attempt = Attempt(function, printed=printed)
        for each in rules:
            each(attempt)
    except NotAttemptedError as outcome:
        return Outcome(passed=False, attempted=False, words=str(outcome))
    except UnsolvedError as outcome:
        return Outcome(passed=False, attempted=True, words=str(outcome))
    except Exception as error:  # a result that no rule can look at, or NumPy overwritten
        seen = f"{type(error).__name__}: {_text_of(error)}"
        words = f"the check itself could not go on: {cut(seen)}\n  {RESTART}"
        return Outcome(passed=False, attempted=True, words=words)
    names = [each.__name__.strip("_").replace("_", " ") for each in rules]
    words = f"passed. {len(rules)} rules checked:\n  {'; '.join(names)}."
    return Outcome(passed=True, attempted=True, words=words)


RESTART = "Was something of NumPy's or Python's given another meaning? Restart the kernel, then."


def _text_of(error: Exception) -> str:
    try:
        return str(error)
    except Exception:
        return "without words"


def _arguments_untouched(attempt: Attempt) -> None:
    name = attempt.edited
    require(
        not name,
        f"{name} was edited in place, and whoever passed it in has lost it:\n"
        f"  make a new array, as in new = {name} * 2 or {name}.copy(), instead of {name} *= 2 or "
        f"{name}[...] = 0; {name}[:] is no copy.",
    )
