"""Files of one layer's weights, sound and not: what a loader must look at before it believes."""

from collections.abc import Mapping
from typing import Any

import numpy as np

VERSION = 2
"""The newest form of the file that this loader knows; 1 is known, too."""
ENTRIES = {"version": (), "W": (784, 10), "b": (10,), "mean": (), "std": ()}
"""What a sound file has, each with its shape."""


def sound_file(rng: np.random.Generator | int = 0) -> dict[str, Any]:
    """Entries as they should be."""
    rng = np.random.default_rng(rng)
    return {
        "version": np.array(int(rng.integers(1, VERSION + 1))),
        "W": rng.standard_normal((784, 10)),
        "b": rng.standard_normal(10),
        "mean": np.array(round(float(rng.uniform(0.1, 0.2)), 4)),
        "std": np.array(round(float(rng.uniform(0.2, 0.4)), 4)),
    }


DAMAGES = (
    "an entry missing", "one too many", "transposed", "a row short", "NaN", "infinity",
    "a newer version", "a version that is none", "a std of 0", "a negative std",
    "texts", "objects", "version 0",
)  # fmt: skip
"""What can be wrong with a file."""


def damaged(entries: Mapping[str, Any], damage: str, rng: np.random.Generator) -> dict[str, Any]:
    """The same entries with one thing wrong."""
    new = {name: np.array(value) for name, value in entries.items()}
    row, column = int(rng.integers(784)), int(rng.integers(10))
    if damage == "an entry missing":
        del new[str(rng.choice(list(ENTRIES)))]
        return new
    if damage == "NaN":
        new["W"][row, column] = np.nan
        return new
    if damage == "infinity":
        new["b"][column] = -np.inf
        return new
    others = {
        "one too many": ("extra", np.zeros(3)),
        "transposed": ("W", new["W"].T.copy()),
        "a row short": ("W", new["W"][:-1]),
        "a newer version": ("version", np.array(VERSION + 1 + column)),
        "a version that is none": ("version", np.array("two")),
        "version 0": ("version", np.array(0)),
        "a std of 0": ("std", np.array(0.0)),
        "a negative std": ("std", -new["std"]),
        "texts": ("b", new["b"].astype(str)),
        "objects": ("W", new["W"].astype(object)),
    }
    name, value = others[damage]
    return new | {name: value}
