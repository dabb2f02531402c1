"""The check of exercise 3: the running mean and variance."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_array, require_equal, require_pair

Floats = npt.NDArray[Any]

MEAN, VARIANCE = np.array([10.0, 0.0]), np.array([9.0, 1.0])
BATCH = np.array([[1.0, 3.0], [3.0, 3.0], [2.0, 6.0], [6.0, 0.0]])
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
        _two_arrays,
        _keeps_its_share_of_the_mean,
        _unbiased_variance,
        _keep_1_changes_nothing,
        _a_batch_of_one_changes_nothing,
    ]
    report("Exercise 3 (running_averages)", function, rules)


def _run(attempt: Attempt, batch: Floats, keep: float) -> tuple[Floats, Floats]:
    got = attempt(mean=MEAN, variance=VARIANCE, batch=batch, keep=keep)
    mean, variance = require_pair("(mean, variance)", got)
    return require_array("the mean", mean, MEAN.shape), require_array(
        "the variance", variance, VARIANCE.shape
    )


def _mixed(old: Floats, new: Floats, keep: float = KEEP) -> Floats:
    return keep * old + (1 - keep) * new


def _two_arrays(attempt: Attempt) -> None:
    _run(attempt, BATCH, KEEP)


def _keeps_its_share_of_the_mean(attempt: Attempt) -> None:
    mean, _ = _run(attempt, BATCH, KEEP)
    hints = {
        "keep is the share of the old one.": _mixed(MEAN, BATCH_MEAN, 1 - KEEP),
        "Old and new must have shares that add up to 1.": KEEP * MEAN + BATCH_MEAN,
        "That is the batch's mean alone.": BATCH_MEAN,
        "The mean comes first, then the variance.": _mixed(VARIANCE, UNBIASED),
    }
    rule = "mean must be keep * mean + (1 - keep) * new"
    inputs = {"mean": MEAN, "new": BATCH_MEAN, "keep": KEEP}
    require_equal(rule, mean, _mixed(MEAN, BATCH_MEAN), hints, **inputs)


def _unbiased_variance(attempt: Attempt) -> None:
    _, variance = _run(attempt, BATCH, KEEP)
    biased = BATCH.var(axis=0)
    roots = _mixed(np.sqrt(VARIANCE), np.sqrt(UNBIASED))
    biased_roots = _mixed(np.sqrt(VARIANCE), np.sqrt(biased))
    hints = {
        "The batch's variance needs the factor m / (m - 1), or ddof=1.": _mixed(VARIANCE, biased),
        "That averages standard deviations: average variances.": roots**2,
        "That averages standard deviations: average their squares.": biased_roots**2,
        "It must return the variance, not its root.": np.sqrt(_mixed(VARIANCE, UNBIASED)),
        "keep is the share of the old one.": _mixed(VARIANCE, UNBIASED, 1 - KEEP),
        "The factor is m / (m - 1), not (m - 1) / m.": _mixed(VARIANCE, biased * (M - 1) / M),
        "m / (m - 1) belongs to the batch's variance alone.": _mixed(VARIANCE, biased)
        * M
        / (M - 1),
    }
    rule = "variance must be keep * variance + (1 - keep) * new, unbiased"
    inputs = {"variance": VARIANCE, "new": UNBIASED, "keep": KEEP}
    require_equal(rule, variance, _mixed(VARIANCE, UNBIASED), hints, **inputs)


def _keep_1_changes_nothing(attempt: Attempt) -> None:
    mean, variance = _run(attempt, BATCH, 1.0)
    rule = "with keep 1 both must stay as they were"
    require_equal(rule, mean, MEAN, mean=MEAN, keep=1)
    require_equal(rule, variance, VARIANCE, variance=VARIANCE, keep=1)


def _a_batch_of_one_changes_nothing(attempt: Attempt) -> None:
    mean, variance = _run(attempt, BATCH[:1], KEEP)
    rule = "a batch of one has no variance: both must stay as they were"
    require_equal(rule, variance, VARIANCE, variance=VARIANCE, keep=KEEP)
    require_equal(rule, mean, MEAN, mean=MEAN, keep=KEEP)
