"""What the claims of notebook 07 rest on, of networks that are trained."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.batch_normalization.contest import KINDS
from course_lib.datasets import digits
from course_lib.engine import (
    Adam,
    GradientDescent,
    Momentum,
    Network,
    Optimizer,
    Tanh,
    cross_entropy,
    evaluate,
    he_normal,
    mlp,
    normal,
    per_model,
    stack,
    train,
)
from course_lib.engine.activations.rectifiers import ReLU
from course_lib.engine.training.batches import Data

Numbers = dict[str, Any]
ACTIVATIONS = {"ReLU": ReLU, "tanh": Tanh}
RULES = {"gradient descent": GradientDescent, "momentum": Momentum, "Adam": Adam}
GUESS = 0.35


@dataclass(frozen=True)
class Deep:
    """Digits and a network of equal layers: what is trained, and how long."""

    depth: int = 5
    width: int = 50
    activation: str = "ReLU"
    rule: str = "gradient descent"
    epochs: int = 20
    batch_size: int = 100
    count: int = 1000
    start: int = 0
    seeds: int = 0

    def data(self) -> tuple[Data, Data]:
        """Training and dev digits, 14 x 14 pixels."""
        dev = digits(1000, self.start + self.count, side=14, dtype=np.float32)
        return digits(self.count, self.start, side=14, dtype=np.float32), dev

    def network(self, std: float | None, kind: str, seed: int) -> Network:
        """One network; std None is He's start."""
        return mlp(
            [196, *[self.width] * self.depth, 10], rng=np.random.default_rng([self.seeds, seed]),
            initializer=he_normal if std is None else normal(std), normalization=KINDS[kind],
            activation=ACTIVATIONS[self.activation], dtype=np.float32,
        )  # fmt: skip


def accuracies(
    of: Deep, kind: str, settings: Sequence[tuple[float | None, float]], draws: int
) -> npt.NDArray[np.float64]:
    """Accuracy on training and dev digits, shape (2, settings, draws), of (std, rate) each.

    All are trained side by side; what diverges stays where it was.
    """
    training, dev = of.data()
    networks = [of.network(std, kind, draw) for std, _ in settings for draw in range(draws)]
    rates = per_model([lr for _, lr in settings for _ in range(draws)])
    rngs = [np.random.default_rng([of.seeds, draw, 1]) for _ in settings for draw in range(draws)]
    together = stack(networks)
    with warnings.catch_warnings(action="ignore"):  # divergence is a result
        for _ in train(
            together, cross_entropy, Optimizer(RULES[of.rule](), lr=rates), training,
            epochs=of.epochs, batch_size=of.batch_size, rng=rngs,
        ):  # fmt: skip
            pass
        found = [evaluate(together, cross_entropy, data)[1] for data in (training, dev)]
    by_setting = np.reshape(np.asarray(found, np.float64), (2, len(settings), draws))
    return np.asarray(np.nan_to_num(by_setting))


def starts(std: float, rates: tuple[float, ...], **of: Any) -> Numbers:
    """Training accuracy, the best rate's, of the best draw without and of the worst with."""
    settings = [(std, rate) for rate in rates]
    found = {
        kind: accuracies(Deep(**of), kind, settings, 2)[0] for kind in ("without", "batch norm")
    }
    return {
        "without": float(found["without"].max()),
        "with": float(found["batch norm"].max(axis=0).min()),
    }


def only_with(numbers: Numbers) -> bool:
    """A guess without, nine of ten right with."""
    return bool(numbers["without"] < GUESS and numbers["with"] > 0.9)


def tolerance(stds: tuple[float, ...], rates: tuple[float, ...], **of: Any) -> Numbers:
    """How many of the settings come to 90 % of the training digits, without and with."""
    settings = [(std, rate) for std in stds for rate in rates]
    return {
        words: int((accuracies(Deep(**of), kind, settings, 1)[0] > 0.9).sum())
        for words, kind in (("without", "without"), ("with", "batch norm"))
    }


def forgives(numbers: Numbers) -> bool:
    """At least twice as many, and two."""
    return bool(numbers["with"] >= max(2, 2 * numbers["without"]))


def from_he(rates: tuple[float, ...], draws: int, **of: Any) -> Numbers:
    """Training and dev accuracy from He's start, each kind at the rate that is its best on dev."""
    settings: list[tuple[float | None, float]] = [(None, rate) for rate in rates]
    found: Numbers = {}
    at_best = []
    for words, kind in (("without", "without"), ("with", "batch norm")):
        training, dev = accuracies(Deep(**of), kind, settings, draws)
        best = int(dev.mean(axis=-1).argmax())
        at_best.append(dev[best])
        found |= {
            f"training {words}": float(training[best].mean()),
            f"dev {words}": float(dev[best].mean()), f"rate {words}": rates[best],
        }  # fmt: skip
    return found | {"in errors": _in_errors(at_best[1] - at_best[0])}


def as_good(numbers: Numbers) -> bool:
    """Both above 90 % of the training digits, and within 5 points of each other on dev."""
    apart = abs(numbers["dev with"] - numbers["dev without"])
    return bool(min(numbers["training with"], numbers["training without"]) > 0.9 and apart < 0.05)


def far_ahead(numbers: Numbers) -> bool:
    """With batch norm ahead on dev by five points, and three standard errors."""
    by = numbers["dev with"] - numbers["dev without"]
    return bool(by > 0.05 and numbers["in errors"] > 3)


def disturbed(std: float, lr: float, draws: int, **of: Any) -> Numbers:
    """Training accuracy of the three contestants: means over draws, and the pairs' errors."""
    found = {kind: accuracies(Deep(**of), kind, [(std, lr)], draws)[0, 0] for kind in KINDS}
    cost = found["batch norm"] - found["disturbed"]
    gain = found["disturbed"] - found["without"]
    return {
        **{kind: float(each.mean()) for kind, each in found.items()},
        "cost": float(cost.mean()), "cost in errors": _in_errors(cost),
        "gain": float(gain.mean()), "gain in errors": _in_errors(gain),
    }  # fmt: skip


def costs_and_starts(numbers: Numbers) -> bool:
    """Behind batch norm by three standard errors, and far ahead of the one without."""
    return bool(numbers["cost in errors"] > 3 and numbers["gain"] > 0.3)


def slow(std: float, lr: float, draws: int, **of: Any) -> Numbers:
    """Training accuracy from large weights at a small rate, without and with, and the error."""
    found = {
        kind: accuracies(Deep(**of), kind, [(std, lr)], draws)[0, 0] for kind in list(KINDS)[:2]
    }
    ahead = found["without"] - found["batch norm"]
    return {
        **{kind: float(each.mean()) for kind, each in found.items()},
        "ahead": float(ahead.mean()), "in errors": _in_errors(ahead),
    }  # fmt: skip


def behind(numbers: Numbers) -> bool:
    """The one without is ahead by three standard errors."""
    return bool(numbers["in errors"] > 3)


def _in_errors(pairs: npt.NDArray[np.float64]) -> float:
    error = pairs.std(ddof=1) / np.sqrt(len(pairs))
    return float(pairs.mean() / max(error, 1e-9))
