"""Noise on every pixel."""

from dataclasses import dataclass

import numpy as np

from course_lib.datasets.augmentation.images import Array, check_batch, check_number, check_rng


@dataclass(frozen=True)
class Noise:
    """Add normal noise to every feature: ``x + std * normal``.

    Nothing is clipped, so grey values may leave [0, 1]. Clipping would brighten what is black and
    darken what is white: noise of mean zero no longer. A picture can clip when it is drawn.

    Parameters
    ----------
    std : float, 0 or more
        Standard deviation, in the units of x: 0.1 is a tenth of the way from paper to ink where
        grey values lie in [0, 1].

    Raises
    ------
    ValueError, TypeError
        For a negative std, and for a batch that is not two-dimensional or holds integers.

    Notes
    -----
    For a linear model with the squared error, noise on the inputs acts as an L2 penalty of
    strength ``std**2`` (Bishop 1995).

    Examples
    --------
    >>> Noise(0.1)(np.zeros((1, 3)), rng=np.random.default_rng(0)).round(3)
    array([[ 0.013, -0.013,  0.064]])
    """

    std: float

    def __post_init__(self) -> None:
        check_number("Noise", "std", self.std, 0)

    def __call__(self, x: Array, *, rng: np.random.Generator) -> Array:
        """Return the noisy batch."""
        check_batch("Noise", x)
        check_rng("Noise", rng)
        y: Array = rng.standard_normal(x.shape, dtype=x.dtype.type)
        y *= x.dtype.type(self.std)
        y += x
        return y
