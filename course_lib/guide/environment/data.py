"""Looks whether the data and the stored runs are there, and as they were published."""

import zipfile
import zlib
from pathlib import Path

from course_lib.guide.environment.finding import Finding

FIRST_NUMPY = "Install numpy first, then look again."


def look_at_data() -> Finding:
    """Compare every file of data/ with its checksum."""
    thing, needed = "data files", "as published"
    try:  # only here: the room needs NumPy, which may be what is missing
        from course_lib.datasets.files import data_folder, verified_file
    except ImportError:
        return Finding(thing, needed, "not looked at", FIRST_NUMPY)
    try:
        lines = (data_folder() / "SHA256SUMS").read_text(encoding="utf-8").split("\n")
        names = [line.split(maxsplit=1)[1].strip() for line in lines if line.strip()]
        for name in names:
            verified_file(name)
    except OSError as error:  # its message says which file, what is wrong, and the remedy
        found, _, remedy = str(error).partition(" Get it back with ")
        return Finding(thing, needed, found, f"Get it back with {remedy}" if remedy else RESTORE)
    return Finding(thing, needed, f"{len(names)} files")


RESTORE = "Get them back with `git checkout -- data` in a checkout, or reinstall the course."


def look_at_sweeps() -> Finding:
    """Look whether the stored runs are there and whole."""
    thing, needed = "stored runs", "whole"
    try:
        from course_lib.datasets.files import data_folder
    except ImportError:
        return Finding(thing, needed, "not looked at", FIRST_NUMPY)
    try:
        paths = sorted((data_folder() / "sweeps").glob("*.npz"))
    except OSError:
        paths = []
    damaged = [path.name for path in paths if not _whole(path)]
    if not paths or damaged:
        found = f"damaged: {', '.join(damaged)}" if damaged else "missing"
        return Finding(thing, needed, found, RESTORE)
    return Finding(thing, needed, f"{len(paths)} files")


def _whole(path: Path) -> bool:
    """Compare each entry with the checksum that the format keeps."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        return False
