"""A deep network on 300 images: the overfitting experiment of the lectures.

MNIST's first 300 training images, six hidden layers of 100 units, plain gradient descent with
learning rate 0.01 on batches of 100 drawn with replacement (Saito, Deep Learning from Scratch,
2016, chapter 6).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_floats, is_one_of, number, told, whole_number
from course_lib.datasets import digits
from course_lib.engine import (
    L1,
    L2,
    GradientDescent,
    History,
    Network,
    Optimizer,
    Step,
    cross_entropy,
    evaluate,
    mlp,
    softmax,
    train,
)
from course_lib.engine.training.batches import Data
from course_lib.experiments.augmenting import KINDS, augmentation
from course_lib.experiments.dropout_forms import FORMS, mlp_with_dropout

SIZES = (784, *[100] * 6, 10)
LR, BATCH_SIZE = 0.01, 100

WEIGHT_EDGES = np.linspace(-0.405, 0.405, 82)
"""Bins 0.01 wide, one of them centred on zero, so that weights driven to zero show."""


@dataclass(frozen=True)
class Setting:
    """What may vary from run to run; the defaults are the lectures' run without a remedy."""

    strength: float = 0.0
    """Of L2."""
    drop_rate: float = 0.0
    seed: int = 0
    epochs: int = 201
    every: int = 3
    """Epochs between two points of the curves."""
    l1: float = 0.0
    """Strength of L1, which takes the place of L2."""
    dropout: str = "fresh"
    """One of ``dropout_forms.FORMS``."""
    augment: str = "none"
    """One of ``augmenting.KINDS``."""
    amount: float = 0.0
    """How much of that augmentation."""

    def __post_init__(self) -> None:
        for name in ("strength", "l1", "amount"):
            number(f"Setting: {name}", getattr(self, name), 0)
        number("Setting: drop_rate", self.drop_rate, 0, 1, high_included=False)
        for name, least in (("seed", 0), ("epochs", 1), ("every", 1)):
            whole_number(f"Setting: {name}", getattr(self, name), least=least)
        for name, known in (("dropout", FORMS), ("augment", KINDS)):
            if not is_one_of(getattr(self, name), known):
                came = told(getattr(self, name))
                raise ValueError(f"Setting: {name} must be one of {list(known)}; got {came}")


@dataclass(frozen=True)
class Sets:
    """Training, dev and test set, each as (images, labels)."""

    train: Data
    dev: Data
    test: Data


def load_sets() -> Sets:
    """The first 300 training images; the next 1000 as dev set; the 10 000 test images.

    Examples
    --------
    >>> [len(labels) for _, labels in (load_sets().train, load_sets().dev, load_sets().test)]
    [300, 1000, 10000]
    """
    return Sets(digits(300), digits(1000, 300), digits(part="test"))


class Run:
    """One training run, step by step or at once.

    Attributes
    ----------
    network : Network
    history : History
        When the curves were recorded (``history.epochs``); ``curves()`` gives them by name.

    Examples
    --------
    >>> run = Run(Setting(epochs=6))
    >>> run.finish().history.epochs
    array([3., 6.])
    """

    def __init__(self, setting: Setting) -> None:
        self.setting, self.sets = setting, load_sets()
        self._rng = np.random.default_rng(setting.seed)
        self.network = _network(setting, self._rng)
        self.optimizer = Optimizer(GradientDescent(), LR, _penalty(setting))
        self._augment = augmentation(setting.augment, setting.amount)
        self.history = History(scores=self._scores)

    def steps(self) -> Iterator[Step]:
        """Train and record, yielding after every update."""
        for step in train(
            self.network,
            cross_entropy,
            self.optimizer,
            self.sets.train,
            epochs=self.setting.epochs,
            batch_size=BATCH_SIZE,
            rng=self._rng,
            sampling="replacement",
            augment=self._augment,
        ):
            if step.ends_epoch and step.epoch % self.setting.every == 0:
                self.history.record(step)
            yield step

    def finish(self) -> "Run":
        """Train to the end."""
        for _ in self.steps():
            pass
        return self

    def curves(self) -> dict[str, npt.NDArray[Any]]:
        """The recorded curves by name, each of shape (records,)."""
        scores = self.history["scores"].reshape(-1, 4)
        return dict(zip(CURVES, scores.T, strict=True))

    def histogram(self) -> npt.NDArray[np.float64]:
        """Share of all weights in each bin of WEIGHT_EDGES."""
        return histogram(self.network.weights)

    def confidence(self) -> npt.NDArray[Any]:
        """Mean probability that the network gives its own answers on the dev set."""
        return np.asarray(softmax(self.network.forward(self.sets.dev[0])).max(axis=-1).mean())

    def results(self) -> dict[str, npt.NDArray[Any]]:
        """What a sweep stores of a finished run; curves that end in a divergence go on as inf."""
        test_loss, test_accuracy = evaluate(self.network, cross_entropy, self.sets.test)
        missing = self.setting.epochs // self.setting.every - len(self.history)
        full = {
            name: np.pad(curve, (0, missing), constant_values=np.inf)
            for name, curve in self.curves().items()
        }
        return full | {
            "test_loss": test_loss,
            "test_accuracy": test_accuracy,
            "dev_confidence": self.confidence(),
            "histogram": self.histogram(),
        }

    def _scores(self, step: Step) -> list[Any]:
        train_scores = evaluate(step.network, cross_entropy, self.sets.train)
        dev_scores = evaluate(step.network, cross_entropy, self.sets.dev)
        return [train_scores[1], dev_scores[1], train_scores[0], dev_scores[0]]


def _network(setting: Setting, rng: np.random.Generator) -> Network:
    if setting.drop_rate and setting.dropout != "fresh":
        return mlp_with_dropout(SIZES, setting.dropout, setting.drop_rate, rng=rng)
    return mlp(SIZES, rng=rng, drop_rate=setting.drop_rate or None)


def _penalty(setting: Setting) -> L1 | L2 | None:
    if setting.l1:
        return L1(setting.l1)
    return L2(setting.strength) if setting.strength else None


CURVES = ("train_accuracy", "dev_accuracy", "train_loss", "dev_loss")


def histogram(weights: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Share of all weights in each bin of WEIGHT_EDGES; the few outside are in no bin.

    Examples
    --------
    >>> histogram([0.0, 0.0, 9.0, -0.4])[[0, 40, 80]]
    array([0.25, 0.5 , 0.  ])
    """
    values = as_floats("histogram: weights", weights).ravel()
    if not values.size:
        raise ValueError("histogram: weights must hold at least one number; got none")
    return np.asarray(np.histogram(values, WEIGHT_EDGES)[0] / values.size)


def varied(base: Setting, **fields: Any) -> Setting:
    """``base`` with other values in some fields."""
    return replace(base, **fields)
