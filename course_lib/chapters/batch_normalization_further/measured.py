"""What the claims of notebook 07b rest on: measurements, and what must be true of them."""

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.chapters.batch_normalization_further.nets import (
    ACTIVATIONS,
    Setting,
    at_best,
    trained,
)
from course_lib.chapters.batch_normalization_further.norms import norm_named
from course_lib.datasets import digits
from course_lib.engine import (
    L2,
    VarianceScaling,
    cross_entropy,
    estimate_population,
    evaluate,
    mlp,
    trace,
)
from course_lib.experiments import paired_change
from course_lib.experiments.contests import ENOUGH
from course_lib.experiments.small_digits import three_sets

Numbers = dict[str, Any]
RATES = (0.01, 0.03, 0.1, 0.3)


def ahead(ours: Sequence[float], theirs: Sequence[float], points: float = 0.0) -> bool:
    """Whether ours lead by more than so many points, by three errors of the difference."""
    mean, error = paired_change(ours, theirs)
    return bool(mean - points > ENOUGH * error)


def level(ours: Sequence[float], theirs: Sequence[float], points: float) -> bool:
    """Whether the means lie within so many points."""
    return bool(abs(np.mean(ours) - np.mean(theirs)) <= points)


def bests(
    settings: dict[str, Setting], seeds: int, count: int, rates: Sequence[float] = RATES
) -> Numbers:
    """By name: right answers on test digits at the contender's own best rate, and that rate."""
    found: Numbers = {}
    for name, setting in settings.items():
        best = at_best(setting, rates, range(seeds, seeds + count))
        found |= {name: best.test, f"{name}, rate": best.rate}
    return found


# Batches of one, two and more.


def alone(
    norm: str, depth: int, width: int, activation: str, weights: float, decay: float, start: int,
    seeds: int,
) -> Numbers:  # fmt: skip
    """The largest gradient that reaches a layer before the last norm, over 20 batches of one."""
    x, labels = digits(20, start, side=14)
    largest = {"with the norm": 0.0, "without": np.inf}
    for words, kind in (("with the norm", norm_named(norm)), ("without", None)):
        network = mlp(
            [196, *[width] * depth, 10], rng=np.random.default_rng(seeds), normalization=kind,
            activation=ACTIVATIONS[activation], initializer=VarianceScaling(2 * weights**2),
        )  # fmt: skip
        sizes = []
        for k in range(20):
            with warnings.catch_warnings(action="ignore"):
                scores = network.forward(x[k : k + 1], training=True)
            network.backward(cross_entropy(scores, labels[k : k + 1])[1])
            pull = network["hidden 1"].gradients["W"]
            if decay:
                pull = pull + L2(decay).gradient(network["hidden 1"].W)
            sizes.append(float(np.abs(pull).max()))
        largest[words] = max(sizes) if kind else min(sizes)
    return largest


def cut_off(numbers: Numbers) -> bool:
    """Nothing comes through the norm, and something does without it."""
    return bool(numbers["with the norm"] < 1e-12 and numbers["without"] > 1e-6)


def pairs(eps: float, larger: float, other: str, seeds: int, **setting: Any) -> Numbers:
    """Batch norm with its usual eps, with a larger one, and another norm, in tiny batches."""
    three = {
        "batch norm": Setting("batch norm", eps=eps, **setting),
        "larger eps": Setting("batch norm", eps=larger, **setting),
        "other": Setting(other, **setting),
    }
    return bests(three, seeds, 3)


def a_step_in_the_way(numbers: Numbers) -> bool:
    """Batch norm 20 points behind the other; a larger eps mends half of that at least."""
    lost = np.mean(numbers["other"]) - np.mean(numbers["batch norm"])
    mended = np.mean(numbers["larger eps"]) - np.mean(numbers["batch norm"])
    behind = ahead(numbers["other"], numbers["batch norm"], 20)
    return bool(behind and mended > lost / 2)


def sizes(small: int, large: int, other: str, seeds: int, **setting: Any) -> Numbers:
    """Batch norm and another norm, in small batches and in large ones."""
    four = {
        f"{name}, {words}": Setting(kind, batch_size=size, **setting)
        for words, size in (("small", small), ("large", large))
        for name, kind in (("batch norm", "batch norm"), ("other", other))
    }
    return bests(four, seeds, 4)


def small_ones_only(numbers: Numbers) -> bool:
    """Behind the other in small batches, by three errors; level within 3 points in large ones."""
    behind = ahead(numbers["other, small"], numbers["batch norm, small"])
    return behind and level(numbers["other, large"], numbers["batch norm, large"], 3)


# Where it stands, whether it regularizes, how deep it carries.


