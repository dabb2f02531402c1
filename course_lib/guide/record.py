"""What the checks said of each exercise, kept on this machine alone.

One file of plain JSON per topic, ``work/progress/TOPIC.json``: {"l2_step": "passed", ...}. Git
ignores ``work/``. Deleting a file, or the folder, begins anew.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

from course_lib.guide.places import checkout

PASSED, PASSED_BEFORE, TRIED = "passed", "passed before", "tried"
SETTING = "COURSE_PROGRESS"
"""Name of the environment variable: "off", or a folder to keep the record in."""

# pytest sets the first for itself and all that it starts, the machines that test the course the
# second: their runs are not the reader's.
TESTING = ("PYTEST_VERSION", "CI")


class DamagedRecordError(ValueError):
    """A file of the record that is there and does not read as one."""


def home(root: Path | None, environ: Mapping[str, str] = os.environ) -> Path | None:
    """Where the record lies; None where the environment says that there is none.

    Examples
    --------
    >>> home(Path("course"), {}).as_posix(), home(Path("course"), {"COURSE_PROGRESS": "off"})
    ('course/work/progress', None)
    """
    setting = environ.get(SETTING, "")
    if setting == "off" or root is None:
        return None
    if setting:
        return Path(setting)
    if any(environ.get(name, "").lower() not in ("", "0", "false") for name in TESTING):
        return None
    return root / "work" / "progress"


def counts(root: Path, here: Path) -> bool:
    """Whether a check that runs in a folder is the reader's: a copy, or a notebook itself.

    The solved editions prove nothing about the reader.

    Examples
    --------
    >>> root = Path("/course")
    >>> [counts(root, root / name) for name in ("work", "notebooks", "notebooks/solutions", "x")]
    [True, True, False, False]
    """
    places = (root / "work", root / "notebooks")
    return any(map(here.is_relative_to, places)) and not solved(root, here)


def solved(root: Path, here: Path) -> bool:
    """Whether the notebooks in a folder are those with the solutions."""
    return here.is_relative_to(root / "notebooks" / "solutions")


def note(topic: str, exercise: str, *, passed: bool) -> None:
    """Keep what a check said, where it counts; never raise, whatever the disk says."""
    with suppress(OSError):  # a check must not fail because its record cannot be written
        root = checkout()
        folder = home(root)
        if root is not None and folder is not None and counts(root, Path.cwd().resolve()):
            put(folder, topic, exercise, passed=passed)


def put(folder: Path, topic: str, exercise: str, *, passed: bool) -> None:
    """Write one outcome into a record, setting a damaged file aside."""
    path = folder / f"{topic}.json"
    try:
        states = read(path)
    except DamagedRecordError:
        set_aside(path)
        states = {}
    had_passed = states.get(exercise) in (PASSED, PASSED_BEFORE)
    state = PASSED if passed else PASSED_BEFORE if had_passed else TRIED
    if states.get(exercise) != state:
        write_whole(path, states | {exercise: state})


def read(path: Path) -> dict[str, str]:
    """Give exercise -> state of one topic; empty where there is no file.

    Raises
    ------
    DamagedRecordError
        Where the file is something else than was written.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise DamagedRecordError(f"{path} is no JSON: {error}") from error
    known = (PASSED, PASSED_BEFORE, TRIED)
    if not isinstance(found, dict) or any(state not in known for state in found.values()):
        raise DamagedRecordError(f"{path} is no record of exercises")
    return found


def set_aside(path: Path) -> Path:
    """Rename a damaged file, so that nothing in it is lost; give its new name."""
    names = (path.with_name(f"{path.stem}.damaged-{i}.json") for i in count(1))
    aside = next(name for name in names if not name.exists())
    return path.rename(aside)


def write_whole(path: Path, states: Mapping[str, str]) -> None:
    """Write a file completely or not at all: beside its place first, then moved there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(states, indent=1) + "\n"
    handle, partial = tempfile.mkstemp(".partial", path.stem, path.parent, text=True)
    try:
        with open(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.replace(partial, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(partial)
        raise
