"""What the claims of notebook 01b rest on: measurements, and what must be true of them."""

from functools import partial
from typing import Any

import numpy as np

from course_lib.chapters.activations_and_outputs import ranking, scales
from course_lib.chapters.activations_and_outputs.functions import FUNCTIONS
from course_lib.chapters.activations_and_outputs.trained import Problem, best_rate, trained
from course_lib.datasets import published_moons
from course_lib.experiments.compare import paired_change
from course_lib.experiments.gradient_gain import passed

Numbers = dict[str, Any]

CLOSE = 0.1
"""Of a factor per layer."""
MOST, HALF = 6, 5
"""Of ten runs."""


def law(
    name: str, scale: float, width: int, depth: int, inputs: str, seeds: int
) -> dict[str, float]:
    """What a layer multiplies the gradient by, and the root of scale times squared slope."""
    if inputs == "moons":
        x, labels = published_moons()
    else:
        x = np.random.default_rng(seeds).standard_normal((100, width))
        labels = np.arange(100) % 2
    function = FUNCTIONS[name]
    through = passed(
        partial(function.make, function.usual), scale, x=x, labels=labels, width=width,
        depth=depth, seeds=range(seeds, seeds + 10),
    )  # fmt: skip
    predicted = np.sqrt(scale * np.mean(through.slopes[:-1] ** 2))
    return {"measured": through.per_layer, "predicted": float(predicted)}


def law_holds(numbers: Numbers) -> bool:
    """Within a tenth, of sizes, which are positive."""
    off = abs(numbers["predicted"] / numbers["measured"] - 1)
    return bool(numbers["measured"] > 0 and off < CLOSE)


def learn(lr: float, seeds: int, **conditions: Any) -> Numbers:
    """How many of ten runs of sigmoids learn, with 1/n_in and with 64/n_in.

    With 1/n_in at the best of three rates: this, 10 times and 100 times as much.
    """
    of, ten = Problem(**conditions), range(seeds, seeds + 10)
    few = max(
        scales.windows(of, factor * lr, ten, {"sigmoid": (1.0,)})["sigmoid"][0]
        for factor in (1, 10, 100)
    )
    (many,) = scales.windows(of, lr, ten, {"sigmoid": (64.0,)})["sigmoid"]
    return {"with 1/n_in, of ten": few, "with 64/n_in, of ten": many}


def sigmoids_learn(numbers: Numbers) -> bool:
    """None at 1/n_in, most of them at 64/n_in."""
    return bool(numbers["with 1/n_in, of ten"] == 0 and numbers["with 64/n_in, of ten"] >= MOST)


def centre(lr: float, seeds: int, **conditions: Any) -> Numbers:
    """How many of ten runs of sigmoids with 16/n_in learn, with zero biases and centred."""
    found = {}
    for words, centred in (("zero biases, of ten", False), ("centred, of ten", True)):
        of = Problem(**conditions, centred=centred)
        (found[words],) = scales.windows(of, lr, range(seeds, seeds + 10), {"sigmoid": (16.0,)})[
            "sigmoid"
        ]
    return found


def centring_helps(numbers: Numbers) -> bool:
    """Most of the centred ones learn, and at least five runs more than with zero biases."""
    zero, centred = numbers["zero biases, of ten"], numbers["centred, of ten"]
    return bool(centred >= MOST and centred >= zero + HALF)


TRIED = {"sigmoid": (16.0, 32.0, 64.0, 128.0), "ReLU": (0.5, 1.0, 2.0, 4.0)}
"""Scales to begin with; more are tried on both sides until fewer than half of the runs learn."""