def places(deep: int, seeds: int, depth: int, **setting: Any) -> Numbers:
    """Before and after the activation: in a few layers, and in many."""
    found: Numbers = {}
    for words, layers in (("few", depth), ("many", deep)):
        four = {
            f"{place}, {words}": Setting("batch norm", place=place, depth=layers, **setting)
            for place in ("before", "after")
        }
        found |= bests(four, seeds, 4)
    return found


def after_is_not_ahead(numbers: Numbers) -> bool:
    """Level within 3 points in a few layers; in many, after does not lead by three errors."""
    tie = level(numbers["before, few"], numbers["after, few"], 3)
    return tie and not ahead(numbers["after, many"], numbers["before, many"])


def remedies(seeds: int, **setting: Any) -> Numbers:
    """Few digits: plain, and with batch norm."""
    two = {"plain": Setting(**setting), "batch norm": Setting("batch norm", **setting)}
    return bests(two, seeds, 5, (0.1, 0.3, 1.0))


def no_gain(numbers: Numbers) -> bool:
    """Batch norm leads plain by less than a point."""
    return bool(np.mean(numbers["batch norm"]) - np.mean(numbers["plain"]) < 1)


def growth(
    norm: str, depth: int, width: int, activation: str, weights: float, examples: int, start: int,
    seeds: int,
) -> Numbers:  # fmt: skip
    """How much larger the gradient is behind the first layer than behind the last; 5 draws."""
    data = digits(examples, start, side=14)
    ratios = []
    for draw in range(5):
        network = mlp(
            [196, *[width] * depth, 10], rng=np.random.default_rng([seeds, draw]),
            normalization=norm_named(norm), activation=ACTIVATIONS[activation],
            initializer=VarianceScaling(2 * weights**2),
        )  # fmt: skip
        back = trace(network, cross_entropy, data).gradients
        ratios.append(float(back["hidden 1"].std() / back[f"hidden {depth}"].std()))
    middle = float(np.median(ratios))
    return {"times": middle, "a layer": middle ** (1 / (depth - 1))}


def grows_a_layer(numbers: Numbers) -> bool:
    """By a factor of 1.2 to 1.45 a layer."""
    return bool(1.2 <= numbers["a layer"] <= 1.45)


def stacks(seeds: int, within: str, shrink: float, **setting: Any) -> Numbers:
    """Many layers: from He's start alone, with batch norm, and with a way around each as well.

    ``within`` is the norm of the last, ``shrink`` multiplies its first weights.
    """
    three = {
        "he": Setting(**setting),
        "batch norm": Setting("batch norm", **setting),
        "both": Setting(within, skip=True, shrink=shrink, **setting),
    }
    found: Numbers = {}
    for name, contender in three.items():
        best = at_best(contender, RATES, range(seeds, seeds + 2), further=0)
        found |= {name: best.test, f"{name}, rate": best.rate}
    return found


def only_both(numbers: Numbers) -> bool:
    """Both together past 60 %, and either alone below 40 %."""
    he, norm, both = (float(np.mean(numbers[name])) for name in ("he", "batch norm", "both"))
    return bool(both > 60 and he < 40 and norm < 40)


# Drift.


def drift(haze: float, lr: float, seeds: int, contrast: float, **setting: Any) -> Numbers:
    """What a change of the test images costs, in points: before and after new statistics."""
    found: Numbers = {}
    for name in ("batch norm", "renorm"):
        one = Setting(name, **setting)
        network = trained(one, [lr], range(seeds, seeds + 4))
        test = three_sets(one.examples, one.start)[2]
        images, labels = test[0], test[1]
        changed = np.asarray(contrast * ((1 - haze) * images + haze / 2), images.dtype)
        clear = 100 * evaluate(network, cross_entropy, (images, labels))[1]
        hazy = 100 * evaluate(network, cross_entropy, (changed, labels))[1]
        estimate_population(network, changed, batch_size=len(changed))
        anew = 100 * evaluate(network, cross_entropy, (changed, labels))[1]
        found |= {f"{name}, lost": _round(clear - hazy), f"{name}, anew": _round(clear - anew)}
    return found


def no_cure(numbers: Numbers) -> bool:
    """Either loses 3 points by three errors, renorm no less; and less than 2 anew."""
    lost = {name: numbers[f"{name}, lost"] for name in ("batch norm", "renorm")}
    costs = all(ahead(each, [0.0] * len(each), 3) for each in lost.values())
    mended = all(np.mean(numbers[f"{name}, anew"]) < 2 for name in lost)
    return bool(costs and mended and np.mean(lost["renorm"]) >= np.mean(lost["batch norm"]))


def _round(values: Any) -> list[float]:
    return [round(float(each), 2) for each in values]
