"""Small networks under an L2 penalty: how straight they become, and what their size says.

All strengths and all starts are trained side by side.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import circles, moons
from course_lib.engine import (
    L2,
    Adam,
    BatchNorm,
    GradientDescent,
    Layer,
    Network,
    Optimizer,
    ReLU,
    Tanh,
    binary_cross_entropy,
    evaluate,
    fit,
    glorot_normal,
    he_normal,
    mlp,
    per_model,
    squared_error,
    stack,
)
from course_lib.engine.arrays import Array
from course_lib.engine.rules.rule import Rule

ACTIVATIONS: dict[str, tuple[type[Layer], Any]] = {
    "tanh": (Tanh, glorot_normal),
    "ReLU": (ReLU, he_normal),
}
RULES: dict[str, Rule] = {"Adam": Adam(), "descent": GradientDescent()}
PLANES = {"moons": moons, "circles": circles}
NORMALIZATIONS: dict[str, Callable[[int], Layer] | None] = {"none": None, "batch norm": BatchNorm}
NEW = 2000
"""Points that only judge."""


@dataclass(frozen=True)
class Curve:
    """A curve that one hidden layer learns from evenly spaced points; the V is the default.

    With the slope 1 the V becomes a hinge: level on the left, rising on the right.

    Attributes
    ----------
    kind : "V", a kink at ``place``, or "wave", one period of a sine
    slope : so much of x is added
    height : what both are multiplied by; ``|x| - 0.5`` has 1
    """

    kind: str = "V"
    place: float = 0.0
    slope: float = 0.0
    height: float = 1.0
    points: int = 41
    noise: float = 0.0
    hidden: int = 30
    rule: str = "Adam"
    lr: float = 0.01
    epochs: int = 1500

    def data(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Points from -1 to 1, and their targets; both of shape (points, 1)."""
        x = np.linspace(-1, 1, self.points)[:, None]
        vee = np.abs(x - self.place) / (1 + abs(self.place)) - 0.5
        shape = vee if self.kind == "V" else np.sin(np.pi * x) / 2
        targets = self.height * (shape + self.slope * x)
        return x, targets + self.noise * rng.standard_normal(x.shape)


def fitted(
    curve: Curve, activation: str, strengths: Sequence[float], seeds: Sequence[int]
) -> tuple[Array, Array, Array]:
    """Train one network for each strength and each seed.

    Returns
    -------
    x, targets of the first seed, of shape (points, 1); outputs of shape (strengths, seeds, points)

    Examples
    --------
    >>> fitted(Curve(points=5, epochs=2), "tanh", [0.0, 0.1], (0, 1, 2))[2].shape
    (2, 3, 5)
    """
    layer, initializer = ACTIVATIONS[activation]
    sizes = [1, curve.hidden, 1]
    starts = [
        mlp(sizes, rng=np.random.default_rng(s), activation=layer, initializer=initializer)
        for s in seeds
    ]
    drawn = [curve.data(np.random.default_rng([seed, 1])) for seed in seeds]
    networks = stack([start for _ in strengths for start in starts])
    x = np.stack([each for _ in strengths for each, _ in drawn])
    targets: Any = np.stack([each for _ in strengths for _, each in drawn])
    strength = per_model([each for each in strengths for _ in seeds])
    optimizer = Optimizer(RULES[curve.rule], curve.lr, regularizer=L2(strength))
    rng, whole = np.random.default_rng(0), curve.points
    fit(
        networks, squared_error, optimizer, (x, targets),
        epochs=curve.epochs, batch_size=whole, rng=rng, every=curve.epochs,
    )  # fmt: skip
    outputs = networks.forward(x)[..., 0].reshape(len(strengths), len(seeds), whole)
    return x[0], targets[0], np.asarray(outputs)


def bend(x: Array, y: Array) -> Array:
    """The share of y's variance that the best straight line through it does not explain.

    Parameters
    ----------
    x : array of shape (n, 1)
    y : array of shape (..., n, 1)

    Returns
    -------
    array of shape (...); 0 for a straight line, 1 where a line explains nothing

    Examples
    --------
    >>> x = np.array([[-1.0], [0.0], [1.0]])
    >>> float(bend(x, 3 * x + 1).round(12)), float(bend(x, x**2).round(12))
    (0.0, 1.0)
    """
    away, height = x - x.mean(), y - y.mean(axis=-2, keepdims=True)
    line = away * ((away * height).sum(axis=-2, keepdims=True) / np.square(away).sum())
    rest = np.square(height - line).sum(axis=(-2, -1))
    return np.asarray(rest / np.square(height).sum(axis=(-2, -1)))


