"""A two-layer network in plain NumPy, and ten ways to get its backward pass wrong.

The network is x -> ReLU (or tanh) -> one score -> sigmoid, with the mean cross-entropy. Arrays may
have any number of axes in front, so that many networks train side by side.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Parameters = tuple[Array, Array, Array, Array]
"""W1 (inputs, units), b1 (1, units), W2 (units, 1), b2 (1, 1)."""

BLOCKS = ("W1", "b1", "W2", "b2")


@dataclass(frozen=True)
class Forward:
    """What a pass forward leaves for the way back: sums, answers, and the loss."""

    z1: Array
    a1: Array
    score: Array
    y: Array

    @property
    def p(self) -> Array:
        """The sigmoid of the score."""
        return _sigmoid(self.score)

    @property
    def loss(self) -> Array:
        """The mean cross-entropy, one for each network."""
        each = np.logaddexp(0, self.score) - self.y * self.score
        return np.asarray(each.mean(axis=(-2, -1)))


@dataclass(frozen=True)
class Hidden:
    """A hidden layer's function, and its slope in terms of the sum and the answer."""

    value: Callable[[Array], Array]
    slope: Callable[[Array, Array], npt.NDArray[Any]]


HIDDEN: Mapping[str, Hidden] = {
    "ReLU": Hidden(lambda z: np.maximum(z, 0), lambda z, a: z > 0),
    "tanh": Hidden(np.tanh, lambda z, a: 1 - a**2),
    "sigmoid": Hidden(lambda z: _sigmoid(z), lambda z, a: a * (1 - a)),
}


def _sigmoid(z: Array) -> Array:
    return np.asarray(0.5 * (1 + np.tanh(0.5 * z)))


def forward(x: Array, y: Array, parameters: Parameters, hidden: str = "ReLU") -> Forward:
    """Send inputs (..., n, inputs) forward; ``y`` has the shape (..., n, 1).

    Examples
    --------
    >>> zeros = np.zeros((2, 3)), np.zeros((1, 3)), np.zeros((3, 1)), np.zeros((1, 1))
    >>> float(forward(np.ones((4, 2)), np.ones((4, 1)), zeros).loss)  # ln 2
    0.6931471805599453
    """
    W1, b1, W2, b2 = parameters
    z1 = x @ W1 + b1
    a1 = HIDDEN[hidden].value(z1)
    score = a1 @ W2 + b2
    return Forward(z1, a1, score, y)


@dataclass(frozen=True)
class Factors:
    """The factors of the way back, as ``backward`` multiplies them; any may be a wrong one."""

    error: Callable[[Array, Array], Array] = lambda p, y: p - y
    share: Callable[[int], float] = lambda n: 1 / n
    through: Callable[[Array, Array], Array] = lambda dz, W2: dz * W2.mT
    slope: Callable[[npt.NDArray[Any]], npt.NDArray[Any]] = lambda slope: slope
    over_examples: Callable[[Array], Array] = lambda dz: dz.sum(axis=-2, keepdims=True)
    second_inputs: Callable[[Array, Array], Array] = lambda a1, z1: a1
    scale: Sequence[float] = (1.0, 1.0, 1.0, 1.0)


RIGHT = Factors()

WRONG: Mapping[str, Factors] = {
    "the sign: y - p": Factors(error=lambda p, y: y - p),
    "1/n forgotten": Factors(share=lambda n: 1.0),
    "1/n twice": Factors(share=lambda n: 1 / n**2),
    "the sigmoid's slope once more": Factors(error=lambda p, y: (p - y) * p * (1 - p)),
    "hidden slope forgotten": Factors(slope=np.ones_like),
    "W2 forgotten on the way": Factors(through=lambda dz, W2: dz * np.ones_like(W2).mT),
    "biases by the mean": Factors(over_examples=lambda dz: dz.mean(axis=-2, keepdims=True)),
    "dW2 from Z1, not A1": Factors(second_inputs=lambda a1, z1: z1),
    "dW1 doubled": Factors(scale=(2.0, 1.0, 1.0, 1.0)),
    "b1 left out": Factors(scale=(1.0, 0.0, 1.0, 1.0)),
}
"""Ten mistakes, each in one factor; all have been made in earnest."""


def backward(
    x: Array,
    y: Array,
    parameters: Parameters,
    factors: Factors = RIGHT,
    hidden: str = "ReLU",
) -> Parameters:
    """The gradients of the four blocks, with right or wrong factors."""
    _, _, W2, _ = parameters
    seen = forward(x, y, parameters, hidden)
    dz2 = factors.error(seen.p, y) * factors.share(x.shape[-2])
    dW2 = factors.second_inputs(seen.a1, seen.z1).mT @ dz2
    slope = HIDDEN[hidden].slope(seen.z1, seen.a1)
    dz1 = factors.through(dz2, W2) * factors.slope(slope)
    dW1 = x.mT @ dz1
    blocks = (dW1, factors.over_examples(dz1), dW2, factors.over_examples(dz2))
    first, second, third, fourth = (
        np.asarray(scale * block) for scale, block in zip(factors.scale, blocks, strict=True)
    )
    return first, second, third, fourth
