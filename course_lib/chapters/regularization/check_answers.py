"""The course's own answers of notebook 03, and the inputs that its checks draw.

Of dropout no two draws need agree: its check looks at shares and at what falls together.
"""
# ruff: noqa: N803 - the letters are those of the exercises

from typing import Any

import numpy as np

from course_lib import checks

Floats = checks.Floats


def l2_step(
    W: Floats, b: Floats, grad_W: Floats, grad_b: Floats, lr: float, strength: float
) -> tuple[Floats, Floats]:
    """The penalty's gradient is strength * W."""
    return W - lr * (grad_W + strength * W), b - lr * grad_b


def paired_difference(scores: Floats, reference: Floats) -> tuple[float, float]:
    """Subtract first, seed by seed."""
    difference = scores - reference
    return float(difference.mean()), float(difference.std(ddof=1) / np.sqrt(len(difference)))


def dropout(x: Floats, drop_rate: float, rng: np.random.Generator, training: bool) -> Floats:
    """A draw for each unit; what is kept grows."""
    if not training:
        return x
    kept = rng.random(x.shape) >= drop_rate
    return np.asarray(x * kept / (1 - drop_rate))


def cutout(image: Floats, row: int, column: int, size: int) -> Floats:
    """A square of zeros, cut off at the border."""
    covered, top, left = image.copy(), row - size // 2, column - size // 2
    covered[max(0, top) : max(0, top + size), max(0, left) : max(0, left + size)] = 0
    return covered


def my_recipe(epochs: int) -> dict[str, Any]:
    """Wide layers learn fast; shifts by a pixel are soon learned, by two where there is time."""
    return {"hidden": (200,) * 4, "augment": "shift", "amount": 1 if epochs < 300 else 2}


def _below(rng: np.random.Generator, length: int) -> int:
    return int(rng.integers(length))


_inputs, _units, _seeds = checks.size(1, 3), checks.size(1, 3), checks.size(2, 7)
_height, _width = checks.size(1, 6), checks.size(1, 6)
L2_STEP = checks.drawn(
    l2_step,
    W=checks.array(_inputs, _units),
    b=checks.array(1, _units),
    grad_W=checks.array(_inputs, _units),
    grad_b=checks.array(1, _units),
    lr=checks.number(0, 1),
    strength=checks.number(0, 1, 0.0),
)
PAIRED_DIFFERENCE = checks.drawn(
    paired_difference,
    {"scores": np.array([3.0, 1.5, 5.0]), "reference": np.array([4.0, 1.0, 1.0])},
    scores=checks.array(_seeds, low=60, high=90),
    reference=checks.array(_seeds, low=60, high=90),
)
CUTOUT = checks.drawn(
    cutout,
    {"image": np.ones((5, 2)), "row": 4, "column": 0, "size": 1},
    {"image": np.ones((5, 5)), "row": 0, "column": 0, "size": 5},
    image=checks.array(_height, _width, low=1, high=9),
    row=checks.made(_below, _height),
    column=checks.made(_below, _width),
    size=checks.size(0, 8),
)
