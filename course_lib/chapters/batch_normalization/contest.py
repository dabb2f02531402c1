"""Why does it help? Contestants side by side, stored: without, with, and disturbed batch norm."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.chapters.batch_normalization.runs import (
    SEEDS,
    SMALL,
    Recipe,
    load_digits,
    train_digits,
)
from course_lib.chapters.batch_normalization.shift import watch_shift
from course_lib.chapters.batch_normalization.surface import NoisyBatchNorm, watch
from course_lib.datasets import Sweep
from course_lib.engine import BatchNorm, Layer, cross_entropy, evaluate
from course_lib.experiments.swept import swept

KINDS: dict[str, Callable[[int], Layer] | None] = {
    "without": None, "batch norm": BatchNorm, "disturbed": NoisyBatchNorm,
}  # fmt: skip
HE = 0.0
"""Stands for He's start where a sweep has a number for each start."""
STARTS = (0.1, 0.2, 0.3, HE)
RATES_AHEAD = (0.01, 0.1, 0.3)
DEEP = (196, *[50] * 19, 10)
DEEP_RATES = (0.01, 0.03, 0.1, 0.3)
LOOKED_AT = 300


def recipe(start: float, kind: int, lr: float, **of: Any) -> Recipe:
    """The setting of one contestant."""
    return Recipe(
        std=None if start == HE else start, lr=lr, normalization=list(KINDS.values())[kind],
        **{"sizes": SMALL, **of},
    )  # fmt: skip


def contest_sweep(*, epochs: int = 20, **how: Any) -> Sweep:
    """Axes (start, kind), at a rate of 0.1; kinds in the order of KINDS; see ``swept``.

    ``moved`` and ``turned``: means along a run, as ``shift.Shift`` has them; ``frozen_``: the same
    of a network that is not trained. Accuracies have a number for each of five seeds.
    """
    digits, dev = load_digits(halved=True), load_digits(2000, 1000, halved=True)
    few = digits[0][:LOOKED_AT], digits[1][:LOOKED_AT]

    def contestant(start: float, kind: int) -> dict[str, Any]:
        setting = recipe(start, kind, 0.1, epochs=epochs)
        network, curve = train_digits(setting, digits, seeds=SEEDS, every=epochs)
        seen = watch_shift(setting, few, every=10)
        control = watch_shift(setting, few, every=10, frozen=True)
        return {
            "train_accuracy": curve[-1],
            "dev_accuracy": evaluate(network, cross_entropy, dev)[1],
            "moved": seen.moved.mean(), "turned": np.median(seen.turned),
            "frozen_moved": control.moved.mean(), "frozen_turned": np.median(control.turned),
        }  # fmt: skip

    return swept(
        contestant, {"start": STARTS, "kind": range(len(KINDS))},
        settings={"sizes": SMALL, "lr": 0.1, "epochs": epochs}, seeds=SEEDS, **how,
    )  # fmt: skip


def ahead_sweep(*, epochs: int = 20, every: int = 10, **how: Any) -> Sweep:
    """Axes (lr, kind) from He's start: the loss one and four steps ahead, minus the loss here."""
    digits = load_digits(halved=True)

    def look(lr: float, kind: int) -> dict[str, Any]:
        seen = watch(recipe(HE, kind, lr, epochs=epochs), digits, every=every)
        return {"along": seen.along, "turned": seen.turned, "loss": seen.loss}

    return swept(
        look, {"lr": RATES_AHEAD, "kind": (0, 1)},
        settings={"sizes": SMALL, "epochs": epochs, "every": every}, seeds=(0,), **how,
    )  # fmt: skip


def deep_sweep(*, epochs: int = 20, **how: Any) -> Sweep:
    """Nineteen hidden layers from He's start: axes (lr, kind), accuracies of three seeds."""
    digits, dev = load_digits(halved=True), load_digits(2000, 1000, halved=True)

    def run(lr: float, kind: int) -> dict[str, Any]:
        setting = recipe(HE, kind, lr, sizes=DEEP, epochs=epochs)
        network, curve = train_digits(setting, digits, seeds=SEEDS[:3], every=epochs)
        dev_accuracy = evaluate(network, cross_entropy, dev)[1]
        return {"train_accuracy": curve[-1], "dev_accuracy": dev_accuracy}

    return swept(
        run, {"lr": DEEP_RATES, "kind": (0, 1)},
        settings={"sizes": DEEP, "epochs": epochs}, seeds=SEEDS[:3], **how,
    )  # fmt: skip