@dataclass(frozen=True)
class Border:
    """Two kinds of points in the plane, and the network that learns to tell them apart."""

    data: str = "moons"
    points: int = 40
    noise: float = 0.3
    hidden: tuple[int, ...] = (30, 30)
    normalization: str = "none"
    activation: str = "ReLU"
    lr: float = 0.01
    epochs: int = 500


@dataclass(frozen=True, eq=False)
class Sizes:
    """By strength and seed: the weights' length, losses and accuracy; shape (strengths, seeds)."""

    length: npt.NDArray[np.float64]
    known_loss: npt.NDArray[np.float64]
    new_loss: npt.NDArray[np.float64]
    new_accuracy: npt.NDArray[np.float64]

    @property
    def gap(self) -> npt.NDArray[np.float64]:
        """New loss less the loss on what was learnt."""
        return self.new_loss - self.known_loss


def sizes_and_gaps(border: Border, strengths: Sequence[float], seeds: Sequence[int]) -> Sizes:
    """Train for each strength and seed; every seed draws its own points and first weights.

    Examples
    --------
    >>> sizes_and_gaps(Border(points=8, epochs=2), [0.0, 0.1], (0, 1, 2)).gap.shape
    (2, 3)
    """
    layer, initializer = ACTIVATIONS[border.activation]
    sizes = [2, *border.hidden, 1]
    starts = [
        mlp(
            sizes, rng=np.random.default_rng(seed), activation=layer, initializer=initializer,
            normalization=NORMALIZATIONS[border.normalization],
        )
        for seed in seeds
    ]  # fmt: skip
    networks = stack([start for _ in strengths for start in starts])
    draw = PLANES[border.data]
    drawn = [
        draw(border.points + NEW, noise=border.noise, rng=np.random.default_rng([seed, 2]))
        for seed in seeds
    ]
    n = border.points
    known, new = (
        (
            np.stack([points[k] for _ in strengths for points, _ in drawn]),
            np.stack([labels[k] for _ in strengths for _, labels in drawn]),
        )
        for k in (slice(n), slice(n, None))
    )
    strength = per_model([each for each in strengths for _ in seeds])
    optimizer = Optimizer(Adam(), border.lr, regularizer=L2(strength))
    fit(
        networks, binary_cross_entropy, optimizer, known, epochs=border.epochs, batch_size=n,
        rng=np.random.default_rng(0), every=border.epochs,
    )  # fmt: skip
    length = np.sqrt(np.square(networks.weights).sum(axis=(-2, -1)))
    (known_loss, _), (new_loss, right) = (
        evaluate(networks, binary_cross_entropy, data) for data in (known, new)
    )
    parts = (length, known_loss, new_loss, right)
    return Sizes(*(np.asarray(part).reshape(len(strengths), len(seeds)) for part in parts))


def first_border() -> tuple[Network, Any, Any]:
    """A network trained without a penalty on seed 0's points: itself, these, and new ones."""
    border, rng = Border(), np.random.default_rng([0, 2])
    x, labels = moons(border.points + NEW, noise=border.noise, rng=rng)
    n = border.points
    network = mlp([2, *border.hidden, 1], rng=np.random.default_rng(0))
    known = x[:n], labels[:n]
    rng = np.random.default_rng(0)
    fit(
        network, binary_cross_entropy, Optimizer(Adam(), border.lr), known,
        epochs=border.epochs, batch_size=n, rng=rng,
    )  # fmt: skip
    return network, known, (x[n:], labels[n:])


def kink(x: Array, y: Array) -> Array:
    """How far y goes away from the best straight line through it, from lowest to highest.

    Examples
    --------
    >>> x = np.array([[-1.0], [0.0], [1.0]])
    >>> float(kink(x, np.abs(x) + 7 * x).round(12)), float(kink(x, 5 * x).round(12))
    (1.0, 0.0)
    """
    away, height = x - x.mean(), y - y.mean(axis=-2, keepdims=True)
    slope = (away * height).sum(axis=-2, keepdims=True) / np.square(away).sum()
    return np.asarray(np.ptp(height - away * slope, axis=(-2, -1)))
