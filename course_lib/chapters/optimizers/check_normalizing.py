"""The check of exercise 1: inputs normalized with the statistics of the training set."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_array, require_equal, require_pair

Floats = npt.NDArray[Any]

# Two features of quite different size, spreads that are neither 1 nor equal, and a dev set that
# lies elsewhere.
X_TRAIN = np.array([[1.0, 100.0], [3.0, 300.0], [5.0, 900.0], [7.0, 1100.0]])
X_DEV = np.array([[4.0, 200.0], [10.0, 1000.0], [13.0, 600.0]])
MEAN, STD = X_TRAIN.mean(axis=0), X_TRAIN.std(axis=0)
SETS = {"train": X_TRAIN, "dev": X_DEV}


def normalize(function: object) -> None:
    """Check ``normalize(x_train, x_dev)``, which returns both sets, ``(z_train, z_dev)``.

    Both are moved by the training set's mean and divided by its standard deviation, feature by
    feature.

    Examples
    --------
    >>> def each_by_its_own(x_train, x_dev):
    ...     return [(x - x.mean(axis=0)) / x.std(axis=0) for x in (x_train, x_dev)]
    >>> normalize(each_by_its_own)
    Exercise 1 (normalize): not yet right: z_dev needs the mean and std of x_train:
      x_dev 4: expected 0, got -1.336. That uses the dev set's own mean and std.
    """
    report("Exercise 1 (normalize)", function, [_two_sets, _mean_0, _spread_1, _dev_like_train])


def _normalized(attempt: Attempt) -> tuple[Floats, Floats]:
    pair = require_pair("(z_train, z_dev)", attempt(x_train=X_TRAIN, x_dev=X_DEV))
    return (
        require_array("z_train", pair[0], X_TRAIN.shape),
        require_array("z_dev", pair[1], X_DEV.shape),
    )


def _two_sets(attempt: Attempt) -> None:
    _normalized(attempt)


def _mean_0(attempt: Attempt) -> None:
    z_train, _ = _normalized(attempt)
    hints = {
        "The mean was not subtracted.": (X_TRAIN / STD).mean(axis=0),
        "That is one mean for all: take it feature by feature, with axis=0.": (
            (X_TRAIN - X_TRAIN.mean()) / X_TRAIN.std()
        ).mean(axis=0),
    }
    centres = z_train.mean(axis=0)
    require_equal("each feature of z_train must have mean 0", centres, np.zeros(2), hints)


def _spread_1(attempt: Attempt) -> None:
    z_train, _ = _normalized(attempt)
    count = len(X_TRAIN)
    hints = {
        "That divides by the variance, sigma**2: divide by sigma.": 1 / STD,
        "Nothing was divided: divide by the standard deviation.": STD,
        "That multiplies: divide by the standard deviation.": STD**2,
        "That is the spread with ddof=1; np.std's default divides by n.": np.full(
            2, np.sqrt((count - 1) / count)
        ),
        "That is one spread for all: take it feature by feature, with axis=0.": STD / X_TRAIN.std(),
    }
    spreads = z_train.std(axis=0)
    rule = "each feature of z_train must have standard deviation 1"
    require_equal(rule, spreads, np.ones(2), hints, sigma=STD)


def _dev_like_train(attempt: Attempt) -> None:
    z_train, z_dev = _normalized(attempt)
    rule = "z_train must be (x_train - mean) / std"
    require_equal(rule, z_train, (X_TRAIN - MEAN) / STD, x_train=X_TRAIN)
    both = np.concatenate([X_TRAIN, X_DEV])
    hints = {
        "That uses the dev set's own mean and std.": (X_DEV - X_DEV.mean(axis=0))
        / X_DEV.std(axis=0),
        "That uses both sets together.": (X_DEV - both.mean(axis=0)) / both.std(axis=0),
        "The dev set was left as it was.": X_DEV,
        "The dev set was moved, but not divided.": X_DEV - MEAN,
        "The dev set was divided, but not moved: was x_train edited before its mean was taken?": (
            X_DEV / STD
        ),
        "The dev set's own mean was taken.": (X_DEV - X_DEV.mean(axis=0)) / STD,
    }
    rule = "z_dev needs the mean and std of x_train"
    require_equal(rule, z_dev, (X_DEV - MEAN) / STD, hints, x_dev=X_DEV)
