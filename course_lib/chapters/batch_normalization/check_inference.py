"""Checks of exercises 3 and 4 of notebook 07, batch norm after training: averages, folding."""

import numpy as np

from course_lib import checks
from course_lib.chapters.batch_normalization import check_answers as answers

__all__ = ["fold", "running_averages"]

# Exercise 3: the running mean and variance.

OLD_MEAN, OLD_VARIANCE = np.array([10.0, 0.0]), np.array([9.0, 1.0])
BATCH = np.array([[1.0, 3.0], [3.0, 3.0], [2.0, 6.0], [6.0, 4.0]])
KEEP = 0.75
BATCH_MEAN, UNBIASED = BATCH.mean(axis=0), BATCH.var(axis=0, ddof=1)
M = len(BATCH)


def running_averages(function: object) -> None:
    """Check ``running_averages(mean, variance, batch, keep)``, which returns the new pair.

    Examples
    --------
    >>> def exchanged(mean, variance, batch, keep):
    ...     return (
    ...         (1 - keep) * mean + keep * batch.mean(axis=0),
    ...         (1 - keep) * variance + keep * batch.var(axis=0, ddof=1),
    ...     )
    >>> running_averages(exchanged)
    Exercise 3 (running_averages): not yet right: mean must be keep * mean + (1 - keep) * new:
      mean 10, new 3, keep 0.75: expected 8.25, got 4.75. keep is the share of the old one.
    """
    rules = [
        checks.rule("two arrays", _averages),
        _keeps_its_share_of_the_mean,
        _unbiased_variance,
        _keep_1_changes_nothing,
        _a_batch_of_one_changes_nothing,
        answers.RUNNING_AVERAGES,
    ]
    checks.report("batch_normalization", 3, "running_averages", function, rules)


def _averages(
    attempt: checks.Attempt, batch: checks.Floats = BATCH, keep: float = KEEP
) -> list[checks.Floats]:
    got = attempt(mean=OLD_MEAN, variance=OLD_VARIANCE, batch=batch, keep=keep)
    shapes = {"the mean": OLD_MEAN.shape, "the variance": OLD_VARIANCE.shape}
    return checks.require_arrays("the pair (mean, variance)", got, shapes)


def _mixed(old: checks.Floats, new: checks.Floats, keep: float = KEEP) -> checks.Floats:
    return keep * old + (1 - keep) * new


def _keeps_its_share_of_the_mean(attempt: checks.Attempt) -> None:
    mean, _ = _averages(attempt)
    hints = {
        "keep is the share of the old one.": _mixed(OLD_MEAN, BATCH_MEAN, 1 - KEEP),
        "Old and new must have shares that add up to 1.": KEEP * OLD_MEAN + BATCH_MEAN,
        "That is the batch's mean alone.": BATCH_MEAN,
        "Each feature has its own mean, over the examples: axis=0.": (
            _mixed(OLD_MEAN, np.full(2, BATCH.mean()))
        ),
        "The mean comes first, then the variance.": _mixed(OLD_VARIANCE, UNBIASED),
    }
    rule = "mean must be keep * mean + (1 - keep) * new"
    inputs = {"mean": OLD_MEAN, "new": BATCH_MEAN, "keep": KEEP}
    checks.require_equal(rule, mean, _mixed(OLD_MEAN, BATCH_MEAN), hints, **inputs)


def _unbiased_variance(attempt: checks.Attempt) -> None:
    _, variance = _averages(attempt)
    biased = BATCH.var(axis=0)
    roots = _mixed(np.sqrt(OLD_VARIANCE), np.sqrt(UNBIASED))
    biased_roots = _mixed(np.sqrt(OLD_VARIANCE), np.sqrt(biased))
    of_biased = _mixed(OLD_VARIANCE, biased)
    from_old = ((BATCH - OLD_MEAN) ** 2).sum(axis=0) / (M - 1)
    hints = {
        "The batch's variance needs the factor m / (m - 1), or ddof=1.": of_biased,
        "That averages standard deviations: average variances.": roots**2,
        "That averages standard deviations: average their squares.": biased_roots**2,
        "It must return the variance, not its root.": np.sqrt(_mixed(OLD_VARIANCE, UNBIASED)),
        "keep is the share of the old one.": _mixed(OLD_VARIANCE, UNBIASED, 1 - KEEP),
        "Each feature has its own variance, over the examples: axis=0.": (
            _mixed(OLD_VARIANCE, np.full(2, BATCH.var(ddof=1)))
        ),
        "The batch's variance is taken about its own mean.": _mixed(OLD_VARIANCE, from_old),
        "The factor is m / (m - 1), not (m - 1) / m.": _mixed(OLD_VARIANCE, biased * (M - 1) / M),
        "m / (m - 1) belongs to the batch's variance alone.": of_biased * M / (M - 1),
    }
    rule = "variance must be keep * variance + (1 - keep) * new, unbiased"
    inputs = {"variance": OLD_VARIANCE, "new": UNBIASED, "keep": KEEP}
    checks.require_equal(rule, variance, _mixed(OLD_VARIANCE, UNBIASED), hints, **inputs)


