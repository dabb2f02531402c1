"""Where the course, its notebooks and a reader's record lie on this machine."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]

SETTING = "COURSE_PROGRESS"
"""Name of the environment variable that says where progress is kept.

A folder (``~`` is the home folder; a relative one starts at the course's folder, or at the home
folder where the package is installed alone), "off" for nowhere, "on" for the usual place.
"""
OFF = ("off", "0", "false", "no", "none")
ON = ("on", "1", "true", "yes")

# pytest sets the first for itself and all that it starts, the machines that test the course the
# second: their runs are not the reader's.
TESTING = ("PYTEST_VERSION", "CI")


class NoFolderError(ValueError):
    """A setting that names no folder; the message says what was set."""


def checkout() -> Path | None:
    """Give the folder that holds ``course_lib/`` and ``notebooks/``; None for a bare package.

    Examples
    --------
    >>> checkout().name != "course_lib"
    True
    """
    root = PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() else None


def editions(root: Path | None) -> dict[str, Path]:
    """Find the student editions below a checkout, by their numbers.

    Examples
    --------
    >>> editions(checkout())["03"].name
    '03_regularization.ipynb'
    >>> editions(None)
    {}
    """
    found = sorted((root / "notebooks").glob("*.ipynb")) if root else []
    return {path.stem.partition("_")[0]: path for path in found}


def stored(notebook: Path) -> dict[str, Any]:
    """Give what the file of a notebook holds; nothing where it cannot be read."""
    try:
        # Only a plain file: whoever reads a pipe waits for its other end.
        found = json.loads(notebook.read_text(encoding="utf-8")) if notebook.is_file() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def record_folder(
    root: Path | None, here: Path, environ: Mapping[str, str] = os.environ
) -> Path | None:
    """Give the folder that keeps what checks say; None where it is not to be kept.

    It is ``work/progress/`` of the course for all that runs inside it, and ``course_progress/``
    beside the notebook for one that lies elsewhere, as on a server with one course for all.

    Parameters
    ----------
    root : the checkout, if there is one
    here : where the reader's notebook lies
    environ : the variables of the environment

    Examples
    --------
    >>> course, home = Path("/course"), Path("/home/reader")
    >>> [record_folder(course, here, {}).as_posix() for here in (course / "work", home)]
    ['/course/work/progress', '/home/reader/course_progress']
    >>> record_folder(course, home, {"COURSE_PROGRESS": "kim"}).as_posix()
    '/course/kim'
    >>> record_folder(course, home, {"COURSE_PROGRESS": "off"})
    """
    setting = environ.get(SETTING, "").strip()
    word = setting.lower()
    if word in OFF:
        return None
    if word and word not in ON:
        return _named(setting, root)
    testing = any(environ.get(name, "").lower() not in ("", "0", "false") for name in TESTING)
    if testing and word not in ON:
        return None
    # work/ may be a link to a larger disk.
    inside = (root, (root / "work").resolve()) if root else ()
    if root and any(map(here.is_relative_to, inside)):
        return root / "work" / "progress"
    return here / "course_progress"


def _named(setting: str, root: Path | None) -> Path:
    try:
        return (root or Path.home()) / Path(setting).expanduser()
    except RuntimeError as error:  # a home folder that this machine does not know
        raise NoFolderError(f"{SETTING} says {setting}, and there is no such folder") from error


def is_solved(here: Path) -> bool:
    """Whether a folder is that of the solved editions, which prove nothing about the reader.

    Examples
    --------
    >>> is_solved(Path("/course/notebooks/solutions")), is_solved(Path("/course/notebooks"))
    (True, False)
    """
    places = (here, *here.parents)
    return any((place.parent.name, place.name) == ("notebooks", "solutions") for place in places)


def shown(folder: Path, root: Path | None) -> str:
    """Name a folder as readers know it: from the top of the course where it lies in it.

    Examples
    --------
    >>> shown(Path("/course/work/progress"), Path("/course"))
    'work/progress/ of the course'
    """
    inside = root is not None and folder.is_relative_to(root)
    return (
        f"{folder.relative_to(root).as_posix()}/ of the course" if inside and root else str(folder)
    )
