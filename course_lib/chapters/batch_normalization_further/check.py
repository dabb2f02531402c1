"""Checks of notebook 07b: a gradient that is not seen, group norm, a fair choice, deep stacks.

The last of them, which trains, lies in ``check_own``.
"""

import numpy as np

from course_lib import checks
from course_lib.chapters.batch_normalization_further import check_answers as answers
from course_lib.chapters.batch_normalization_further.check_own import thirty_four
from course_lib.chapters.batch_normalization_further.gradients import standardized

__all__ = ["fair_scores", "group_norm", "thirty_four", "unseen"]

TOPIC = "batch_normalization_further"

# Exercise 1: a gradient with which no wrong way back is found.

FOUR = np.array([-3.0, -1.0, 1.0, 3.0]) / np.sqrt(5)


def unseen(function: object) -> None:
    """Check ``unseen(x_hat)``: a g, not 0, of which batch norm takes nothing away.

    Examples
    --------
    >>> unseen(lambda x_hat: np.ones(len(x_hat)))
    Exercise 1 (unseen): not yet right: the mean of g must be 0: batch norm takes it away:
      x_hat -1.342 -0.4472 0.4472 1.342, mean 1. \
That is the same for all: a way back without the mean differs.
    """
    rules = [
        checks.rule("a g for each example", _g, FOUR),
        checks.rule("four examples", _stays_whole, FOUR),
        checks.rule("eight examples", _stays_whole, standardized(8, 0)),
        checks.rule("three examples", _stays_whole, standardized(3, 1)),
        _any_batch,
    ]
    checks.report(TOPIC, 1, "unseen", function, rules)


def _g(attempt: checks.Attempt, x_hat: checks.Floats) -> checks.Floats:
    return checks.require_array("g", attempt(x_hat=x_hat), x_hat.shape)


def _stays_whole(attempt: checks.Attempt, x_hat: checks.Floats) -> None:
    g = _g(attempt, x_hat)
    size = float(np.sqrt(np.mean(g**2)))
    shown = "x_hat " + " ".join(f"{value:.4g}" for value in x_hat[:4])
    checks.require(bool(np.isfinite(size)), f"g must be finite; got {g}.")
    checks.require(
        size > 1e-6,
        f"g must not be 0: with it nothing is checked.\n  {shown}, the root mean square of g "
        f"is {size:.2g}; needed 1e-6 at least.{_none_left(x_hat)}",
    )
    mean, along = float(g.mean()) / size, float(np.mean(g * x_hat)) / size
    alike = bool(np.ptp(g) < 1e-9 * size)
    says = (
        " That is the same for all: a way back without the mean differs."
        if alike
        else (
            " Taking x_hat out changes no mean; take the mean out, too."
            if abs(along) < 1e-6
            else " Take it out of g, and then what goes with x_hat."
        )
    )
    checks.require(
        abs(mean) < 1e-6,
        f"the mean of g must be 0: batch norm takes it away:\n  {shown}, "
        f"mean {g.mean():.4g}.{says}",
    )
    stretch = bool(abs(abs(along) - 1) < 1e-6)
    says = " That is x_hat itself, or so many times it: a stretch." if stretch else ""
    checks.require(
        abs(along) < 1e-6,
        f"the mean of g * x_hat must be 0, too: batch norm takes that part away:\n  {shown}, mean "
        f"{np.mean(g * x_hat):.4g}.{says}"
        + (" Take x_hat * mean(g * x_hat) out of g." if not says else ""),
    )


def _none_left(x_hat: checks.Floats) -> str:
    left = " For three examples one direction is left." if len(x_hat) == 3 else ""
    return (
        f"{left} If you took both parts out: on these x_hat you began with a straight line in "
        "x_hat, and they were all of it. Begin with something bent."
    )


def _any_batch(attempt: checks.Attempt) -> None:
    m, seed = checks.draw(checks.size(4, 30), checks.size(2, 10_000))
    _stays_whole(attempt, standardized(m, seed))


# Exercise 2: group normalization. Two examples, three positions, four channels.

EPS = 0.5
IMAGES = np.array(
    [
        [[1.0, 2.0, 30.0, 50.0], [4.0, 0.0, 10.0, 20.0], [3.0, 5.0, 60.0, 10.0]],
        [[-1.0, 7.0, 80.0, 5.0], [2.0, 2.0, 15.0, 40.0], [9.0, 1.0, 25.0, 35.0]],
    ]
)


def group_norm(function: object) -> None:
    """Check ``group_norm(x, groups, eps)``: x_hat of the shape (examples, positions, channels).

    Examples
    --------
    >>> def every_channel_alone(x, groups, eps):
    ...     mean, variance = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    ...     return (x - mean) / np.sqrt(variance + eps)
    >>> group_norm(every_channel_alone)
    Exercise 2 (group_norm): not yet right: one group: all values of an example share a mean:
      x 1, groups 1: expected -0.7882, got -1.162. That is instance norm: each channel for itself.
    """
    rules = [
        checks.rule("an array like x", _run, 2),
        _one_group_is_layer_norm,
        _a_group_per_channel_is_instance_norm,
        _neighbours_form_a_group,
        _no_example_feels_another,
        answers.GROUP_NORM,
    ]
    checks.report(TOPIC, 2, "group_norm", function, rules)


def _run(attempt: checks.Attempt, groups: int, x: checks.Floats = IMAGES) -> checks.Floats:
    return checks.require_array("x_hat", attempt(x=x, groups=groups, eps=EPS), x.shape)


