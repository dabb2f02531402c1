"""Random signals sent through an untrained network, forward from one end and back from the other.

All layers have one width and their activation, and no bias. A signal of standard deviation 1 goes
in on the left and comes out layer by layer; then a gradient of standard deviation 1 goes in on the
right. So what a layer does to either can be read at once.
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
    outputs : list of arrays of shape (examples, width), one for each layer
    forward : array of shape (depth,)
        Standard deviation of each layer's outputs.
    backward : array of shape (depth,)
        Standard deviation of the gradient by each layer's outputs; 1 for the last.
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
    width, examples : int
    rng : numpy.random.Generator

    Examples
    --------
    >>> signals = Signals(20, 100, rng=np.random.default_rng(0))
    >>> flow = signals.through(20, 0.01, "ReLU")
    >>> bool(flow.forward[-1] < 1e-10)
    True
    """

    def __init__(
        self, depth: int, width: int, *, rng: np.random.Generator, examples: int = 32
    ) -> None:
        self.inputs = rng.standard_normal((examples, width))
        self.gradients = rng.standard_normal((examples, width))
        self.weights = rng.standard_normal((depth, width, width))

    def through(self, depth: int, std: float, activation: str) -> Flow:
        """Send the signals through the first ``depth`` layers, with weights of this ``std``.

        ::

            forward    a = f(std * a @ W)
            backward   g = std * (g * f'(z)) @ W.T
        """
        layers = [ACTIVATIONS[activation]() for _ in range(depth)]
        outputs: list[Any] = []
        spread = np.empty(depth)
        a: Any = self.inputs
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            for layer, W in zip(layers, self.weights, strict=False):
                a = layer.forward(std * (a @ W))
                outputs.append(a)
            g: Any = self.gradients / self.gradients.std()
            for k in reversed(range(depth)):
                spread[k] = g.std()
                g = std * (layers[k].backward(g) @ self.weights[k].T)
            return Flow(outputs, np.array([a.std() for a in outputs]), spread)
