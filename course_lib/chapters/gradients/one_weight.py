"""One neuron with a single weight: how far a point lies below the middle, and its class."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.datasets import published_moons

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class OneWeight:
    """The neuron ``a = sigmoid(w x)`` on examples with one input each.

    Examples
    --------
    >>> problem = OneWeight(np.array([1.0, -1.0]), np.array([1, 0]))
    >>> float(problem.slope(0.0))
    -0.5
    """

    x: Array
    y: npt.NDArray[np.int64]

    def loss(self, w: npt.ArrayLike) -> Array:
        """Mean cross-entropy, in nats, of one weight or of each of several."""
        z = self._sums(w)
        return np.asarray((np.logaddexp(0, z) - self.y * z).mean(axis=-1))

    def slope(self, w: npt.ArrayLike) -> Array:
        """``dL/dw``: the mean of ``(a - y) x``, of one weight or of each of several."""
        a = 1 / (1 + np.exp(-self._sums(w)))
        return np.asarray(((a - self.y) * self.x).mean(axis=-1))

    def path(self, w: float, lr: float, steps: int) -> Array:
        """The weight before the first and after every step against the slope."""
        places = [float(w)]
        for _ in range(steps):
            places.append(places[-1] - lr * float(self.slope(places[-1])))
        return np.array(places)

    def _sums(self, w: npt.ArrayLike) -> Array:
        return np.asarray(np.multiply.outer(np.asarray(w, float), self.x))


def depth_of_moons() -> OneWeight:
    """The published moons, of which the neuron sees how deep a point lies, with a spread of 1.

    Examples
    --------
    >>> round(float(depth_of_moons().loss(0.0)), 4)  # ln 2
    0.6931
    """
    points, labels = published_moons()
    depth = points[:, 1].mean() - points[:, 1]
    return OneWeight(depth / depth.std(), labels)
