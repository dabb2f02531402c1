"""How the table of ``searched_table`` was trained: four hyperparameters, five seeds."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep
from course_lib.experiments.searched_digits import COUNTS, DEFAULTS, curves
from course_lib.experiments.searched_table import AXES, EPOCHS, SEEDS
from course_lib.experiments.swept import swept



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
    dev, test = curves(settings, seed, at=EPOCHS)
    grid = (len(AXES["lr"]), len(AXES["strength"]))
    return {
        "dev_right": np.rint(dev * COUNTS["dev"]).astype(np.uint8).reshape(*grid, len(EPOCHS)),
        "test_right": np.rint(test * COUNTS["test"]).astype(np.uint16).reshape(grid),
    }
