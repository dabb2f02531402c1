"""What the reader wrote at work: as the layer of a network, its averages, its folding."""

import copy
import warnings
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.batch_normalization.runs import BATCH_SIZE, Recipe, build
from course_lib.engine import (
    BatchNorm,
    Network,
    Optimizer,
    cross_entropy,
    evaluate,
    softmax,
    trace,
    train,
)
from course_lib.engine.arrays import Array, Rng
from course_lib.engine.training.batches import Data

Floats = npt.NDArray[np.float64]
Forward = Callable[..., Any]
"""``(x, scale, shift, eps) -> y``, in training."""
Backward = Callable[..., Any]
"""``(grad_y, x_hat, std, scale) -> (grad_x, grad_scale, grad_shift)``."""
JUDGED = 300
"""Digits on which averages are judged as they come."""


class OwnBatchNorm(BatchNorm):
    """Batch norm that computes y, and what it sends back, by functions that it is given.

    What is not given the layer does itself, the running averages always.
    """

    def __init__(
        self, features: int, *, forward: Forward | None = None, backward: Backward | None = None
    ) -> None:
        super().__init__(features)
        self._own_forward, self._own_backward = forward, backward

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute y; in inference as every batch norm."""
        y = super().forward(x, training=training, rng=rng)
        if not training or self._own_forward is None:
            return y
        return np.asarray(self._own_forward(x, self.gamma[0], self.beta[0], self.eps))

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Write the gradients by scale and shift, return that by x."""
        if self._own_backward is None:
            return super().backward(grad_y, input_gradient=input_gradient)
        saved: Any = self._saved
        grad_x, grad_scale, grad_shift = self._own_backward(
            grad_y, saved.x_hat, saved.std[0], self.gamma[0]
        )
        self.gradients["gamma"][...], self.gradients["beta"][...] = grad_scale, grad_shift
        return np.asarray(grad_x)


def with_constants(grad_y: Floats, x_hat: Floats, std: Floats, scale: Floats) -> Any:
    """The way back that takes mean and variance for constants: what is wrong with it shows.

    Examples
    --------
    >>> with_constants(np.ones((2, 1)), np.array([[-1.0], [1.0]]), np.ones(1), np.ones(1))[0]
    array([[1.],
           [1.]])
    """
    return grad_y * scale / std, (grad_y * x_hat).sum(axis=0), grad_y.sum(axis=0)


def own_layer(
    forward: Forward | None = None, backward: Backward | None = None
) -> Callable[[int], BatchNorm]:
    """Give what ``mlp`` takes for its ``normalization``: layers with these functions inside."""
    return lambda features: OwnBatchNorm(features, forward=forward, backward=backward)


def learned(
    digits: Data, normalization: Callable[[int], BatchNorm] | None, *, every: int = 2, **of: Any
) -> tuple[Network, Floats]:
    """One network that was trained, and its training accuracy in percent every few epochs."""
    setting = Recipe(normalization=normalization, **of)
    rng = np.random.default_rng(0)
    network, curve = build(setting, rng), [0.0]
    curve[0] = _percent(network, digits)
    with warnings.catch_warnings(action="ignore"):  # what diverges stays where it was
        for step in train(
            network, cross_entropy, Optimizer(lr=setting.lr), digits, epochs=setting.epochs,
            batch_size=setting.batch_size, rng=rng, sampling="replacement",
        ):  # fmt: skip
            if step.ends_epoch and step.epoch % every == 0:
                curve.append(_percent(network, digits))
    missing = setting.epochs // every + 1 - len(curve)
    return network, np.array(curve + [curve[-1]] * missing)


def norms_of(network: Network) -> dict[str, BatchNorm]:
    """The dense layers' names, each with the batch norm that follows it."""
    layers = network.body.layers
    return {
        before.name: layer for before, layer in pairwise(layers) if isinstance(layer, BatchNorm)
    }


def collected(
    network: Network, running: Forward, digits: Data, seen: Sequence[int], *, keep: float = 0.9
) -> Floats:
    """Accuracy in inference, in percent, after these numbers of batches of collecting averages.

    A copy begins at mean 0 and variance 1, as a fresh network does; its weights stay as they are.
    ``running`` is a function of (mean, variance, batch, keep) that returns the new pair.
    """
    probe, rng, found = network.copy(), np.random.default_rng(0), []
    norms = norms_of(probe)
    judged = digits[0][:JUDGED], digits[1][:JUDGED]
    for norm in norms.values():
        norm.mean[...], norm.variance[...] = 0, 1
    for batches in range(max(seen) + 1):
        if batches in seen:
            found.append(_percent(probe, judged))
        chosen = rng.choice(len(digits[0]), BATCH_SIZE, replace=False)
        batch = digits[0][chosen], digits[1][chosen]
        outputs = trace(probe, cross_entropy, batch).outputs
        for name, norm in norms.items():
            mean, variance = running(norm.mean[0], norm.variance[0], outputs[name], keep)
            norm.mean[0], norm.variance[0] = mean, variance
    return np.array(found)


def without_norms(network: Network, fold: Forward) -> Network:
    """The same network of dense layers and activations, whose W and b a function has folded."""
    norms = norms_of(network)
    kept = [layer for layer in network.body.layers if not isinstance(layer, BatchNorm)]
    bare = Network([copy.deepcopy(layer) for layer in kept], rng=np.random.default_rng(0))
    for layer in kept:
        for key, values in layer.parameters.items():
            bare[layer.name].parameters[key][...] = values
    for name, norm in norms.items():
        W, b = fold(
            network[name].W, network[name].b[0], norm.gamma[0], norm.beta[0], norm.mean[0],
            norm.variance[0], norm.eps,
        )  # fmt: skip
        bare[name].W[...], bare[name].b[...] = W, b
    return bare


def answers_of(network: Network, images: Array, company: Sequence[Array]) -> Floats:
    """Probabilities of the first image's classes in training mode, beside each company."""
    probe = network.copy()  # training mode moves the running averages, too
    rows = [np.concatenate([images[:1], others]) for others in company]
    with warnings.catch_warnings(action="ignore"):  # the engine warns of a batch of one
        return np.array([softmax(probe.forward(batch, training=True))[0] for batch in rows])


def _percent(network: Network, data: Data) -> float:
    return 100 * float(evaluate(network, cross_entropy, data)[1])
