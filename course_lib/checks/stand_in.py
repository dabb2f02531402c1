"""The reader's function at work in the course: where it cannot be, the course's own steps in."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.checks.attempt import Attempt, UnsolvedError
from course_lib.checks.rules import quietly
from course_lib.checks.words import describe

YOURS, OURS = "yours", "the course's"


def yours_or_ours(
    function: object, check: Callable[[object], None], ours: Callable[..., Any]
) -> YoursOrOurs:
    """Take the reader's function if it passes its check, else the course's own; say whose it is.

    The check is asked again, without a word and without a note.

    Examples
    --------
    >>> from course_lib import checks
    >>> def double(function):
    ...     rule = checks.drawn(lambda x: 2 * x, {"x": 3.0}, x=checks.number(0, 1))
    ...     checks.report("doubling", 1, "double", function, [rule])
    >>> twice = yours_or_ours(lambda x: x + 2, double, lambda x: 2 * x)
    >>> twice.whose, twice(10.0), list(twice.both())
    ("the course's", 20.0, ["the course's", 'yours'])
    >>> print(twice.why)
    yours: not yet right: it must hold for any inputs: x 3: expected 6, got 5.
    """
    outcome = quietly(check, function)
    if outcome.passed:
        return YoursOrOurs(function, ours, YOURS, "it passes its check")
    why = f"yours: {' '.join(outcome.words.split())}"
    return YoursOrOurs(function if outcome.attempted else None, ours, OURS, why)


class YoursOrOurs:
    """A function to call that never fails: where the reader's does, the course's goes on.

    Attributes
    ----------
    whose : str
        "yours" or "the course's": whose the next call asks.
    why : str
        Why it is not, or no longer, the reader's, in words.
    """

    def __init__(self, function: object, ours: Callable[..., Any], whose: str, why: str) -> None:
        self.ours, self.whose, self.why = ours, whose, why
        self.name = getattr(function, "__name__", None) or getattr(ours, "__name__", "it")
        self._function = function
        self._attempt = Attempt(function) if callable(function) else None

    def __repr__(self) -> str:
        return f"{self.name}: {self.whose} ({self.why})"

    def both(self) -> dict[str, Callable[..., Any]]:
        """Give the course's, and the reader's where there is one, right or wrong: to draw both.

        The reader's is as safe to call as this one.
        """
        found: dict[str, Callable[..., Any]] = {OURS: self.ours}
        if self._attempt is not None:
            found[YOURS] = YoursOrOurs(self._function, self.ours, YOURS, "for comparison")
        return found

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Ask whose turn it is. A generator of random numbers is drawn from once."""
        if self.whose == OURS or self._attempt is None:
            return self.ours(*arguments, **named)
        saved = copy.deepcopy((arguments, named))
        expected = self.ours(*saved[0], **saved[1])
        try:
            got = self._attempt.once(*arguments, **named)
            _require_like(expected, got)
        except UnsolvedError as error:
            self.whose, self.why = OURS, f"yours: {' '.join(str(error).split())}"
            print(f"{self.name}: from here on the course's own. {self.why}")  # noqa: T201
            return expected
        return got


def _require_like(expected: Any, got: Any) -> None:
    """End it where a result is of another kind or shape than the course's."""
    needed, came = _kind(expected), _kind(got)
    if needed != came:
        raise UnsolvedError(f"it must return {needed}; got {came}")


def _kind(result: Any) -> str:
    if type(result) in (tuple, list):
        return f"({', '.join(map(_kind, result))})"
    if isinstance(result, int | float | np.number):
        return "a number" if not isinstance(result, bool) else "True or False"
    return "True or False" if isinstance(result, np.bool) else describe(result)
