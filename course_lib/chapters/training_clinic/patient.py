"""One run, ill or well: its recipe, its record, and what can be asked of it afterwards."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.chapters.training_clinic.plain_run import Loss, Record, plain_run
from course_lib.chapters.training_clinic.problems import Floats, Labels, Part, Problem
from course_lib.engine import (
    BatchNorm,
    Dense,
    Dropout,
    Layer,
    Network,
    ReLU,
    Sigmoid,
    binary_cross_entropy,
    cross_entropy,
    sigmoid,
    softmax,
)


@dataclass(frozen=True)
class Recipe:
    """How a run is made.

    Attributes
    ----------
    problem : Problem
    lr, batch_size, epochs : as everywhere
    hidden : sizes of the hidden layers
    bias : first biases of the hidden layers
    squashed : whether a sigmoid layer stands before the loss
    loss : "usual", "softmax" (one answer, for several tags), "by hand" (a logarithm of what comes)
    batch_norm, drop_rate : what stands in the hidden layers
    judged_in_training : whether dev examples are judged with the layers in training mode
    seed : draws first weights and batches
    remark : what somebody said of the run, or ""
    """

    problem: Problem
    lr: float
    batch_size: int = 10
    epochs: int = 10
    hidden: tuple[int, ...] = (16, 16)
    bias: float = 0.0
    squashed: bool = False
    loss: str = "usual"
    batch_norm: bool = False
    drop_rate: float = 0.0
    judged_in_training: bool = False
    seed: int = 0
    remark: str = ""

    def but(self, **changes: Any) -> "Recipe":
        """Give the same with some changes."""
        return replace(self, **changes)


class Patient:
    """A recipe that was run once, when it is first asked for anything.

    Examples
    --------
    >>> from course_lib.chapters.training_clinic.problems import draw_moons
    >>> patient = Patient(Recipe(draw_moons(np.random.default_rng(0)), lr=0.2))
    >>> len(patient.record.losses), len(patient.record.dev)
    (300, 11)
    """

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe

    @property
    def problem(self) -> Problem:
        """The data of the run."""
        return self.recipe.problem

    def first_network(self) -> Network:
        """The network before training."""
        r = self.recipe
        sizes = [self.problem.train[0].shape[1], *r.hidden]
        layers: list[Layer] = []
        for n_in, n_out in pairwise(sizes):
            layers.append(Dense(n_in, n_out))
            if r.batch_norm:
                layers.append(BatchNorm(n_out))
            layers.append(ReLU())
            if r.drop_rate:
                layers.append(Dropout(r.drop_rate))
        layers.append(Dense(sizes[-1], self.problem.outputs))
        if r.squashed:
            layers.append(Sigmoid())
        network = Network(layers, rng=np.random.default_rng([r.seed, 1]))
        for k in range(len(r.hidden)):
            network[f"hidden {k + 1}"].b[...] = r.bias
        return network

    @cached_property
    def loss(self) -> Loss:
        """The loss that the run uses, right or wrong."""
        kind, own = self.problem.kind, self.recipe.loss
        if own == "softmax":
            return softmax_for_tags
        if own == "by hand":
            return by_hand_one if kind == "classes" else by_hand_each
        return cross_entropy if kind == "classes" else binary_cross_entropy  # type: ignore[return-value]

    @cached_property
    def guess(self) -> float:
        """What a guess costs: ln K, and ln 2 for each question of yes or no."""
        kind, outputs = self.problem.kind, self.problem.outputs
        if kind == "classes" or self.recipe.loss == "softmax":
            return float(np.log(outputs))
        return outputs * float(np.log(2))

    @property
    def guess_right(self) -> float:
        """Share of right answers of a guess that tosses: 1/K, and 1/2 for each yes or no."""
        return 1 / self.problem.outputs if self.problem.kind == "classes" else 0.5

    @cached_property
    def _run(self) -> tuple[Network, Record]:
        network, r = self.first_network(), self.recipe
        rng = np.random.default_rng([r.seed, 2])
        record = plain_run(
            network, self.loss, self.problem.train, lr=r.lr, batch_size=r.batch_size,
            epochs=r.epochs, rng=rng, judge=self._judge,
        )  # fmt: skip
        return network, record

    def first_ratios(self, measure: Callable[[Floats, Floats], float]) -> Floats:
        """What another measure says of the first epoch's updates: (before, after) -> number."""
        r = self.recipe
        record = plain_run(
            self.first_network(), self.loss, self.problem.train, lr=r.lr,
            batch_size=r.batch_size, epochs=1, rng=np.random.default_rng([r.seed, 2]),
            measure=measure,
        )  # fmt: skip
        return np.array(record.ratios)

    @property
    def network(self) -> Network:
        """The network after training."""
        return self._run[0]

    @property
    def record(self) -> Record:
        """What the run wrote down."""
        return self._run[1]

    def _judge(self, network: Network) -> tuple[tuple[float, float], tuple[float, float]]:
        return self.judged(network, self.problem.train), self.judged(
            network, self.problem.dev, as_the_code_does=True
        )

    def outputs(
        self, network: Network, x: Floats, *, training: bool = False, seed: int = 0
    ) -> Floats:
        """What comes out of the network; with ``training`` as in training."""
        used = network.copy() if training else network  # running averages stay as they are
        with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
            return used.forward(x, training=training, rng=np.random.default_rng([seed, 3]))

    def judged(
        self, network: Network, part: Part, *, as_the_code_does: bool = False, seed: int = 0
    ) -> tuple[float, float]:
        """(loss, share of right answers) on a part."""
        training = as_the_code_does and self.recipe.judged_in_training
        out = self.outputs(network, part[0], training=training, seed=seed)
        with np.errstate(all="ignore"):
            value = float(self.loss(out, part[1])[0]) if np.isfinite(out).all() else np.nan
        return value, float(np.mean(self.answers(out) == part[1]))

    def stated(self, out: Floats) -> Floats:
        """The probabilities that an output stands for, as the code reads it."""
        with np.errstate(all="ignore"):
            if self.recipe.squashed:
                return out / out.sum(axis=1, keepdims=True) if self._one_of_several else out
            return np.asarray(softmax(out) if self._one_of_several else sigmoid(out))

    @property
    def _one_of_several(self) -> bool:
        return self.problem.kind == "classes" or self.recipe.loss == "softmax"

    def answers(self, out: Floats) -> Labels:
        """What the network says: a class for each example, or yes and no for each output."""
        if self.problem.kind == "classes":
            return np.asarray(out.argmax(axis=1))
        said = (self.stated(out) > 0.5).astype(np.int64)
        return said if self.problem.kind == "tags" else said[:, 0]

    def trained_on(self, part: Part, updates: int = 300) -> float:
        """The lowest loss, over a guess's, that this code reaches on these examples alone."""
        network, r = self.first_network(), self.recipe
        record = plain_run(
            network, self.loss, part, lr=r.lr, batch_size=len(part[0]), epochs=updates,
            rng=np.random.default_rng([r.seed, 4]),
        )  # fmt: skip
        last = np.array(record.losses[-20:])
        return float(np.median(last)) / self.guess


