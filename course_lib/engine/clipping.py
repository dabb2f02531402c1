"""Gradient clipping: limits on the gradient that an update rule sees."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from course_lib.engine.arrays import Array, PerModel, check_models
from course_lib.engine.floating import check_floating
from course_lib.engine.settings import Settings, within


class Clip(Protocol):
    """What an optimizer asks of a clip."""

    def __call__(self, gradient: Array) -> Array:
        """Return the limited gradient; the one passed in is left alone."""


@dataclass(frozen=True, eq=False, repr=False)
class ClipByValue(Settings):
    """Limit every entry by itself: ``clip(gradient, -limit, limit)``.

    The direction turns towards the small entries.

    Parameters
    ----------
    limit : float > 0, or one value per model
        The largest size of an entry.

    Notes
    -----
    Mikolov (2012). The same as PyTorch's ``clip_grad_value_`` and Keras's ``clipvalue``.

    Examples
    --------
    >>> ClipByValue(1.0)(np.array([3.0, -4.0, 0.5]))
    array([ 1. , -1. ,  0.5])

    Notebook 05c, section 4.
    """

    limit: PerModel = within(0, low_included=False)

    def __call__(self, gradient: Array) -> Array:
        """Return ``clip(gradient, -limit, limit)``."""
        limit = _like(self.limit, gradient)
        return np.clip(gradient, -limit, limit)


@dataclass(frozen=True, eq=False, repr=False)
class ClipByNorm(Settings):
    """Shorten a gradient that is too long and keep its direction.

    ::

        gradient = gradient * min(1, limit / norm(gradient))

    The norm is that of all parameters together, each model of a stack by itself. A gradient of
    zero stays zero.

    Parameters
    ----------
    limit : float > 0, or one value per model
        The largest norm.

    Notes
    -----
    Pascanu, Mikolov and Bengio (2013). PyTorch's ``clip_grad_norm_`` divides by ``norm + 1e-6``,
    which leaves the result shorter by about 1e-6 of the norm. Keras's ``clipnorm`` looks at each
    matrix by itself; its ``global_clipnorm`` is this one.

    Examples
    --------
    >>> ClipByNorm(1.0)(np.array([3.0, -4.0]))
    array([ 0.6, -0.8])
    >>> ClipByNorm(10.0)(np.array([3.0, -4.0]))
    array([ 3., -4.])

    Notebook 05c, section 4.
    """

    limit: PerModel = within(0, low_included=False)

    def __call__(self, gradient: Array) -> Array:
        """Return ``gradient * min(1, limit / norm)``."""
        limit = _like(self.limit, gradient)
        # In units of the largest entry: the squares of an exploded gradient would overflow.
        unit = np.maximum(np.abs(gradient).max(axis=-1, keepdims=True, initial=0), limit)
        norm, limit = np.linalg.norm(gradient / unit, axis=-1, keepdims=True), limit / unit
        return np.asarray(gradient * (limit / np.maximum(norm, limit)))


def _like(limit: PerModel, gradient: Array) -> Array:
    """The limit in the gradient's dtype."""
    check_floating("the gradient to clip", gradient, axes=1)
    own = np.asarray(limit, gradient.dtype)
    if own.ndim:
        check_models("limit", own, gradient.shape[:-2], "the gradient")
    return own
