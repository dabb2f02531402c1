"""Checks of notebook 03b: ridge in closed form, soft thresholding; the others lie beside it."""

from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.regularization_further import check_answers as answers
from course_lib.chapters.regularization_further.check_best_weight import best_weight
from course_lib.chapters.regularization_further.check_truth import my_truth

__all__ = ["best_weight", "my_truth", "ridge_weights", "soft_threshold"]

# Exercise 1: ridge in closed form.

# Columns with mean 0; FLAT's do not overlap and are of different lengths, LEANING's do. There are
# eight rows: with twice as many as columns, "divided by d" would look like half the strength.
FLAT = np.array([[1.0, 2.0], [1.0, -2.0], [-1.0, 2.0], [-1.0, -2.0]] * 2)
LEANING = np.array([[1.0, 2.0], [1.0, 0.0], [-1.0, 1.0], [-1.0, -3.0]] * 2)
WEIGHTS = np.array([[3.0], [-0.5]])
STRENGTH = 0.6


def ridge_weights(function: object) -> None:
    """Check ``ridge_weights(H, t, strength)``: the minimum of mean(e**2) / 2 + L2, shape (d, 1).

    Examples
    --------
    >>> def summed(H, t, strength):
    ...     return np.linalg.solve(H.T @ H + strength * np.eye(2), H.T @ t)
    >>> ridge_weights(summed)
    Exercise 1 (ridge_weights): not yet right: each weight must solve its equation:
      H.T @ H / n diagonal 1 4, H.T @ t / n 3, strength 0.6: expected 1.875, got 2.791. The loss \
is a mean: divide both H.T @ H and H.T @ t by n.
    """
    rules = [
        _plain_at_strength_0,
        _one_weight_at_a_time,
        _features_that_overlap,
        answers.RIDGE_WEIGHTS,
    ]
    checks.report("regularization_further", 1, "ridge_weights", function, rules)


def _solve(attempt: checks.Attempt, features: checks.Floats, strength: float) -> checks.Floats:
    got = attempt(H=features, t=features @ WEIGHTS, strength=strength)
    return checks.require_array("the result", got, WEIGHTS.shape)


def _by(features: checks.Floats, penalty: Any, share: float = 1.0) -> checks.Floats:
    """The solution with a penalty matrix, and the two products times ``share`` of 1/n."""
    gram = features.T @ features / len(features) * share
    solved = np.linalg.solve(gram + penalty, gram @ WEIGHTS)
    return np.asarray(solved)


def _plain_at_strength_0(attempt: checks.Attempt) -> None:
    got = _solve(attempt, LEANING, 0.0)
    hints = {
        "H.T @ H is divided by n, so H.T @ t must be, too.": 8 * WEIGHTS,
        "H.T @ t is divided by n, so H.T @ H must be, too.": WEIGHTS / 8,
        "The sign is reversed.": -WEIGHTS,
        "H.T @ H is missing on the left of the equation.": LEANING.T @ LEANING @ WEIGHTS / 8,
    }
    rule = "with strength 0 and no noise the result must be the true weights"
    checks.require_equal(rule, got, WEIGHTS, hints, strength=0)


def _one_weight_at_a_time(attempt: checks.Attempt) -> None:
    got, eye = _solve(attempt, FLAT, STRENGTH), STRENGTH * np.eye(2)
    hints = {
        "The loss is a mean: divide both H.T @ H and H.T @ t by n.": _by(FLAT, eye, 8),
        "n is the number of rows of this H: len(H), not 12.": _by(FLAT, eye, 8 / 12),
        "n is the number of rows of this H: len(H), not of its columns.": _by(FLAT, eye, 8 / 2),
        "The penalty has no effect.": WEIGHTS,
        "The strength stands on the diagonal: strength * np.eye(d).": _by(FLAT, STRENGTH),
        "The penalty must pull towards 0: plus strength * I.": _by(FLAT, -eye),
        "The gradient of strength / 2 * w**2 is strength * w, not half of it.": _by(FLAT, eye / 2),
        "The gradient of strength / 2 * w**2 is strength * w, not twice that.": _by(FLAT, 2 * eye),
        "Not evenly: what is kept depends on the feature.": WEIGHTS / (1 + STRENGTH),
        "The strength is not squared.": _by(FLAT, STRENGTH * eye),
    }
    rule = "each weight must solve its equation"
    moments = {"H.T @ H / n diagonal": [1, 4], "H.T @ t / n": FLAT.T @ FLAT @ WEIGHTS / 8}
    checks.require_equal(rule, got, _by(FLAT, eye), hints, **moments, strength=STRENGTH)


def _features_that_overlap(attempt: checks.Attempt) -> None:
    got, eye = _solve(attempt, LEANING, STRENGTH), STRENGTH * np.eye(2)
    gram = LEANING.T @ LEANING / 8
    alone = np.linalg.solve(np.diag(np.diag(gram)) + eye, gram @ WEIGHTS)
    hints = {"H.T @ H has entries beside its diagonal, too.": alone}
    rule = "features that overlap share their weights: solve all equations together"
    checks.require_equal(rule, got, _by(LEANING, eye), hints, strength=STRENGTH)


