"""By how much a deep network multiplies the gradient on its way back: slopes times weights.

What notebook 01b says about functions and 04 about first weights is the same measurement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.engine import (
    Layer,
    Sigmoid,
    VarianceScaling,
    binary_cross_entropy,
    mlp,
    stack,
    trace,
)
from course_lib.engine.arrays import Array, Labels


@dataclass(frozen=True)
class Passed:
    """What a network that has not been trained lets through.

    Attributes
    ----------
    sizes : array of shape (layers, draws)
        Root mean square of the loss's derivatives by each layer's sums, layer 1 first.
    slopes : array of shape (layers, draws)
        Root mean square of the activation's slope.
    outputs : array of shape (layers, draws, examples, units)
        What the activations give.
    """

    sizes: npt.NDArray[np.float64]
    slopes: npt.NDArray[np.float64]
    outputs: Array

    @property
    def shares(self) -> npt.NDArray[np.float64]:
        """Each layer's gradient in shares of the last one's, the geometric mean of the draws."""
        return np.asarray(np.exp(np.log(self.sizes / self.sizes[-1]).mean(axis=-1)))

    @property
    def per_layer(self) -> float:
        """What one layer multiplies by, on its way from the last layer to the first."""
        return float(self.shares[0] ** (1 / (len(self.sizes) - 1)))


def passed(
    make: Callable[[], Layer],
    scale: float,
    *,
    x: Array,
    labels: Labels,
    width: int,
    depth: int,
    seeds: Sequence[int] = range(10),
) -> Passed:
    """Send examples forward and back through fresh networks, weights of variance scale / n_in.

    Examples
    --------
    >>> x, labels = np.random.default_rng(0).standard_normal((50, 20)), np.arange(50) % 2
    >>> flat = passed(Sigmoid, 1.0, x=x, labels=labels, width=20, depth=5)
    >>> round(flat.per_layer, 2)
    0.22
    """
    sizes = [x.shape[-1], *[width] * depth, 1]
    networks = stack([
        mlp(sizes, rng=np.random.default_rng(seed), activation=make,
            initializer=VarianceScaling(scale))
        for seed in seeds
    ])  # fmt: skip
    inside = trace(networks, binary_cross_entropy, (x, labels))
    sums = [inside.gradients[f"hidden {k}"] for k in range(1, depth + 1)]
    networks.forward(x)  # trace looks into a copy
    activations = networks.layers[1:-1:2]
    slopes = [layer.backward(np.ones((len(seeds), len(x), width))) for layer in activations]
    outputs = [inside.outputs[layer.name] for layer in activations]
    return Passed(_size(np.array(sums)), _size(np.array(slopes)), np.array(outputs))


def sigmoid_chain(width: int, std: float, draws: int = 9) -> tuple[float, float, Array]:
    """Ten sigmoid layers of weights ``normal(std)``: saturated share, gradient's gain, outputs.

    As notebook 04, section 4, measures it: the median over the draws, by the activations' outputs.

    Examples
    --------
    >>> share, gain, _ = sigmoid_chain(100, 3.0)
    >>> share > 0.8, round(gain)
    (True, 94)
    """
    x = np.random.default_rng(99).standard_normal((100, width))
    networks = stack([
        mlp([width] * 11 + [1], rng=np.random.default_rng(seed), activation=Sigmoid,
            initializer=VarianceScaling(std * std, "one"))
        for seed in range(draws)
    ])  # fmt: skip
    inside = trace(networks, binary_cross_entropy, (x, np.arange(100) % 2))
    outputs = np.array([inside.outputs[f"sigmoid {k}"] for k in range(1, 11)])
    sizes = _size(np.array([inside.gradients[f"sigmoid {k}"] for k in range(1, 11)]))
    saturated = float(np.mean(np.abs(outputs - 0.5) > 0.45))
    return saturated, float(np.median(sizes[0] / sizes[-1])), outputs


def _size(array: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The root of the mean square over the last two axes."""
    return np.asarray(np.sqrt(np.mean(array**2, axis=(-2, -1))))
