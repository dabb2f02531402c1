"""A small run whose optimizer is written out: what it holds, and what of it goes into a file."""

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.datasets import digits
from course_lib.engine import softmax
from course_lib.npz import read_npz, write_npz

HELD = ("w", "v", "t", "rng")
"""What a run holds, by name."""
RATE, BETA, BATCH = 0.2, 0.9, 20


class OwnRun:
    """One layer on 300 digits of 14 x 14 pixels; momentum, a falling rate, batches by chance.

    Attributes
    ----------
    w, v : arrays of shape (196, 10)
        Weights, and momentum's velocity.
    t : int
        Steps so far.
    rng : Generator
        Draws the batches.
    """

    def __init__(self, seed: int = 0) -> None:
        self.w, self.v = np.zeros((196, 10)), np.zeros((196, 10))
        self.t = 0
        self.rng = np.random.default_rng(seed)

    def step(self) -> float:
        """Make one step; the loss of its batch."""
        images, labels = digits(300, side=14)
        rows = self.rng.integers(len(images), size=BATCH)
        x, y = images[rows], np.eye(10)[labels[rows]]
        p = softmax(x @ self.w)
        self.t += 1
        self.v *= BETA
        self.v += x.T @ (p - y) / BATCH
        self.w -= RATE / np.sqrt(self.t) * self.v
        return float(-np.log((p * y).sum(axis=1)).mean())

    def __repr__(self) -> str:
        size = float(np.abs(self.w).sum())
        return f"OwnRun(after {self.t} steps, {size:.12g}, {self.rng.bit_generator.state['state']})"


def resume(kept: Mapping[str, Any]) -> OwnRun:
    """A new run into which is put what was kept; what was not is that of a run just begun.

    Examples
    --------
    >>> resume({"t": 7, "w": np.ones((196, 10))}).t
    7
    """
    run = OwnRun(seed=123)
    for name, value in kept.items():
        if name == "rng":
            run.rng.bit_generator.state = value
        else:
            setattr(run, name, value.copy() if isinstance(value, np.ndarray) else value)
    return run


def through_file(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Write what was kept to a file of arrays and one text, and read it: nothing is pickled."""
    arrays = {name: value for name, value in kept.items() if isinstance(value, np.ndarray)}
    others = {name: value for name, value in kept.items() if name not in arrays}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.npz"
        with path.open("wb") as stream:
            write_npz(stream, arrays | {"text": np.array(json.dumps(others))})
        entries = read_npz(str(path))
    return {**json.loads(str(entries.pop("text"))), **entries}


def losses_after(
    checkpoint: Callable[[OwnRun], Mapping[str, Any]], stop: int, end: int, seed: int = 0
) -> tuple[list[float], list[float]]:
    """Losses without a stop, and of a run that is ended and goes on from what was kept.

    Returns
    -------
    two lists of ``end`` losses; the first ``stop`` are the same
    """
    run = OwnRun(seed)
    begun = [run.step() for _ in range(stop)]
    kept = through_file(checkpoint(run))
    whole = begun + [run.step() for _ in range(end - stop)]
    again = resume(kept)
    return whole, begun + [again.step() for _ in range(end - stop)]
