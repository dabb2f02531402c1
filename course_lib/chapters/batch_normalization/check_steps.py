"""The checks of exercises 1 and 2: batch norm in training, forward and backward."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt, describe
from course_lib.checks.report import report, require, require_array, require_equal

Floats = npt.NDArray[Any]

# Three examples of two features: an answer that takes the wrong axis has the wrong shape, or the
# wrong numbers. eps is large, so that its place shows.
X = np.array([[1.0, 10.0], [2.0, 40.0], [6.0, 10.0]])
SCALE, SHIFT, EPS = np.array([2.0, 0.5]), np.array([1.0, -3.0]), 0.5
MEAN, VARIANCE = X.mean(axis=0), X.var(axis=0)
STD = np.sqrt(VARIANCE + EPS)
X_HAT = (X - MEAN) / STD
GRAD_Y = np.array([[1.0, -2.0], [0.5, 1.0], [-3.0, 2.5]])
GRAD_X_HAT = GRAD_Y * SCALE


def batch_norm(function: object) -> None:
    """Check ``batch_norm(x, scale, shift, eps)``, which returns y of the shape of x.

    Examples
    --------
    >>> def over_the_features(x, scale, shift, eps):
    ...     mean, variance = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    ...     return scale * (x - mean) / np.sqrt(variance + eps) + shift
    >>> batch_norm(over_the_features)
    Exercise 1 (batch_norm): not yet right: each feature of x_hat must have mean 0:
      feature 1 of 2, scale 1, shift 0: expected 0, got -0.9767. Average over the examples: axis=0.
    """
    rules = [
        _an_array_like_x,
        _mean_0_in_each_feature,
        _eps_under_the_root,
        _scale_and_shift_at_the_end,
        _a_constant_feature_becomes_its_shift,
        _a_constant_added_changes_nothing,
    ]
    report("Exercise 1 (batch_norm)", function, rules)


def _forward(attempt: Attempt, x: Floats, scale: Floats, shift: Floats, eps: float) -> Floats:
    y = attempt(x=x, scale=scale, shift=shift, eps=eps)
    return require_array("y", y, x.shape)


def _bare(attempt: Attempt, x: Floats = X) -> Floats:
    return _forward(attempt, x, np.ones(2), np.zeros(2), EPS)


def _an_array_like_x(attempt: Attempt) -> None:
    _bare(attempt)


def _mean_0_in_each_feature(attempt: Attempt) -> None:
    means = _bare(attempt).mean(axis=0)
    if np.allclose(means, 0, atol=1e-9):
        return
    rows = X.mean(axis=1, keepdims=True)
    by_rows = ((X - rows) / np.sqrt(X.var(axis=1, keepdims=True) + EPS)).mean(axis=0)
    over_all = ((X - X.mean()) / np.sqrt(X.var() + EPS)).mean(axis=0)
    hint = " Subtract the mean first." if np.allclose(means, (X / STD).mean(axis=0)) else ""
    if np.allclose(means, by_rows):
        hint = " Average over the examples: axis=0."
    if np.allclose(means, over_all):
        hint = " That is one mean for all features: axis=0 gives each its own."
    if np.allclose(means, 1):
        hint = " Are scale and shift exchanged?"
    which = int(np.argmax(np.abs(means) > 1e-9))
    require(
        False,
        "each feature of x_hat must have mean 0:\n"
        f"  feature {which + 1} of 2, scale 1, shift 0: expected 0, got {means[which]:.4g}.{hint}",
    )


def _eps_under_the_root(attempt: Attempt) -> None:
    centred = X - MEAN
    hints = {
        "That divides by the variance: take its root.": centred / (VARIANCE + EPS),
        "eps belongs under the root.": centred / (np.sqrt(VARIANCE) + EPS),
        "eps is missing.": centred / np.sqrt(VARIANCE),
        "In training the variance is divided by m, not by m - 1.": centred
        / np.sqrt(X.var(axis=0, ddof=1) + EPS),
        "Here the features share one variance: axis=0 gives each its own.": centred
        / np.sqrt(X.var() + EPS),
    }
    rule = "x_hat must be (x - mean) / sqrt(variance + eps)"
    require_equal(rule, _bare(attempt), X_HAT, hints, x=X, eps=EPS)


def _scale_and_shift_at_the_end(attempt: Attempt) -> None:
    y = _forward(attempt, X, SCALE, SHIFT, EPS)
    hints = {
        "scale and shift are not used.": X_HAT,
        "shift is not used.": SCALE * X_HAT,
        "scale is not used.": X_HAT + SHIFT,
        "The shift must not be scaled.": SCALE * (X_HAT + SHIFT),
        "Divided by scale: multiply.": X_HAT / SCALE + SHIFT,
    }
    rule = "y must be scale * x_hat + shift"
    inputs = {"x_hat": X_HAT, "scale": np.tile(SCALE, (3, 1)), "shift": np.tile(SHIFT, (3, 1))}
    require_equal(rule, y, SCALE * X_HAT + SHIFT, hints, **inputs)


def _a_constant_feature_becomes_its_shift(attempt: Attempt) -> None:
    same = np.full((4, 2), 7.0)
    y = _forward(attempt, same, SCALE, SHIFT, 1e-5)
    rule = "where all examples are equal, y must be the shift"
    require_equal(rule, y, np.tile(SHIFT, (4, 1)), x=same)


def _a_constant_added_changes_nothing(attempt: Attempt) -> None:
    rule = "adding 100 to a feature of all examples must change nothing"
    require_equal(rule, _bare(attempt, X + 100), X_HAT, x=X + 100)


def batch_norm_backward(function: object) -> None:
    """Check ``batch_norm_backward(grad_y, x_hat, std, scale)``: (grad_x, grad_scale, grad_shift).

    Examples
    --------
    >>> def constants(grad_y, x_hat, std, scale):
    ...     return grad_y * scale / std, (grad_y * x_hat).sum(axis=0), grad_y.sum(axis=0)
    >>> batch_norm_backward(constants)  # doctest: +ELLIPSIS
    Exercise 2 (batch_norm_backward): not yet right: grad_x must be (g - mean(g) - x_hat * mean...
      g 2, x_hat -0.8799: expected 0.01419, got 0.8799. Mean and variance depend on x, too.
    """
    rules = [_three_arrays, _grad_shift, _grad_scale, _grad_x]
    report("Exercise 2 (batch_norm_backward)", function, rules)


def _backward(attempt: Attempt) -> tuple[Floats, Floats, Floats]:
    got = attempt(grad_y=GRAD_Y, x_hat=X_HAT, std=STD, scale=SCALE)
    three = isinstance(got, tuple | list) and len(got) == 3
    require(
        three, f"it must return the three (grad_x, grad_scale, grad_shift); got {describe(got)}."
    )
    grad_x = require_array("grad_x", got[0], X.shape)
    grad_scale = require_array("grad_scale", got[1], SCALE.shape)
    return grad_x, grad_scale, require_array("grad_shift", got[2], SHIFT.shape)


def _three_arrays(attempt: Attempt) -> None:
    _backward(attempt)


def _grad_shift(attempt: Attempt) -> None:
    hints = {
        "That is the mean; every example's y feels the shift, so their gradients add up.": (
            GRAD_Y.mean(axis=0)
        ),
        "grad_scale and grad_shift are exchanged.": (GRAD_Y * X_HAT).sum(axis=0),
        "That is g; the shift is added after scaling: take grad_y.": GRAD_X_HAT.sum(axis=0),
    }
    rule = "grad_shift must be grad_y, added up over the batch"
    require_equal(rule, _backward(attempt)[2], GRAD_Y.sum(axis=0), hints)


def _grad_scale(attempt: Attempt) -> None:
    hints = {
        "That is the mean; add up.": (GRAD_Y * X_HAT).mean(axis=0),
        "x_hat is missing: y = scale * x_hat + shift.": GRAD_Y.sum(axis=0),
        "That takes g: y = scale * x_hat + shift, by scale, is x_hat.": (GRAD_X_HAT * X_HAT).sum(
            axis=0
        ),
    }
    rule = "grad_scale must be grad_y * x_hat, added up over the batch"
    require_equal(rule, _backward(attempt)[1], (GRAD_Y * X_HAT).sum(axis=0), hints)


def _grad_x(attempt: Attempt) -> None:
    g = GRAD_X_HAT
    shift, stretch = g.mean(axis=0), X_HAT * (g * X_HAT).mean(axis=0)
    bare = (GRAD_Y - GRAD_Y.mean(axis=0) - X_HAT * (GRAD_Y * X_HAT).mean(axis=0)) / STD
    sums = (g - g.sum(axis=0) - X_HAT * (g * X_HAT).sum(axis=0)) / STD
    hints = {
        "Mean and variance depend on x, too.": g / STD,
        "The path through the variance is missing (it has the mean of the products g * x_hat).": (
            g - shift
        )
        / STD,
        "The path through the mean is missing.": (g - stretch) / STD,
        "The first step back is g = grad_y * scale.": bare,
        "Take means over the batch, not sums.": sums,
        "The division by std is missing.": g - shift - stretch,
        "Multiplied by std: divide.": (g - shift - stretch) * STD,
        "The terms of mean and variance are subtracted, not added.": (g + shift + stretch) / STD,
    }
    rule = "grad_x must be (g - mean(g) - x_hat * mean(g * x_hat)) / std"
    expected = (g - shift - stretch) / STD
    require_equal(rule, _backward(attempt)[0], expected, hints, g=g, x_hat=X_HAT)
