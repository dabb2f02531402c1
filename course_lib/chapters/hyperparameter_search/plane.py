"""The plane of the budget game: learning rate and beta, and what random search finds there.

All scores come from the stored table; strength and hidden units are those of its ``CENTRE``.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import is_number, told
from course_lib.experiments.searched_table import (
    AXES,
    CENTRE,
    SEEDS,
    SPACE,
    dev_accuracy,
    nearest,
)

BUDGET, FULL, RIVALS = 6, 16, 2000
"""Full runs, the epochs of one, and how many random searches a game is held against."""

LR, BETA = AXES["lr"], AXES["beta"]
Floats = npt.NDArray[np.float64]
Point = tuple[int, int]
"""Which learning rate and which beta of the table."""


@cache
def plane() -> Floats:
    """Dev accuracy at every point for each seed, shape (lr, beta, seed, epochs)."""
    *_, strength, hidden = nearest(CENTRE)
    return dev_accuracy()[:, :, strength, hidden]


@cache
def places() -> Floats:
    """Each point of the plane between 0 and 1 on its own scale, shape (lr, beta, 2)."""
    scales = SPACE.distributions
    a = [scales["lr"].place(lr) for lr in LR]
    b = [scales["beta"].place(beta) for beta in BETA]
    return np.stack(np.meshgrid(a, b, indexing="ij"), axis=-1)


def point_of(settings: Mapping[str, Any]) -> Point:
    """The point nearest to a learning rate and a beta.

    Examples
    --------
    >>> point_of({"lr": 0.1, "beta": 0.9})
    (8, 3)
    """
    fits = isinstance(settings, Mapping) and settings.keys() == {"lr", "beta"}
    if not fits or not all(is_number(value) for value in settings.values()):
        raise ValueError(f"needed settings with the keys lr and beta; got {told(settings)}")
    return _point(float(settings["lr"]), float(settings["beta"]))


@cache
def _point(lr: float, beta: float) -> Point:
    i, j, *_ = nearest({"lr": lr, "beta": beta})
    return i, j


@cache
def random_searches(*, log: bool, noise: bool) -> Floats:
    """What RIVALS random searches had found after each trial: shape (RIVALS, BUDGET).

    It is the mean of five runs at the point that each believed to be its best.
    """
    rng = np.random.default_rng(1000)
    i, j = nearest_points(rng.random((RIVALS, BUDGET, 2)), log)
    last = plane()[..., -1]
    means = last.mean(axis=-1)[i, j]
    seen = last[i, j, rng.integers(len(SEEDS), size=i.shape)] if noise else means
    believed = [seen[:, : n + 1].argmax(axis=1) for n in range(BUDGET)]
    return np.stack([means[np.arange(RIVALS), k] for k in believed], axis=1)


def nearest_points(place: Floats, log: bool) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """The points of the table nearest to places in [0, 1], shape (..., 2)."""
    a = place[..., 0]
    if not log:  # from a linear scale of lr to the table's
        a = np.log10(np.maximum(a * LR[-1], LR[0]) / LR[0]) / np.log10(LR[-1] / LR[0])
    i, j = a * (len(LR) - 1), place[..., 1] * (len(BETA) - 1)
    return np.rint(i).astype(int), np.rint(j).astype(int)


def worth(point: Point) -> float:
    """What a point is worth: the mean dev accuracy of its five runs."""
    return float(plane()[point][:, -1].mean())
