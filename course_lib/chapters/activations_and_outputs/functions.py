"""The activation functions under comparison, and what they leave of the gradient on its way."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.datasets import PUBLISHED_THIRTY, published_moons
from course_lib.engine import (
    ELU,
    GELU,
    Layer,
    LeakyReLU,
    ReLU,
    Sigmoid,
    SiLU,
    Tanh,
    binary_cross_entropy,
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
    rectifier : whether its usual weights have variance ``2 / (1 + slope**2) / n_in``; else
        ``1 / n_in``
    own : numerator of the variance that keeps its gradient, as section 3 of the notebook finds it
    """

    make: Callable[[float], Layer]
    bends: str = ""
    usual: float = 0.0
    rectifier: bool = False
    own: float = 2.0

    def scale(self, bend: float) -> float:
        """Numerator of the usual weights' variance; a rectifier's makes up for the half lost."""
        return 2 / (1 + bend**2) if self.rectifier else 1.0


FUNCTIONS = {
    "sigmoid": Function(lambda _: Sigmoid(), own=64.0),
    "tanh": Function(lambda _: Tanh(), own=1.5),
    "ReLU": Function(lambda _: ReLU(), rectifier=True),
    "Leaky ReLU": Function(LeakyReLU, "slope", 0.01, rectifier=True),
    "ELU": Function(ELU, "alpha", 1.0, own=1.4),
    "SiLU": Function(lambda _: SiLU(), own=2.7),
    "GELU": Function(lambda _: GELU(), own=2.4),
}


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


WIDTH, DEEPEST, DRAWS = 50, 20, 5


class Signal:
    """Untrained networks 2-50-...-50-1, five at once, and the gradient in each hidden layer.

    The inputs are thirty of the moons.

    A deeper network has the weights of a shallower one in its first layers.

    Examples
    --------
    >>> Signal().by_layer("ReLU", depth=3).shape
    (3,)
    """

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        points, labels = published_moons()
        chosen = list(PUBLISHED_THIRTY)
        self.x, self.labels = points[chosen], labels[chosen]
        self.first = rng.standard_normal((DRAWS, 2, WIDTH))
        self.hidden = rng.standard_normal((DEEPEST - 1, DRAWS, WIDTH, WIDTH))
        self.last = rng.standard_normal((DRAWS, WIDTH, 1))

    def weights(self, depth: int, scale: float) -> list[Array]:
        """All weight matrices of a network with ``depth`` hidden layers, first to last."""
        drawn = [self.first, *self.hidden[: depth - 1], self.last]
        return [W * np.sqrt(scale / W.shape[-2]) for W in drawn]

    def by_layer(
        self, name: str, depth: int, bend: float = 0.0, scale: float | None = None
    ) -> Array:
        """Size of the gradient in each hidden layer, in shares of that in the last one.

        The root of the mean square of the loss's derivatives by the layer's sums, before the
        activation; then the geometric mean over the five networks.

        Parameters
        ----------
        name : one of ``FUNCTIONS``
        depth : 1 to 20 hidden layers
        bend : slope or alpha, where the function has one
        scale : numerator of the weights' variance; None for the usual one

        Returns
        -------
        array of shape (depth,), layer 1 first
        """
        if not 1 <= depth <= DEEPEST:
            raise ValueError(f"depth goes from 1 to {DEEPEST}; got {depth}")
        *inner, last = self.weights(depth, FUNCTIONS[name].scale(bend) if scale is None else scale)
        layers = [FUNCTIONS[name].make(bend) for _ in range(depth)]
        a: Array = np.broadcast_to(self.x, (DRAWS, *self.x.shape))
        for layer, W in zip(layers, inner, strict=True):
            a = layer.forward(a @ W)
        _, grad = binary_cross_entropy(a @ last, self.labels)
        sizes = []
        for layer, W in zip(reversed(layers), [last, *inner[:0:-1]], strict=True):
            back = layer.backward(grad @ W.mT)
            assert back is not None
            grad = back
            sizes.append(np.sqrt(np.mean(grad**2, axis=(-2, -1))))
        shares = np.stack(sizes[::-1]) / sizes[0]
        return np.asarray(np.exp(np.log(shares).mean(axis=-1)))
