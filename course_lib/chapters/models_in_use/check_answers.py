"""The course's own answers of notebook 10b."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.models_in_use.own_run import OwnRun
from course_lib.chapters.models_in_use.sound import ENTRIES, VERSION
from course_lib.chapters.models_in_use.strokes import shrink
from course_lib.chapters.models_in_use.versions import VERSIONS

Floats = checks.Floats


def prepare(ink: Floats) -> Floats:
    """Cut out, scale to a longer side of 20, and put the centre of mass on row and column 14."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = (max(1, round(20 * side / max(cut.shape))) for side in cut.shape)
    small = shrink(cut, height, width)
    down = np.average(np.arange(height), weights=small.sum(axis=1))
    across = np.average(np.arange(width), weights=small.sum(axis=0))
    top, left = round(14 - down), round(14 - across)
    top, left = min(max(top, 0), 28 - height), min(max(left, 0), 28 - width)
    page = np.zeros((28, 28))
    page[top : top + height, left : left + width] = small / small.max()
    return page


def diagnose() -> dict[str, str]:
    """By accuracies, certainties and confusions."""
    return dict(VERSIONS)


def checkpoint(run: OwnRun) -> dict[str, Any]:
    """All four, as copies; of the generator its state."""
    state = run.rng.bit_generator.state
    return {"w": run.w.copy(), "v": run.v.copy(), "t": run.t, "rng": state}


def is_sound(entries: Mapping[str, Any]) -> bool:
    """All entries and no more, of their shapes, numbers, finite; a known version, a std above 0."""
    if set(entries) != set(ENTRIES):
        return False
    for name, shape in ENTRIES.items():
        value = entries[name]
        if value.shape != shape or value.dtype.kind not in "iuf" or not np.isfinite(value).all():
            return False
    return bool(entries["version"] in range(1, VERSION + 1) and entries["std"] > 0)
