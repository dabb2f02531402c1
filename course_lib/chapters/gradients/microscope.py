"""A gradient check under a microscope: the loss along one direction, closer and closer."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.datasets import PUBLISHED_THIRTY, published_moons
from course_lib.engine import Layer, Network, ReLU, Tanh, binary_cross_entropy, trace
from course_lib.engine.arrays import Array
from course_lib.experiments.worked_matrices import lecture_network

EPSILONS = tuple(float(f"1e{power}") for power in range(-15, 1))
ACTIVATIONS: dict[str, Callable[[], Layer]] = {"tanh": Tanh, "ReLU": ReLU}
NO_BUG = "none"
EVERYWHERE = "all parameters at random"
SINGLE = {  # name -> (layer, parameter, entry)
    "one weight of layer 1": ("hidden 1", "W", (0, 0)),
    "one bias of layer 1": ("hidden 1", "b", (0, 0)),
    "one weight of layer 2": ("hidden 2", "W", (1, 1)),
}
DIRECTIONS = (EVERYWHERE, *SINGLE)


@dataclass(frozen=True)
class Look:
    """What the microscope shows at one epsilon.

    Attributes
    ----------
    places : where along the direction the loss was computed, in units of epsilon
    changes : the loss there, minus the loss in the middle
    backward, difference : the derivative by backpropagation and by the two-sided difference
    crossed : how many ReLUs, counted over all examples, are on at one end and off at the other
    """

    places: Array
    changes: Array
    backward: float
    difference: float
    crossed: int

    @property
    def error(self) -> float:
        """The relative error ``|a - b| / (|a| + |b|)``."""
        return relative_error(self.backward, self.difference)


def relative_error(a: npt.ArrayLike, b: npt.ArrayLike) -> float:
    """``||a - b|| / (||a|| + ||b||)``, and 0 where both are zero.

    Examples
    --------
    >>> round(relative_error([3.0, 0.0], [1.0, 0.0]), 3)
    0.5
    """
    first, second = np.ravel(a), np.ravel(b)
    size = np.linalg.norm(first) + np.linalg.norm(second)
    return float(np.linalg.norm(first - second) / size) if size else 0.0


class Microscope:
    """The lecture's network on its thirty points, with tanh or with its ReLU.

    Examples
    --------
    >>> look = Microscope("tanh").look(EVERYWHERE, 1e-5)
    >>> look.error < 1e-8
    True
    """

    def __init__(self, activation: str = "tanh") -> None:
        points, labels = published_moons()
        chosen = list(PUBLISHED_THIRTY)
        self.data = points[chosen], labels[chosen]
        self.network = lecture_network(ACTIVATIONS[activation])

    def losses(self, thetas: Array) -> Array:
        """The loss for each of K sets of parameters, shape (K, 1, P)."""
        many = self.network.with_theta(thetas)
        return np.asarray(binary_cross_entropy(many.forward(self.data[0]), self.data[1])[0])

    def gradient(self, bug: str = NO_BUG) -> Array:
        """What backpropagation gives, shape (1, P), with a bug in it if you like."""
        probe = self.network.copy()
        probe.backward(binary_cross_entropy(probe.forward(self.data[0]), self.data[1])[1])
        BUGS[bug](probe, self)
        return probe.gradient.copy()

    def direction(self, name: str) -> Array:
        """A vector of length 1 over all parameters, shape (1, P)."""
        probe = self.network.copy()
        if name == EVERYWHERE:
            drawn = np.random.default_rng(3).standard_normal(probe.theta.shape)
            return np.asarray(drawn / np.linalg.norm(drawn))
        layer, parameter, entry = SINGLE[name]
        probe.theta[...] = 0
        probe[layer].parameters[parameter][entry] = 1
        return probe.theta.copy()

    def look(self, direction: str, epsilon: float, bug: str = NO_BUG) -> Look:
        """Compute the loss between -2 and 2 epsilon, and both derivatives."""
        d, theta = self.direction(direction), self.network.theta
        places = np.linspace(-2, 2, 81)
        losses = self.losses(theta + places[:, None, None] * epsilon * d)
        ends = theta + np.array([-1, 1])[:, None, None] * epsilon * d
        low, high = self.losses(ends)
        return Look(
            places=places,
            changes=losses - losses[40],
            backward=float(np.vdot(self.gradient(bug), d)),
            difference=float((high - low) / (2 * epsilon)),
            crossed=self._crossed(ends),
        )

    def errors(self, direction: str, bug: str = NO_BUG) -> Array:
        """The relative error at each of ``EPSILONS``."""
        d, theta, steps = self.direction(direction), self.network.theta, np.array(EPSILONS)
        low, high = (self.losses(theta + side * steps[:, None, None] * d) for side in (-1, 1))
        backward = float(np.vdot(self.gradient(bug), d))
        differences = (high - low) / (2 * steps)
        return np.array([relative_error(backward, each) for each in differences])

    def _crossed(self, ends: Array) -> int:
        many = self.network.with_theta(ends)
        many.forward(self.data[0])
        sides = [layer.side() for layer in many.layers]
        return sum(int((side[0] != side[1]).sum()) for side in sides if side is not None)


def _nothing(network: Network, scope: Microscope) -> None:
    """Leave backpropagation as it is."""


def _twice(network: Network, scope: Microscope) -> None:
    network["hidden 2"].gradients["W"][...] *= 2


def _four_times(network: Network, scope: Microscope) -> None:
    network["hidden 1"].gradients["b"][...] *= 4


def _slope_forgotten(network: Network, scope: Microscope) -> None:
    after = list(trace(network, binary_cross_entropy, scope.data).gradients.values())[1]
    network["hidden 1"].gradients["W"][...] = scope.data[0].T @ after
    network["hidden 1"].gradients["b"][...] = after.sum(axis=0)


def _sum_not_mean(network: Network, scope: Microscope) -> None:
    network.gradient[...] *= len(scope.data[1])


BUGS: dict[str, Callable[[Network, Microscope], None]] = {
    NO_BUG: _nothing,
    "layer 2: W's gradient doubled": _twice,
    "layer 1: b's gradient times 4": _four_times,
    "layer 1: activation's slope forgotten": _slope_forgotten,
    "everywhere: sum instead of mean": _sum_not_mean,
}
