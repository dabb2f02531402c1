"""The check of exercise 4: batch norm folded into the dense layer before it."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_array, require_equal, require_pair

Floats = npt.NDArray[Any]

# As many inputs as outputs, so that scaling the wrong axis of W is no error of shape.
W = np.array([[1.0, -2.0], [3.0, 0.5]])
B, MEAN, SHIFT = np.array([4.0, 1.0]), np.array([1.0, -1.0]), np.array([-1.0, 10.0])
VARIANCE, SCALE, EPS = np.array([3.0, 15.0]), np.array([4.0, 2.0]), 1.0
FACTOR = SCALE / np.sqrt(VARIANCE + EPS)  # 2 and 0.5
FOLDED_W, FOLDED_B = W * FACTOR, (B - MEAN) * FACTOR + SHIFT


def fold(function: object) -> None:
    """Check ``fold(W, b, scale, shift, mean, variance, eps)``, which returns ``(W, b)``.

    Examples
    --------
    >>> def without_mean(W, b, scale, shift, mean, variance, eps):
    ...     factor = scale / np.sqrt(variance + eps)
    ...     return W * factor, b * factor + shift
    >>> fold(without_mean)
    Exercise 4 (fold): not yet right: b must become (b - mean) * factor + shift:
      b 4, mean 1, shift -1, factor 2: expected 5, got 7. The mean is not subtracted.
    """
    rules = [_two_arrays, _columns_scaled, _bias, _same_output]
    report("Exercise 4 (fold)", function, rules)


def _run(attempt: Attempt) -> tuple[Floats, Floats]:
    got = attempt(W=W, b=B, scale=SCALE, shift=SHIFT, mean=MEAN, variance=VARIANCE, eps=EPS)
    weights, bias = require_pair("(W, b)", got)
    return require_array("W", weights, W.shape), require_array("b", bias, B.shape)


def _two_arrays(attempt: Attempt) -> None:
    _run(attempt)


def _columns_scaled(attempt: Attempt) -> None:
    hints = {
        "That scales the rows: a column of W belongs to one unit.": W * FACTOR[:, None],
        "The scale is missing from the factor.": W / np.sqrt(VARIANCE + EPS),
        "That divides by the variance: take its root.": W * SCALE / (VARIANCE + EPS),
        "eps belongs under the root.": W * SCALE / (np.sqrt(VARIANCE) + EPS),
        "eps is missing.": W * SCALE / np.sqrt(VARIANCE),
        "W is not scaled.": W,
        "Divided by the factor: multiply.": W / FACTOR,
    }
    rule = "each column of W must be multiplied by factor = scale / sqrt(variance + eps)"
    inputs = {"W": W, "factor": np.tile(FACTOR, (2, 1))}
    require_equal(rule, _run(attempt)[0], FOLDED_W, hints, **inputs)


def _bias(attempt: Attempt) -> None:
    hints = {
        "The mean is not subtracted.": B * FACTOR + SHIFT,
        "The mean is subtracted after scaling; it comes before.": B * FACTOR - MEAN + SHIFT,
        "The old b is lost.": SHIFT - MEAN * FACTOR,
        "The shift is missing.": (B - MEAN) * FACTOR,
        "The shift must not be scaled.": (B - MEAN + SHIFT) * FACTOR,
        "The old b must be scaled, too.": B - MEAN * FACTOR + SHIFT,
        "The mean is added: subtract it.": (B + MEAN) * FACTOR + SHIFT,
    }
    rule = "b must become (b - mean) * factor + shift"
    inputs = {"b": B, "mean": MEAN, "shift": SHIFT, "factor": FACTOR}
    require_equal(rule, _run(attempt)[1], FOLDED_B, hints, **inputs)


def _same_output(attempt: Attempt) -> None:
    weights, bias = _run(attempt)
    x = np.array([[1.0, 2.0], [-1.0, 0.5]])
    expected = SCALE * (x @ W + B - MEAN) / np.sqrt(VARIANCE + EPS) + SHIFT
    rule = "x @ W + b must give what dense layer and batch norm gave together"
    require_equal(rule, x @ weights + bias, expected, x=x)
