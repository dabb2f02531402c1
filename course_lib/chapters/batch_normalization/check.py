"""Checks of notebook 07: batch norm forward and backward.

What it needs after training, averages and folding in exercises 3 and 4, lies in
``check_inference``, the pace of weights that shrink, exercise 5, in ``check_pace``.
"""

import numpy as np

from course_lib import checks
from course_lib.chapters.batch_normalization import check_answers as answers
from course_lib.chapters.batch_normalization.check_inference import fold, running_averages
from course_lib.chapters.batch_normalization.check_pace import same_pace

__all__ = ["batch_norm", "batch_norm_backward", "fold", "running_averages", "same_pace"]

# Exercises 1 and 2: batch norm in training, forward and backward.

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
        checks.rule("an array like x", _bare),
        _mean_0_in_each_feature,
        _eps_under_the_root,
        _scale_and_shift_at_the_end,
        _a_constant_feature_becomes_its_shift,
        _a_constant_added_changes_nothing,
        answers.BATCH_NORM,
    ]
    checks.report("batch_normalization", 1, "batch_norm", function, rules)


def _forward(attempt: checks.Attempt, x: checks.Floats, eps: float = EPS) -> checks.Floats:
    return checks.require_array("y", attempt(x=x, scale=SCALE, shift=SHIFT, eps=eps), x.shape)


def _bare(attempt: checks.Attempt, x: checks.Floats = X) -> checks.Floats:
    y = attempt(x=x, scale=np.ones(2), shift=np.zeros(2), eps=EPS)
    return checks.require_array("y", y, x.shape)


def _mean_0_in_each_feature(attempt: checks.Attempt) -> None:
    means = _bare(attempt).mean(axis=0)
    if np.allclose(means, 0, atol=1e-9):
        return
    hints = {
        "Are scale and shift exchanged?": 1,
        "That is one mean for all features: axis=0 gives each its own.": _over(X, (0, 1)).mean(
            axis=0
        ),
        "Average over the examples: axis=0.": _over(X, (1,)).mean(axis=0),
        "Subtract the mean first.": (X / STD).mean(axis=0),
    }
    which = int(np.argmax(np.abs(means) > 1e-9))
    seen = f"expected 0, got {means[which]:.4g}.{checks.hint_for(means, hints)}"
    given = f"feature {which + 1} of 2, scale 1, shift 0"
    checks.require(False, f"each feature of x_hat must have mean 0:\n  {given}: {seen}")


def _eps_under_the_root(attempt: checks.Attempt) -> None:
    centred = X - MEAN
    hints = {
        "That divides by the variance: take its root.": centred / (VARIANCE + EPS),
        "eps belongs under the root.": centred / (np.sqrt(VARIANCE) + EPS),
        "eps is missing.": centred / np.sqrt(VARIANCE),
        "In training the variance is divided by m, not by m - 1.": _over(X, (0,), ddof=1),
        "That is the mean square: in the variance the mean is subtracted first, too.": (
            centred / np.sqrt((X**2).mean(axis=0) + EPS)
        ),
        "Here the features share one variance: axis=0 gives each its own.": (
            centred / np.sqrt(X.var() + EPS)
        ),
    }
    rule = "x_hat must be (x - mean) / sqrt(variance + eps)"
    checks.require_equal(rule, _bare(attempt), X_HAT, hints, x=X, eps=EPS)


def _scale_and_shift_at_the_end(attempt: checks.Attempt) -> None:
    y = _forward(attempt, X)
    hints = {
        "scale and shift are not used.": X_HAT,
        "shift is not used.": SCALE * X_HAT,
        "scale is not used.": X_HAT + SHIFT,
        "The shift must not be scaled.": SCALE * (X_HAT + SHIFT),
        "Divided by scale: multiply.": X_HAT / SCALE + SHIFT,
    }
    rule = "y must be scale * x_hat + shift"
    inputs = {"x_hat": X_HAT, "scale": np.tile(SCALE, (3, 1)), "shift": np.tile(SHIFT, (3, 1))}
    checks.require_equal(rule, y, SCALE * X_HAT + SHIFT, hints, **inputs)


def _a_constant_feature_becomes_its_shift(attempt: checks.Attempt) -> None:
    same = np.full((4, 2), 7.0)
    y = _forward(attempt, same, 1e-5)
    rule = "where all examples are equal, y must be the shift"
    checks.require_equal(rule, y, np.tile(SHIFT, (4, 1)), x=same)


def _a_constant_added_changes_nothing(attempt: checks.Attempt) -> None:
    rule = "adding 100 to a feature of all examples must change nothing"
    checks.require_equal(rule, _bare(attempt, X + 100), X_HAT, x=X + 100)


