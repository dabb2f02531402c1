"""Checks of notebook 05: a largest rate, normalized inputs, an average, momentum, Adam, settings.

The steps of momentum and Adam, exercises 4 and 5, lie in ``check_steps``; the largest rate and the
settings of momentum, 1 and 6, in ``check_own``.
"""

import numpy as np

from course_lib import checks
from course_lib.chapters.optimizers import check_answers as answers
from course_lib.chapters.optimizers.check_own import largest_rate, settings
from course_lib.chapters.optimizers.check_steps import adam_step, momentum_step

__all__ = ["adam_step", "average", "largest_rate", "momentum_step", "normalize", "settings"]

# Exercise 2: inputs normalized with the statistics of the training set.

# Two features of quite different size, spreads that are neither 1 nor equal, and a dev set that
# lies elsewhere.
X_TRAIN = np.array([[1.0, 100.0], [3.0, 300.0], [5.0, 900.0], [7.0, 1100.0]])
X_DEV = np.array([[4.0, 200.0], [10.0, 1000.0], [13.0, 600.0]])
MEAN, STD = X_TRAIN.mean(axis=0), X_TRAIN.std(axis=0)


def normalize(function: object) -> None:
    """Check ``normalize(x_train, x_dev)``, which returns both sets, ``(z_train, z_dev)``.

    Both are moved by the training set's mean and divided by its standard deviation, feature by
    feature.

    Examples
    --------
    >>> def each_by_its_own(x_train, x_dev):
    ...     return [(x - x.mean(axis=0)) / x.std(axis=0) for x in (x_train, x_dev)]
    >>> normalize(each_by_its_own)
    Exercise 2 (normalize): not yet right: z_dev needs the mean and std of x_train:
      x_dev 4: expected 0, got -1.336. That uses the dev set's own mean and std.
    """
    rules = [
        checks.rule("two sets", _normalized),
        _mean_0,
        _spread_1,
        _dev_like_train,
        answers.NORMALIZE,
    ]
    checks.report("optimizers", 2, "normalize", function, rules)


def _normalized(attempt: checks.Attempt) -> list[checks.Floats]:
    got = attempt(x_train=X_TRAIN, x_dev=X_DEV)
    shapes = {"z_train": X_TRAIN.shape, "z_dev": X_DEV.shape}
    return checks.require_arrays("the pair (z_train, z_dev)", got, shapes)


def _mean_0(attempt: checks.Attempt) -> None:
    centres = _normalized(attempt)[0].mean(axis=0)
    of_all = (X_TRAIN - X_TRAIN.mean()) / X_TRAIN.std()
    low, high = X_TRAIN.min(axis=0), X_TRAIN.max(axis=0)
    hints = {
        "That maps smallest and largest to 0 and 1: take mean and std.": (
            ((X_TRAIN - low) / (high - low)).mean(axis=0)
        ),
        "The mean was not subtracted.": (X_TRAIN / STD).mean(axis=0),
        "That is one mean for all: take it feature by feature, with axis=0.": of_all.mean(axis=0),
    }
    checks.require_equal("each feature of z_train must have mean 0", centres, np.zeros(2), hints)


def _spread_1(attempt: checks.Attempt) -> None:
    spreads, count = _normalized(attempt)[0].std(axis=0), len(X_TRAIN)
    with_ddof = np.full(2, np.sqrt((count - 1) / count))
    hints = {
        "That divides by the variance, sigma**2: divide by sigma.": 1 / STD,
        "Nothing was divided: divide by the standard deviation.": STD,
        "That multiplies: divide by the standard deviation.": STD**2,
        "That is the spread with ddof=1; np.std's default divides by n.": with_ddof,
        "That is one spread for all: take it feature by feature, with axis=0.": STD / X_TRAIN.std(),
    }
    rule = "each feature of z_train must have standard deviation 1"
    checks.require_equal(rule, spreads, np.ones(2), hints, sigma=STD)


def _dev_like_train(attempt: checks.Attempt) -> None:
    z_train, z_dev = _normalized(attempt)
    rule = "z_train must be (x_train - mean) / std"
    checks.require_equal(rule, z_train, (X_TRAIN - MEAN) / STD, x_train=X_TRAIN)
    both, own = np.concatenate([X_TRAIN, X_DEV]), X_DEV - X_DEV.mean(axis=0)
    hints = {
        "That uses the dev set's own mean and std.": own / X_DEV.std(axis=0),
        "That uses both sets together.": (X_DEV - both.mean(axis=0)) / both.std(axis=0),
        "The dev set was left as it was: or was x_train edited before its mean was taken?": X_DEV,
        "The dev set was moved, but not divided.": X_DEV - MEAN,
        "The dev set was divided, but not moved: was x_train edited before its mean was taken?": (
            X_DEV / STD
        ),
        "The dev set's own mean was taken.": own / STD,
    }
    rule = "z_dev needs the mean and std of x_train"
    checks.require_equal(rule, z_dev, (X_DEV - MEAN) / STD, hints, x_dev=X_DEV)


