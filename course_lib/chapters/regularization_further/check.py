"""Checks of notebook 03b: ridge in closed form, its degrees of freedom, L1, and lambda's forms."""

from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.regularization_further import check_answers as answers

__all__ = ["degrees_of_freedom", "ridge_weights", "soft_threshold", "to_ours"]

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


# Exercise 2: the effective degrees of freedom.

# The columns of WIDE have mean 0, its singular values are 2 and 6. It has another number of rows
# than anything in the notebook, so that an n copied from there is noticed.
WIDE = np.array([[1.0, 3.0], [1.0, -3.0], [0.0, 0.0], [0.0, 0.0], [-1.0, 3.0], [-1.0, -3.0]])


def degrees_of_freedom(function: object) -> None:
    """Check ``degrees_of_freedom(H, strength)``: sum(s**2 / (s**2 + n * strength)).

    Examples
    --------
    >>> def not_squared(H, strength):
    ...     s = np.linalg.svd(H, compute_uv=False)
    ...     return (s / (s + len(H) * strength)).sum()
    >>> degrees_of_freedom(not_squared)
    Exercise 2 (degrees_of_freedom): not yet right: the result must be sum(s**2 / (s**2 + n * \
strength)):
      s 6 2, n 6, strength 1: expected 1.257, got 0.75. The singular values are not squared.
    """
    rules = [
        _all_of_them_at_strength_0,
        _sum_of_the_shares,
        checks.rule("features that overlap", _directions_of_features_that_overlap),
        answers.DEGREES_OF_FREEDOM,
    ]
    checks.report("regularization_further", 2, "degrees_of_freedom", function, rules)


def _count(attempt: checks.Attempt, features: checks.Floats, strength: float) -> float:
    return checks.require_number("the result", attempt(H=features, strength=strength))


def _shares(features: checks.Floats, strength: float) -> checks.Floats:
    squares = np.linalg.svd(features, compute_uv=False) ** 2
    return np.asarray(squares / (squares + len(features) * strength))


def _all_of_them_at_strength_0(attempt: checks.Attempt) -> None:
    got = _count(attempt, LEANING, 0.0)
    hints = {
        "Every direction has a share of its own: add all of them, and take no mean.": 1,
        "That is what the penalty takes away, not what is left.": 0,
    }
    checks.require_equal("with strength 0 every weight is free", got, 2, hints, strength=0)


def _sum_of_the_shares(attempt: checks.Attempt) -> None:
    got, strength = _count(attempt, WIDE, 1.0), 1.0
    s, n = np.linalg.svd(WIDE, compute_uv=False), len(WIDE)
    hints = {
        "n is missing: the loss is a mean, so strength counts n times.": _shares(WIDE, 1 / n).sum(),
        "The singular values are not squared.": (s / (s + n * strength)).sum(),
        "They are squared twice: eigenvalues of H.T @ H are s**2 already.": (
            s**4 / (s**4 + n * strength)
        ).sum(),
        "The penalty has no effect.": 2,
        "That is what the penalty takes away, not what is left.": (1 - _shares(WIDE, 1.0)).sum(),
        "n is the number of examples, not of features.": _shares(WIDE, 2 / n).sum(),
        "n is the number of rows of this H: len(H), not 4.": _shares(WIDE, 4 / n).sum(),
        "n is the number of rows of this H: len(H), not 12; nothing is rounded.": (
            _shares(WIDE, 12 / n).sum()
        ),
        "s is squared below the line, but not above it.": (s / (s**2 + n * strength)).sum(),
        "Each direction has a share of its own: divide first, then add.": (
            (s**2).sum() / ((s**2).sum() + n * strength)
        ),
    }
    rule = "the result must be sum(s**2 / (s**2 + n * strength))"
    expected = _shares(WIDE, strength).sum()
    checks.require_equal(rule, got, expected, hints, s=s, n=n, strength=strength)


def _directions_of_features_that_overlap(attempt: checks.Attempt) -> None:
    got = _count(attempt, LEANING, 0.5)
    lengths = np.square(LEANING).sum(axis=0)
    by_lengths = (lengths / (lengths + 4)).sum()
    hints = {"Those are the lengths of the columns, not the singular values.": by_lengths}
    rule = "the directions are those of np.linalg.svd(H), not the features"
    s = np.linalg.svd(LEANING, compute_uv=False)
    checks.require_equal(rule, got, _shares(LEANING, 0.5).sum(), hints, s=s, n=8, strength=0.5)


# Exercise 3: soft thresholding.

Z = np.array([3.0, 0.75, 0.0, -0.25, -2.0, 1.5])
AMOUNT = 0.5


