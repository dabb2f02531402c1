"""The course's own answers of notebook 05b, and the inputs that its checks draw."""

from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.optimizers_further.built import amsgrad_step

__all__ = ["amsgrad_step", "diagnose", "my_step", "verdict"]

Floats = checks.Floats


def verdict(ours: Floats, theirs: Floats) -> str:
    """Three standard errors of the mean difference."""
    apart = np.asarray(ours) - np.asarray(theirs)
    error = apart.std(ddof=1) / np.sqrt(len(apart))
    if apart.mean() == 0 or abs(apart.mean()) < 3 * error:
        return "not told apart"
    return "lower" if apart.mean() < 0 else "higher"


def diagnose(gradient: Floats, curvatures: Floats, small: float) -> str:
    """What kind of place it is, by the signs of its curvatures."""
    up, down = curvatures > small, curvatures < -small
    if np.linalg.norm(gradient) > small:
        return "slope"
    if up.all() or down.all():
        return "minimum" if up.all() else "maximum"
    if up.any() and down.any():
        return "saddle"
    return "cannot tell" if up.any() or down.any() else "plateau"


def my_step(theta: Floats, grad: Floats, memory: dict[str, Any]) -> tuple[Floats, dict[str, Any]]:
    """Rprop: lengths of each parameter's own, which grow until the sign turns."""
    length = memory.get("length", np.full(theta.shape, 0.1))
    turned = grad * memory.get("grad", 0 * grad) < 0
    length = np.minimum(length * np.where(turned, 0.5, 1.2), 1.0)
    return theta - length * np.sign(grad), {"length": length, "grad": grad}


_N = checks.size(1, 4)
AMSGRAD_STEP = checks.drawn(
    amsgrad_step,
    theta=checks.array(_N), m=checks.array(_N), v=checks.array(_N, low=0.1),
    longest=checks.array(_N, low=0.1), grad=checks.array(_N), lr=checks.number(0.01, 1),
    beta1=checks.number(0, 0.95, 0.0), beta2=checks.number(0.1, 0.999),
    eps=checks.number(1e-4, 0.1, log=True),
)  # fmt: skip
