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
    """Accuracy on other points, of the right pass and of ten wrong ones, each at its own rate."""
    ends = {name: at_its_own_rate(f, **conditions) for name, f in _all().items()}
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


def _all() -> dict[str, Factors]:
    return {"right": RIGHT, **WRONG}


# The check itself.

DIRECTIONS = 100
CAUGHT, PASSED = 1e-3, 1e-6


def _networks(
    *, seeds: int, data: str, noise: float, points: int, units: int, hidden: str, updates: int,
    count: int = 5,
) -> tuple[Data, Parameters]:  # fmt: skip
    chosen = range(seeds, seeds + count)
    train, _ = data_of(data, noise, points, chosen)
    now = starts(chosen, train[0].shape[-1], units, hidden)
    return train, descended(RIGHT, train, now, 0.3, updates, hidden)


def flat(blocks: Sequence[Array]) -> Array:
    """All blocks of K networks as (K, P)."""
    return np.concatenate([block.reshape(len(block), -1) for block in blocks], axis=1)


def moved(now: Parameters, direction: Array, by: float) -> Parameters:
    """Parameters of K networks, moved along (K, P)."""
    blocks, place = [], 0
    for block in now:
        size = block[0].size
        blocks.append(block + by * direction[:, place : place + size].reshape(block.shape))
        place += size
    return blocks[0], blocks[1], blocks[2], blocks[3]


def difference(
    data: Data,
    now: Parameters,
    direction: Array,
    epsilon: float,
    hidden: str,
    one_sided: bool = False,
) -> Array:
    """The slope along a direction, by two losses, for each of K networks."""
    above = forward(*data, moved(now, direction, epsilon), hidden).loss
    if one_sided:
        return np.asarray((above - forward(*data, now, hidden).loss) / epsilon)
    below = forward(*data, moved(now, direction, -epsilon), hidden).loss
    return np.asarray((above - below) / (2 * epsilon))


def relative(a: Array, b: Array) -> Array:
    """``|a - b| / (|a| + |b|)``, entry by entry, 0 where both are 0."""
    size = np.abs(a) + np.abs(b)
    return np.where(size == 0, 0, np.abs(a - b) / np.where(size == 0, 1, size))


def directions_that_catch(*, epsilon: float, **conditions: Any) -> Numbers:
    """Share of directions in which a pass differs from the loss, for each pass."""
    hidden = conditions["hidden"]
    data, now = _networks(**conditions)
    rng = np.random.default_rng([conditions["seeds"], 2])
    gradients = {name: flat(backward(*data, now, f, hidden)) for name, f in _all().items()}
    size = gradients["right"].shape
    caught: dict[str, list[Any]] = {name: [] for name in gradients}
    for _ in range(DIRECTIONS):
        d = rng.standard_normal(size)
        d /= np.linalg.norm(d, axis=1, keepdims=True)
        slope = difference(data, now, d, epsilon, hidden)
        for name, gradient in gradients.items():
            caught[name].append(relative((gradient * d).sum(axis=1), slope) > CAUGHT)
    single = np.zeros(size)
    single[:, 0] = 1  # the first weight of layer 1
    slope = difference(data, now, single, epsilon, hidden)
    missed = [
        name for name, gradient in gradients.items()
        if name != "right" and not (relative(gradient[:, 0], slope) > CAUGHT).any()
    ]  # fmt: skip
    return {name: float(np.mean(each)) for name, each in caught.items()} | {
        "missed by one weight": missed
    }


def any_direction_sees_all(numbers: Numbers) -> bool:
    """Each wrong pass in 95 of 100 directions, the right one in at most 5; one weight misses 3."""
    seen = min(numbers[name] for name in WRONG) >= 0.95
    return seen and numbers["right"] <= 0.05 and len(numbers["missed by one weight"]) >= 3


EPSILONS = 10.0 ** np.arange(-12, 0)


def errors_by_epsilon(*, precision: str, **conditions: Any) -> Numbers:
    """Median relative error of one- and two-sided differences of the right gradient."""
    hidden = conditions["hidden"]
    data, now = _networks(**conditions, count=10)
    exact = flat(backward(*data, now, RIGHT, hidden))
    kind = np.dtype(precision)
    x, y = (part.astype(kind) for part in data)
    W1, b1, W2, b2 = (block.astype(kind) for block in now)
    rng = np.random.default_rng([conditions["seeds"], 3])
    errors: dict[bool, Array] = {
        False: np.zeros((len(EPSILONS), 0)),
        True: np.zeros((len(EPSILONS), 0)),
    }
    for _ in range(20):
        d = rng.standard_normal(exact.shape)
        d = (d / np.linalg.norm(d, axis=1, keepdims=True)).astype(kind)
        for one_sided in errors:
            each = [
                relative(
                    (exact * d).sum(axis=1),
                    difference((x, y), (W1, b1, W2, b2), d, kind.type(e), hidden, one_sided),
                )
                for e in EPSILONS
            ]
            errors[one_sided] = np.concatenate([errors[one_sided], each], axis=1)
    return {
        "two-sided": np.median(errors[False], axis=1).tolist(),
        "one-sided": np.median(errors[True], axis=1).tolist(),
    }


def best_near_a_hundred_thousandth(numbers: Numbers) -> bool:
    """The best epsilon lies between 1e-6 and 1e-4, and both ends are a thousand times worse."""
    errors = np.array(numbers["two-sided"])
    best = EPSILONS[errors.argmin()]
    return bool(9e-7 < best < 1.1e-4 and min(errors[0], errors[-1]) > 100 * errors.min())


def two_sides_are_better(numbers: Numbers) -> bool:
    """Each at its own best epsilon, at least a hundred times smaller."""
    return bool(min(numbers["one-sided"]) > 100 * min(numbers["two-sided"]))


# What a gradient is, and what a hidden layer is for.

STRAIGHT_DOWN, TRIES = "against the gradient", 1000


def random_steps(*, length: float, **conditions: Any) -> Numbers:
    """Change of the loss: a step against the gradient, and the best of 1000 others as long."""
    hidden = conditions["hidden"]
    data, now = _networks(**conditions)
    gradient = flat(backward(*data, now, RIGHT, hidden))
    down = -gradient / np.linalg.norm(gradient, axis=1, keepdims=True)
    before = forward(*data, now, hidden).loss
    rng = np.random.default_rng([conditions["seeds"], 4])
    others = np.full(len(before), np.inf)
    for _ in range(TRIES):
        d = rng.standard_normal(down.shape)
        d /= np.linalg.norm(d, axis=1, keepdims=True)
        others = np.minimum(others, forward(*data, moved(now, d, length), hidden).loss - before)
    straight = forward(*data, moved(now, down, length), hidden).loss - before
    return {STRAIGHT_DOWN: straight.tolist(), "the best of 1000": others.tolist()}


def none_is_better(numbers: Numbers) -> bool:
    """In every network the step against the gradient lowers the loss the most."""
    straight = np.array(numbers[STRAIGHT_DOWN])
    return bool(np.all(straight < 0) and np.all(straight < numbers["the best of 1000"]))


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