def soft_threshold(function: object) -> None:
    """Check ``soft_threshold(z, amount)``: towards zero by amount, and no further.

    Examples
    --------
    >>> def beyond_zero(z, amount):
    ...     return z - amount * np.sign(z)
    >>> soft_threshold(beyond_zero)
    Exercise 3 (soft_threshold): not yet right: within amount of zero the result must be exactly 0:
      z -0.25, amount 0.5: expected 0, got 0.25. It must stop at zero, not cross it.
    """
    rules = [
        _nothing_happens_with_amount_0,
        _exactly_zero_within_amount,
        _large_ones_move_by_amount,
        _any_amount,
        answers.SOFT_THRESHOLD,
    ]
    checks.report("regularization_further", 3, "soft_threshold", function, rules)


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
    checks.require_equal("with amount 0 the result must be z", got, Z, hints, z=Z, amount=0)


def _exactly_zero_within_amount(attempt: checks.Attempt) -> None:
    small = np.abs(Z) <= AMOUNT
    z, got = Z[small], _run(attempt, Z, AMOUNT)[small]
    hints = {
        "It must stop at zero, not cross it.": z - AMOUNT * np.sign(z),
        "Negative ones are pulled up, not down.": z - AMOUNT,
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


def _any_amount(attempt: checks.Attempt) -> None:
    z = np.array([[2.0, -3.0], [0.5, 1.25]])
    got = _run(attempt, z, 1.0)
    rule = "it must hold for an array of any shape"
    checks.require_equal(rule, got, _expected(z, 1.0), z=z, amount=1)


# Exercise 4: what another source's lambda is in the course's form.

M, NUMBER = 200, 6.0
FORMS = {"lambda/2": 1.0, "lambda/2m": 1 / M, "summed": 1 / M, "no half": 2.0}


def to_ours(function: object) -> None:
    """Check ``to_ours(number, form, m)``: the lambda of mean loss + lambda / 2 * sum(w**2).

    Examples
    --------
    >>> def forgets_m(number, form, m):
    ...     return 2 * number if form == "no half" else number
    >>> to_ours(forgets_m)
    Exercise 4 (to_ours): not yet right: mean loss + lambda / 2m * sum(w**2) must become ours:
      number 6, m 200: expected 0.03, got 6. m is missing.
    """
    rules = [
        _our_own_stays,
        _lambda_over_2m,
        _a_summed_loss,
        _a_square_without_the_half,
        _other_numbers,
        answers.TO_OURS,
    ]
    checks.report("regularization_further", 4, "to_ours", function, rules)


def _ask(attempt: checks.Attempt, form: str, number: float = NUMBER, m: int = M) -> float:
    return checks.require_number("the result", attempt(number=number, form=form, m=m))


def _compare(attempt: checks.Attempt, form: str, rule: str, hints: dict[str, float]) -> None:
    got = _ask(attempt, form)
    checks.require_equal(rule, got, NUMBER * FORMS[form], hints, number=NUMBER, m=M)


def _our_own_stays(attempt: checks.Attempt) -> None:
    hints = {
        "No m stands in our form.": NUMBER / M,
        "No m stands in our form, neither above nor below.": NUMBER * M,
        "Both have the half.": 2 * NUMBER,
        "Both have the half already.": NUMBER / 2,
    }
    _compare(attempt, "lambda/2", "mean loss + lambda / 2 * sum(w**2) must stay as it is", hints)


def _lambda_over_2m(attempt: checks.Attempt) -> None:
    hints = {
        "m is missing.": NUMBER,
        "That is the way from ours to theirs: divide.": NUMBER * M,
        "The 2 stands in both forms; only m differs.": NUMBER / (2 * M),
        "The 2 stands in both; only m differs.": 2 * NUMBER / M,
        "Divide by m once.": NUMBER / M**2,
    }
    _compare(attempt, "lambda/2m", "mean loss + lambda / 2m * sum(w**2) must become ours", hints)


def _a_summed_loss(attempt: checks.Attempt) -> None:
    hints = {
        "m is missing: divide all of it by m, and the loss is a mean.": NUMBER,
        "That is the way from ours to theirs: divide.": NUMBER * M,
        "The half stands in both forms.": 2 * NUMBER / M,
        "The half stands in both.": NUMBER / (2 * M),
    }
    _compare(attempt, "summed", "summed loss + lambda / 2 * sum(w**2) must become ours", hints)


def _a_square_without_the_half(attempt: checks.Attempt) -> None:
    hints = {
        "The half is missing there, and ours has it.": NUMBER,
        "lambda * sum(w**2) is (2 lambda) / 2 * sum(w**2): twice, not half.": NUMBER / 2,
        "No m stands in it.": 2 * NUMBER / M,
        "No m stands in either.": NUMBER / (2 * M),
    }
    _compare(attempt, "no half", "mean loss + lambda * sum(w**2) must become ours", hints)


def _other_numbers(attempt: checks.Attempt) -> None:
    for form, expected in (("lambda/2m", 0.1), ("summed", 0.1), ("no half", 60.0)):
        rule = f"the same must hold for any numbers ({form})"
        checks.require_equal(rule, _ask(attempt, form, 30.0, 300), expected, number=30, m=300)
