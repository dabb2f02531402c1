"""The objective over a whole grid of settings, trained once and stored; looking up costs nothing.

Four hyperparameters, five seeds: 14 875 runs of ``digits.objective``. A search that tries a setting
between the points of the grid gets the nearest one (nearest on each hyperparameter's own scale).
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.hyperparameter_search.digits import COUNTS, DEFAULTS, curves
from course_lib.datasets import Sweep
from course_lib.experiments.provenance import about

SEEDS = (0, 1, 2, 3, 4)
EPOCHS = (1, 2, 4, 8, 16)
AXES: dict[str, npt.NDArray[Any]] = {
    "lr": 10.0 ** (np.arange(-12, 5) / 4),
    "beta": 1 - 10.0 ** -(np.arange(7) / 3),
    "strength": 10.0 ** np.arange(-5, 0),
    "hidden": np.array([4, 8, 16, 32, 64]),
}

Job = tuple[int, int, int]
"""Which beta, which hidden, which seed: the runs of one stack."""


def table_sweep(
    *,
    progress: Callable[[list[Job]], Iterable[Job]] = iter,
    into: dict[Job, tuple[npt.NDArray[Any], npt.NDArray[Any]]] | None = None,
) -> Sweep:
    """Train every setting of AXES with every seed: about six minutes.

    Parameters
    ----------
    progress : function that wraps the list of jobs, such as ``tqdm``
    into : dict or None
        Takes what each job gives as it ends; pass the same dict again to go on after an interrupt.
    """
    results = {} if into is None else into
    sizes = [len(AXES["beta"]), len(AXES["hidden"]), len(SEEDS)]
    jobs: list[Job] = [(b, h, s) for b in range(sizes[0]) for h in range(sizes[1]) for s in SEEDS]
    start = time.perf_counter()
    for job in progress(jobs):
        if job not in results:
            results[job] = _side_by_side(*job)
    per_job = (len(AXES["lr"]), len(AXES["strength"]))
    dev, test = (
        np.reshape([results[job][part] for job in jobs], (*sizes, *per_job, *own))
        for part, own in ((0, (len(EPOCHS),)), (1, ()))
    )
    order = (3, 0, 4, 1, 2)  # beta, hidden, seed, lr, strength -> lr, beta, strength, hidden, seed
    return Sweep(
        axes={**AXES, "seed": np.array(SEEDS)},
        values={
            "dev_right": np.rint(dev * COUNTS["dev"]).transpose(*order, 5).astype(np.uint8),
            "test_right": np.rint(test * COUNTS["test"]).transpose(order).astype(np.uint16),
        },
        fixed={"epochs": np.array(EPOCHS)},
        about=about(
            settings=DEFAULTS | {"counts": COUNTS}, seeds=SEEDS, seconds=time.perf_counter() - start
        ),
    )


def _side_by_side(beta: int, hidden: int, seed: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Every lr with every strength, as one stack."""
    shared = {"beta": float(AXES["beta"][beta]), "hidden": int(AXES["hidden"][hidden])}
    settings = [
        shared | {"lr": float(lr), "strength": float(strength)}
        for lr in AXES["lr"]
        for strength in AXES["strength"]
    ]
    return curves(settings, seed, at=EPOCHS)
