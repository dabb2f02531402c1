"""Many schedules at once, on one small network and 500 points of two moons.

2-16-16-1 with ReLU, gradient descent on batches of 10, 20 epochs: 1000 updates. The two classes
overlap a little, so the batches never agree, and a constant rate never comes to rest.
"""

import warnings
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from course_lib.datasets import moons
from course_lib.engine import (
    GradientDescent,
    History,
    Network,
    Optimizer,
    binary_cross_entropy,
    evaluate,
    fit,
    mlp,
    stack,
)
from course_lib.engine.rules.rule import Rule
from course_lib.engine.schedules.schedule import Schedule
from course_lib.engine.training.batches import Data

SIZES, POINTS, NOISE, BATCH_SIZE, EPOCHS = (2, 16, 16, 1), 500, 0.2, 10, 20
STEPS = EPOCHS * POINTS // BATCH_SIZE
SEEDS = (0, 1, 2, 3, 4)

COIN = float(np.log(2))
"""The loss of one who says one half for every point."""

LOST = COIN / 2
"""A run that ends above this is lost, wherever the chapter counts such runs.

It has learned less than half of what there is: a straight line between the classes has 0.25.
*Diverged* is kept for runs that left the finite numbers.
"""


@cache
def load_points() -> tuple[Data, Data]:
    """500 points to train on, and 2000 others to judge by.

    Examples
    --------
    >>> [len(labels) for _, labels in load_points()]
    [500, 2000]
    """
    points, labels = moons(POINTS + 2000, noise=NOISE, rng=np.random.default_rng(0))
    return (points[:POINTS], labels[:POINTS]), (points[POINTS:], labels[POINTS:])


def first_network(seed: int = 0, *, gain: float = 1.0) -> Network:
    """The network that the runs of this seed begin with: He's weights, times ``gain``."""
    network = mlp(SIZES, rng=np.random.default_rng(seed))
    network.weights[...] *= gain
    return network


def run(
    schedules: Sequence[Schedule | float],
    *,
    seeds: Sequence[int] = SEEDS,
    rule: Rule | None = None,
    gain: float = 1.0,
    batch_size: int = BATCH_SIZE,
    epochs: int = EPOCHS,
    every: int = 1,
) -> tuple[npt.NDArray[np.float64], Network]:
    """Train every schedule from every seed, all side by side.

    Runs of one seed have the same first weights and see the same batches.

    Returns
    -------
    loss : array of shape (schedules, seeds, records)
        Over all training points, before training and then every few epochs; inf after a
        divergence.
    networks : a stack of schedules times seeds, the seeds of one schedule side by side
    """
    training, _ = load_points()
    updates = epochs * -(-len(training[1]) // batch_size)
    tables = [_rates(schedule, updates) for schedule in schedules]
    rates = np.repeat(tables, len(seeds), axis=0)[..., None, None]  # (models, updates, 1, 1)
    networks = stack([first_network(seed, gain=gain) for _ in schedules for seed in seeds])
    rngs = [np.random.default_rng([seed, 1]) for _ in schedules for seed in seeds]
    optimizer = Optimizer(rule or GradientDescent(), lr=lambda step: rates[:, step])
    records = epochs // every + 1
    loss = np.full((records, *networks.models), np.inf)
    loss[0] = evaluate(networks, binary_cross_entropy, training)[0]
    history = History(
        loss=lambda step: np.where(
            step.diverged, np.inf, evaluate(step.network, binary_cross_entropy, training)[0]
        )
    )
    with warnings.catch_warnings(action="ignore"):  # that some diverge is what is looked for
        fit(
            networks, binary_cross_entropy, optimizer, training,
            epochs=epochs, batch_size=batch_size, rng=rngs, history=history, every=every,
        )  # fmt: skip
    loss[1 : len(history) + 1] = history["loss"][: records - 1]
    return loss.T.reshape(len(schedules), len(seeds), records), networks


def _rates(schedule: Schedule | float, updates: int) -> npt.NDArray[np.float64]:
    """The rate of each update, and one more: it is asked for, though not used, at the end."""
    steps = np.arange(updates + 1)
    rates = schedule(steps) if callable(schedule) else schedule
    return np.asarray(rates + np.zeros(updates + 1))