def softmax_for_tags(out: Floats, tags: Labels) -> tuple[float, Floats]:
    """Cross-entropy of a softmax with the tags as shares: right for one answer of several only."""
    total = np.maximum(tags.sum(axis=1, keepdims=True), 1)
    t = tags / total
    p = np.asarray(softmax(out))
    some = tags.any(axis=1, keepdims=True)
    value = -np.sum(t * np.log(np.maximum(p, 1e-300))) / len(out)
    return float(value), (p - t) * some / len(out)


def by_hand_one(out: Floats, labels: Labels) -> tuple[float, Floats]:
    """Softmax and its loss as the formula says it: exp, sum, log, with nothing to hold them."""
    e = np.exp(out)
    p = e / e.sum(axis=1, keepdims=True)
    picked = np.arange(len(out)), labels
    grad_p = np.zeros_like(p)
    grad_p[picked] = -1 / p[picked] / len(out)
    grad = p * (grad_p - np.sum(grad_p * p, axis=1, keepdims=True))
    return float(-np.mean(np.log(p[picked]))), grad


def by_hand_each(out: Floats, labels: Labels) -> tuple[float, Floats]:
    """Sigmoid and its loss as the formula says it."""
    t = labels.reshape(out.shape)
    p = 1 / (1 + np.exp(-out))
    value = -np.sum(np.where(t == 1, np.log(p), np.log(1 - p))) / len(out)
    grad_p = np.where(t == 1, -1 / p, 1 / (1 - p)) / len(out)
    return float(value), grad_p * p * (1 - p)


Maker = Callable[[np.random.Generator], Recipe]
"""Draws a recipe; the same generator gives the same."""
