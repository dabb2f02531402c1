"""Initializers: all are settings of one rule, variance scaling.

``Var(W) = scale / fan``, where fan is the number of inputs of a unit, the mean of its inputs and
outputs, or simply 1.

Two things to watch in other sources. Some give ``sqrt(2 / n_in)`` and the like as the variance: it
is the standard deviation. And "Xavier" has several forms, ``2 / (n_in + n_out)`` and ``1 / n_in``
among them; here the first is ``glorot`` and the second ``lecun``.
"""

from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args

import numpy as np

from course_lib.arguments import check_function, check_generator, is_whole, told
from course_lib.engine.arrays import Array, check_number
from course_lib.engine.settings import Settings

Fan = Literal["in", "average", "one"]
Distribution = Literal["normal", "uniform"]


class Initializer(Protocol):
    """A function that draws a weight matrix."""

    def __call__(self, shape: tuple[int, int], *, rng: Any) -> Array:
        """Draw an array of ``shape`` = (inputs, outputs)."""


@dataclass(frozen=True, eq=False, repr=False)
class VarianceScaling(Settings):
    """Draw weights with variance ``scale / fan``.

    Parameters
    ----------
    scale : float >= 0
        The numerator: 2 for He, 1 for Glorot and LeCun. With 0 all weights equal ``mean``; the
        numbers are drawn all the same, so that the layers after it draw what they always do.
    fan : "in", "average" or "one"
        The number of inputs, (inputs + outputs) / 2, or 1: the variance is ``scale`` itself.
    distribution : "normal" or "uniform"
        Of equal variance; the uniform one spans ``mean +- sqrt(3 * variance)``. What other
        libraries call Glorot uniform is ``VarianceScaling(1.0, "average", "uniform")``.
    mean : float
        The centre of the draws.

    Examples
    --------
    >>> W = he_normal((400, 300), rng=np.random.default_rng(0))
    >>> round(float(W.var()) * 400, 1)
    2.0

    Notebook 04, section 3.
    """

    scale: float
    fan: Fan = "in"
    distribution: Distribution = "normal"
    mean: float = 0.0

    def __post_init__(self) -> None:
        check_number("scale", self.scale, 0)
        check_number("mean", self.mean, -np.inf)
        for name, words in (("fan", get_args(Fan)), ("distribution", get_args(Distribution))):
            given = getattr(self, name)
            if not isinstance(given, str) or given not in words:
                raise ValueError(f"{name} must be one of {words}; got {told(given)}")

    def __call__(self, shape: tuple[int, int], *, rng: Any = None) -> Array:
        """Draw an array of ``shape`` = (inputs, outputs), in float64."""
        if not isinstance(shape, tuple | list) or len(shape) != 2 or not all(map(is_whole, shape)):
            raise TypeError(
                "an initializer is passed as it is, as in Dense(2, 3, initializer=he_normal), or "
                f"draws a shape (inputs, outputs) with rng; got {told(shape)} for the shape"
            )
        check_generator(rng)
        n_in, n_out = shape
        fan = {"in": n_in, "average": (n_in + n_out) / 2, "one": 1}[self.fan]
        std = np.sqrt(self.scale / fan)
        if self.distribution == "normal":
            return np.asarray(self.mean + std * rng.standard_normal(shape))
        bound = np.sqrt(3) * std
        return np.asarray(self.mean + rng.uniform(-bound, bound, shape))


he_normal = VarianceScaling(2.0, "in", "normal")
"""Var(W) = 2 / n_in, for ReLU (He et al., 2015)."""

glorot_normal = VarianceScaling(1.0, "average", "normal")
"""Var(W) = 2 / (n_in + n_out), for tanh (Glorot and Bengio, 2010); also called Xavier."""

lecun_normal = VarianceScaling(1.0, "in", "normal")
"""Var(W) = 1 / n_in (LeCun et al., 1998); some sources call this one Xavier."""

zeros = VarianceScaling(0.0)
"""All weights 0; beyond a single layer, the units of a layer then stay equal for ever."""


def filled(value: float) -> VarianceScaling:
    """All weights equal ``value``; what other libraries call constant.

    Parameters
    ----------
    value : float

    Returns
    -------
    VarianceScaling of scale 0 around ``value``

    Examples
    --------
    >>> filled(0.5)((1, 2), rng=np.random.default_rng(0))
    array([[0.5, 0.5]])

    Notebook 04, section 1.
    """
    return VarianceScaling(0.0, mean=value)


def normal(std: float) -> VarianceScaling:
    """Draw from a normal distribution of mean 0 and standard deviation ``std``, whatever the fan.

    Parameters
    ----------
    std : float >= 0
        For every layer, however many inputs it has.

    Returns
    -------
    VarianceScaling of variance ``std**2``

    Examples
    --------
    >>> W = normal(0.01)((400, 300), rng=np.random.default_rng(0))
    >>> round(float(W.std()), 4)
    0.01

    Notebook 04, section 2.
    """
    check_number("std", std, 0)
    return VarianceScaling(std * std, "one")


def check_initializer(who: str, initializer: Initializer) -> Initializer:
    """Return an initializer as it came, or say what is wrong with it."""
    makers: dict[str, Any] = {"normal": normal, "filled": filled}
    for name, maker in makers.items():
        if initializer is maker:
            raise TypeError(
                f"{who}: initializer must be a result of {name}, as in {name}(0.1); "
                f"got the function {name} itself"
            )
    check_function(f"{who}: initializer", initializer, "he_normal or normal(0.1)")
    return initializer


def draw(who: str, initializer: Initializer, shape: tuple[int, int], rng: Any) -> Array:
    """What an initializer draws, if it has the shape it was asked for."""
    drawn = initializer(shape, rng=rng)
    if drawn is None or np.shape(drawn) != shape:
        forgotten = " (no return?)" if drawn is None else ""
        raise ValueError(
            f"{who}: initializer must give shape {shape}; got {told(drawn)}{forgotten}"
        )
    return drawn
