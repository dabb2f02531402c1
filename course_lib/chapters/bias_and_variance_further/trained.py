"""The same question for a hidden layer that is trained: errors on new digits, by width."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.engine import Network, Optimizer, cosine_decay, squared_error, stack, train
from course_lib.engine.training.batches import Data
from course_lib.experiments.schedule_problem import (
    RULES,
    Problem,
    data_of,
    first_network,
    steps,
)

WIDTHS = (4, 8, 16, 28, 40, 60, 100)
"""Seven widths; with 49 inputs and 10 outputs those of about 33 have 2000 weights."""
NEW = 1000

Shares = npt.NDArray[np.float64]


def wrong(network: Network, data: Data) -> Shares:
    """The share of wrong answers of each model."""
    return np.asarray((network.forward(data[0]).argmax(axis=-1) != data[1]).mean(axis=-1))


def standardized(examples: Data, new: Data) -> tuple[Data, Data]:
    """Each pixel at mean 0 over the examples of each model, and all on one scale."""
    middle = np.mean(examples[0], axis=-2, keepdims=True)
    scale = np.std(examples[0] - middle, axis=(-2, -1), keepdims=True)
    scaled = [((part[0] - middle) / scale, part[1]) for part in (examples, new)]
    return scaled[0], scaled[1]


def trained(
    problem: Problem,
    lr: float,
    seeds: Sequence[int],
    *,
    loss: str = "cross-entropy",
    to_zero: bool = False,
) -> tuple[Shares, Shares]:
    """Train to the end: shares of errors on the examples and on new digits, by seed.

    Parameters
    ----------
    loss : {"cross-entropy", "squared error"}
    to_zero : bool
        Whether the pixels are centred and scaled and the rate falls to zero. Squared error needs it
        to meet its targets.

    Examples
    --------
    >>> small = Problem(data="digits", points=50, hidden=(5,), batch_size=50, updates=20)
    >>> [part.shape for part in trained(small, 0.1, (0, 1))]
    [(2,), (2,)]
    """
    examples, others = data_of(problem, seeds)
    new: Data = (others[0][..., :NEW, :], others[1][..., :NEW])
    if loss == "cross-entropy" and not to_zero:
        for step in steps(problem, [lr], seeds):
            network = step.network
        return wrong(network, examples), wrong(network, new)
    if to_zero:
        examples, new = standardized(examples, new)
    network = stack([first_network(problem, seed) for seed in seeds])
    rate = cosine_decay(lr, problem.updates) if to_zero else lr
    optimizer = Optimizer(RULES[problem.rule], rate)
    squares = loss == "squared error"
    targets: Any = np.eye(10)[examples[1]] if squares else examples[1]
    for _ in train(
        network, squared_error if squares else problem.loss, optimizer, (examples[0], targets),
        epochs=problem.updates * problem.batch_size // problem.points,
        batch_size=problem.batch_size,
        rng=[np.random.default_rng([seed, 1]) for seed in seeds],
    ):  # fmt: skip
        pass
    return wrong(network, examples), wrong(network, new)
