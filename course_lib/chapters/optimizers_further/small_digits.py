"""The comparison of the four rules in small, so that it can be tried under many conditions.

Digits of 14 x 14 pixels (means of four), two hidden layers, batches drawn with replacement. Rates
are chosen with a seed that judges nothing.
"""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.optimizers_further.four_rules import RULES
from course_lib.datasets import digits
from course_lib.engine import (
    Optimizer,
    ReLU,
    Tanh,
    cross_entropy,
    evaluate,
    mlp,
    stack,
)

Numbers = dict[str, Any]
GRIDS = {
    "gradient descent": (0.2, 0.4, 0.8, 1.6), "momentum": (0.04, 0.08, 0.16, 0.32),
    "AdaGrad": (0.02, 0.04, 0.08, 0.16), "Adam": (0.004, 0.008, 0.016, 0.032),
}  # fmt: skip
ONE_RATE, TAIL = 0.01, 100


@cache
def _images(part: str, first: int, count: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    pixels, labels = digits(part=part, dtype=np.float32)
    pixels, labels = pixels[first : first + count], labels[first : first + count]
    small = pixels.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
    return small, labels


def _run(
    rule: str, rates: Any, seed: int, data: Any, width: int, activation: str, batch: int,
    updates: int,
) -> tuple[npt.NDArray[Any], Any]:  # fmt: skip
    """Mean loss of the last hundred batches at each rate, and the networks."""
    rng = np.random.default_rng(seed)
    one = mlp(
        [196, width, width, 10], rng=rng, dtype=np.float32,
        activation={"ReLU": ReLU, "tanh": Tanh}[activation],
    )  # fmt: skip
    networks = stack([one] * len(rates))
    optimizer = Optimizer(RULES[rule], lr=np.array(rates, np.float32)[:, None, None])
    losses = np.zeros(len(rates))
    with np.errstate(all="ignore"):
        for update in range(updates):
            pick = rng.integers(len(data[1]), size=batch)
            loss, grad = cross_entropy(
                networks.forward(data[0][pick], training=True), data[1][pick]
            )
            if update >= updates - TAIL:
                losses += np.ravel(loss) / TAIL
            networks.backward(grad)
            optimizer.step(networks)
    return np.nan_to_num(losses, nan=np.inf), networks


def compared(
    first: int, count: int, width: int, activation: str, batch: int, updates: int, seeds: int,
    draws: int,
) -> Numbers:  # fmt: skip
    """Training loss and share of errors on test, of each rule at one rate and at its best."""
    data, test = _images("train", first, count), _images("test", 0, 5000)
    how = (data, width, activation, batch, updates)
    told: Numbers = {}
    for rule, grid in GRIDS.items():
        tuning = _run(rule, grid, seeds + 1000, *how)[0]
        best = grid[int(np.argmin(tuning))]
        runs = [_run(rule, (best, ONE_RATE), seed, *how) for seed in range(seeds, seeds + draws)]
        told[f"{rule}, best rate"] = best
        told[f"{rule}, own rate"] = [float(losses[0]) for losses, _ in runs]
        told[f"{rule}, 0.01"] = [float(losses[1]) for losses, _ in runs]
        told[f"{rule}, errors"] = [
            float(1 - np.ravel(evaluate(networks, cross_entropy, test)[1])[0])
            for _, networks in runs
        ]
    return told


def rates_decide(numbers: Numbers) -> bool:
    """Twice apart and more at one rate; at rates of their own less than 1.5 times."""

    def apart(kind: str) -> float:
        means = [float(np.mean(numbers[f"{rule}, {kind}"])) for rule in GRIDS]
        return max(means) / min(means)

    return bool(apart("0.01") > 2 and apart("own rate") < 1.5)
