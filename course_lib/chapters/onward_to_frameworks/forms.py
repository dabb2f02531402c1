"""A run whose forms are switched one by one: the framework's as documented, and their rivals."""

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import digits
from course_lib.engine import (
    BatchNorm,
    DampedMomentum,
    Momentum,
    Network,
    Optimizer,
    cross_entropy,
    mlp,
    stack,
)
from course_lib.engine.rules.rule import Rule

Floats = npt.NDArray[np.floating[Any]]

LR, BETA, STRENGTH, BATCH, UPDATES, LOOK = 0.02, 0.9, 0.01, 10, 200, 20
RULES: dict[str, Rule] = {"βv + g": Momentum(BETA), "βv + (1 - β)g": DampedMomentum(BETA)}
DECAYS = ("through the gradient", "beside it (decoupled)")
REDUCTIONS = ("mean", "sum")
VARIANCES = ("unbiased", "biased")
TIMES = (0.1, 0.3, 1.0, 3.0, 10.0)
SIDE_BY_SIDE = list(product(DECAYS, REDUCTIONS, TIMES))


@dataclass(frozen=True)
class Form:
    """Which forms are taken; as made, PyTorch's for SGD, with a penalty on the weights alone."""

    momentum: str = "βv + g"
    decay: str = DECAYS[0]
    reduction: str = "mean"
    variance: str = "unbiased"
    times: float = 1.0
    """The learning rate, as a multiple of 0.02."""


@dataclass(frozen=True)
class Curves:
    """The loop's losses (200), and those of 500 other digits at every 20th update (10)."""

    printed: Floats
    dev: Floats


def curves(form: Form) -> Curves:
    """Look up what a form gave; all forms of one momentum are trained side by side, once."""
    printed, devs = _table(form.momentum)
    at = SIDE_BY_SIDE.index((form.decay, form.reduction, form.times))
    return Curves(printed[at], devs[form.variance][at])


@cache
def _table(momentum: str) -> tuple[Floats, dict[str, Floats]]:
    """Train a small net with batch norm in every form; all see the same start and batches."""
    networks = stack([first_network() for _ in SIDE_BY_SIDE])
    rates = _column([LR * times for _, _, times in SIDE_BY_SIDE])
    through = _column([STRENGTH * (decay == DECAYS[0]) for decay, _, _ in SIDE_BY_SIDE])
    beside = _column([STRENGTH * (decay == DECAYS[1]) for decay, _, _ in SIDE_BY_SIDE])
    factors = _column([BATCH if reduction == "sum" else 1 for _, reduction, _ in SIDE_BY_SIDE])
    optimizer = Optimizer(RULES[momentum], lr=rates)
    (x, labels), (x_dev, labels_dev) = digits(1000, side=7), digits(500, 1000, side=7)
    rng, printed = np.random.default_rng(1), []
    devs: dict[str, list[Floats]] = {name: [] for name in VARIANCES}
    order = np.concatenate([rng.permutation(1000) for _ in range(UPDATES * BATCH // 1000)])
    for t, at in enumerate(order.reshape(UPDATES, BATCH), start=1):
        loss, gradient = cross_entropy(networks.forward(x[at], training=True), labels[at])
        networks.backward(gradient * factors)
        weights = networks.weights
        networks.gradient[..., : weights.shape[-1]] += through * weights
        weights *= 1 - rates * beside
        optimizer.step(networks)
        printed.append(loss)
        if t % LOOK == 0:
            for name, seen in (("unbiased", networks), ("biased", biased(networks, t))):
                devs[name].append(cross_entropy(seen.forward(x_dev), labels_dev)[0])
    return np.stack(printed, 1), {name: np.stack(each, 1) for name, each in devs.items()}


def _column(values: list[float]) -> Floats:
    return np.array(values, float)[:, None, None]


def first_network() -> Network:
    """The net that all forms start from: 49-16-10, with batch norm."""
    return mlp([49, 16, 10], rng=np.random.default_rng(0), normalization=BatchNorm)


def biased(network: Network, updates: int) -> Network:
    """A copy whose running variance is as if no batch's had been multiplied by m / (m - 1).

    All batches have m rows, so the share of the first value, keep**updates, is left alone.
    """
    other = network.copy()
    for layer in other.layers:
        if isinstance(layer, BatchNorm):
            first = float(np.max(layer.keep)) ** updates
            layer.variance[...] = first + (layer.variance - first) * (BATCH - 1) / BATCH
    return other
