"""Random signals sent through untrained networks, forward from one end and back from the other.

All layers have one width and their activation, and no bias. Signals of mean square 1 go in on the
left and come out layer by layer; then gradients of mean square 1 go in on the right. So what a
layer does to either can be read at once. Several networks are drawn, as one alone is luck.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.engine import Identity, Layer, ReLU, Sigmoid, Tanh

Floats = npt.NDArray[np.float64]

ACTIVATIONS: dict[str, Callable[[], Layer]] = {
    "ReLU": ReLU, "tanh": Tanh, "sigmoid": Sigmoid, "linear": Identity,
}  # fmt: skip


@dataclass(frozen=True)
class Flow:
    """What went through.

    Attributes
    ----------
    outputs : list of arrays of shape (draws, examples, width), one for each layer
    forward : array of shape (draws, depth)
        Root mean square (rms) of each layer's outputs.
    backward : array of shape (draws, depth)
        Rms of the gradient by each layer's outputs; 1 for the last.
    """

    outputs: list[Floats]
    forward: Floats
    backward: Floats


class Signals:
    """Standard normal weights, inputs and gradients, drawn once; a std only scales the weights.

    Parameters
    ----------
    depth : int
        The greatest number of layers.
    width, draws, examples : int
    seed : int
        Every draw has its own numbers, those of ``[seed, draw]``.
    orthogonal : bool
        Weights whose columns are at right angles to each other, of the same size.

    Examples
    --------
    >>> signals = Signals(20, 100, draws=3)
    >>> flow = signals.through(20, 0.01, "ReLU")
    >>> bool((flow.forward[:, -1] < 1e-10).all())
    True
    """

    def __init__(
        self, depth: int, width: int, *, draws: int = 1, examples: int = 32, seed: int = 0,
        orthogonal: bool = False,
    ) -> None:  # fmt: skip
        rngs = [np.random.default_rng([seed, draw]) for draw in range(draws)]
        self.inputs = of_rms_1([rng.standard_normal((examples, width)) for rng in rngs])
        self.gradients = of_rms_1([rng.standard_normal((examples, width)) for rng in rngs])
        self.weights = np.array([rng.standard_normal((depth, width, width)) for rng in rngs])
        if orthogonal:
            q, r = np.linalg.qr(self.weights)
            signs = np.sign(np.diagonal(r, axis1=-2, axis2=-1))
            self.weights = np.sqrt(width) * q * signs[..., np.newaxis, :]

    def through(self, depth: int, std: float, activation: str) -> Flow:
        """Send the signals through the first ``depth`` layers, with weights of this ``std``.

        ::

            forward    a = f(std * a @ W)
            backward   g = std * (g * f'(z)) @ W.T
        """
        layers = [ACTIVATIONS[activation]() for _ in range(depth)]
        outputs: list[Any] = []
        backward = np.empty((len(self.inputs), depth))
        a: Any = self.inputs
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            for k, layer in enumerate(layers):
                a = layer.forward(std * (a @ self.weights[:, k]))
                outputs.append(a)
            g: Any = self.gradients
            for k in reversed(range(depth)):
                backward[:, k] = rms(g)
                if k:
                    g = std * (layers[k].backward(g) @ np.swapaxes(self.weights[:, k], -1, -2))
            return Flow(outputs, np.array([rms(a) for a in outputs]).T, backward)


def rms(array: npt.ArrayLike) -> Floats:
    """The root of the mean square over the last two axes.

    Examples
    --------
    >>> float(rms([[3.0, -3.0], [3.0, 3.0]]))
    3.0
    """
    with np.errstate(over="ignore", under="ignore"):
        return np.asarray(np.sqrt(np.mean(np.square(array), axis=(-2, -1))))


def of_rms_1(arrays: list[Floats]) -> Floats:
    """Each array scaled to a mean square of 1."""
    together = np.array(arrays)
    return np.asarray(together / rms(together)[:, np.newaxis, np.newaxis])


def middle_and_ends(values: npt.ArrayLike) -> tuple[float, float, float]:
    """Median, smallest and largest of the draws.

    Examples
    --------
    >>> middle_and_ends([0.5, 4.0, 1.0])
    (1.0, 0.5, 4.0)
    """
    numbers = np.asarray(values, float)
    return float(np.median(numbers)), float(numbers.min()), float(numbers.max())
