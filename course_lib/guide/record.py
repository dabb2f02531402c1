"""What the checks said of each exercise, kept on this machine alone.

One file of plain JSON per chapter, such as ``work/progress/regularization.json``:
{"l2_step": "passed", ...}. Git ignores ``work/``. Deleting a file, or the folder, begins anew.
"""

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

from course_lib.files import open_file, whole_file
from course_lib.guide.lock import alone_in
from course_lib.guide.places import checkout, is_solved, record_folder, shown

TRIED, PASSED_BEFORE, PASSED = STATES = ("tried", "passed before", "passed")

OLD_NAMES = {
    "gradients_and_activations": "gradients",
    "bias_variance": "bias_and_variance",
    "penalties": "regularization_further",
    "schedules": "learning_rate_schedules",
    "search": "hyperparameter_search",
}
"""What chapters were called before: name -> that of today, which is the notebook's own."""

LARGEST = 1_000_000  # bytes; a chapter's record has some hundreds


class DamagedRecordError(ValueError):
    """Something in the place of a record that does not read as one."""


def note(topic: str, exercise: str, *, passed: bool) -> str:
    """Keep what a check said; say so where a pass could not be kept, and never raise.

    Nothing is kept, and nothing said, in tests, in the solved editions, and where the reader
    wants it so.
    """
    try:
        put_here(topic, exercise, passed=passed)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        return f"The pass could not be kept: {reason}." if passed else ""
    return ""


def put_here(topic: str, exercise: str, *, passed: bool) -> None:
    """Write one outcome into the record of whoever works in this folder, if one is kept.

    Raises
    ------
    OSError, NoFolderError
        Where it cannot be written; the message names the folder.
    """
    root, here = checkout(), Path.cwd().resolve()
    folder = record_folder(root, here)
    if folder is None or is_solved(here):
        return
    try:
        put(folder, topic, exercise, passed=passed)
    except OSError as error:
        raise OSError(f"{shown(folder, root)}: {error.strerror or error}") from error


def put(folder: Path, topic: str, exercise: str, *, passed: bool) -> None:
    """Write one outcome into a record, setting damaged files aside and old names right."""
    path, *older = files_of(folder, topic)
    with suppress(DamagedRecordError):
        # What changes nothing is not written, so it may as well stand where nothing can be.
        states = read(path)
        same = states.get(exercise) == _after(states, exercise, passed)
        if same and not any(map(os.path.lexists, older)):
            return
    folder.mkdir(parents=True, exist_ok=True)
    with alone_in(folder):
        _remove_partial(folder, topic)
        states = merged([_read_or_set_aside(each) for each in (path, *older)])
        states[exercise] = _after(states, exercise, passed)
        with whole_file(path) as stream:
            stream.write(json.dumps(states, indent=1).encode() + b"\n")
        for each in older:
            each.unlink(missing_ok=True)


def _after(states: Mapping[str, str], exercise: str, passed: bool) -> str:
    had_passed = states.get(exercise) in (PASSED, PASSED_BEFORE)
    return PASSED if passed else PASSED_BEFORE if had_passed else TRIED


def files_of(folder: Path, chapter: str) -> list[Path]:
    """Give where a chapter's record lies, and then where it lay under earlier names."""
    names = [chapter, *(old for old, name in OLD_NAMES.items() if name == chapter)]
    return [folder / f"{name}.json" for name in names]


def merged(records: list[dict[str, str]]) -> dict[str, str]:
    """Put records of one chapter together; of two states of an exercise the better one wins.

    Examples
    --------
    >>> merged([{"l2_step": "tried"}, {"l2_step": "passed", "dropout": "tried"}])
    {'l2_step': 'passed', 'dropout': 'tried'}
    """
    found: dict[str, str] = {}
    for record in records:
        for exercise, state in record.items():
            found[exercise] = max(state, found.get(exercise, TRIED), key=STATES.index)
    return found


def read(path: Path) -> dict[str, str]:
    """Give exercise -> state of one file; empty where there is none.

    Raises
    ------
    DamagedRecordError
        Where something else is there than was written.
    """
    if path.exists() and not path.is_file():
        raise DamagedRecordError(f"{path} is no file")
    try:
        with open_file(path) as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise ValueError(f"it has more than {LARGEST} bytes")
        found = json.loads(content)
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise DamagedRecordError(f"{path} is no record of exercises: {error}") from error
    if not isinstance(found, dict) or any(state not in STATES for state in found.values()):
        raise DamagedRecordError(f"{path} is no record of exercises")
    return found


def _read_or_set_aside(path: Path) -> dict[str, str]:
    try:
        return read(path)
    except DamagedRecordError:
        set_aside(path)
        return {}


def set_aside(path: Path) -> Path:
    """Rename what is damaged, so that nothing in it is lost; give its new name."""
    names = (path.with_name(f"{path.stem}.damaged-{i}.json") for i in count(1))
    aside = next(name for name in names if not os.path.lexists(name))
    return path.rename(aside)


def _remove_partial(folder: Path, chapter: str) -> None:
    """Remove what writers left that were stopped; whoever calls this is the only one."""
    names = "|".join(path.name for path in files_of(folder, chapter))
    ours = re.compile(rf"({names})\.[\w.]+\.partial")
    for path in folder.glob("*.partial"):
        if ours.fullmatch(path.name):
            with suppress(OSError):
                path.unlink()