def _over(x: checks.Floats, axes: tuple[int, ...], *, ddof: int = 0) -> checks.Floats:
    mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True, ddof=ddof)
    return np.asarray((x - mean) / np.sqrt(variance + EPS))


def _grouped(x: checks.Floats, groups: int) -> checks.Floats:
    parts = np.split(x, groups, axis=2)
    return np.concatenate([_over(part, (1, 2)) for part in parts], axis=2)


MIXED = "That reshape cuts through the positions: keep their axis, and cut the channels alone."


def _through(x: checks.Floats, groups: int) -> checks.Floats:
    """What comes of ``x.reshape(examples, groups, -1)``."""
    return _over(x.reshape(len(x), groups, -1), (2,)).reshape(x.shape)


def _one_group_is_layer_norm(attempt: checks.Attempt) -> None:
    centred = IMAGES - IMAGES.mean(axis=(1, 2), keepdims=True)
    variance = IMAGES.var(axis=(1, 2), keepdims=True)
    hints = {
        "That is instance norm: each channel for itself.": _over(IMAGES, (1,)),
        "That is batch norm: the examples must not be mixed.": _over(IMAGES, (0, 1)),
        "Here all examples share one mean: each needs its own.": _over(IMAGES, (0, 1, 2)),
        "The positions of a group belong together, too.": _over(IMAGES, (2,)),
        "eps belongs under the root.": centred / (np.sqrt(variance) + EPS),
        "eps is missing.": centred / np.sqrt(variance),
        "That divides by the variance: take its root.": centred / (variance + EPS),
        "Divide by the number of values, not by one less.": _over(IMAGES, (1, 2), ddof=1),
    }
    rule = "one group: all values of an example share a mean"
    checks.require_equal(rule, _run(attempt, 1), _over(IMAGES, (1, 2)), hints, x=IMAGES, groups=1)


def _a_group_per_channel_is_instance_norm(attempt: checks.Attempt) -> None:
    hints = {"groups is not used.": _over(IMAGES, (1, 2)), MIXED: _through(IMAGES, 4)}
    rule = "with as many groups as channels, each channel of an example stands alone"
    checks.require_equal(rule, _run(attempt, 4), _over(IMAGES, (1,)), hints, x=IMAGES, groups=4)


def _neighbours_form_a_group(attempt: checks.Attempt) -> None:
    interleaved = np.empty_like(IMAGES)
    for first in range(2):
        interleaved[:, :, first::2] = _over(IMAGES[:, :, first::2], (1, 2))
    hints = {
        "Every other channel is grouped: neighbours belong together.": interleaved,
        MIXED: _through(IMAGES, 2),
    }
    rule = "with two groups, channels 1 and 2 share a mean, and 3 and 4"
    checks.require_equal(rule, _run(attempt, 2), _grouped(IMAGES, 2), hints, x=IMAGES, groups=2)


def _no_example_feels_another(attempt: checks.Attempt) -> None:
    alone = _run(attempt, 2, IMAGES[:1])
    rule = "an example alone must become what it becomes beside others"
    checks.require_equal(rule, alone, _grouped(IMAGES[:1], 2), x=IMAGES[:1], groups=2)


# Exercise 3: each contender at its own best.

# Seven rates, three seeds. On dev: the best single seed, the best mean, the one that a mean over
# the rates points to; then the best on test; on dev the worst and the best median; the last.
DEV = np.array(
    [
        [50, 58, 75],
        [70, 64, 66],
        [54, 52, 58],
        [57, 56, 55],
        [40, 44, 42],
        [52, 68, 69],
        [55, 57, 56],
    ],
    dtype=float,
)
TEST = np.array(
    [
        [52, 60, 77],
        [66, 68, 65],
        [53, 55, 57],
        [72, 74, 76],
        [56, 54, 51],
        [64, 59, 70],
        [61, 63, 62],
    ],
    dtype=float,
)


def fair_scores(function: object) -> None:
    """Check ``fair_scores(dev, test)``: a row of test, that of the rate best on dev.

    Examples
    --------
    >>> fair_scores(lambda dev, test: test[test.mean(axis=1).argmax()])
    Exercise 3 (fair_scores): not yet right: the rate must be the best on dev, by the mean:
      means on dev 61 66.67 54.67 56 42 63 56: expected 66, got 72. \
That has looked at test to choose.
    """
    rules = [
        checks.rule("a score for each seed", _scores),
        _best_on_dev,
        answers.FAIR_SCORES,
    ]
    checks.report(TOPIC, 3, "fair_scores", function, rules)


def _scores(attempt: checks.Attempt) -> checks.Floats:
    return checks.require_array("the scores", attempt(dev=DEV, test=TEST), (3,))


def _best_on_dev(attempt: checks.Attempt) -> None:
    each = DEV.argmax(axis=0)
    hints = {
        "That has looked at test to choose.": TEST[3],
        "Those are the scores on dev, which have chosen.": DEV[1],
        "One rate for all seeds: the best by their mean.": TEST[each, [0, 1, 2]],
        "That is the best single seed on dev, not the best mean.": TEST[0],
        "That is the best median on dev, not the best mean.": TEST[5],
        "That is the mean over the rates: average over the seeds, axis=1.": TEST[2],
        "That is the worst on dev.": TEST[4],
        "That is the mean over the rates.": TEST.mean(axis=0),
        "That is the best of each seed on test.": TEST.max(axis=0),
        "That is the last rate.": TEST[-1],
        "That is the median over the rates.": np.median(TEST, axis=0),
    }
    rule = "the rate must be the best on dev, by the mean"
    means = {"means on dev": DEV.mean(axis=1)}
    checks.require_equal(rule, _scores(attempt), TEST[1], hints, **means)
