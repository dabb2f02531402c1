"""What the claims of notebook 03c rest on: measurements, and what must be true of them."""

from typing import Any

import numpy as np

from course_lib.chapters.regularization_in_practice.digit_runs import Looks, Setting, look_at
from course_lib.chapters.regularization_in_practice.linear import Study, risks
from course_lib.chapters.regularization_in_practice.networks import (
    Border,
    Curve,
    fitted,
    kink,
    sizes_and_gaps,
)
from course_lib.chapters.regularization_in_practice.pruning import PENALTIES, accuracies
from course_lib.chapters.regularization_in_practice.stopping import stopping_points
from course_lib.experiments import paired_change
from course_lib.experiments.contests import ENOUGH, compared

Numbers = dict[str, Any]

RUNS, NETS, HELD, DRAWS, STARTS, CHOOSING, JUDGING = 6, 4, 3, 40, 3, 4, 8
CRITERIA = {"loss": False, "accuracy": True}
"""Criterion -> whether larger is better."""


def more(scores: list[float], reference: list[float]) -> bool:
    """Whether the mean of the differences is above zero by three of its errors."""
    mean, error = paired_change(scores, reference)
    return bool(mean > ENOUGH * error)


# When to stop.


def kept(looks: Looks, patience: int) -> dict[str, list[int]]:
    """By criterion: the look that is kept, for each seed; patience in epochs."""
    wait = max(patience // int(looks.epochs[0]), 1)
    curves = {"loss": looks.dev_loss, "accuracy": looks.dev_accuracy}
    return {
        name: [
            stopping_points(curve, patience=wait, larger_is_better=CRITERIA[name])[0]
            for curve in curves[name].T
        ]
        for name in CRITERIA
    }


def stops(seeds: int, patience: int, **setting: Any) -> Numbers:
    """Where dev loss and dev accuracy would end each run, and what new digits say of it."""
    looks = look_at(Setting(**setting), range(seeds, seeds + RUNS))
    end, own = len(looks.epochs) - 1, np.arange(RUNS)
    found: Numbers = {}
    for name, places in (kept(looks, patience) | {"end": [end] * RUNS}).items():
        found |= {
            f"{name}, epoch": looks.epochs[places].tolist(),
            f"{name}, right": _short(100 * looks.new_accuracy[places, own]),
            f"{name}, loss": _short(looks.new_loss[places, own]),
            f"{name}, length": _short(looks.length[places, own]),
            f"{name}, distance": _short(looks.distance[places, own]),
        }
    return found


def calmer_and_worse(numbers: Numbers) -> bool:
    """Stopped by the loss: a lower loss, and fewer right answers."""
    lower = compared(numbers["loss, loss"], numbers["end, loss"]).lower
    return lower and more(numbers["end, right"], numbers["loss, right"])


def held(seeds: int, l2: float, **setting: Any) -> Numbers:
    """Length and distance from the first weights: stopped by the loss, at the end, with L2."""
    base, judging = Setting(**setting), range(seeds, seeds + HELD)
    plain = look_at(base, judging)
    shrunk = look_at(Setting(**setting | {"l2": l2, "every": base.epochs}), judging)
    places, own = kept(plain, 28)["loss"], np.arange(HELD)
    found: Numbers = {}
    for what in ("length", "distance"):
        found |= {
            f"{what}, stopped": _short(getattr(plain, what)[places, own]),
            f"{what}, end": _short(getattr(plain, what)[-1]),
            f"{what}, L2": _short(getattr(shrunk, what)[-1]),
        }
    return found


def near_the_start(numbers: Numbers) -> bool:
    """A tenth nearer than at the end; as long within 1 %; with L2 shorter by more, and far away."""
    length = {name: np.array(numbers[f"length, {name}"]) for name in ("stopped", "end", "L2")}
    far = {name: np.array(numbers[f"distance, {name}"]) for name in ("stopped", "end", "L2")}
    nearer = (far["stopped"] < 0.9 * far["end"]).all()
    as_long = (np.abs(length["stopped"] / length["end"] - 1) < 0.01).all()
    away = (length["L2"] < 0.95 * length["end"]).all() and (far["L2"] > 1.1 * far["end"]).all()
    return bool(nearer and as_long and away)


def one_knob(seeds: int, **study: Any) -> Numbers:
    """Errors of the best stop and of the best ridge, on the same examples."""
    found = [risks(Study(**study), seed).best() for seed in range(seeds, seeds + DRAWS)]
    return {name: _short([each[name] for each in found]) for name in found[0]}


def as_good_as_ridge(numbers: Numbers) -> bool:
    """The mean ratio lies within 10 %; and stopping was worth it: lower than at the end."""
    ratio = compared(numbers["stopped"], numbers["ridge"])
    useful = compared(numbers["stopped"], numbers["to the end"]).lower
    return bool(useful and abs(ratio.change) < 0.1)


# What may go.


GONE = {0: 0.0, 20: 0.2, 40: 0.4, 60: 0.6}
"""In percent, and as shares."""


def without(seeds: int, layerwise: bool, l1: float, l2: float, **setting: Any) -> Numbers:
    """Right answers on new digits of three nets, with the smallest weights gone."""
    every, judging = setting.get("epochs", Setting().epochs), range(seeds, seeds + NETS)
    found: Numbers = {}
    for name, strength in {"no penalty": {}, "L2": {"l2": l2}, "L1": {"l1": l1}}.items():
        one = Setting(**setting | {"every": every} | strength)
        right = accuracies(one, judging, list(GONE.values()), layerwise=layerwise)
        found |= {
            f"{name}, {percent} % gone": _short(100 * row)
            for percent, row in zip(GONE, right, strict=True)
        }
    return found


def l1_keeps_most(numbers: Numbers) -> bool:
    """A fifth costs no net a point; with three fifths gone L1 is ahead of both."""
    cheap = all(
        np.mean(numbers[f"{name}, 0 % gone"]) - np.mean(numbers[f"{name}, 20 % gone"]) < 1
        for name in PENALTIES
    )
    none, l2, l1 = (numbers[f"{name}, 60 % gone"] for name in ("no penalty", "L2", "L1"))
    return cheap and more(l1, l2) and more(l1, none)


# Two sentences about large weights.

STRENGTHS = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
FLAT = 0.05
"""A kink counts as gone below this share of the target's."""
ALIVE = 0.2
"""A curve is called level where it rises by less than this share of the target's rise."""
RISING = tuple(float(each) for each in np.geomspace(0.004, 1.024, 17).round(5))


def gaps(seeds: int, **border: Any) -> Numbers:
    """Loss on new points at the lambda with the smallest gap, and at the best of other draws."""
    found = sizes_and_gaps(Border(**border), STRENGTHS, range(seeds, seeds + CHOOSING + JUDGING))
    choosing, judging = slice(0, CHOOSING), slice(CHOOSING, None)
    narrow = int(found.gap[:, choosing].mean(axis=1).argmin())
    best = int(found.new_loss[:, choosing].mean(axis=1).argmin())
    return {
        "smallest gap": _short(found.new_loss[narrow, judging]),
        "best": _short(found.new_loss[best, judging]),
        "lambdas": [STRENGTHS[narrow], STRENGTHS[best]],
    }


def narrow_is_worse(numbers: Numbers) -> bool:
    """The smallest gap has the higher loss on new points, by three errors."""
    return compared(numbers["smallest gap"], numbers["best"]).higher


def kinks(seeds: int, **curve: Any) -> Numbers:
    """The first lambda of a rising row at which the bend is gone, and what still rises there."""
    found: Numbers = {}
    for activation in ("tanh", "ReLU"):
        judging = range(seeds, seeds + STARTS)
        x, targets, outputs = fitted(Curve(**curve), activation, RISING, judging)
        gone = kink(x, outputs[..., None]) < FLAT * kink(x, targets)
        first = [int(row.argmax()) if row.any() else -1 for row in gone.T]
        found[activation] = [RISING[k] if k >= 0 else 10 * RISING[-1] for k in first]
        rise = np.array([np.ptp(outputs[k, start]) for start, k in enumerate(first)])
        found[f"{activation}, rise left"] = _short(rise / np.ptp(targets))
    return found


def tanh_goes_first(numbers: Numbers) -> bool:
    """From every start tanh's bend goes at a smaller lambda; ReLU's, too, before all is level."""
    pairs = list(zip(numbers["tanh"], numbers["ReLU"], strict=True))
    alive = min(numbers["ReLU, rise left"]) > ALIVE
    return alive and all(tanh < relu <= RISING[-1] for tanh, relu in pairs)


def _short(values: Any) -> list[float]:
    """Five digits of each are kept."""
    return [float(f"{value:.5g}") for value in np.asarray(values, np.float64)]
