"""The check of exercise 5: group normalization."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_array, require_equal

Floats = npt.NDArray[Any]

# Two examples, three positions, four channels; eps is large, so that its place shows.
X = np.array(
    [
        [[1.0, 2.0, 30.0, 50.0], [4.0, 0.0, 10.0, 20.0], [3.0, 5.0, 60.0, 10.0]],
        [[-1.0, 7.0, 80.0, 5.0], [2.0, 2.0, 15.0, 40.0], [9.0, 1.0, 25.0, 35.0]],
    ]
)
EPS = 0.5


def group_norm(function: object) -> None:
    """Check ``group_norm(x, groups, eps)``: x_hat of the shape (examples, positions, channels).

    Examples
    --------
    >>> def every_channel_alone(x, groups, eps):
    ...     mean, variance = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    ...     return (x - mean) / np.sqrt(variance + eps)
    >>> group_norm(every_channel_alone)
    Exercise 5 (group_norm): not yet right: one group: all values of an example share a mean:
      x 1, groups 1: expected -0.7882, got -1.162. That is instance norm: each channel for itself.
    """
    rules = [
        _an_array_like_x,
        _one_group_is_layer_norm,
        _a_group_per_channel_is_instance_norm,
        _neighbours_form_a_group,
        _no_example_feels_another,
    ]
    report("Exercise 5 (group_norm)", function, rules)


def _run(attempt: Attempt, groups: int, x: Floats = X) -> Floats:
    return require_array("x_hat", attempt(x=x, groups=groups, eps=EPS), x.shape)


def _over(x: Floats, axes: tuple[int, ...], *, ddof: int = 0) -> Floats:
    mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True, ddof=ddof)
    return np.asarray((x - mean) / np.sqrt(variance + EPS))


def _grouped(x: Floats, groups: int) -> Floats:
    parts = np.split(x, groups, axis=2)
    return np.concatenate([_over(part, (1, 2)) for part in parts], axis=2)


def _an_array_like_x(attempt: Attempt) -> None:
    _run(attempt, 2)


def _one_group_is_layer_norm(attempt: Attempt) -> None:
    centred = X - X.mean(axis=(1, 2), keepdims=True)
    variance = X.var(axis=(1, 2), keepdims=True)
    hints = {
        "That is instance norm: each channel for itself.": _over(X, (1,)),
        "That is batch norm: the examples must not be mixed.": _over(X, (0, 1)),
        "Here all examples share one mean: each needs its own.": _over(X, (0, 1, 2)),
        "The positions of a group belong together, too.": _over(X, (2,)),
        "eps belongs under the root.": centred / (np.sqrt(variance) + EPS),
        "eps is missing.": centred / np.sqrt(variance),
        "That divides by the variance: take its root.": centred / (variance + EPS),
        "Divide by the number of values, not by one less.": _over(X, (1, 2), ddof=1),
    }
    rule = "one group: all values of an example share a mean"
    require_equal(rule, _run(attempt, 1), _over(X, (1, 2)), hints, x=X, groups=1)


def _a_group_per_channel_is_instance_norm(attempt: Attempt) -> None:
    hints = {
        "groups is not used.": _over(X, (1, 2)),
        "That has four channels in a group: there are four groups here.": _over(X, (1, 2)),
    }
    rule = "with as many groups as channels, each channel of an example stands alone"
    require_equal(rule, _run(attempt, 4), _over(X, (1,)), hints, x=X, groups=4)


def _neighbours_form_a_group(attempt: Attempt) -> None:
    interleaved = np.empty_like(X)
    for first in range(2):
        interleaved[:, :, first::2] = _over(X[:, :, first::2], (1, 2))
    hints = {"Every other channel is grouped: neighbours belong together.": interleaved}
    rule = "with two groups, channels 1 and 2 share a mean, and 3 and 4"
    require_equal(rule, _run(attempt, 2), _grouped(X, 2), hints, x=X, groups=2)


def _no_example_feels_another(attempt: Attempt) -> None:
    alone = _run(attempt, 2, X[:1])
    rule = "an example alone must become what it becomes beside others"
    require_equal(rule, alone, _grouped(X[:1], 2), x=X[:1], groups=2)
