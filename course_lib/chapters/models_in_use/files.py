"""Files of a run that were damaged, one way each; and a pickle that runs something harmless."""

import json
import pickle
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.chapters.models_in_use.resumed import Plan
from course_lib.engine import load_run, save_run
from course_lib.npz import read_npz, write_npz

SMALL = Plan(stop=5, end=5, examples=100, width=4)
"""A run whose file is small."""
Entries = dict[str, Any]


def saved(folder: Path) -> Path:
    """Save a run after five updates."""
    steps = SMALL.steps(SMALL.network(), SMALL.optimizer(), np.random.default_rng(0))
    for number, step in enumerate(steps, start=1):
        if number == SMALL.stop:
            return save_run(step, folder / "run.npz")
    raise AssertionError  # training ends only where it is left


def _rewritten(change: Callable[[Entries], None]) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        entries = read_npz(str(path))
        change(entries)
        with path.open("wb") as stream:
            write_npz(stream, entries)

    return damage


def _written(name: str, **news: Any) -> Callable[[Path], None]:
    """Other values in one of its texts."""

    def change(entries: Entries) -> None:
        entries[name] = np.array(json.dumps(json.loads(str(entries[name])) | news))

    return _rewritten(change)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _a_text(path: Path) -> None:
    path.write_text("not a model")


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def _pickled(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        content = tempfile.SpooledTemporaryFile()  # noqa: SIM115 - closed below
        np.lib.format.write_array(content, np.array([{}], dtype=object))
        content.seek(0)
        archive.writestr("extra.npy", content.read())
        content.close()


def _transposed(entries: Entries) -> None:
    entries["theta"] = entries["theta"].reshape(-1, 1)


def _short(entries: Entries) -> None:
    entries["theta"] = entries["theta"][..., :-1]


def _without(name: str) -> Callable[[Entries], None]:
    def change(entries: Entries) -> None:
        del entries[name]

    return change


DAMAGES: dict[str, Callable[[Path], None]] = {
    "written to its half": _cut,
    "one byte flipped": _flipped,
    "empty": _emptied,
    "a text, renamed": _a_text,
    "a newer format": _written("run", format=2),
    "another rule's": _written("run", rule="Momentum"),
    "no weights in it": _rewritten(_without("theta")),
    "a weight short": _rewritten(_short),
    "weights of another shape": _rewritten(_transposed),
    "a pickled object added": _pickled,
}
"""Ten ways in which a file is not what was written."""


def refused() -> dict[str, str]:
    """What loading says of each damaged file; "" where it would have gone on."""
    said = {}
    for name, damage in DAMAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = saved(Path(folder))
            damage(path)
            try:
                load_run(path, SMALL.optimizer())
            except ValueError as error:
                said[name] = str(error).replace(str(path), "run.npz")
            else:
                said[name] = ""
    return said


class Marker:
    """An object whose pickle, when it is read, calls a function: here one that makes a file.

    Any function could stand there; this one is harmless.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return Path.touch, (self.path,)


def read_a_pickle(folder: Path) -> tuple[Any, bool]:
    """Write a file that says it holds weights, read it, and look at whether something ran.

    Returns
    -------
    what reading gave, and whether the marker's file is there now
    """
    marker = folder / "it_ran.txt"
    path = folder / "weights.pkl"
    path.write_bytes(pickle.dumps({"W": Marker(marker)}))
    given = pickle.loads(path.read_bytes())
    return given, marker.exists()
