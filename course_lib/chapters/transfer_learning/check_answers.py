"""The course's own answers of notebook 10, and the inputs that its checks draw."""

import numpy as np

from course_lib import checks
from course_lib.chapters.transfer_learning.freezing import cheaper, frozen_step

__all__ = ["cheaper", "frozen_step", "layer_rates", "policy"]


def layer_rates() -> tuple[float, float, float]:
    """A tenth from layer to layer, downwards."""
    return 3e-4, 1e-3, 1e-2


def policy(source: str, per_class: int) -> str:
    """Unfreeze with the number of pictures, the later the more the source is alike."""
    if source == "digits":
        return (
            "head only"
            if per_class < 20
            else "from the middle"
            if per_class < 80
            else ("everything")
        )
    return "everything"


def _sizes(rng: np.random.Generator, layers: int) -> list[int]:
    return [int(each) for each in rng.integers(2, 40, layers + 1)]


_LAYERS, _N = checks.size(2, 5), checks.size(1, 5)
CHEAPER = checks.drawn(
    cheaper,
    {"sizes": [8, 6, 4, 2], "frozen": 1, "epochs": 1},
    {"sizes": [8, 6, 4, 2], "frozen": 2, "epochs": 1000},
    sizes=checks.made(_sizes, _LAYERS),
    frozen=checks.made(lambda rng, layers: int(rng.integers(1, layers)), _LAYERS),
    epochs=checks.size(1, 300),
)
STEP_INPUTS = (
    checks.array(_N), checks.array(_N), checks.array(_N),
    checks.made(lambda rng, n: rng.integers(0, 2, n).astype(float), _N),
    checks.number(0.01, 1), checks.number(0, 0.95), checks.number(0.01, 1),
)  # fmt: skip
STEP_NAMES = "theta", "velocity", "grad", "trained", "lr", "beta", "decay"