# Exercise 2: soft thresholding.

Z = np.array([3.0, 0.75, 0.0, -0.25, -2.0, 1.5])
AMOUNT = 0.5


def soft_threshold(function: object) -> None:
    """Check ``soft_threshold(z, amount)``: towards zero by amount, and no further.

    Examples
    --------
    >>> def beyond_zero(z, amount):
    ...     return z - amount * np.sign(z)
    >>> soft_threshold(beyond_zero)
    Exercise 2 (soft_threshold): not yet right: within amount of zero the result must be exactly 0:
      z -0.25, amount 0.5: expected 0, got 0.25. It must stop at zero, not cross it.
    """
    rules = [
        _nothing_happens_with_amount_0,
        _exactly_zero_within_amount,
        _large_ones_move_by_amount,
        checks.rule("an array of any shape", _any_shape),
        answers.SOFT_THRESHOLD,
    ]
    checks.report("regularization_further", 2, "soft_threshold", function, rules)


def _run(attempt: checks.Attempt, z: checks.Floats, amount: float) -> checks.Floats:
    return checks.require_array("the result", attempt(z=z, amount=amount), z.shape)


def _expected(z: checks.Floats, amount: float) -> checks.Floats:
    return np.asarray(np.sign(z) * np.maximum(np.abs(z) - amount, 0))


def _nothing_happens_with_amount_0(attempt: checks.Attempt) -> None:
    got = _run(attempt, Z, 0.0)
    hints = {
        "The sign is lost.": np.abs(Z),
        "The sign is reversed.": -Z,
        "Negative ones count, too.": np.maximum(Z, 0),
        "That is the part taken away; keep the rest.": np.zeros_like(Z),
        "That is the sign alone.": np.sign(Z),
    }
    rule = "with amount 0 the result must be z"
    divided = np.isnan(got[Z == 0]).any()
    checks.require(not divided, f"{rule}; it is nan at z = 0: z / |z| has no value there.")
    checks.require_equal(rule, got, Z, hints, z=Z, amount=0)


def _exactly_zero_within_amount(attempt: checks.Attempt) -> None:
    small = np.abs(Z) <= AMOUNT
    z, got = Z[small], _run(attempt, Z, AMOUNT)[small]
    hints = {
        "It must stop at zero, not cross it.": z - AMOUNT * np.sign(z),
        "Negative ones are pulled up, not down.": z - AMOUNT,
        "Compare the size |z| with amount, not z.": np.where(z < AMOUNT, z + AMOUNT, z - AMOUNT),
        "A factor never reaches zero: subtract.": z * (1 - AMOUNT),
        "A factor never reaches zero; subtract.": z / (1 + AMOUNT),
        "Small ones are kept, large ones cut: it must be the other way round.": z,
        "It pulls away from zero.": z + AMOUNT * np.sign(z),
    }
    rule = "within amount of zero the result must be exactly 0"
    checks.require_equal(rule, got, np.zeros_like(z), hints, z=z, amount=AMOUNT)
    nearly = got[np.flatnonzero(got)]
    checks.require(not nearly.size, f"{rule}:\n  expected 0, got {nearly[:1].sum():.4g}.")


def _large_ones_move_by_amount(attempt: checks.Attempt) -> None:
    large = np.abs(Z) > AMOUNT
    z, got = Z[large], _run(attempt, Z, AMOUNT)[large]
    hints = {
        "That is hard thresholding: the large ones must move, too.": z,
        "The sign is lost.": np.abs(z) - AMOUNT,
        "Negative ones count, too.": np.maximum(z - AMOUNT, 0),
        "Negative ones must move up, towards zero.": z - AMOUNT,
        "By amount, not by half of it.": z - AMOUNT / 2 * np.sign(z),
        "By amount, not by twice that.": _expected(z, 2 * AMOUNT),
        "It pulls away from zero.": z + AMOUNT * np.sign(z),
        "Subtract the amount; a factor is what L2 does.": z * (1 - AMOUNT),
        "A factor is what L2 does; subtract the amount.": z / (1 + AMOUNT),
    }
    rule = "beyond amount the result must be nearer to zero by amount"
    checks.require_equal(rule, got, _expected(z, AMOUNT), hints, z=z, amount=AMOUNT)


def _any_shape(attempt: checks.Attempt) -> None:
    z = np.array([[2.0, -3.0], [0.5, 1.25]])
    rule = "it must hold for an array of any shape"
    try:
        got = _run(attempt, z, 1.0)
    except checks.UnsolvedError as stopped:
        raise checks.UnsolvedError(f"{rule}, such as (2, 2): {stopped}") from stopped
    checks.require_equal(rule, got, _expected(z, 1.0), z=z, amount=1)
