"""Rates per layer in a race, on digits that no race before has seen."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from course_lib.chapters.transfer_learning import worlds
from course_lib.chapters.transfer_learning.layer_rates import trained_by_layer
from course_lib.chapters.transfer_learning.strategies import ALL, Floats, right, source
from course_lib.experiments import paired_change
from course_lib.experiments.contests import ENOUGH

PER_CLASS, RACES, ONE_RATE = 20, 6, 0.003
"""One rate for all layers is best at 0.003, of a grid that goes on to both sides."""


@cache
def _one_rate(attempt: int) -> tuple[float, ...]:
    return tuple(race((ONE_RATE,) * 3, attempt).tolist())


def one_rate(attempt: int = 0) -> Floats:
    """Percent of right answers with one rate for all layers, in each race."""
    return np.array(_one_rate(attempt))


def race(rates: Sequence[float], attempt: int = 0) -> Floats:
    """Percent of right answers, one for each draw of 20 digits of each class.

    Parameters
    ----------
    rates : of the first, the second and the last layer
    attempt : each number has digits of its own
    """
    found, top = [], max(rates)
    for k in range(RACES):
        seed = 1000 + 10 * attempt + k
        net = source("digits", k % 3)
        data = worlds.drawn("digits", PER_CLASS, seed)
        shares = [rate / top for rate in rates]
        done = trained_by_layer(net, data, shares, [top], seed=seed)
        found.append(100 * float(right([net], [done], ALL, worlds.judges("digits"))[0, 0]))
    return np.array(found)


@cache
def _last_layer() -> tuple[float, ...]:
    return tuple(race((1e-12, 1e-12, 0.01)).tolist())


def against_last_layer(rates: Sequence[float]) -> tuple[float, float, bool]:
    """Points gained over the last layer alone, their error, and whether it is over two errors."""
    points, error = paired_change(race(rates), np.array(_last_layer()))
    return points, error, points > 2 * error


def against_one_rate(rates: Sequence[float]) -> tuple[float, float, bool]:
    """Points gained over one rate in the races of attempt 0, their error, and whether it counts."""
    points, error = paired_change(race(rates), one_rate())
    return points, error, points > ENOUGH * error
