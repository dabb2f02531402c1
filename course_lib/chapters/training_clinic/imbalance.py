"""One class of two is rare: plain, weighted, resampled, or another threshold."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from course_lib.chapters.training_clinic.problems import Floats, Labels, Part
from course_lib.datasets import blobs, moons
from course_lib.engine import (
    Network,
    Optimizer,
    binary_cross_entropy,
    fit,
    mlp,
    sigmoid,
)

WAYS = ("plain", "class weights", "65 to 35", "50 to 50", "threshold")


@dataclass(frozen=True)
class Study:
    """How the data are drawn and the network trained.

    Attributes
    ----------
    rare : share of class 1
    count : training examples; there are 4000 new ones
    data, noise : "clouds" or "moons", and how much they overlap
    """

    rare: float = 0.05
    count: int = 1000
    data: str = "clouds"
    noise: float = 0.8
    hidden: tuple[int, ...] = (16, 16)
    lr: float = 0.1
    epochs: int = 10
    batch_size: int = 20


def drawn(study: Study, count: int, rng: np.random.Generator) -> Part:
    """Points of which a share of ``rare`` is of class 1."""
    ones = round(study.rare * count)
    make = {"clouds": blobs, "moons": moons}[study.data]
    x, labels = make(2 * count, noise=study.noise, rng=rng)
    keep = np.r_[np.flatnonzero(labels == 1)[:ones], np.flatnonzero(labels == 0)[: count - ones]]
    keep = rng.permutation(keep)
    return x[keep], labels[keep]


def balanced_weights(labels: Labels) -> Floats:
    """Give n / (2 n_k) for each of two classes: each class counts as much as the other.

    Examples
    --------
    >>> balanced_weights(np.array([0, 0, 0, 1]))
    array([0.66666667, 2.        ])
    """
    counts = np.bincount(labels, minlength=2)
    return len(labels) / (2 * np.maximum(counts, 1))


def resampled(part: Part, share: float, rng: np.random.Generator) -> Part:
    """Repeat rows of class 1 until they have this share.

    Examples
    --------
    >>> part = np.arange(10.0)[:, None], np.arange(10) // 9
    >>> np.bincount(resampled(part, 0.5, np.random.default_rng(0))[1])
    array([9, 9])
    """
    x, labels = part
    ones, rest = np.flatnonzero(labels == 1), np.flatnonzero(labels == 0)
    needed = round(share / (1 - share) * len(rest))
    more = rng.choice(ones, needed - len(ones)) if needed > len(ones) else ones[:0]
    order = rng.permutation(np.r_[rest, ones, more])
    return x[order], labels[order]


def trained(study: Study, part: Part, seed: int, weights: Floats | None = None) -> Network:
    """Train on a part; with class weights in the loss where there are any.

    With more rows an epoch has more updates; there are fewer epochs then.
    """
    rng = np.random.default_rng([seed, 1])
    network = mlp([2, *study.hidden, 1], rng=rng)
    loss = partial(binary_cross_entropy, class_weights=weights)
    epochs = max(1, round(study.epochs * study.count / len(part[0])))
    fit(
        network, loss, Optimizer(lr=study.lr), part, epochs=epochs,
        batch_size=study.batch_size, rng=rng, every=epochs,
    )  # fmt: skip
    return network


def judged(network: Network, part: Part, threshold: float = 0.5) -> dict[str, float]:
    """Accuracy, recall of each class, and the mean probability stated for class 1, in percent."""
    x, labels = part
    p = np.asarray(sigmoid(network.forward(x)))[:, 0]
    said = p > threshold
    return {
        "accuracy": 100 * float(np.mean(said == labels)),
        "recall 0": 100 * float(np.mean(~said[labels == 0])),
        "recall 1": 100 * float(np.mean(said[labels == 1])),
        "says": 100 * float(p.mean()),
    }


def compared(study: Study, seed: int) -> dict[str, dict[str, float]]:
    """Each way on the same points, judged on the same 4000 new ones."""
    rng = np.random.default_rng([seed, 0])
    train, new = drawn(study, study.count, rng), drawn(study, 4000, rng)
    plain = trained(study, train, seed)
    found = {"plain": judged(plain, new), "threshold": judged(plain, new, study.rare)}
    weighted = trained(study, train, seed, balanced_weights(train[1]))
    found["class weights"] = judged(weighted, new)
    for name, share in (("65 to 35", 0.35), ("50 to 50", 0.5)):
        found[name] = judged(trained(study, resampled(train, share, rng), seed), new)
    return {way: found[way] for way in WAYS}
