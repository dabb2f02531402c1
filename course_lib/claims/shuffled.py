"""A claim that would hold whatever was measured says nothing: its test on mixed-up results."""

from collections.abc import Iterator
from itertools import islice, permutations
from typing import Any

from course_lib.claims.claim import Claim, Numbers

MOST = 720  # orders that are tried


def could_fail(claim: Claim, numbers: Numbers) -> bool:
    """Whether the claim's test refuses the same numbers in some other order, or turned around.

    Lists are mixed number by number where they are of one length, so that the contenders change
    places; then every number changes its sign.

    Examples
    --------
    >>> def lower(numbers):
    ...     return numbers["cosine"] < numbers["constant"]
    >>> names = [f"noise {noise}" for noise in range(1, 9)]
    >>> claim = Claim(
    ...     "lower", "Cosine ends lower.", measure=dict, holds=lower, needs="lower",
    ...     base={"noise": 0}, variations={name: {"noise": int(name[-1])} for name in names},
    ... )
    >>> could_fail(claim, {"cosine": 0.1, "constant": 0.2})
    True
    """
    return not all(_holds(claim, mixed) for mixed in _mixed(numbers))


def _mixed(numbers: Numbers) -> Iterator[Numbers]:
    names = list(numbers)
    for order in islice(permutations(names), 1, MOST):
        yield {name: numbers[other] for name, other in zip(names, order, strict=True)}
    yield {name: _turned(value) for name, value in numbers.items()}
    yield {name: _backwards(value) for name, value in numbers.items()}


def _holds(claim: Claim, numbers: Numbers) -> bool:
    try:
        return bool(claim.holds(numbers))
    except (TypeError, ValueError, IndexError, KeyError):
        return False  # a number where a list was: refused, too


def _turned(value: Any) -> Any:
    return [_turned(each) for each in value] if isinstance(value, list) else -value


def _backwards(value: Any) -> Any:
    return value[::-1] if isinstance(value, list) else value
