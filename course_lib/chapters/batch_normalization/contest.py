"""Why does it help? Contestants side by side, stored: without, with, and disturbed batch norm."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.batch_normalization.runs import (
    BATCH_SIZE,
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
RATES = (0.1, 1.0)
SHIFTED = {"without": 0, "batch norm": 1, "disturbed": 2, "disturbed, same noise": 2}
"""What is looked at -> its place in KINDS."""
SHIFT_STARTS, SHIFT_RATES = (0.1, HE), (0.01, 0.1)
RATES_AHEAD = (0.01, 0.1, 3.0)
DEEP = (196, *[50] * 19, 10)
DEEP_RATES = (0.02, 0.05, 0.3)
DEEP_EPOCHS = (20, 100)
LONGER = ((HE, 0, 0.2), (0.01, 1, 0.1), (HE, 1, 1.0))
"""Start, kind and rate of what the map finds best, trained for 60 epochs."""


def recipe(start: float, kind: int, lr: float, **of: Any) -> Recipe:
    """The setting of one contestant."""
    return Recipe(
        std=None if start == HE else start, lr=lr, normalization=list(KINDS.values())[kind],
        **{"sizes": SMALL, **of},
    )  # fmt: skip


def contest_sweep(*, epochs: int = 20, **how: Any) -> Sweep:
    """Axes (start, kind, lr), kinds in the order of KINDS; five seeds each; see ``swept``."""
    return swept(
        partial(_scored, epochs=epochs, sizes=SMALL, seeds=SEEDS),
        {"start": STARTS, "kind": range(len(KINDS)), "lr": RATES},
        settings={"sizes": SMALL, "epochs": epochs}, seeds=SEEDS, **how,
    )  # fmt: skip


def shift_sweep(*, epochs: int = 20, every: int = 10, **how: Any) -> Sweep:
    """Axes (start, lr, kind), kinds in the order of SHIFTED; three seeds each; see ``swept``.

    ``moved``: mean, ``turned``: median along a run, ``redrawn``: as ``shift.Shift`` has them.
    """
    digits = load_digits(halved=True)

    def look(start: float, lr: float, kind: int) -> dict[str, Any]:
        name = list(SHIFTED)[kind]
        setting = recipe(start, SHIFTED[name], lr, epochs=epochs)
        seen = [
            watch_shift(setting, digits, seed=seed, every=every, same_noise="same" in name)
            for seed in SEEDS[:3]
        ]
        return {
            "moved": [each.moved.mean() for each in seen],
            "turned": [np.median(each.turned) for each in seen],
            "redrawn": [each.redrawn for each in seen],
        }

    return swept(
        look, {"start": SHIFT_STARTS, "lr": SHIFT_RATES, "kind": range(len(SHIFTED))},
        settings={"sizes": SMALL, "epochs": epochs, "every": every}, seeds=SEEDS[:3], **how,
    )  # fmt: skip


def ahead_sweep(*, epochs: int = 20, every: int = 10, **how: Any) -> Sweep:
    """Axes (lr, kind) from He's start: the loss one and four steps ahead, minus the loss here.

    Looks that a run which diverged did not live to see are infinite.
    """
    digits = load_digits(halved=True)
    looks = epochs * 1000 // BATCH_SIZE // every

    def look(lr: float, kind: int) -> dict[str, Any]:
        with np.errstate(all="ignore"):
            seen = watch(recipe(HE, kind, lr, epochs=epochs), digits, every=every)
        found = {"along": seen.along, "turned": seen.turned, "loss": seen.loss}
        return {name: _filled(values, looks) for name, values in found.items()}

    return swept(
        look, {"lr": RATES_AHEAD, "kind": (0, 1)},
        settings={"sizes": SMALL, "epochs": epochs, "every": every}, seeds=(0,), **how,
    )  # fmt: skip


def _filled(values: npt.NDArray[np.float64], looks: int) -> npt.NDArray[np.float64]:
    """The values with infinity where one is missing, or no number."""
    filled = np.full((looks, *values.shape[1:]), np.inf)
    filled[: len(values)] = np.where(np.isfinite(values), values, np.inf)
    return filled


def deep_sweep(*, scale: int = 1, **how: Any) -> Sweep:
    """Nineteen hidden layers from He's start: axes (lr, kind, epochs), accuracies of three seeds.

    ``scale``: by what the epochs are divided, for a short run.
    """

    def run(lr: float, kind: int, epochs: int) -> dict[str, Any]:
        return _scored(HE, kind, lr, epochs=epochs // scale, sizes=DEEP, seeds=SEEDS[:3])

    return swept(
        run, {"lr": DEEP_RATES, "kind": (0, 1), "epochs": DEEP_EPOCHS},
        settings={"sizes": DEEP}, seeds=SEEDS[:3], **how,
    )  # fmt: skip


def longer_sweep(*, epochs: int = 60, **how: Any) -> Sweep:
    """The best of the map for three times as long: axis ``setting``, in the order of LONGER."""

    def run(setting: int) -> dict[str, Any]:
        return _scored(*LONGER[setting], epochs=epochs, sizes=SMALL, seeds=SEEDS)

    return swept(
        run, {"setting": range(len(LONGER))},
        settings={"sizes": SMALL, "epochs": epochs}, seeds=SEEDS, **how,
    )  # fmt: skip


def _scored(
    start: float, kind: int, lr: float, *, epochs: int, sizes: tuple[int, ...],
    seeds: Sequence[int],
) -> dict[str, Any]:  # fmt: skip
    """Accuracy at the end, on 1000 digits that were trained on and on 2000 that were not."""
    digits, dev = load_digits(halved=True), load_digits(2000, 1000, halved=True)
    setting = recipe(start, kind, lr, sizes=sizes, epochs=epochs)
    network, curve = train_digits(setting, digits, seeds=seeds, every=epochs)
    dev_accuracy = evaluate(network, cross_entropy, dev)[1]
    return {"train_accuracy": curve[-1], "dev_accuracy": dev_accuracy}
