"""A network above 2 / L: its largest curvature along a run, and what its loss does."""

import warnings
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from course_lib.engine import GradientDescent, Momentum, Network, Optimizer, train
from course_lib.experiments.curvature import largest_curvature
from course_lib.experiments.schedule_problem import Problem, first_network, sets

Floats = npt.NDArray[np.float64]


class Edge(NamedTuple):
    """A run with what was looked at on the way.

    Attributes
    ----------
    losses : the loss before each update, shape (updates,)
    at : after how many updates the curvature was taken
    curvatures : the largest curvature there
    """

    losses: Floats
    at: Floats
    curvatures: Floats

    @property
    def rises(self) -> float:
        """The share of updates in the second half in which the loss rises."""
        half = self.losses[len(self.losses) // 2 :]
        return float(np.mean(np.diff(half) > 0))


def two_moons(seed: int = 0, *, draw: int = 0, **other: Any) -> tuple[Network, Any, Problem]:
    """The network of notebook 06, 2-16-16-1, its 500 points, and the problem they belong to."""
    problem = Problem(draw=draw, **other)
    return first_network(problem, seed), sets(problem, draw)[0], problem


def edge_run(
    lr: float, *, seed: int = 0, updates: int = 1000, every: int = 50, batch_size: int = 0,
    momentum: float = 0.0, **other: Any,
) -> Edge:  # fmt: skip
    """Gradient descent with all points in every update (or batches), looking every few updates.

    Examples
    --------
    >>> run = edge_run(1.0, updates=4, every=2)
    >>> run.losses.shape, run.at.tolist()
    ((4,), [0.0, 2.0, 4.0])
    """
    network, data, problem = two_moons(seed, **other)
    size = batch_size or problem.points
    losses, at, curvatures = [], [0], [largest_curvature(network, data)]
    optimizer = Optimizer(Momentum(momentum) if momentum else GradientDescent(), lr=lr)
    epochs = -(-updates * size // problem.points)
    recipe: dict[str, Any] = {"epochs": epochs, "rng": np.random.default_rng([seed, 1])}
    with warnings.catch_warnings(action="ignore"):
        for step in train(network, problem.loss, optimizer, data, batch_size=size, **recipe):
            losses.append(float(np.asarray(step.loss)))
            if step.number % every == 0:
                at.append(step.number)
                curvatures.append(largest_curvature(network, data))
            if step.number == updates:
                break
    return Edge(np.array(losses), np.array(at, float), np.array(curvatures))
