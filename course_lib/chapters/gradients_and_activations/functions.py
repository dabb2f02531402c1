"""The activation functions under comparison, each with weights that suit it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.engine import (
    ELU,
    Layer,
    LeakyReLU,
    Network,
    ReLU,
    Sigmoid,
    Tanh,
    VarianceScaling,
    mlp,
)
from course_lib.engine.arrays import Array


@dataclass(frozen=True)
class Function:
    """An activation function, with the number that bends it where it has one.

    Attributes
    ----------
    make : function of that number that makes a layer
    bends : what the number is called, or ""
    usual : its usual value
    rectifier : whether the weights have variance ``2 / (1 + slope**2) / n_in``; else ``1 / n_in``
    """

    make: Callable[[float], Layer]
    bends: str = ""
    usual: float = 0.0
    rectifier: bool = False

    def scale(self, bend: float) -> float:
        """The numerator of the weights' variance; for a rectifier it makes up for the half lost."""
        return 2 / (1 + bend**2) if self.rectifier else 1.0


FUNCTIONS = {
    "sigmoid": Function(lambda _: Sigmoid()),
    "tanh": Function(lambda _: Tanh()),
    "ReLU": Function(lambda _: ReLU(), rectifier=True),
    "Leaky ReLU": Function(LeakyReLU, "slope", 0.01, rectifier=True),
    "ELU": Function(ELU, "alpha", 1.0),
}


def network_with(
    name: str,
    sizes: list[int],
    *,
    rng: np.random.Generator,
    bend: float | None = None,
    dtype: type = np.float64,
) -> Network:
    """Build an mlp with one of ``FUNCTIONS`` and weights drawn to suit it.

    Parameters
    ----------
    bend : slope or alpha; None for the usual one

    Examples
    --------
    >>> network_with("ELU", [2, 5, 1], rng=np.random.default_rng(0))
    Network(hidden 1, elu 1, output; 21 parameters)
    """
    function = FUNCTIONS[name]
    value = (function.usual if bend is None else bend) if function.bends else 0.0
    return mlp(
        sizes,
        rng=rng,
        activation=lambda: function.make(value),
        initializer=VarianceScaling(function.scale(value)),
        dtype=dtype,
    )


def with_slope(layer: Layer, *, reach: float = 5.0) -> tuple[Array, Array, Array]:
    """Give places z from -reach to reach, and there an activation's values and its slopes.

    Examples
    --------
    >>> z, values, slopes = with_slope(Sigmoid())
    >>> float(values[250]), float(slopes.max())
    (0.5, 0.25)
    """
    z = np.linspace(-reach, reach, 501)
    values = layer.forward(z[:, None])
    slopes = layer.backward(np.ones_like(values))
    assert slopes is not None
    return z, values[:, 0], slopes[:, 0]
