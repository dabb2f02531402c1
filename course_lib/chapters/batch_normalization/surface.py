"""What batch norm changes: what enters the layers, or the surface that training walks on.

After Santurkar, Tsipras, Ilyas and Madry (2018), on a small network.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.batch_normalization.runs import Recipe, build
from course_lib.engine import (
    BatchNorm,
    GradientDescent,
    Network,
    Optimizer,
    ReLU,
    cross_entropy,
    train,
)
from course_lib.engine.arrays import Array, Rng, uniform
from course_lib.engine.training.batches import Data

FACTORS = (1.0, 4.0)
"""How far along the gradient one looks, in steps of the learning rate."""


class NoisyBatchNorm(BatchNorm):
    """Batch norm whose output is shifted and stretched at random, anew in each step.

    ::

        y = (gamma * x_hat + beta) * stretch + push
        stretch uniform from 1/2 to 3/2, push uniform with mean 0 and std 1/2, one for each feature

    It undoes what batch norm is said to be for: the next layer's input is never the same twice.
    In inference there is no noise.
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute batch norm, and disturb it in training."""
        y = super().forward(x, training=training, rng=rng)
        if not training:
            return y
        if rng is None:
            raise TypeError("NoisyBatchNorm needs an rng in training, such as train hands on")
        stretch, push = (uniform(rng, self.gamma.shape, y.dtype) - 0.5 for _ in range(2))
        self._stretch = 1 + stretch
        return np.asarray(y * self._stretch + 3**0.5 * push)

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Send the gradient back through the disturbance."""
        return super().backward(grad_y * self._stretch, input_gradient=input_gradient)


@dataclass(frozen=True)
class Watched:
    """What was seen along a run; the first axis is time."""

    steps: npt.NDArray[np.int_]
    loss: npt.NDArray[np.float64]
    """Of all training images, in training mode; shape (records,)."""
    along: npt.NDArray[np.float64]
    """The loss further along the gradient, minus ``loss``; shape (records, FACTORS)."""
    turned: npt.NDArray[np.float64]
    """How far the gradient there is from the gradient here, relative to it; the same shape."""
    moved: npt.NDArray[np.float64]
    """How far the mean input of each hidden layer's units has moved since the record before, in
    standard deviations: root mean square over the units; shape (records, hidden layers)."""


def watch(setting: Recipe, data: Data, *, seed: int = 0, every: int = 5) -> Watched:
    """Train one network, and look around it every few steps.

    Examples
    --------
    >>> from course_lib.chapters.batch_normalization.runs import SMALL, load_digits
    >>> few = load_digits(200, halved=True)
    >>> watch(Recipe(std=0.2, lr=0.1, sizes=SMALL, epochs=10), few).moved.shape
    (4, 5)
    """
    rng = np.random.default_rng(seed)
    network = build(setting, rng)
    noise = np.random.default_rng(seed)  # of its own: looking must not change the run
    inputs = hidden_inputs(network, data[0], rng=noise)
    records: list[tuple[Any, ...]] = []
    for step in train(
        network, cross_entropy, Optimizer(GradientDescent(), lr=setting.lr), data,
        epochs=setting.epochs, batch_size=setting.batch_size, rng=rng, sampling="replacement",
    ):  # fmt: skip
        if step.number % every == 0:
            before, inputs = inputs, hidden_inputs(network, data[0], rng=noise)
            loss, along, turned = look_around(network, data, setting.lr)
            records.append((step.number, loss, along, turned, distance(before, inputs)))
    if not records:  # it diverged before the first look
        looks = np.zeros((0, len(FACTORS)))
        return Watched(np.zeros(0, int), np.zeros(0), looks, looks, np.zeros((0, len(inputs))))
    return Watched(*(np.array(values) for values in zip(*records, strict=True)))


def look_around(
    network: Network, data: Data, lr: float
) -> tuple[float, npt.NDArray[Any], npt.NDArray[Any]]:
    """The loss here; the loss along the gradient minus it; and how much the gradient turns there.

    All in training mode, on the whole of ``data``; the network is left as it was.
    """
    loss, gradient = _loss_and_gradient(network, data, network.theta)
    along, turned = [], []
    for factor in FACTORS:
        there = network.theta - factor * lr * gradient
        loss_there, gradient_there = _loss_and_gradient(network, data, there)
        along.append(loss_there - loss)
        turned.append(np.linalg.norm(gradient_there - gradient) / np.linalg.norm(gradient))
    return loss, np.array(along), np.array(turned)


def hidden_inputs(
    network: Network, x: Array, *, rng: np.random.Generator
) -> list[tuple[Array, Array]]:
    """Mean and standard deviation, unit by unit, of what enters each activation in training."""
    probe = network.copy()
    inputs = []
    for layer in probe.body.layers:
        if isinstance(layer, ReLU):
            inputs.append((x.mean(axis=-2), x.std(axis=-2)))
        x = layer.forward(x, training=True, rng=rng)
    return inputs


def distance(
    before: Sequence[tuple[Array, Array]], after: Sequence[tuple[Array, Array]]
) -> npt.NDArray[np.float64]:
    """How far the means moved, in standard deviations of before; one number per layer."""
    return np.array(
        [
            np.sqrt(np.mean(((new - old) / (std + 1e-12)) ** 2))
            for (old, std), (new, _) in zip(before, after, strict=True)
        ]
    )


def _loss_and_gradient(network: Network, data: Data, theta: Array) -> tuple[float, Array]:
    probe = network.with_theta(theta)
    same_noise = np.random.default_rng(0)
    output = probe.forward(data[0], training=True, rng=same_noise)
    loss, grad = cross_entropy(output, data[1])
    probe.backward(grad)
    return float(loss), probe.gradient.copy()
