"""Double descent for examples, label noise and penalties: what the dashboard looks up."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.bias_and_variance_further.double_descent import (
    STRENGTHS,
    Problem,
    curve,
)
from course_lib.datasets import Sweep
from course_lib.experiments.swept import swept

SEEDS = tuple(range(5))
EXAMPLES = (50, 100, 200, 400)
NOISES = (0.0, 0.1, 0.2, 0.4)
WIDTHS = (10, 20, 30, 50, 70, 100, 140, 200, 280, 400, 600, 1000, 2000)
BEST = "best for each"
PENALTIES = ("none", *(f"{strength:g}" for strength in STRENGTHS[1:]), BEST)


def run_one(examples: int, noise: float) -> dict[str, npt.NDArray[Any]]:
    """All widths at all penalties: means over the seeds, shape (penalties, widths)."""
    found = curve(Problem(examples=examples, noise=noise), SEEDS, WIDTHS, STRENGTHS)
    best = found.dev.mean(axis=2).argmin(axis=1)
    rows = {}
    for name in ("train", "test", "length"):
        means = getattr(found, name).mean(axis=2)  # (widths, strengths)
        chosen = means[np.arange(len(means)), best]
        rows[name] = np.vstack([means.T, chosen]).astype(np.float32)
    return rows


def sweep(**how: Any) -> Sweep:
    """Four sets of digits, four shares of wrong labels: two or three minutes; see ``swept``."""
    return swept(
        run_one,
        {"examples": EXAMPLES, "noise": NOISES},
        inner={"penalty": PENALTIES},
        fixed={"width": WIDTHS},
        settings={"strengths": STRENGTHS, "problem": str(Problem())},
        seeds=SEEDS,
        **how,
    )