def _keep_1_changes_nothing(attempt: checks.Attempt) -> None:
    mean, variance = _averages(attempt, keep=1.0)
    rule = "with keep 1 both must stay as they were"
    checks.require_equal(rule, mean, OLD_MEAN, mean=OLD_MEAN, keep=1)
    checks.require_equal(rule, variance, OLD_VARIANCE, variance=OLD_VARIANCE, keep=1)


def _a_batch_of_one_changes_nothing(attempt: checks.Attempt) -> None:
    mean, variance = _averages(attempt, BATCH[:1])
    rule = "a batch of one has no variance: both must stay as they were (return early)"
    checks.require_equal(rule, variance, OLD_VARIANCE, variance=OLD_VARIANCE, keep=KEEP)
    checks.require_equal(rule, mean, OLD_MEAN, mean=OLD_MEAN, keep=KEEP)


# Exercise 4: batch norm folded into the dense layer before it.

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
    rules = [checks.rule("two arrays", _folded), _columns_scaled, _bias, _same_output, answers.FOLD]
    checks.report("batch_normalization", 4, "fold", function, rules)


def _folded(attempt: checks.Attempt) -> list[checks.Floats]:
    got = attempt(W=W, b=B, scale=SCALE, shift=SHIFT, mean=MEAN, variance=VARIANCE, eps=EPS)
    return checks.require_arrays("the pair (W, b)", got, {"W": W.shape, "b": B.shape})


def _columns_scaled(attempt: checks.Attempt) -> None:
    hints = {
        "That scales the rows: a column of W belongs to one unit.": W * FACTOR[:, None],
        "The scale is missing from the factor.": W / np.sqrt(VARIANCE + EPS),
        "That divides by the variance: take its root.": W * SCALE / (VARIANCE + EPS),
        "eps belongs under the root.": W * SCALE / (np.sqrt(VARIANCE) + EPS),
        "eps is missing.": W * SCALE / np.sqrt(VARIANCE),
        "W is not scaled.": W,
        "The mean is subtracted from the sums: it belongs to b.": (W - MEAN) * FACTOR,
        "Divided by the factor: multiply.": W / FACTOR,
    }
    rule = "each column of W must be multiplied by factor = scale / sqrt(variance + eps)"
    inputs = {"W": W, "factor": np.tile(FACTOR, (2, 1))}
    checks.require_equal(rule, _folded(attempt)[0], FOLDED_W, hints, **inputs)


def _bias(attempt: checks.Attempt) -> None:
    hints = {
        "The mean is not subtracted.": B * FACTOR + SHIFT,
        "The mean is subtracted after scaling; it comes before.": B * FACTOR - MEAN + SHIFT,
        "The old b is lost.": SHIFT - MEAN * FACTOR,
        "The shift is missing.": (B - MEAN) * FACTOR,
        "The shift must not be scaled.": (B - MEAN + SHIFT) * FACTOR,
        "The scale is missing from the factor.": (B - MEAN) / np.sqrt(VARIANCE + EPS) + SHIFT,
        "The old b must be scaled, too.": B - MEAN * FACTOR + SHIFT,
        "The mean is added: subtract it.": (B + MEAN) * FACTOR + SHIFT,
    }
    rule = "b must become (b - mean) * factor + shift"
    inputs = {"b": B, "mean": MEAN, "shift": SHIFT, "factor": FACTOR}
    checks.require_equal(rule, _folded(attempt)[1], FOLDED_B, hints, **inputs)


def _same_output(attempt: checks.Attempt) -> None:
    weights, bias = _folded(attempt)
    x = np.array([[1.0, 2.0], [-1.0, 0.5]])
    expected = SCALE * (x @ W + B - MEAN) / np.sqrt(VARIANCE + EPS) + SHIFT
    rule = "x @ W + b must give what dense layer and batch norm gave together"
    checks.require_equal(rule, x @ weights + bias, expected, x=x)
