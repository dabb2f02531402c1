"""The progress page: which exercises of which notebook pass on this machine."""

import os
from collections.abc import Mapping
from pathlib import Path

from course_lib.guide.contents import Exercise, exercises_of
from course_lib.guide.places import NoFolderError, checkout, is_solved, record_folder, shown
from course_lib.guide.record import (
    PASSED,
    PASSED_BEFORE,
    TRIED,
    DamagedRecordError,
    files_of,
    merged,
    read,
)
from course_lib.guide.series import NO_NOTEBOOKS, Notebook, link, series
from course_lib.guide.table import Cell, Table

NO_RECORD = "No progress is kept in this run: it is a test, or COURSE_PROGRESS says off."
NOT_HERE = "Checks of the solved editions do not count."


def progress_page(
    root: Path | None = None,
    *,
    here: Path | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Table:
    """Show, notebook by notebook, which exercises pass, as their checks last said.

    Parameters
    ----------
    root : the checkout; this one by default
    here : where the reader's notebook lies; the working directory by default
    environ : the variables of the environment

    Examples
    --------
    >>> progress_page(environ={"COURSE_PROGRESS": "off"})
    No progress is kept in this run: it is a test, or COURSE_PROGRESS says off.
    """
    root, here = root or checkout(), (here or Path.cwd()).resolve()
    try:
        folder = record_folder(root, here, environ)
        if root and folder and not os.path.exists(folder):
            # Nothing was done here: a terminal in any folder shows what was done in the course.
            folder = record_folder(root, root, environ)
    except NoFolderError as error:
        return Table([], [], [f"No progress can be kept: {error}."])
    if folder is None:
        return Table([], [], [NO_RECORD])
    remarks, rows, totals = [], [], [0, 0]
    notebooks = series(root, here)
    for notebook in notebooks:
        exercises = exercises_of(notebook.path)
        states, damaged = _states(folder, exercises)
        remarks += damaged
        if exercises:
            rows.append(_row(notebook, states))
            totals[0] += _passed(states)
            totals[1] += len(exercises)
    passed = f"{totals[0]} of {totals[1]} exercises passed."
    remarks += [passed if notebooks else NO_NOTEBOOKS, _where(folder, root)]
    if is_solved(here):
        remarks.append(NOT_HERE)
    return Table(["notebook", "passed", "the exercises"], rows, remarks)


def _states(folder: Path, exercises: list[Exercise]) -> tuple[dict[Exercise, str], list[str]]:
    kept: dict[str, dict[str, str]] = {}
    remarks = []
    for topic in dict.fromkeys(exercise.topic for exercise in exercises):
        records = []
        for path in files_of(folder, topic):
            try:
                records.append(read(path))
            except DamagedRecordError:
                words = "is damaged and was not read; the next check sets it aside and begins anew."
                remarks.append(f"{path.name} {words}")
            except OSError as error:
                remarks.append(f"{path.name} cannot be read: {error.strerror}.")
        kept[topic] = merged(records)
    return {each: kept[each.topic].get(each.name, "") for each in exercises}, remarks


def _passed(states: Mapping[Exercise, str]) -> int:
    return sum(state in (PASSED, PASSED_BEFORE) for state in states.values())


def _row(notebook: Notebook, states: Mapping[Exercise, str]) -> list[Cell]:
    groups = [
        (PASSED, "passed"),
        (PASSED_BEFORE, "passed before, the last try not"),
        (TRIED, "tried"),
        ("", "open"),
    ]
    parts = []
    for state, words in groups:
        names = [exercise.name for exercise, found in states.items() if found == state]
        parts += [f"{words}: {', '.join(names)}"] if names else []
    return [link(notebook), f"{_passed(states)} of {len(states)}", "; ".join(parts)]


def _where(folder: Path, root: Path | None) -> str:
    """Say where the record lies, or that nothing can be kept there."""
    nearest = next(place for place in (folder, *folder.parents) if os.path.exists(place))
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        return f"Nothing can be written to {shown(folder, root)}: no further pass will be kept."
    return f"Kept in {shown(folder, root)}, and nowhere else. Delete it to begin anew."
