"""How the table of ``searched_table`` was trained: four hyperparameters, five seeds."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep
from course_lib.experiments.searched_digits import COUNTS, DEFAULTS, curves
from course_lib.experiments.searched_table import AXES, EPOCHS, SEEDS
from course_lib.experiments.swept import swept

Floats = npt.NDArray[np.float64]


def table_sweep(**how: Any) -> Sweep:
    """Train every setting of AXES with every seed: about six minutes; see ``swept``."""
    return swept(
        _side_by_side,
        {"beta": AXES["beta"].tolist(), "hidden": AXES["hidden"].tolist(), "seed": SEEDS},
        inner={"lr": AXES["lr"], "strength": AXES["strength"]},
        order=(*AXES, "seed"),
        fixed={"epochs": np.array(EPOCHS)},
        settings=DEFAULTS | {"counts": COUNTS},
        seeds=SEEDS,
        **how,
    )


def _side_by_side(beta: float, hidden: int, seed: int) -> dict[str, npt.NDArray[Any]]:
    """Every lr with every strength, as one stack: how many digits are right."""
    settings = [
        {"beta": beta, "hidden": hidden, "lr": float(lr), "strength": float(strength)}
        for lr in AXES["lr"]
        for strength in AXES["strength"]
    ]
    grid = (len(AXES["lr"]), len(AXES["strength"]))
    return _right(*curves(settings, seed, at=EPOCHS), grid)


STARTS, OTHER_SEEDS = (10_000, 20_000), (10, 11, 12)
OTHER_AXES: dict[str, npt.NDArray[Any]] = AXES | {
    "strength": 10.0 ** np.array([-5, -3, -1]),
    "hidden": np.array([4, 16, 64]),
}
"""Coarser than AXES, as two more trainings of all take their time."""


def others_sweep(**how: Any) -> Sweep:
    """The same on two other draws of 600 digits, from other starts; two minutes; see ``swept``."""
    return swept(
        _other_digits,
        {"start": STARTS, "hidden": OTHER_AXES["hidden"].tolist(), "seed": OTHER_SEEDS},
        inner={name: OTHER_AXES[name] for name in ("lr", "beta", "strength")},
        order=("start", *OTHER_AXES, "seed"),
        fixed={"epochs": np.array(EPOCHS)},
        settings=DEFAULTS | {"counts": COUNTS},
        seeds=OTHER_SEEDS,
        **how,
    )


def _other_digits(start: int, hidden: int, seed: int) -> dict[str, npt.NDArray[Any]]:
    """Every lr with every beta and strength, as one stack: how many digits are right."""
    settings = [
        {"hidden": hidden, "lr": float(lr), "beta": float(beta), "strength": float(strength)}
        for lr in OTHER_AXES["lr"]
        for beta in OTHER_AXES["beta"]
        for strength in OTHER_AXES["strength"]
    ]
    return _right(*curves(settings, seed, at=EPOCHS, start=start), (17, 7, 3))


def _right(dev: Floats, test: Floats, grid: tuple[int, ...]) -> dict[str, npt.NDArray[Any]]:
    return {
        "dev_right": np.rint(dev * COUNTS["dev"]).astype(np.uint8).reshape(*grid, len(EPOCHS)),
        "test_right": np.rint(test * COUNTS["test"]).astype(np.uint16).reshape(grid),
    }