def window(lr: float, seeds: int, **conditions: Any) -> Numbers:
    """How many of ten runs learn, at scales of the weights, each twice the last."""
    of, ten = Problem(**conditions), range(seeds, seeds + 10)
    found: Numbers = {}

    def learned(name: str, scale: float) -> int:
        return scales.windows(of, lr, ten, {name: (scale,)})[name][0]

    for name, tried in TRIED.items():
        counts = {scale: learned(name, scale) for scale in tried}
        while counts[min(counts)] >= HALF:
            counts[min(counts) / 2] = learned(name, min(counts) / 2)
        while counts[max(counts)] >= HALF:
            counts[2 * max(counts)] = learned(name, 2 * max(counts))
        found[f"{name}, lowest scale"] = min(counts)
        found[f"{name}, of ten"] = [counts[scale] for scale in sorted(counts)]
    return found


def no_narrower(numbers: Numbers) -> bool:
    """As many steps of a factor of 2 as with ReLU, at which half of the runs learn."""
    wide, other = (
        sum(count >= HALF for count in numbers[f"{name}, of ten"]) for name in ("sigmoid", "ReLU")
    )
    return bool(wide >= other > 0)


def own_best(rows: tuple[str, ...], seeds: int, **conditions: Any) -> Numbers:
    """Test accuracy in percent, each at a rate of its own."""
    of, choose, judge = Problem(**conditions), range(seeds, seeds + 2), judges(seeds)
    found: Numbers = {}
    for row in rows:
        name, scale = (ranking.ROWS | OTHER_ROWS)[row]
        rate, _ = best_rate(of, name, scale, choose)
        found[row] = in_percent(trained(of, name, scale, rate, judge, part=2))
        found[f"{row}, its rate"] = rate
    return found


def judges(seeds: int) -> range:
    """Six seeds that did not choose."""
    return range(seeds + 100, seeds + 106)


def in_percent(accuracy: Any) -> list[float]:
    """Two digits are enough."""
    found: list[float] = np.round(100 * np.asarray(accuracy), 2).tolist()
    return found


USUAL, RELU = "sigmoid, 1/n", "ReLU"
OTHER_ROWS = {f"sigmoid, {scale}/n": ("sigmoid", float(scale)) for scale in (32, 64)}
RECTIFIERS = ("ReLU", "ELU", "SiLU")


def six_sigmoids(seeds: int, scale: int, **conditions: Any) -> Numbers:
    """Sigmoids of one scale and ReLUs, each at a rate of its own: test accuracy in percent."""
    found = own_best((f"sigmoid, {scale}/n", RELU), seeds, **conditions)
    return {words.replace(f", {scale}/n", ""): value for words, value in found.items()}


def close_behind(points: float, numbers: Numbers) -> bool:
    """The sigmoids' mean is less than so many points below the ReLUs'."""
    return bool(paired_change(numbers["sigmoid"], numbers[RELU])[0] > -points)


def same_rate(seeds: int, **conditions: Any) -> Numbers:
    """Sigmoid with 1/n and ReLU at one rate, and at rates of their own."""
    found, of = own_best((USUAL, RELU), seeds, **conditions), Problem(**conditions)
    for row in (USUAL, RELU):
        name, scale = ranking.ROWS[row]
        came = trained(of, name, scale, ranking.SAME, judges(seeds), part=2)
        found[f"{row}, same rate"] = in_percent(came)
    return found


def mostly_the_rate(numbers: Numbers) -> bool:
    """At rates of their own less than half of the lead is left."""
    same = np.mean(numbers[f"{RELU}, same rate"]) - np.mean(numbers[f"{USUAL}, same rate"])
    own = np.mean(numbers[RELU]) - np.mean(numbers[USUAL])
    return bool(own < same / 2)


def rectifiers(seeds: int, **conditions: Any) -> Numbers:
    """Three rectifiers, each with weights and rate of its own."""
    return own_best(RECTIFIERS, seeds, **conditions)


def within(points: float, numbers: Numbers) -> bool:
    """All means lie within so many points."""
    means = [np.mean(numbers[name]) for name in RECTIFIERS]
    return bool(max(means) - min(means) < points)
