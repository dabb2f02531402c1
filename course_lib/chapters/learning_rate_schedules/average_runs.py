"""To draw: a constant rate, the running mean of its weights, and a decay, along the same run."""

from collections.abc import Sequence

import numpy as np

from course_lib.chapters.learning_rate_schedules.averaging import WeightAverage
from course_lib.chapters.learning_rate_schedules.measuring import Floats, Seeds
from course_lib.engine.schedules.schedule import Schedule
from course_lib.experiments.contests import capped
from course_lib.experiments.decay_forms import composed
from course_lib.experiments.schedule_problem import (
    Problem,
    data_of,
    repeated,
    steps,
)


def beside(
    problem: Problem,
    rate: float,
    peak: float,
    *,
    seeds: Seeds,
    at: Sequence[int],
    beta: float = 0.99,
    final: float = 0.01,
) -> dict[str, Floats]:
    """Training loss after ``at`` updates of three contenders, each of shape (seeds, records).

    Parameters
    ----------
    rate : of the constant run, and of the mean of its weights
    peak, final : where the cosine begins, and its end as a share of that
    beta : of the mean, which is exponential: about the last ``1 / (1 - beta)`` updates

    Returns
    -------
    dict of "constant", "averaged" and "cosine"

    Examples
    --------
    >>> curves = beside(Problem(updates=100), 0.4, 0.8, seeds=(0, 1), at=(50, 100))
    >>> {name: losses.shape for name, losses in curves.items()}
    {'constant': (2, 2), 'averaged': (2, 2), 'cosine': (2, 2)}
    """
    schedules: list[Schedule | float] = [
        rate,
        composed("cosine", peak, 0, final, steps=problem.updates),
    ]
    training = repeated(data_of(problem, seeds)[0], len(schedules))
    average, last, means = WeightAverage(beta), [], []
    for step in steps(problem, schedules, seeds):
        average.add(step.network)
        if step.number in at:
            mean = average.network(step.network)
            last.append(capped(problem, step.network, training, step.diverged))
            means.append(capped(problem, mean, training, step.diverged))
    n = len(seeds)
    found, averaged = np.transpose(last), np.transpose(means)
    return {"constant": found[:n], "averaged": averaged[:n], "cosine": found[n:]}
