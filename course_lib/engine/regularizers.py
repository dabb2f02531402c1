"""Regularizers: penalties on the weights, never on biases, scales or shifts.

All are written beside a loss that is a mean over the examples. Where a source divides its penalty
by the number of examples n as well, its lambda is n times ours.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from course_lib.engine.arrays import Array, PerModel
from course_lib.engine.floating import check_floating
from course_lib.engine.settings import Settings, within


class Regularizer(Protocol):
    """What an optimizer asks of a regularizer."""

    def penalty(self, weights: Array) -> Array:
        """Return what is added to the loss, one number per model."""

    def gradient(self, weights: Array) -> Array:
        """Return what is added to the gradient."""

    def side(self, weights: Array) -> Array | None:
        """On which side of its kink each weight stands; None without a kink."""


@dataclass(frozen=True, eq=False, repr=False)
class L2(Settings):
    """Penalty on the squares: ``strength / 2 * sum(w**2)``, gradient ``strength * w``.

    Under plain gradient descent each step first shrinks the weights by ``1 - lr * strength``,
    hence the name weight decay.

    Parameters
    ----------
    strength : float >= 0, or one value per model
        The lambda of the equations. It stands beside a loss that is a mean over the examples.
        Where a source writes ``lambda / 2n``, its lambda is ``n`` times ours; Keras's is half.

    Examples
    --------
    >>> weights = np.array([[3.0, -4.0]])
    >>> float(L2(0.1).penalty(weights)), L2(0.1).gradient(weights)
    (1.25, array([[ 0.3, -0.4]]))

    Notebook 03, section 2.
    """

    strength: PerModel = within(0)

    def penalty(self, weights: Array) -> Array:
        """Return ``strength / 2 * sum(w**2)``."""
        check_floating("weights", weights, axes=2)
        return _times(self.strength, _squares(weights) / 2)

    def gradient(self, weights: Array) -> Array:
        """Return ``strength * w``."""
        check_floating("weights", weights)
        return np.asarray(np.asarray(self.strength, weights.dtype) * weights)

    def side(self, weights: Array) -> Array | None:
        """None: a square is smooth."""
        return None


@dataclass(frozen=True, eq=False, repr=False)
class L1(Settings):
    """Penalty on the sizes: ``strength * sum(|w|)``, gradient ``strength * sign(w)``.

    The pull towards zero is as strong for a small weight as for a large one, so that weights the
    loss hardly needs end at zero. With steps of gradient descent they do not rest there: they
    keep jumping over zero by up to ``lr * strength``. At exactly 0, where no derivative exists,
    0 is taken.

    Parameters
    ----------
    strength : float >= 0, or one value per model
        The lambda of the equations, without a half: ``lambda * sum(|w|)``, as in Keras. Where a
        source writes ``lambda / 2n`` here too, its lambda is ``2n`` times ours.

    Notes
    -----
    The lasso of Tibshirani (1996).

    Examples
    --------
    >>> weights = np.array([[3.0, 0.0, -4.0]])
    >>> float(L1(0.5).penalty(weights)), L1(0.5).gradient(weights)
    (3.5, array([[ 0.5,  0. , -0.5]]))

    Notebook 03b, section 4.
    """

    strength: PerModel = within(0)

    def penalty(self, weights: Array) -> Array:
        """Return ``strength * sum(|w|)``."""
        check_floating("weights", weights, axes=2)
        return _times(self.strength, _sizes(weights))

    def gradient(self, weights: Array) -> Array:
        """Return ``strength * sign(w)``."""
        check_floating("weights", weights)
        return np.asarray(np.asarray(self.strength, weights.dtype) * np.sign(weights))

    def side(self, weights: Array) -> Array | None:
        """The sign of each weight; 0 for all of a model whose strength is 0."""
        return np.asarray(np.sign(weights) * (np.asarray(self.strength) > 0))


@dataclass(frozen=True, eq=False, repr=False)
class ElasticNet(Settings):
    """Both penalties: ``l1 * sum(|w|) + l2 / 2 * sum(w**2)``.

    The first part sends weights to zero; the second keeps features that say the same together,
    where L1 alone picks one of them.

    Parameters
    ----------
    l1, l2 : floats >= 0, or one value per model
        The strengths of ``L1`` and of ``L2``. scikit-learn's ``alpha`` and ``l1_ratio`` are
        ``l1 + l2`` and ``l1 / (l1 + l2)``.

    Notes
    -----
    The "naive" elastic net of Zou and Hastie (2005), who write ``l2`` without the half; their
    rescaling by ``1 + l2`` is left out, as usual.

    Examples
    --------
    >>> weights = np.array([[3.0, 0.0, -4.0]])
    >>> both = ElasticNet(l1=0.5, l2=0.1)
    >>> float(both.penalty(weights)), both.gradient(weights)
    (4.75, array([[ 0.8,  0. , -0.9]]))

    Notebook 03b, Going further.
    """

    l1: PerModel = within(0)
    l2: PerModel = within(0)

    def penalty(self, weights: Array) -> Array:
        """Return ``l1 * sum(|w|) + l2 / 2 * sum(w**2)``."""
        check_floating("weights", weights, axes=2)
        return _times(self.l1, _sizes(weights)) + _times(self.l2, _squares(weights) / 2)

    def gradient(self, weights: Array) -> Array:
        """Return ``l1 * sign(w) + l2 * w``."""
        check_floating("weights", weights)
        l1, l2 = (np.asarray(strength, weights.dtype) for strength in (self.l1, self.l2))
        return np.asarray(l1 * np.sign(weights) + l2 * weights)

    def side(self, weights: Array) -> Array | None:
        """The sign of each weight; 0 for all of a model whose ``l1`` is 0."""
        return np.asarray(np.sign(weights) * (np.asarray(self.l1) > 0))


def _sizes(weights: Array) -> Array:
    return np.asarray(np.abs(weights).sum(axis=(-2, -1)))


def _squares(weights: Array) -> Array:
    return np.asarray(np.vecdot(weights, weights).sum(axis=-1))


def _times(strength: PerModel, totals: Array) -> Array:
    """Multiply the total of each model by its strength."""
    factor = np.asarray(strength, totals.dtype)
    return np.asarray(factor.reshape(factor.shape[:-2]) * totals)
