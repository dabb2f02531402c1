"""The same question for a hidden layer that is trained: errors on new digits, by width."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from course_lib.engine import Network
from course_lib.engine.training.batches import Data
from course_lib.experiments.schedule_problem import Problem, data_of, steps

WIDTHS = (4, 8, 16, 40, 100)
NEW = 1000


def wrong(network: Network, data: Data) -> npt.NDArray[np.float64]:
    """The share of wrong answers of each model."""
    return np.asarray((network.forward(data[0]).argmax(axis=-1) != data[1]).mean(axis=-1))


def trained(
    problem: Problem, lr: float, seeds: Sequence[int]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Train to the end at one rate: shares of errors on the examples and on new digits, by seed.

    Examples
    --------
    >>> small = Problem(data="digits", points=50, hidden=(5,), batch_size=50, updates=20)
    >>> [part.shape for part in trained(small, 0.1, (0, 1))]
    [(2,), (2,)]
    """
    for step in steps(problem, [lr], seeds):
        network = step.network
    examples, others = data_of(problem, seeds)
    new = others[0][..., :NEW, :], others[1][..., :NEW]
    return wrong(network, examples), wrong(network, new)
