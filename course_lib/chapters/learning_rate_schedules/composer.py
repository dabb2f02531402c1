"""Every schedule of a grid, run from ten seeds: what the composer's dashboard looks up.

Settings are chosen by the first five seeds and judged by the others.
"""

from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.learning_rate_schedules.runs import (
    BATCH_SIZE,
    EPOCHS,
    NOISE,
    POINTS,
    SEEDS,
    SIZES,
    STEPS,
    load_points,
    run,
)
from course_lib.datasets import Sweep
from course_lib.engine import binary_cross_entropy, evaluate
from course_lib.experiments.decay_forms import FORMS, composed
from course_lib.experiments.swept import swept

PEAKS = (0.01, 0.03, 0.1, 0.2, 0.4, 0.8, 1.2, 1.6, 2.4, 3.2)
WARM_UPS = (0.0, 0.05, 0.1, 0.2)
FINALS = (0.001, 0.01, 0.1, 0.3)
ALL_SEEDS = tuple(range(10))


def run_group(form: str, warm: float) -> dict[str, npt.NDArray[Any]]:
    """Every peak and final of one form and warm-up, trained side by side.

    Returns
    -------
    dict of loss and dev_loss at the end, shape (peaks, finals, seeds), and of the curve's mean,
    lowest and highest over the first five seeds, shape (peaks, finals, epochs + 1)
    """
    grid = (len(PEAKS), len(FINALS), len(ALL_SEEDS))
    schedules = [composed(form, peak, warm, end, steps=STEPS) for peak in PEAKS for end in FINALS]
    losses, networks = run(schedules, seeds=ALL_SEEDS)
    dev = evaluate(networks, binary_cross_entropy, load_points()[1])[0]
    curves = losses.reshape(*grid, EPOCHS + 1)[:, :, : len(SEEDS)]
    return {
        "loss": losses[..., -1].reshape(grid).astype(np.float32),
        "dev_loss": dev.reshape(grid).astype(np.float32),
        "mean": curves.mean(axis=2).astype(np.float16),
        "lowest": curves.min(axis=2).astype(np.float16),
        "highest": curves.max(axis=2).astype(np.float16),
    }


def sweep(**how: Any) -> Sweep:
    """The whole grid: 11 200 runs, about two minutes; see ``swept``."""
    settings = {"sizes": SIZES, "points": POINTS, "noise": NOISE, "batch_size": BATCH_SIZE}
    return swept(
        run_group,
        {"form": FORMS, "warm": WARM_UPS},
        inner={"peak": PEAKS, "final": FINALS},
        fixed={"epochs": np.arange(EPOCHS + 1)},
        settings=settings | {"epochs": EPOCHS},
        seeds=ALL_SEEDS,
        **how,
    )


def chosen(sweep: Sweep, form: str, **fixed: float) -> dict[str, float]:
    """The setting of a form whose mean loss over the first five seeds is lowest.

    Parameters
    ----------
    fixed : axes that may not be chosen, such as ``warm=0``, with their value
    """
    names = ("warm", "peak", "final")
    settings = [
        dict(zip(names, values, strict=True))
        for values in product(*(sweep.axes[name].tolist() for name in names))
    ]
    allowed = [s for s in settings if all(s[name] == value for name, value in fixed.items())]
    return min(allowed, key=lambda s: sweep.at(form=form, **s)["loss"][: len(SEEDS)].mean())


def best_constant(sweep: Sweep) -> tuple[float, float]:
    """The best constant rate without warm-up and its loss, the mean of the first five seeds."""
    setting = chosen(sweep, "constant", warm=0.0)
    loss = sweep.at(form="constant", **setting)["loss"][: len(SEEDS)].mean()
    return setting["peak"], float(loss)
