"""What two claims of notebook 02 rest on: networks on digits, each on images of its own."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.bias_and_variance.measured import Floats, Numbers, errors_long, judges
from course_lib.chapters.bias_and_variance.pairs import paired_difference
from course_lib.chapters.bias_and_variance.remedies import ACTIVATIONS
from course_lib.datasets import digits
from course_lib.engine import (
    Adam,
    Network,
    Optimizer,
    cross_entropy,
    glorot_normal,
    mlp,
    predict,
    stack,
    train,
)
from course_lib.experiments.contests import ENOUGH


def own_digits(
    size: int, seeds: Sequence[int], side: int, *, from_five: float = 0.5, flipped: float = 0.0
) -> tuple[Floats, Floats]:
    """Images of each seed's own; what a seed gets more of contains what it had.

    ``from_five`` is the share of the digits from 5 on, as they come at 0.5; of the labels a share
    ``flipped`` is drawn anew from the wrong ones.
    """
    images, labels = digits(50_000, side=side, dtype=np.float32)
    orders = [np.random.default_rng([seed, 1]).permutation(50_000) for seed in seeds]
    if from_five != 0.5:
        high = round(from_five * size)
        orders = [
            np.concatenate([each[labels[each] >= 5][:high], each[labels[each] < 5][: size - high]])
            for each in orders
        ]
    chosen = np.stack([each[:size] for each in orders])
    given = labels[chosen]
    if flipped:
        for row, seed in zip(given, seeds, strict=True):
            rng = np.random.default_rng([seed, 4])
            row += (rng.random(50_000) < flipped)[:size] * rng.integers(1, 10, 50_000)[:size]
        given %= 10
    return images[chosen], given


def trained_digits(
    size: int, hidden: int, seeds: Sequence[int], *, steps: int, side: int = 14,
    lr: float = 0.005, activation: str = "relu", **drawn: float,
) -> Network:  # fmt: skip
    """Networks with one hidden layer, each on images of its own."""
    x, labels = own_digits(size, seeds, side, **drawn)
    generators = [np.random.default_rng(seed) for seed in seeds]
    shape = [side * side, hidden, 10]
    how: Any = {"initializer": glorot_normal, "activation": ACTIVATIONS[activation]}
    networks = stack([mlp(shape, rng=rng, dtype=np.float32, **how) for rng in generators])
    batch = min(50, size)
    for step in train(
        networks, cross_entropy, Optimizer(Adam(), lr), (x, labels),
        epochs=-(-steps * batch // size), batch_size=batch, rng=generators,
    ):  # fmt: skip
        if step.number == steps:
            break
    return networks


def wrong(networks: Network, x: Floats, labels: Floats) -> npt.NDArray[np.bool_]:
    """Which answers are wrong: a row for each network."""
    return np.asarray(predict(networks, x).argmax(axis=-1) != labels)


def disagreement(
    seeds: int, images: int, hidden: int, other_hidden: int, dev: int, lopsided: float
) -> Numbers:
    """Two networks on the same dev images: both standard errors, and the spread as it is.

    ``lopsided`` is the share of the digits from 5 on that the first one learns from, and of those
    below 5 for the second one.
    """
    pool = digits(10_000, 50_000, side=14, dtype=np.float32)
    pair = [
        trained_digits(images, units, [seeds + k], steps=1000, from_five=share)
        for k, (units, share) in enumerate(((hidden, lopsided), (other_hidden, 1 - lopsided)))
    ]
    first, second = (wrong(network, *pool)[0] for network in pair)
    rng = np.random.default_rng([seeds, 3])
    drawn = np.stack([rng.choice(10_000, dev, replace=False) for _ in range(400)])
    told = np.array([paired_difference(first[each], second[each]) for each in drawn])
    apart = np.sqrt((first[drawn].var(axis=1) + second[drawn].var(axis=1)) / dev)
    of_the_pool = np.sqrt(1 - dev / 10_000)  # 400 sets of one pool overlap
    return {
        "paired": float(told[:, 1].mean()),
        "unpaired": float(apart.mean()),
        "spread of the difference": float(told[:, 0].std() / of_the_pool),
    }


def pairs_are_sharper(numbers: Numbers) -> bool:
    """The paired standard error is right, and a tenth or more below the other one."""
    right = abs(numbers["paired"] / numbers["spread of the difference"] - 1) < 0.15
    return bool(right and numbers["paired"] < 0.9 * numbers["unpaired"])


def ten_times_the_images(
    seeds: int, images: int, hidden: int, side: int, steps: int, lr: float, activation: str,
    flipped: float,
) -> Numbers:  # fmt: skip
    """Dev errors by seed on a quarter of the images, on all, and on ten times as many."""
    drawn = judges(seeds)
    dev = digits(10_000, 50_000, side=side, dtype=np.float32)
    how: Any = {"side": side, "steps": steps, "lr": lr, "activation": activation}
    found: Numbers = {}
    for words, size in (("a quarter", images // 4), ("all", images), ("tenfold", 10 * images)):
        networks = trained_digits(size, hidden, drawn, **how, flipped=flipped)
        found[words] = wrong(networks, *dev).mean(axis=-1).tolist()
        if words == "all":
            seen = own_digits(size, drawn, side, flipped=flipped)
            found["training"] = wrong(networks, *seen).mean(axis=-1).tolist()
    logs = {name: np.log(np.mean(found[name])) for name in ("a quarter", "all")}
    slope = (logs["all"] - logs["a quarter"]) / np.log(4)
    found["forecast"] = float(np.exp(logs["all"] + slope * np.log(10)))
    return found


def slope_foretells(numbers: Numbers) -> bool:
    """The dev error falls, and ends above the power law through two sizes, by up to a half."""
    falls = errors_long(numbers["tenfold"], numbers["all"]) < -ENOUGH
    ratio = np.mean(numbers["tenfold"]) / numbers["forecast"]
    return bool(falls and 1 < ratio < 1.5)
