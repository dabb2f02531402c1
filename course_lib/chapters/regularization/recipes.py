"""Recipes of the reader's own: trained in a third of the smaller budget, beside stored remedies."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from course_lib.chapters.regularization.closing import FEW, HURRIED
from course_lib.chapters.regularization.side_by_side import Floats, Recipe, scores, trained
from course_lib.datasets import load_sweep
from course_lib.experiments.augmenting import KINDS
from course_lib.experiments.compare import paired_change

CHANGES = tuple(KINDS)
"""What ``augment`` may be."""


def hurried() -> dict[str, Floats]:
    """Dev accuracy of each single remedy, and of none, on each set: stored."""
    table = load_sweep("regularization_hurried")
    return dict(zip(table.axes["recipe"].tolist(), table.values["dev_accuracy"], strict=True))


def best_single() -> tuple[str, Floats]:
    """The best single remedy at this budget, and its dev accuracy on each set."""
    dev = {name: each for name, each in hurried().items() if name != "none"}
    name = max(dev, key=lambda each: float(dev[each].mean()))
    return name, dev[name]


def dev_of(recipe: Recipe) -> tuple[Floats, Floats]:
    """Dev and training accuracy of a recipe on each set: trained now, and only once."""
    numbers = {name: float(getattr(recipe, name)) for name in ("l2", "l1", "drop_rate", "amount")}
    return _trained(replace(recipe, hidden=tuple(recipe.hidden), **numbers))  # type: ignore[arg-type]


def points_gained(dev: Floats, rival: Floats) -> tuple[float, float]:
    """Mean of the paired differences in points, and its standard error."""
    change, error = paired_change(100 * dev, 100 * rival)
    return change, error


@lru_cache(maxsize=8)
def _trained(recipe: Recipe) -> tuple[Floats, Floats]:
    (_, networks), *_ = trained(recipe, FEW, looks=[HURRIED])
    found = scores(networks, FEW)
    return np.asarray(found["dev_accuracy"]), np.asarray(found["train_accuracy"])
