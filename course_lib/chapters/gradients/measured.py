"""What the claims of notebook 01 rest on: measurements, and what must be true of them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.chapters.gradients.own_network import first_parameters
from course_lib.chapters.gradients.wrong_passes import (
    RIGHT,
    WRONG,
    Array,
    Factors,
    Parameters,
    backward,
    forward,
)
from course_lib.datasets import circles, digits, moons
from course_lib.experiments import paired_change
from course_lib.experiments.schedule_problem import pooled

Numbers = dict[str, Any]
Data = tuple[Array, Array]
"""Inputs (K, n, inputs) and labels (K, n, 1), both float64."""

ENOUGH = 3.0
"""From so many of its standard errors on, a mean difference counts."""
RATES = 10.0 ** np.arange(-3, 4.5, 0.5)
TUNERS, JUDGES, OTHERS = 3, 10, 1000
GAINS = {"ReLU": 2.0, "tanh": 1.0, "sigmoid": 1.0}
POINT = 0.01
FROZEN = "first layer never trained"


def data_of(data: str, noise: float, points: int, draws: Sequence[int]) -> tuple[Data, Data]:
    """A draw of training and of other points for each seed: (K, n, inputs) and (K, n, 1)."""
    sets = []
    for draw in draws:
        n = points + OTHERS
        if data == "digits":
            images, kinds = pooled(*digits(n, n * (draw % 20)))
        else:
            make = {"moons": moons, "circles": circles}[data]
            images, kinds = make(n, noise=noise, rng=np.random.default_rng([draw, 1]))
        sets.append((images, kinds[:, None] % 2))
    x: Array = np.stack([each for each, _ in sets]).astype(float)
    y: Array = np.stack([each for _, each in sets]).astype(float)
    return (x[:, :points], y[:, :points]), (x[:, points:], y[:, points:])


def starts(seeds: Sequence[int], inputs: int, units: int, hidden: str) -> Parameters:
    """First parameters of a network for each seed, side by side."""
    each = [first_parameters(s, inputs=inputs, units=units, gain=GAINS[hidden]) for s in seeds]
    W1, b1, W2, b2 = (np.stack(blocks) for blocks in zip(*each, strict=True))
    return W1, b1, W2, b2


def descended(
    factors: Factors, data: Data, now: Parameters, lr: float | Array, updates: int, hidden: str
) -> Parameters:
    """Follow a backward pass; what diverges ends as NaN."""
    with np.errstate(all="ignore"):
        for _ in range(updates):
            W1, b1, W2, b2 = (
                block - lr * grad
                for block, grad in zip(now, backward(*data, now, factors, hidden), strict=True)
            )
            now = W1, b1, W2, b2
    return now


def at_its_own_rate(
    factors: Factors, *, seeds: int, data: str, noise: float, points: int, units: int, hidden: str,
    updates: int,
) -> tuple[float, Array]:  # fmt: skip
    """The rate with the lowest training loss on three seeds, and the accuracy on others' points.

    Returns
    -------
    the rate, and the share of right answers on other points, of each judging seed
    """
    tuners = range(seeds, seeds + TUNERS)
    (x, y), _ = data_of(data, noise, points, tuners)
    first = starts(tuners, x.shape[-1], units, hidden)
    losses: list[Array] = []
    for rates in RATES.reshape(-1, 3):  # three at a time fit into the cache
        W1, b1, W2, b2 = (np.tile(block, (3, 1, 1)) for block in first)
        tiled: Data = np.tile(x, (3, 1, 1)), np.tile(y, (3, 1, 1))
        lr = np.repeat(rates, TUNERS)[:, None, None]
        ends = descended(factors, tiled, (W1, b1, W2, b2), lr, updates, hidden)
        with np.errstate(all="ignore"):
            losses.append(forward(*tiled, ends, hidden).loss.reshape(3, TUNERS).mean(axis=1))
    heights = np.concatenate(losses)
    best = float(RATES[np.argmin(np.where(np.isfinite(heights), heights, np.inf))])
    judges = range(seeds + TUNERS, seeds + TUNERS + JUDGES)
    train, others = data_of(data, noise, points, judges)
    came = descended(
        factors, train, starts(judges, x.shape[-1], units, hidden), best, updates, hidden
    )
    with np.errstate(all="ignore"):
        right = (forward(*others, came, hidden).score > 0) == (others[1] == 1)
    return best, np.asarray(right.mean(axis=(-2, -1)))


def wrong_passes_train(**conditions: Any) -> Numbers:
    """Accuracy on other points, of the right pass and of ten wrong ones, each at its own rate.

    And of a control, whose first layer stays as it was drawn.
    """
    ends = {name: at_its_own_rate(f, **conditions) for name, f in passes().items()}
    return {name: right.tolist() for name, (_, right) in ends.items()} | {
        "rates": [rate for rate, _ in ends.values()]
    }


def as_good(numbers: Numbers) -> list[str]:
    """The wrong passes whose accuracy is less than a point below the right one's."""
    right = np.array(numbers["right"])
    return [name for name in WRONG if np.mean(right - numbers[name]) < POINT]


def learning(numbers: Numbers) -> list[str]:
    """The wrong passes that answer better than a coin, by three standard errors."""
    means = {name: paired_change(np.array(numbers[name]), np.full(JUDGES, 0.5)) for name in WRONG}
    return [name for name, (gain, error) in means.items() if gain > max(ENOUGH * error, 0.1)]


def training_is_no_check(numbers: Numbers) -> bool:
    """At least four as good as the right one; all but the reversed sign learn."""
    return len(as_good(numbers)) >= 4 and len(learning(numbers)) == len(WRONG) - 1


def passes() -> dict[str, Factors]:
    """The right pass, the ten wrong ones, and the control."""
    return {"right": RIGHT, **WRONG, FROZEN: Factors(scale=(0.0, 0.0, 1.0, 1.0))}


def neuron_and_network(**conditions: Any) -> Numbers:
    """Error on other points: of one neuron, and of a hidden layer, each at its own rate."""
    _, network = at_its_own_rate(RIGHT, **conditions)
    neuron = _neurons(conditions)
    return {"one neuron": (1 - neuron).tolist(), "a hidden layer": (1 - network).tolist()}


def _neurons(conditions: dict[str, Any]) -> Array:
    """Accuracy of single neurons, trained to rest by Newton's steps."""
    given = {name: conditions[name] for name in ("data", "noise", "points")}
    first = conditions["seeds"] + TUNERS
    (x, y), (others, labels) = data_of(draws=range(first, first + JUDGES), **given)
    inputs = np.concatenate([x, np.ones((*x.shape[:-1], 1))], axis=-1)
    w = np.zeros((len(x), inputs.shape[-1], 1))
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(inputs @ w, -30, 30)))
        curvature = inputs.mT @ (p * (1 - p) * inputs) + 1e-3 * np.eye(w.shape[1])
        w = w - np.linalg.solve(curvature, inputs.mT @ (p - y))
    score = np.concatenate([others, np.ones((*others.shape[:-1], 1))], axis=-1) @ w
    return np.asarray(((score > 0) == (labels == 1)).mean(axis=(-2, -1)))


def bends(numbers: Numbers) -> bool:
    """The network errs on less than half as many, and the difference is sure."""
    one, many = np.array(numbers["one neuron"]), np.array(numbers["a hidden layer"])
    change, error = paired_change(many, one)
    return bool(many.mean() < one.mean() / 2 and change < -ENOUGH * error)
