"""The overfitting experiment and the remedies over ranges of settings, stored by ``make sweeps``.

A reader may run them all again; ``progress`` and ``into`` are as in ``swept``.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.regularization.knock_out import SHARES, knocked_out_accuracy
from course_lib.datasets import Sweep
from course_lib.experiments.augmenting import AMOUNTS
from course_lib.experiments.mnist300 import (
    BATCH_SIZE,
    LR,
    SIZES,
    WEIGHT_EDGES,
    Run,
    Setting,
    varied,
)
from course_lib.experiments.swept import swept

SEEDS = (0, 1, 2, 3, 4)
STRENGTHS = (0, 0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 1)
DROP_RATES = (0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
FORM_RATES = (0.1, 0.2, 0.5)
MASKS = ("fresh", "never redrawn", "one mask")
FEWER_SEEDS = (0, 1)
AUGMENTATIONS = [(kind, amount) for kind, amounts in AMOUNTS.items() for amount in amounts]


Results = dict[str, npt.NDArray[Any]]


def strength_sweep(**how: Any) -> Sweep:
    """Every strength with every seed, 201 epochs each: about two minutes."""
    return sweep(Setting(), "strength", STRENGTHS, **how)


def drop_rate_sweep(**how: Any) -> Sweep:
    """Every drop rate with every seed, 301 epochs each: about three minutes."""
    return sweep(Setting(epochs=301, every=7), "drop_rate", DROP_RATES, **how)


def long_drop_rate_sweep(**how: Any) -> Sweep:
    """Every drop rate with every seed, 1001 epochs each: about six minutes."""
    return sweep(Setting(epochs=1001, every=7), "drop_rate", DROP_RATES, **how)


def classical_sweep(**how: Any) -> Sweep:
    """Classical dropout at 0.2, five seeds, 301 epochs each: about fifteen seconds."""
    base = Setting(epochs=301, every=43, dropout="classical")
    return sweep(base, "drop_rate", [0.2], **how)


def mask_sweep(**how: Any) -> Sweep:
    """No dropout, then three kinds of mask at three drop rates; units are knocked out at the end.

    Two seeds, 301 epochs each: about a minute.
    """
    choices = {"none": {"drop_rate": 0.0}} | {
        f"{mask}, {rate:g}": {"dropout": mask, "drop_rate": rate}
        for mask in MASKS
        for rate in FORM_RATES
    }
    base, measure = Setting(epochs=301, every=43), _with_units_knocked_out
    return _sweep_of(base, "choice", choices, seeds=FEWER_SEEDS, measure=measure, **how)


def augmentation_sweep(**how: Any) -> Sweep:
    """Every kind and amount of augmentation, two seeds, 301 epochs each: about a minute."""
    choices = {
        f"{kind} {amount:g}": {"augment": kind, "amount": amount} for kind, amount in AUGMENTATIONS
    }
    return _sweep_of(Setting(epochs=301, every=43), "choice", choices, seeds=FEWER_SEEDS, **how)


def sweep(
    base: Setting, axis: str, values: Iterable[float], *, seeds: Iterable[int] = SEEDS, **how: Any
) -> Sweep:
    """Run ``base`` with every value of one field, such as "strength", and every seed."""
    return _sweep_of(base, axis, {float(v): {axis: v} for v in values}, seeds=seeds, **how)


def _sweep_of(
    base: Setting,
    axis: str,
    choices: Mapping[Any, Mapping[str, Any]],
    *,
    seeds: Iterable[int],
    measure: Callable[[Setting], Results] = lambda setting: Run(setting).finish().results(),
    **how: Any,
) -> Sweep:
    """Run ``base`` with each choice of other fields, and every seed."""

    def run(choice: Hashable, seed: int) -> Results:
        return measure(varied(base, **choices[choice], seed=seed))

    seeds = list(seeds)
    return swept(run, {axis: choices, "seed": seeds}, seeds=seeds, **_told(base), **how)


def _told(base: Setting) -> dict[str, Any]:
    """What all points of a sweep share."""
    return {
        "fixed": {
            "epochs": np.arange(base.every, base.epochs + 1, base.every),
            "edges": WEIGHT_EDGES,
        },
        "settings": asdict(base) | {"sizes": SIZES, "lr": LR, "batch_size": BATCH_SIZE},
    }


def _with_units_knocked_out(setting: Setting) -> Results:
    run = Run(setting).finish()
    rng = np.random.default_rng(setting.seed)
    lost = knocked_out_accuracy(run.network, run.sets.dev, rng=rng, shares=SHARES)
    return run.results() | {"knocked_out": lost}
