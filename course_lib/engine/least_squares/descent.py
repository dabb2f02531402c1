"""Coordinate descent for the lasso: one weight at a time, for all models at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_floats, as_numbers, check_meet, told
from course_lib.engine.arrays import Array

_PROXIMITY = 1e-12


def soft_threshold(z: npt.ArrayLike, amount: npt.ArrayLike) -> Array:
    """Pull towards zero by ``amount``, and stop there: ``sign(z) * max(|z| - amount, 0)``.

    The minimum of ``(w - z)**2 / 2 + amount * |w|`` by w: what an L1 penalty does to a single
    weight. Between -amount and amount the answer is exactly zero.

    Parameters
    ----------
    z : array
    amount : float >= 0, or an array that broadcasts with z

    Returns
    -------
    array of the dtype of z; float64 for integers

    Notes
    -----
    Donoho and Johnstone (1994) use it on wavelet coefficients.

    Examples
    --------
    >>> soft_threshold(np.array([-3.0, -0.5, 0.0, 2.0]), 1)
    array([-2.,  0.,  0.,  1.])

    Notebook 03b, section 4.
    """
    values, reach = as_floats("soft_threshold: z", z), as_numbers("soft_threshold: amount", amount)
    if not np.all(reach >= 0):
        raise ValueError(f"soft_threshold needs an amount of 0 or more; got {told(amount)}")
    check_meet("soft_threshold", z=values, amount=reach)
    reach = reach.astype(values.dtype)
    return np.asarray(values - np.minimum(np.maximum(values, -reach), reach))


@dataclass(frozen=True, eq=False)
class Descent:
    """The lasso of one or many models, in the products of its data that it depends on.

    ::

        minimize  w.mT @ gram @ w / 2 - moments.mT @ w + strength * sum(|w|)
        slope = moments - gram @ w    the way down without the penalty

    Attributes
    ----------
    gram : ``H.mT @ H / n`` of shape (..., d, d)
    moments : ``H.mT @ t / n`` of shape (..., d, outputs)
    strength : array of shape () or (K, 1, 1)
    """

    gram: Array
    moments: Array
    strength: Array

    def sweep(self, weights: Array) -> None:
        """Bring each weight in turn to its best value, given the others; in place."""
        slope = self.moments - self.gram @ weights
        curvature = np.diagonal(self.gram, axis1=-2, axis2=-1)[..., None]
        curvature = np.where(curvature > 0, curvature, 1)  # a constant feature keeps weight 0
        for j in range(weights.shape[-2]):
            own = np.s_[..., j : j + 1, :]
            alone = slope[own] + curvature[own] * weights[own]
            best = soft_threshold(alone, self.strength) / curvature[own]
            slope -= self.gram[..., :, j : j + 1] * (best - weights[own])
            weights[own] = best

    def distance(self, weights: Array) -> Array:
        """How far the conditions of a minimum are from holding, shape (..., outputs).

        A weight's slope must be ``strength * sign(w)``, or within [-strength, strength] where the
        weight is zero. The largest miss, as a share of the largest moment.
        """
        slope = self.moments - self.gram @ weights
        miss = np.where(
            weights == 0,
            soft_threshold(slope, self.strength),
            slope - self.strength * np.sign(weights),
        )
        largest = np.abs(self.moments).max(axis=-2)
        return np.asarray(np.abs(miss).max(axis=-2) / np.where(largest > 0, largest, 1))

    def settle(self, weights: Array, chosen: npt.NDArray[np.bool_]) -> None:
        """Solve for the nonzero weights of the models and outputs chosen; in place.

        Sweeps find soon which weights are zero and crawl where features are correlated, as powers
        of x are; this ends the crawl.
        """
        models, (d, _) = weights.shape[:-2], weights.shape[-2:]
        gram = np.broadcast_to(self.gram, (*models, d, d))
        moments = np.broadcast_to(self.moments, weights.shape)
        strength = np.broadcast_to(self.strength, (*models, 1, 1))
        for *model, output in np.argwhere(chosen):
            at = (*model, slice(None), output)
            weights[at] = _settled(
                gram[tuple(model)], moments[at], strength[(*model, 0, 0)], weights[at]
            )


def _settled(gram: Array, moments: Array, strength: float, weights: Array) -> Array:
    """Move to the minimum over the nonzero weights; those that would change their sign stop at 0.

    Every move goes downhill: without a change of sign the penalty is linear, so the minimum is the
    solution of linear equations, and on the way to it the first weight to reach zero is left there.
    """
    weights = weights.copy()
    for _ in range(len(weights)):  # each round but the last leaves at least one at 0
        held = np.flatnonzero(weights)
        now, block = weights[held], gram[np.ix_(held, held)]
        slope = moments[held] - block @ now - strength * np.sign(now)
        # A touch of stiffness lets features that depend on each other be solved for. It holds the
        # weights to where they are, not to zero, so it slows the way and leaves the answer.
        stiff = block + _PROXIMITY * np.diag(block.diagonal())
        goal = now + np.linalg.solve(stiff, slope)
        crossing = np.sign(goal) != np.sign(now)
        if not crossing.any():
            weights[held] = goal
            break
        way = np.where(crossing, now / np.where(crossing, now - goal, 1), np.inf)
        weights[held] = np.where(way == way.min(), 0, now + way.min() * (goal - now))
    return weights