def batch_norm_backward(function: object) -> None:
    """Check ``batch_norm_backward(grad_y, x_hat, std, scale)``: (grad_x, grad_scale, grad_shift).

    Examples
    --------
    >>> def constants(grad_y, x_hat, std, scale):
    ...     return grad_y * scale / std, (grad_y * x_hat).sum(axis=0), grad_y.sum(axis=0)
    >>> batch_norm_backward(constants)  # doctest: +ELLIPSIS
    Exercise 2 (batch_norm_backward): not yet right: grad_x must be the sum over the row, times g:
      g 2, x_hat -0.8799: expected 0.01419, got 0.8799. Only i = j is there: mean and va...
    """
    rules = [
        checks.rule("three arrays", _backward),
        _grad_shift,
        _grad_scale,
        _grad_x,
        answers.BATCH_NORM_BACKWARD,
    ]
    checks.report("batch_normalization", 2, "batch_norm_backward", function, rules)


def _backward(attempt: checks.Attempt) -> list[checks.Floats]:
    got = attempt(grad_y=GRAD_Y, x_hat=X_HAT, std=STD, scale=SCALE)
    shapes = {"grad_x": X.shape, "grad_scale": SCALE.shape, "grad_shift": SHIFT.shape}
    return checks.require_arrays("the three (grad_x, grad_scale, grad_shift)", got, shapes)


def _grad_shift(attempt: checks.Attempt) -> None:
    hints = {
        "That is the mean; every example's y feels the shift, so their gradients add up.": (
            GRAD_Y.mean(axis=0)
        ),
        "grad_scale and grad_shift are exchanged.": (GRAD_Y * X_HAT).sum(axis=0),
        "That is g; the shift is added after scaling: take grad_y.": GRAD_X_HAT.sum(axis=0),
    }
    rule = "grad_shift must be grad_y, added up over the batch"
    checks.require_equal(rule, _backward(attempt)[2], GRAD_Y.sum(axis=0), hints)


def _grad_scale(attempt: checks.Attempt) -> None:
    of_g = (GRAD_X_HAT * X_HAT).sum(axis=0)
    hints = {
        "That is the mean; add up.": (GRAD_Y * X_HAT).mean(axis=0),
        "x_hat is missing: y = scale * x_hat + shift.": GRAD_Y.sum(axis=0),
        "That takes g: y = scale * x_hat + shift, by scale, is x_hat.": of_g,
    }
    rule = "grad_scale must be grad_y * x_hat, added up over the batch"
    checks.require_equal(rule, _backward(attempt)[1], (GRAD_Y * X_HAT).sum(axis=0), hints)


def _grad_x(attempt: checks.Attempt) -> None:
    g = GRAD_X_HAT
    shift, stretch = g.mean(axis=0), X_HAT * (g * X_HAT).mean(axis=0)
    bare = (GRAD_Y - GRAD_Y.mean(axis=0) - X_HAT * (GRAD_Y * X_HAT).mean(axis=0)) / STD
    sum_shift, sum_stretch = g.sum(axis=0), X_HAT * (g * X_HAT).sum(axis=0)
    hints = {
        "Only i = j is there: mean and variance depend on x, too.": g / STD,
        "The last term of the row is missing: sum the products g_i * x_hat_i.": (g - shift) / STD,
        "The second term of the row, 1/m, is missing.": (g - stretch) / STD,
        "The first step back is g = grad_y * scale.": bare,
        "The 1/m of the row is missing: it makes means of the sums.": (
            (g - sum_shift - sum_stretch) / STD
        ),
        "The mean, not the sum, of g * x_hat.": (g - shift - sum_stretch) / STD,
        "The mean, not the sum, of g.": (g - sum_shift - stretch) / STD,
        "x_hat_j stands before the last sum: multiply that by x_hat.": (
            (g - shift - (g * X_HAT).mean(axis=0)) / STD
        ),
        "In the last sum g_i is multiplied by x_hat_i, not by x_hat_j.": (
            (g - shift - X_HAT**2 * shift) / STD
        ),
        "Each feature has its own means, over the batch: axis=0.": (
            (g - g.mean() - X_HAT * (g * X_HAT).mean()) / STD
        ),
        "The division by std is missing.": g - shift - stretch,
        "Multiplied by std: divide.": (g - shift - stretch) * STD,
        "The terms of mean and variance are subtracted, not added.": (g + shift + stretch) / STD,
    }
    rule = "grad_x must be the sum over the row, times g"
    expected = (g - shift - stretch) / STD
    checks.require_equal(rule, _backward(attempt)[0], expected, hints, g=g, x_hat=X_HAT)


def _over(x: checks.Floats, axes: tuple[int, ...], *, ddof: int = 0) -> checks.Floats:
    mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True, ddof=ddof)
    return np.asarray((x - mean) / np.sqrt(variance + EPS))
