"""Initializers: all are settings of one rule, variance scaling.

``Var(W) = scale / fan``, where fan is the number of inputs of a unit, or the mean of its inputs
and outputs.
"""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np

from course_lib.engine.arrays import Array


class Initializer(Protocol):
    """A function that draws a weight matrix."""

    def __call__(self, shape: tuple[int, int], *, rng: Any) -> Array:
        """Draw an array of ``shape`` = (inputs, outputs)."""


@dataclass(frozen=True)
class VarianceScaling:
    """Draw weights with mean 0 and variance ``scale / fan``.

    Parameters
    ----------
    scale : float
        The numerator: 2 for He, 1 for Glorot.
    fan : "in" or "average"
        The number of inputs, or (inputs + outputs) / 2.
    distribution : "normal" or "uniform"
        Of equal variance; the uniform one spans ``+-sqrt(3 * variance)``.

    Examples
    --------
    >>> W = he_normal((400, 300), rng=np.random.default_rng(0))
    >>> round(float(W.var()) * 400, 1)
    2.0
    """

    scale: float
    fan: Literal["in", "average"] = "in"
    distribution: Literal["normal", "uniform"] = "normal"

    def __call__(self, shape: tuple[int, int], *, rng: Any) -> Array:
        """Draw an array of ``shape`` = (inputs, outputs), in float64."""
        n_in, n_out = shape
        fan = n_in if self.fan == "in" else (n_in + n_out) / 2
        std = np.sqrt(self.scale / fan)
        if self.distribution == "normal":
            return np.asarray(std * rng.standard_normal(shape))
        bound = np.sqrt(3) * std
        return np.asarray(rng.uniform(-bound, bound, shape))


he_normal = VarianceScaling(2.0, "in", "normal")
"""Var(W) = 2 / n_in, for ReLU (He et al., 2015)."""

he_uniform = VarianceScaling(2.0, "in", "uniform")
"""The same variance, drawn uniformly."""

glorot_normal = VarianceScaling(1.0, "average", "normal")
"""Var(W) = 2 / (n_in + n_out), for tanh (Glorot and Bengio, 2010); also called Xavier."""

glorot_uniform = VarianceScaling(1.0, "average", "uniform")
"""The same variance, drawn uniformly."""
