"""How fast the slope of a loss changes along a run: what decides whether a step bounces."""

import numpy as np
import numpy.typing as npt

from course_lib.engine import Network, binary_cross_entropy
from course_lib.engine.training.batches import Data

TURNS, APART = 60, 1e-6


def largest_curvature(network: Network, data: Data) -> float:
    """The largest curvature ``L`` of the mean binary cross-entropy, in the direction where it is.

    ::

        v = (grad(theta + eps * v) - grad(theta - eps * v)) / (2 * eps),  v / |v|,  again and again

    The power method on differences of gradients; the network is left as it was. A step of a rate
    above ``2 / L`` lands higher on the other wall (notebook 05).

    Examples
    --------
    >>> from course_lib.datasets import published_moons
    >>> from course_lib.engine import mlp
    >>> network = mlp([2, 5, 1], rng=np.random.default_rng(0))
    >>> bool(largest_curvature(network, published_moons()) > 0)
    True
    """
    theta = network.theta.copy()
    direction = np.random.default_rng(0).standard_normal(theta.shape)
    length = 0.0
    for _ in range(TURNS):
        direction /= np.linalg.norm(direction)
        up, down = (_gradient(network, theta + side * APART * direction, data) for side in (1, -1))
        direction = (up - down) / (2 * APART)
        length = float(np.linalg.norm(direction))
    network.theta[...] = theta
    return length


def _gradient(
    network: Network, theta: npt.NDArray[np.float64], data: Data
) -> npt.NDArray[np.float64]:
    network.theta[...] = theta
    _, slope = binary_cross_entropy(network.forward(data[0]), data[1])
    network.backward(slope)
    return np.asarray(network.gradient.copy())
