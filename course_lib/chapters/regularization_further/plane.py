"""Two weights and a penalty: where the contours of the loss touch the ball."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.engine import lasso, per_model, ridge
from course_lib.engine.arrays import Array

_HALVINGS = 48


@dataclass(frozen=True, eq=False)
class Plane:
    """Four examples of two features, made so that the loss is a bowl with its bottom at ``best``.

    ::

        loss(w) = (w - best).mT @ gram @ (w - best) / 2,  gram = [[1, likeness], [likeness, 1]]

    Parameters
    ----------
    best : the two weights without a penalty
    likeness : float in (-1, 1)
        The correlation of the two features: at 0 the contours are circles.

    Examples
    --------
    >>> plane = Plane((2.0, 0.9), 0.8)
    >>> plane.weights(1, [0.0, 1.7]).round(3)  # at 1.7 the second weight is exactly 0
    array([[2.  , 0.9 ],
           [1.02, 0.  ]])
    """

    best: tuple[float, float]
    likeness: float

    @property
    def features(self) -> Array:
        """Shape (4, 2), each column with mean 0 and mean square 1."""
        first, other = np.array([1.0, 1, -1, -1]), np.array([1.0, -1, 1, -1])
        mixed = self.likeness * first + np.sqrt(1 - self.likeness**2) * other
        return np.stack([first, mixed], axis=1)

    @property
    def targets(self) -> Array:
        """Shape (4, 1), without noise."""
        return np.asarray(self.features @ np.array(self.best)[:, None])

    @property
    def gram(self) -> Array:
        """``features.T @ features / 4``."""
        return np.array([[1, self.likeness], [self.likeness, 1]])

    def loss(self, weights: Array) -> Array:
        """The loss at weights of shape (..., 2)."""
        away = weights - self.best
        return np.asarray(np.einsum("...i,ij,...j", away, self.gram, away) / 2)

    def slope(self, weights: Array) -> Array:
        """The gradient of the loss at weights of shape (..., 2)."""
        return np.asarray((weights - self.best) @ self.gram)

    def weights(self, p: float, strengths: Array | list[float]) -> Array:
        """Minimize ``loss + strength / p * sum(|w|**p)``, shape (strengths, 2).

        At p = 2 the course's L2 penalty, at p = 1 its L1; both by the engine.
        """
        strength = np.asarray(strengths, np.float64)
        if p == 1:
            fit = lasso(
                self.features, self.targets, strength=per_model(strength), tolerance=1e-13
            )  # fmt: skip
        elif p == 2:
            fit = ridge(self.features, self.targets, strength=per_model(strength))
        else:
            return _by_halving(self.gram, np.array(self.best), strength, p)
        return fit.weights[..., 0]

    def miss(self, weights: Array, strength: float, p: float) -> float:
        """How far the condition of a minimum is from holding at weights of shape (2,).

        ``slope + strength * sign(w) * |w|**(p - 1)`` must be 0; at p = 1 the slope of a weight that
        is 0 may be anything within [-strength, strength].
        """
        slope = self.slope(weights)
        if p == 1:
            at_zero = np.maximum(np.abs(slope) - strength, 0)
            misses = np.where(weights == 0, at_zero, slope + strength * np.sign(weights))
        else:
            misses = slope + strength * np.sign(weights) * np.abs(weights) ** (p - 1)
        return float(np.abs(misses).max())

    def contour(self, level: float, points: int = 200) -> Array:
        """The ellipse on which the loss is ``level``, shape (points, 2)."""
        values, directions = np.linalg.eigh(self.gram)
        turn = np.linspace(0, 2 * np.pi, points)
        circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        return np.asarray(circle * np.sqrt(2 * level / values) @ directions.T + self.best)


def radius(weights: Array, p: float) -> float:
    """The radius of the ball on which weights of shape (2,) lie: ``sum(|w|**p)**(1 / p)``.

    Examples
    --------
    >>> radius(np.array([3.0, -4.0]), 2), radius(np.array([3.0, -4.0]), 1)
    (5.0, 7.0)
    """
    return float((np.abs(weights) ** p).sum() ** (1 / p))


def ball(radius: float, p: float, points: int = 801) -> Array:
    """The curve ``sum(|w|**p) = radius**p``, shape (points, 2).

    Examples
    --------
    >>> ball(1.0, 1, 5).round(12) + 0.0
    array([[ 1.,  0.],
           [ 0.,  1.],
           [-1.,  0.],
           [ 0., -1.],
           [ 1.,  0.]])
    """
    turn = np.linspace(0, 2 * np.pi, points)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    circle[np.abs(circle) < 1e-15] = 0
    lengths = (np.abs(circle) ** p).sum(axis=1, keepdims=True) ** (1 / p)
    return np.asarray(radius * circle / lengths)


def nearest(curve: Array, point: tuple[float, float]) -> Array:
    """The point of a curve that lies nearest to a given one, shape (2,)."""
    return np.asarray(curve[np.square(curve - point).sum(axis=1).argmin()])


def _by_halving(gram: Array, best: Array, strength: Array, p: float) -> Array:
    """Both conditions of the minimum rise with their own weight, so halving finds it.

    Each weight is written as ``sign(s) * |s|**a`` with a chosen such that neither the weight nor
    the penalty's slope ``sign(s) * |s|**b`` is steep at 0.
    """
    a = max(1.0, 1 / (p - 1))
    b = a * (p - 1)
    likeness = gram[0, 1]

    def weight(s: Array) -> Array:
        return np.asarray(np.sign(s) * np.abs(s) ** a)

    def pull(s: Array) -> Array:
        return np.asarray(strength * np.sign(s) * np.abs(s) ** b)

    def halve(rises: Callable[[Array], Array]) -> Array:
        reach = (2 * np.abs(best).sum()) ** (1 / a)
        low, high = np.full_like(strength, -reach), np.full_like(strength, reach)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            above = rises(middle) > 0
            low, high = np.where(above, low, middle), np.where(above, middle, high)
        return (low + high) / 2

    def second(first: Array) -> Array:
        side = likeness * (weight(first) - best[0]) - best[1]
        return halve(lambda s: weight(s) + side + pull(s))

    def first_condition(s: Array) -> Array:
        other = weight(second(s)) - best[1]
        return np.asarray(weight(s) - best[0] + likeness * other + pull(s))

    first = halve(first_condition)
    return np.stack([weight(first), weight(second(first))], axis=1)