# Exercise 3: an exponentially weighted average with bias correction.

VALUES = np.array([8.0, 2.0, 5.0, 11.0, 3.0])
BETA = 0.8


def average(function: object) -> None:
    """Check ``average(values, beta)``, which returns the corrected average after each value.

    Examples
    --------
    >>> def uncorrected(values, beta):
    ...     v, averages = 0.0, []
    ...     for value in values:
    ...         v = beta * v + (1 - beta) * value
    ...         averages.append(v)
    ...     return np.array(averages)
    >>> average(uncorrected)
    Exercise 3 (average): not yet right: after the first value the average must be that value:
      values[0] 8, beta 0.8: expected 8, got 1.6. The correction is missing.
    """
    rules = [
        checks.rule("as many as values", _given, VALUES, BETA),
        _first_is_the_value,
        _constant_stays,
        _weights_fade_by_beta,
        _beta_0_follows,
        answers.AVERAGE,
    ]
    checks.report("optimizers", 3, "average", function, rules)


def _running(values: checks.Floats, old: float, new: float, start: float = 0.0) -> checks.Floats:
    """The uncorrected average with these two factors."""
    v, averages = start, []
    for value in values:
        v = old * v + new * value
        averages.append(v)
    return np.array(averages)


def _corrected(values: checks.Floats, beta: float) -> checks.Floats:
    t = np.arange(1, len(values) + 1)
    return np.asarray(_running(values, beta, 1 - beta) / (1 - beta**t))


def _given(attempt: checks.Attempt, values: checks.Floats, beta: float) -> checks.Floats:
    got = attempt(values=values, beta=beta)
    needed = f"the averages must be an array of shape {values.shape}"
    if isinstance(got, list):
        checks.require(False, f"{needed}; got a list of {len(got)}: np.array(...) makes one of it.")
    if isinstance(got, int | float | np.number):
        checks.require(False, f"{needed}: one after each value; got a single number.")
    return checks.require_array("the averages", got, values.shape)


def _first_is_the_value(attempt: checks.Attempt) -> None:
    got, first = _given(attempt, VALUES, BETA)[0], VALUES[0]
    late = (1 - BETA) * first / (1 - BETA**2)
    hints = {
        "The correction is missing.": (1 - BETA) * first,
        "The factor (1 - beta) is missing, or v did not start at 0.": first / (1 - BETA),
        "The factors beta and 1 - beta are exchanged.": BETA * first / (1 - BETA),
        "t counts from 1: after the first value divide by 1 - beta**1.": late,
        "That multiplies by the correction: divide.": (1 - BETA) ** 2 * first,
    }
    rule = "after the first value the average must be that value"
    checks.require(np.isfinite(got), f"{rule}:\n  got {got}. t counts from 1: 1 - beta**0 is 0.")
    checks.require_equal(rule, got, first, hints, **{"values[0]": first, "beta": BETA})


def _constant_stays(attempt: checks.Attempt) -> None:
    values = np.full(5, 8.0)
    got = _given(attempt, values, BETA)
    hints = {
        "The corrected value was written back into the running one.": _written_back(values),
        "Divide by 1 - beta**t, which grows with t, not by 1 - beta.": _running(values, BETA, 1.0),
    }
    rule = "the average of a constant must be that constant"
    checks.require_equal(rule, got, values, hints, beta=BETA)


def _weights_fade_by_beta(attempt: checks.Attempt) -> None:
    got = _given(attempt, VALUES, BETA)
    from_the_first = _running(VALUES, BETA, 1 - BETA, start=VALUES[0])
    hints = {
        "That is the plain mean so far.": np.cumsum(VALUES) / np.arange(1, len(VALUES) + 1),
        "It starts from the first value instead of from 0.": from_the_first,
        "The factors beta and 1 - beta are exchanged.": _corrected(VALUES, 1 - BETA),
        "The average does not remember: that is the newest value.": VALUES,
    }
    rule = "v must become beta * v + (1 - beta) * value, and v / (1 - beta**t) is the answer"
    checks.require_equal(rule, got, _corrected(VALUES, BETA), hints, values=VALUES, beta=BETA)


def _beta_0_follows(attempt: checks.Attempt) -> None:
    got, rule = _given(attempt, VALUES, 0.0), "with beta 0 the average must be each value"
    checks.require_equal(rule, got, VALUES, values=VALUES, beta=0)


def _written_back(values: checks.Floats) -> checks.Floats:
    v, averages = 0.0, []
    for t, value in enumerate(values, start=1):
        v = (BETA * v + (1 - BETA) * value) / (1 - BETA**t)
        averages.append(v)
    return np.array(averages)
