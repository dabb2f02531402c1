"""Trainings with one slip of a PyTorch listing each, in the course's engine; many side by side.

The recipe is that of the listing: batch norm, Adam, a rate that is lowered epoch by epoch.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import clothes, digits
from course_lib.engine import (
    Adam,
    BatchNorm,
    DampedMomentum,
    GradientDescent,
    Momentum,
    Network,
    Optimizer,
    cross_entropy,
    mlp,
    softmax,
    stack,
)
from course_lib.engine.rules.rule import Rule

Floats = npt.NDArray[np.floating[Any]]
Labels = npt.NDArray[np.int64]

RULES: dict[str, Rule] = {
    "Adam": Adam(), "momentum": Momentum(0.9), "descent": GradientDescent(),
    "damped momentum": DampedMomentum(0.9),
}  # fmt: skip
"""``damped``: with (1 - beta) before the gradient."""
CLEAR, LOGITS, PER_EPOCH, ONE_OPTIMIZER, EVAL = SLIPS = (
    "zero_grad() is missing",
    "softmax before the loss",
    "the rate falls each batch",
    "a new optimizer each epoch",
    "eval() is missing",
)
TESTED = 1000


@dataclass(frozen=True)
class Training:
    """How a run goes; ``slips`` are what is wrong with it.

    A rate of ``lr`` is multiplied by ``gamma`` at the end of each epoch. With ``total`` the
    losses of a batch are added up, not averaged.
    """

    slips: tuple[str, ...] = ()
    rule: str = "Adam"
    lr: float = 0.01
    gamma: float = 0.8
    epochs: int = 10
    batch_size: int = 50
    count: int = 1000
    width: int = 32
    hidden: int = 2
    batch_norm: bool = True
    total: bool = False
    seeds: tuple[int, ...] = (0,)
    images: str = "digits"


@dataclass(frozen=True)
class Run:
    """What came of it; a row for each seed."""

    networks: Network
    printed: Floats
    """The loss that the loop sees, batch by batch: shape (seeds, updates)."""
    x_new: Floats
    labels_new: Labels
    steps: Floats
    """Root mean square of an update's step over the rate, mean of all updates: (seeds,)."""


def sets(training: Training, seed: int) -> tuple[Floats, Labels, Floats, Labels]:
    """Draw digits to learn from, and 1000 others to test on."""
    count = training.count
    known = clothes(3000, side=7) if training.images == "clothes" else digits(20_000, side=7)
    x, labels = known
    chosen = np.random.default_rng([seed, 7]).permutation(len(x))[: count + TESTED]
    first, others = chosen[:count], chosen[count:]
    return x[first], labels[first], x[others], labels[others]


def train(training: Training) -> Run:
    """Train all seeds side by side, each with data, start and batches of its own."""
    drawn = [sets(training, seed) for seed in training.seeds]
    x, labels, x_new, labels_new = (np.stack(parts) for parts in zip(*drawn, strict=True))
    networks = stack([_first(training, seed) for seed in training.seeds])
    rngs = [np.random.default_rng([seed, 1]) for seed in training.seeds]
    printed, steps, kept = [], [], np.zeros_like(networks.gradient)
    optimizer = _optimizer(training, training.lr)
    epochs, each = training.epochs, np.arange(len(rngs))[:, None]
    per_epoch = training.count // training.batch_size
    for epoch in range(epochs):
        if ONE_OPTIMIZER in training.slips:
            optimizer = _optimizer(training, float(np.max(optimizer.current_lr())))
        order = np.stack([rng.permutation(training.count) for rng in rngs])
        for batch in range(per_epoch):
            at = order[:, batch * training.batch_size : (batch + 1) * training.batch_size]
            logits = networks.forward(x[each, at], training=True)
            loss, gradient = _loss(training, logits, labels[each, at])
            networks.backward(gradient * (training.batch_size if training.total else 1))
            if CLEAR in training.slips:
                kept += networks.gradient
                networks.gradient[...] = kept
            rate, before = float(np.max(optimizer.current_lr())), networks.theta.copy()
            optimizer.step(networks)
            step = (networks.theta - before).reshape(len(rngs), -1)
            steps.append(np.sqrt(np.mean(step**2, axis=1)) / (rate or 1.0))
            if PER_EPOCH in training.slips:
                optimizer.lr = float(np.max(optimizer.current_lr())) * training.gamma
            printed.append(loss)
        if PER_EPOCH not in training.slips:
            optimizer.lr = training.lr * training.gamma ** (epoch + 1)
    return Run(networks, np.stack(printed, axis=1), x_new, labels_new, np.mean(steps, axis=0))


def _first(training: Training, seed: int) -> Network:
    sizes = [49, *[training.width] * training.hidden, 10]
    norm = BatchNorm if training.batch_norm else None
    return mlp(sizes, rng=np.random.default_rng(seed), normalization=norm)


def _optimizer(training: Training, lr: float) -> Optimizer:
    return Optimizer(RULES[training.rule], lr=lr)


def _loss(training: Training, logits: Floats, labels: Labels) -> tuple[Floats, Floats]:
    """The loss of the loop; with a softmax before it, which is then taken twice."""
    if LOGITS not in training.slips:
        return cross_entropy(logits, labels)
    p = softmax(logits)
    loss, grad_p = cross_entropy(p, labels)
    return loss, p * (grad_p - (grad_p * p).sum(axis=-1, keepdims=True))


def rights(run: Run, *, at_once: int = 0, evaluating: bool = True, sort: bool = False) -> Floats:
    """The share of new images that each seed's network gets right.

    Parameters
    ----------
    at_once : so many of them in a batch; 0 for all
    evaluating : whether batch norm takes its running averages, as after ``eval()``
    sort : whether they come class by class
    """
    x, labels = run.x_new, run.labels_new
    if sort:
        order = labels.argsort(axis=1, kind="stable")
        each = np.arange(len(labels))[:, None]
        x, labels = x[each, order], labels[each, order]
    size, right = at_once or labels.shape[1], []
    networks = run.networks.copy()
    for k in range(0, labels.shape[1], size):
        logits = networks.forward(x[:, k : k + size], training=not evaluating)
        right.append(logits.argmax(axis=-1) == labels[:, k : k + size])
    return np.asarray(np.concatenate(right, axis=1).mean(axis=1))


def true_loss(run: Run) -> Floats:
    """Cross-entropy of the new images, as it should be taken."""
    return cross_entropy(run.networks.forward(run.x_new), run.labels_new)[0]


def with_slips(training: Training, slips: Sequence[str], **others: Any) -> Training:
    """The same training with these slips."""
    return replace(training, slips=tuple(slips), **others)
