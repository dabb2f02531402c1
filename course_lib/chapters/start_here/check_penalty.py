"""The check of exercise 2: from one convention of lambda to another."""

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require, require_equal, require_number

# The first m is odd and the first lambda whole, so that a division of whole numbers is seen.
CASES = [(3, 5), (0.6, 150), (30.0, 300)]


def to_strength(function: object) -> None:
    """Check ``to_strength(lam, m)``: lambda / (2 m) becomes strength / 2, so strength is lam / m.

    Examples
    --------
    >>> to_strength(lambda lam, m: lam / (2 * m))
    Exercise 2 (to_strength): not yet right: strength / 2 must equal lam / (2 m):
      lam 3, m 5: expected 0.6, got 0.3. Both sides have a 2 below: it cancels.
    """
    rules = [_one_number, _the_penalties_are_equal, _one_example_and_nothing_changes, _no_penalty]
    report("Exercise 2 (to_strength)", function, rules)


def _strength(attempt: Attempt, lam: float, m: int) -> float:
    return require_number("the strength", attempt(lam=lam, m=m))


def _one_number(attempt: Attempt) -> None:
    _strength(attempt, *CASES[1])


def _the_penalties_are_equal(attempt: Attempt) -> None:
    for lam, m in CASES:
        hints = {
            "That is lambda as it was.": lam,
            "Both sides have a 2 below: it cancels.": lam / (2 * m),
            "The 2 stands below the line on both sides, and cancels.": 2 * lam / m,
            "The sum is divided by m there, so our number is the smaller one.": lam * m,
            "It is upside down.": m / lam,
            "Use / and not //: a whole number is too coarse.": lam // m,
        }
        got = _strength(attempt, lam, m)
        rule = "strength / 2 must equal lam / (2 m)"
        require_equal(rule, got, lam / m, hints, lam=lam, m=m)


def _one_example_and_nothing_changes(attempt: Attempt) -> None:
    got = _strength(attempt, 0.25, 1)
    require_equal("with one example both are the same", got, 0.25, lam=0.25, m=1)


def _no_penalty(attempt: Attempt) -> None:
    got = _strength(attempt, 0.0, 10)
    require(got == 0, f"without a penalty there, there is none here:\n  lam 0: got {got:.4g}.")
