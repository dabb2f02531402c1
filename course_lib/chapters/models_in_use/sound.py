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
    "a newer version", "a version that is none", "a std of 0", "texts", "objects", "version 0",
)  # fmt: skip
"""What can be wrong with a file."""


def damaged(entries: Mapping[str, Any], damage: str, rng: np.random.Generator) -> dict[str, Any]:
    """The same entries with one thing wrong."""
    new = {name: np.array(value) for name, value in entries.items()}
    place = int(rng.integers(784)), int(rng.integers(10))
    if damage == "an entry missing":
        del new[str(rng.choice(list(ENTRIES)))]
    elif damage == "one too many":
        new["extra"] = np.zeros(3)
    elif damage == "transposed":
        new["W"] = new["W"].T.copy()
    elif damage == "a row short":
        new["W"] = new["W"][:-1]
    elif damage == "NaN":
        new["W"][place] = np.nan
    elif damage == "infinity":
        new["b"][place[1]] = -np.inf
    elif damage == "a newer version":
        new["version"] = np.array(VERSION + 1 + place[1])
    elif damage == "a version that is none":
        new["version"] = np.array("two")
    elif damage == "version 0":
        new["version"] = np.array(0)
    elif damage == "a std of 0":
        new["std"] = np.array(0.0)
    elif damage == "texts":
        new["b"] = new["b"].astype(str)
    elif damage == "objects":
        new["W"] = new["W"].astype(object)
    else:
        raise KeyError(damage)
    return new
