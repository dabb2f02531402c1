"""Looks whether the data and the stored runs are there, and as they were published."""

from pathlib import Path

from course_lib.guide.environment.finding import Finding

FIRST_NUMPY = "Install numpy first, then look again."


def look_at_data() -> Finding:
    """Compare every file of data/ with its checksum."""
    thing, needed = "data files", "as published"
    try:  # only here: the room needs NumPy, which may be what is missing
        from course_lib.datasets.files import published_digests, verified_file
    except ImportError:
        return Finding(thing, needed, "not looked at", FIRST_NUMPY)
    try:
        names = list(published_digests())
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
    """Read it as a notebook does."""
    from course_lib.datasets.sweep_files import load_sweep

    try:
        load_sweep(path.stem)
    except (OSError, ValueError):
        return False
    return True
