"""Checks of notebook 04: the std of a new activation, and remedies for five first weights."""

from collections.abc import Callable

import numpy as np

from course_lib import checks
from course_lib.chapters.initialization.check_answers import treatments as our_treatments
from course_lib.chapters.initialization.own import (
    FUNCTIONS,
    Function,
    last_sizes,
    mean_square,
    own_gain,
)
from course_lib.chapters.initialization.sick import FAULTS, REMEDIES

# Exercise 3: which std an activation asks for, judged by the signals themselves.

CLOSE, NEARLY, WIDTH, DEPTH = 0.05, 0.2, 100, 50
"""Of a mean square of 1, in one layer: enough, and not quite."""
KEPT = (0.3, 3.0)


def _leaky(slope: float) -> Function:
    return lambda z: np.where(np.asarray(z) > 0, z, slope * np.asarray(z))


def own_std(function: object) -> None:
    """Check ``own_std(f, n_in)``: inputs of mean square 1 come out of f with mean square 1.

    Examples
    --------
    >>> own_std(lambda f, n_in: (2 / n_in) ** 0.5)
    Exercise 3 (own_std): not yet right: leaky ReLU of slope 0.5, n_in 100:
      after one layer the mean square is 1.25; needed 1. That is He's, which is for ReLU.
    """
    half = _leaky(0.5)
    softplus: Function = lambda z: np.logaddexp(0, z)  # noqa: E731 - one of several functions
    rules = [
        checks.rule("ReLU", _one_layer, "ReLU", FUNCTIONS["ReLU"], WIDTH),
        checks.rule("leaky ReLU", _one_layer, "leaky ReLU of slope 0.5", half, WIDTH),
        checks.rule("other n_in", _one_layer, "leaky ReLU of slope 0.5", half, 30),
        _any_two_slopes,
        checks.rule("2 tanh", _one_layer, "2 tanh(z)", FUNCTIONS["2 tanh"], WIDTH),
        checks.rule("softplus", _one_layer, "softplus, log(1 + exp(z))", softplus, WIDTH),
        checks.rule("GELU", _one_layer, "GELU", FUNCTIONS["GELU"], 64),
        checks.rule("50 layers of |z|", _fifty, "|z|", FUNCTIONS["|z|"]),
        checks.rule("50 layers of ELU", _fifty, "ELU", FUNCTIONS["ELU"]),
    ]
    checks.report("initialization", 3, "own_std", function, rules)


def _std(attempt: checks.Attempt, name: str, f: Function, n_in: int) -> float:
    std = checks.require_number("the std", attempt(f=f, n_in=n_in))
    fit = bool(np.isfinite(std) and std > 0)
    checks.require(fit, f"{name}, n_in {n_in}: a std is positive and finite; got {std:g}.")
    return std


def _one_layer(attempt: checks.Attempt, name: str, f: Function, n_in: int) -> None:
    std = _std(attempt, name, f, n_in)
    gain, own = std * np.sqrt(n_in), own_gain(f)
    with np.errstate(over="ignore"):
        came = mean_square(f, gain)
    hints = {
        "That is He's, which is for ReLU.": np.sqrt(2.0),
        "That is LeCun's, which is for no function.": 1.0,
        "That is a variance: take its root.": own**2 / np.sqrt(n_in),
        "Divide by the root of n_in, not by n_in.": own / np.sqrt(n_in),
        "That does not depend on n_in as it must: divide by its root.": own * np.sqrt(n_in),
        "What comes out is measured at std * sqrt(n_in) = 1; measure it where the std puts it.": (
            1 / np.sqrt(mean_square(f, 1.0))
        ),
        "Keep the mean of f(z)**2, not the variance of f(z).": _of_variance(f),
    }
    checks.require(
        abs(came - 1) < CLOSE,
        f"{name}, n_in {n_in}:\n  after one layer the mean square is {came:.3g}; needed 1."
        f"{_near(gain, hints) or _nearly(came)}",
    )


def _near(gain: float, hints: dict[str, float]) -> str:
    """The mistake that gives about this gain: a reader's may be a mean over drawn numbers."""
    return next((f" {hint}" for hint, value in hints.items() if abs(gain / value - 1) < 0.02), "")


def _nearly(came: float) -> str:
    return " Nearly: draw more numbers, some 100 000." if abs(came - 1) < NEARLY else ""


def _any_two_slopes(attempt: checks.Attempt) -> None:
    slope, n_in = checks.draw(checks.number(-0.9, 0.9), checks.size(2, 300))
    _one_layer(attempt, f"1 and {slope:g} as slopes", _leaky(slope), n_in)


def _of_variance(f: Function) -> float:
    z = np.random.default_rng(0).standard_normal(20_000)
    spread = float(np.std(f(z)))
    return 1 / spread if spread > 0 else np.nan


def _fifty(attempt: checks.Attempt, name: str, f: Function) -> None:
    std = _std(attempt, name, f, WIDTH)
    middle = float(np.median(last_sizes(f, std, width=WIDTH, depth=DEPTH, draws=5, seed=7)))
    low, high = KEPT
    checks.require(
        low < middle < high,
        f"{name}: through {DEPTH} layers of {WIDTH} signals of size 1 must keep it:\n  the median "
        f"of five draws is {middle:.2g}; needed {low:g} to {high:g}.",
    )


# Exercise 5: remedies for first weights. What is right was found by training with all of them.

LOOK_AT = {
    "A": "Look at its outputs, layer by layer: all units differ, none is dead.",
    "B": "Look at how many of its units are dead.",
    "C": "Hold each of its instruments against what is healthy, and do not mend what works.",
    "D": "Look at its first loss, and at its outputs.",
    "E": "Look at how many units it really has.",
}


def treatments(function: object) -> None:
    """Check ``treatments()``: a dict of the starts A to E to larger, smaller, redraw and so on.

    Examples
    --------
    >>> treatments(lambda: dict.fromkeys("ABCDE", "larger"))
    Exercise 5 (treatments): not yet right: start B: "larger" is not what it lacks.
      Look at how many of its units are dead.
    """
    rules = [checks.rule("a remedy for each start", _named)]
    rules += [checks.rule(f"start {name}", _right_for(name)) for name in FAULTS]
    checks.report("initialization", 5, "treatments", function, rules)


def _named(attempt: checks.Attempt) -> dict[str, str]:
    return checks.require_choices("start", FAULTS, REMEDIES, attempt())


def _why_not(name: str, remedy: str) -> str:
    if remedy == "redraw" and name in "AD":
        return "would do, but another start has no other remedy, and each is right once."
    return "is not what it lacks."


def _right_for(name: str) -> Callable[[checks.Attempt], None]:
    def right(attempt: checks.Attempt) -> None:
        remedy = _named(attempt)[name]
        checks.require(
            remedy == our_treatments()[name],
            f'start {name}: "{remedy}" {_why_not(name, remedy)}\n  {LOOK_AT[name]}',
        )

    return right
