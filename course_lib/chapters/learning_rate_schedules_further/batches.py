"""A larger batch in the place of a smaller rate, half way through a run."""

import warnings
from collections.abc import Callable
from functools import partial

import numpy as np
import numpy.typing as npt

from course_lib.chapters.learning_rate_schedules_further.runs import (
    JUDGING,
    PEAKS,
    TUNING,
    Seeds,
    run,
)
from course_lib.engine import Optimizer, piecewise, stack, train
from course_lib.experiments.contests import bracketed, capped, height, lowest
from course_lib.experiments.schedule_problem import (
    RULES,
    Problem,
    data_of,
    first_network,
    repeated,
)

Floats = npt.NDArray[np.float64]

FACTOR = 10


def decayed(
    problem: Problem, rates: list[float], seeds: Seeds, factor: float = FACTOR
) -> tuple[Floats, int]:
    """Half way a smaller rate: losses at the end, of shape (rates, seeds), and the updates."""
    half = problem.updates // 2
    schedules = [piecewise([half], [rate, rate / factor]) for rate in rates]
    return run(problem, schedules, seeds).ends, problem.updates


def grown(problem: Problem, rates: list[float], seeds: Seeds) -> tuple[Floats, int]:
    """Half way ten times the batch, at the full rate: losses as of ``decayed``, and the updates.

    As many examples are seen as without it.
    """
    networks = stack([first_network(problem, seed) for _ in rates for seed in seeds])
    rngs = [np.random.default_rng([seed, 1]) for _ in rates for seed in seeds]
    own = np.repeat(rates, len(seeds))[:, None, None]
    optimizer = Optimizer(RULES[problem.rule], lr=own)
    training = repeated(data_of(problem, seeds)[0], len(rates))
    epochs = problem.updates * problem.batch_size // (2 * problem.points)
    diverged = np.zeros(len(rngs), bool)
    with warnings.catch_warnings(action="ignore"):  # that some diverge is what is looked for
        for size in (problem.batch_size, FACTOR * problem.batch_size):
            for step in train(
                networks, problem.loss, optimizer, training,
                epochs=epochs, batch_size=size, rng=rngs,
            ):  # fmt: skip
                ended = step.diverged
            diverged |= ended
    losses = capped(problem, networks, training, diverged)
    return losses.reshape(len(rates), len(seeds)), optimizer.steps


Way = Callable[[Problem, list[float], Seeds], tuple[Floats, int]]


def best_of_each(
    problem: Problem, seeds: Seeds = JUDGING, choose: Seeds = TUNING, factor: float = FACTOR
) -> dict[str, tuple[float, Floats, int]]:
    """Both at their own best rate: name -> (rate, losses of the seeds, updates).

    The rate is divided by ``factor``; the batch is always ten times as large.
    """
    ways: dict[str, Way] = {
        "a smaller rate": partial(decayed, factor=factor),
        "ten times the batch": grown,
    }
    found = {}
    for name, way in ways.items():
        rate = lowest(bracketed(_score(problem, way, choose), PEAKS[problem.rule]))
        found[name] = rate, *way(problem, [rate], seeds)
    return {name: (rate, losses[0], updates) for name, (rate, losses, updates) in found.items()}


def _score(problem: Problem, way: Way, seeds: Seeds) -> Callable[[list[float]], list[float]]:
    return lambda rates: [float(each) for each in height(way(problem, rates, seeds)[0])]
