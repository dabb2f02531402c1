"""What the claims of notebook 01 on single steps and on the check rest on."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.chapters.gradients.measured import (
    Data,
    Numbers,
    data_of,
    descended,
    passes,
    starts,
)
from course_lib.chapters.gradients.wrong_passes import (
    RIGHT,
    WRONG,
    Array,
    Parameters,
    backward,
    forward,
)

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


def directions_that_catch(*, epsilon: float, spread: float, **conditions: Any) -> Numbers:
    """Share of directions in which a pass differs from the loss, for each pass."""
    hidden = conditions["hidden"]
    (x, y), now = _networks(**conditions)
    data = spread * x, y
    rng = np.random.default_rng([conditions["seeds"], 2])
    gradients = {name: flat(backward(*data, now, f, hidden)) for name, f in passes().items()}
    size = gradients["right"].shape
    caught: dict[str, list[Any]] = {name: [] for name in gradients}
    for _ in range(DIRECTIONS):
        d = rng.standard_normal(size)
        d /= np.linalg.norm(d, axis=1, keepdims=True)
        slope = difference(data, now, d, epsilon, hidden)
        for name, gradient in gradients.items():
            caught[name].append(relative((gradient * d).sum(axis=1), slope) > CAUGHT)
    return {name: float(np.mean(each)) for name, each in caught.items()}


def any_direction_sees_all(numbers: Numbers) -> bool:
    """Each wrong pass in 95 of 100 directions, the right one in at most 5."""
    seen = min(numbers[name] for name in WRONG) >= 0.95
    return bool(seen and numbers["right"] <= 0.05)


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
    """The best epsilon lies between 1e-6 and 1e-4, and both ends are a hundred times worse."""
    errors = np.array(numbers["two-sided"])
    best = EPSILONS[errors.argmin()]
    return bool(9e-7 < best < 1.1e-4 and min(errors[0], errors[-1]) > 100 * errors.min())


def two_sides_are_better(numbers: Numbers) -> bool:
    """Each at its own best epsilon, at least a hundred times smaller."""
    return bool(min(numbers["one-sided"]) > 100 * min(numbers["two-sided"]))


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
