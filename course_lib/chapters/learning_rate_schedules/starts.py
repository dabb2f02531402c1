"""Warm-up or not, where the start is as usual, and where it is harder than the rest of the run."""

from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.learning_rate_schedules.composer import ALL_SEEDS
from course_lib.chapters.learning_rate_schedules.runs import (
    BATCH_SIZE,
    POINTS,
    first_network,
    load_points,
    run,
)
from course_lib.datasets import Sweep
from course_lib.engine import Optimizer, binary_cross_entropy, train
from course_lib.engine.schedules.schedule import Schedule
from course_lib.experiments.decay_forms import composed
from course_lib.experiments.dying import dead_units
from course_lib.experiments.swept import swept

PEAKS = (0.2, 0.4, 0.8, 1.2, 1.6, 2.4, 3.2)
WARM_UPS = (0.0, 0.1)
FINAL = 0.01
STARTS: dict[str, dict[str, Any]] = {
    "as usual": {"gain": 1.0, "batch_size": 10, "epochs": 20},
    "weights 3 times He's": {"gain": 3.0, "batch_size": 10, "epochs": 20},
    "batches of 100": {"gain": 1.0, "batch_size": 100, "epochs": 60},
}


def losses(start: str) -> npt.NDArray[np.float32]:
    """Loss at the end of a cosine, shape (peaks, warm-ups, seeds)."""
    setting = STARTS[start]
    steps = setting["epochs"] * POINTS // setting["batch_size"]
    schedules = [
        composed("cosine", peak, warm, FINAL, steps=steps) for peak in PEAKS for warm in WARM_UPS
    ]
    ends = run(schedules, seeds=ALL_SEEDS, every=setting["epochs"], **setting)[0][..., -1]
    return ends.reshape(len(PEAKS), len(WARM_UPS), len(ALL_SEEDS)).astype(np.float32)


def sweep(**how: Any) -> Sweep:
    """Every start, peak and warm-up from ten seeds: about ten seconds; see ``swept``."""
    return swept(
        lambda start: {"loss": losses(start)},
        {"start": STARTS},
        inner={"peak": PEAKS, "warm": WARM_UPS},
        settings=STARTS,
        seeds=ALL_SEEDS,
        **how,
    )


def dead_after(schedule: Schedule | float, *, seed: int, updates: int, gain: float = 1.0) -> int:
    """Hidden units that are off for every training point after so many updates of this seed's run.

    Examples
    --------
    >>> dead_after(0.1, seed=0, updates=3)
    0
    """
    network, rng = first_network(seed, gain=gain), np.random.default_rng([seed, 1])
    training, _ = load_points()
    steps = train(
        network, binary_cross_entropy, Optimizer(lr=schedule), training,
        epochs=updates, batch_size=BATCH_SIZE, rng=rng,
    )  # fmt: skip
    for _ in islice(steps, updates):
        pass
    return sum(int(dead.sum()) for dead in dead_units(network, training[0]))
