"""Inputs drawn anew in each check: ranges that are declared once, and a reference to compare with.

::

    n, features = checks.size(2, 6), checks.size(1, 4)
    checks.drawn(
        reference,
        {"x": np.zeros((2, 2)), "amount": 0.0},  # an edge: asked first, in every check
        x=checks.array(n, features),
        amount=checks.number(0, 2),
    )

What is used twice, as a size is, is drawn once for each case. Numbers are short, so that a failure
can name them all.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course_lib.checks.attempt import Attempt, NotAttemptedError, UnsolvedError
from course_lib.checks.requirements import require, require_array, require_number
from course_lib.checks.words import apart, cut, describe, shown

CASES = 30
"""How many are drawn in a check: an answer that is wrong for every fifth input is met by then."""

PLACES = "first", "second", "third", "fourth"


class Case:
    """The inputs of one call: each declared thing is drawn when it is first asked for, and kept."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self._drawn: dict[Input, Any] = {}

    def __getitem__(self, thing: Any) -> Any:
        """Give what was drawn for it; what is no ``Input`` stands for itself."""
        if not isinstance(thing, Input):
            return thing
        if thing not in self._drawn:
            self._drawn[thing] = thing.draw(self)
        return self._drawn[thing]


class Input:
    """Something that differs from case to case."""

    def __init__(self, draw: Callable[[Case], Any]) -> None:
        self.draw = draw


def size(low: int, high: int) -> Input:
    """Draw a whole number from low to high, both included: a length, a count, an index."""
    return Input(lambda case: int(case.rng.integers(case[low], case[high], endpoint=True)))


def number(low: float, high: float, *edges: float, log: bool = False) -> Input:
    """Draw a number of three digits; one time in four an edge, where there are any."""

    def draw(case: Case) -> float:
        if edges and case.rng.random() < 1 / 4:
            return float(case.rng.choice(edges))
        u = case.rng.random()
        return float(f"{low * (high / low) ** u if log else low + (high - low) * u:.3g}")

    return Input(draw)


def array(*shape: Any, low: float = -4.0, high: float = 4.0) -> Input:
    """Draw an array of numbers with two decimals; its shape is of sizes, drawn or fixed."""

    def draw(case: Case) -> np.ndarray:
        return np.round(case.rng.uniform(low, high, [case[length] for length in shape]), 2)

    return Input(draw)


def one_of(*values: Any) -> Input:
    """Draw one of these; each may itself be something to draw."""
    return Input(lambda case: case[values[case.rng.integers(len(values))]])


def made(make: Callable[..., Any], *given: Any) -> Input:
    """Make it of the case's generator and of other inputs: ``make(rng, *given)``."""
    return Input(lambda case: make(case.rng, *(case[each] for each in given)))


def fresh() -> np.random.Generator:
    """Give the generator of one check: no two checks ask the same."""
    return np.random.default_rng()


def draw(*inputs: Input) -> list[Any]:
    """Draw these anew, for a rule that no reference can decide, such as one about chance."""
    case = Case(fresh())
    return [case[each] for each in inputs]


def drawn(
    reference: Callable[..., Any], /, *edges: Mapping[str, Any], **inputs: Any
) -> Callable[[Attempt], None]:
    """Make the rule that an answer agrees with the reference, at these edges and on drawn inputs.

    It comes last: the rules before it say what a mistake is, this one only where it shows. Inputs
    for which the reference gives no finite numbers are not asked.

    Examples
    --------
    >>> from course_lib import checks
    >>> rule = drawn(lambda x: 2 * x, {"x": 0.0}, x=number(0, 1))
    >>> checks.report("doubling", 1, "double", lambda x: x + x, [rule])
    Exercise 1 (double): passed. 2 rules checked:
      inputs drawn anew; arguments untouched.
    >>> checks.report("doubling", 1, "double", lambda x: 1.0, [rule])
    Exercise 1 (double): not yet right: it must hold for any inputs:
      x 0: expected 0, got 1.
    """

    def inputs_drawn_anew(attempt: Attempt) -> None:
        if attempt.edited:  # which is said by the rule after this one
            return
        for edge in edges:
            _compare(attempt, reference, edge)
        rng = fresh()
        for _ in range(CASES):
            case = Case(rng)
            _compare(attempt, reference, {name: case[each] for name, each in inputs.items()})

    return inputs_drawn_anew


def _compare(attempt: Attempt, reference: Callable[..., Any], given: Mapping[str, Any]) -> None:
    with np.errstate(all="ignore"):
        expected = reference(*given.values())
    if not _finite(expected):
        return
    said = f"it must hold for any inputs:\n  {cut(shown(given), 180)}"
    try:
        got = attempt(**given)
        if not isinstance(expected, tuple):
            _same(said, "", got, expected)
            return
        several = isinstance(got, tuple | list) and len(got) == len(expected)
        needed = f"expected {len(expected)} results"
        require(several, f"{said}: {needed}, got {describe(got)}.")
        for place, one, right in zip(PLACES, got, expected, strict=False):
            _same(said, f" in the {place} result", one, right)
    except NotAttemptedError:
        raise
    except UnsolvedError as error:
        text, inputs = str(error), shown(given)
        told = f"for {cut(inputs, 120)}" in text or said in text
        text = text if told else f"{text.removesuffix('.')}, for {cut(inputs, 100)}"
        raise UnsolvedError(text) from None


def _same(said: str, where: str, got: Any, expected: Any) -> None:
    """Compare one result with the right one, of whatever kind that is."""
    if isinstance(expected, bool | str):
        kinds = (bool, np.bool) if isinstance(expected, bool) else str
        right = isinstance(got, kinds) and expected.__eq__(got if kinds is str else bool(got))
        came = repr(got) if isinstance(got, bool | np.bool | str) else describe(got)
        require(right is True, f"{said}: expected {expected!r}, got {cut(came, 40)}{where}.")
        return
    if isinstance(expected, np.ndarray):
        got = require_array("the result" + where, got, expected.shape)
    else:
        got, expected = np.array(require_number("the result" + where, got)), np.array(expected)
    got, expected = np.asarray(got, np.float64), np.asarray(expected, np.float64)
    near = max(1e-9, 1e-6 * float(np.abs(expected).max(initial=0)))  # float32 may have been used
    differ = np.argwhere(~np.isclose(got, expected, rtol=1e-5, atol=near))
    if len(differ):
        place = tuple(differ[0].tolist())
        wanted, came = apart(expected[place], got[place])
        at = f" at {list(place)}" if place else ""
        require(False, f"{said}: expected {wanted}, got {came}{at}{where}.")


def _finite(expected: Any) -> bool:
    several = expected if isinstance(expected, tuple) else (expected,)
    return all(isinstance(each, str) or bool(np.isfinite(each).all()) for each in several)
