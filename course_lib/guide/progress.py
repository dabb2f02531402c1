"""The progress page: which exercises of which notebook pass on this machine."""

import os
from collections.abc import Mapping
from pathlib import Path

from course_lib.guide.contents import Exercise, exercises_of
from course_lib.guide.places import checkout, editions
from course_lib.guide.record import (
    PASSED,
    PASSED_BEFORE,
    TRIED,
    DamagedRecordError,
    home,
    read,
    solved,
)
from course_lib.guide.series import SERIES, title
from course_lib.guide.table import Cell, Link, Table

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
    root = root or checkout()
    folder = home(root, environ)
    if root is None or folder is None:
        return Table([], [], [NO_RECORD])
    remarks, rows, totals = [], [], [0, 0]
    there = editions(root)
    for number in sorted(there, key=[*SERIES, *there].index):
        exercises = exercises_of(there[number])
        states, damaged = _states(folder, exercises)
        remarks += damaged
        if exercises:
            rows.append(_row(number, there[number], states))
            totals[0] += _passed(states)
            totals[1] += len(exercises)
    remarks.append(f"{totals[0]} of {totals[1]} exercises passed.")
    remarks.append(f"Kept in {_shown(folder, root)}, and nowhere else. Delete it to begin anew.")
    if solved(root, (here or Path.cwd()).resolve()):
        remarks.append(NOT_HERE)
    return Table(["notebook", "passed", "the exercises"], rows, remarks)


def _states(folder: Path, exercises: list[Exercise]) -> tuple[dict[Exercise, str], list[str]]:
    kept: dict[str, dict[str, str]] = {}
    damaged = []
    for topic in dict.fromkeys(exercise.topic for exercise in exercises):
        try:
            kept[topic] = read(folder / f"{topic}.json")
        except DamagedRecordError:
            kept[topic] = {}
            words = "is damaged and was not read; the next check sets it aside and begins anew."
            damaged.append(f"{topic}.json {words}")
        except OSError as error:
            kept[topic] = {}
            damaged.append(f"{topic}.json cannot be read: {error.strerror}.")
    return {each: kept[each.topic].get(each.name, "") for each in exercises}, damaged


def _passed(states: Mapping[Exercise, str]) -> int:
    return sum(state in (PASSED, PASSED_BEFORE) for state in states.values())


def _row(number: str, path: Path, states: Mapping[Exercise, str]) -> list[Cell]:
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
    done = f"{_passed(states)} of {len(states)}"
    return [Link(title(number), path.name), done, "; ".join(parts)]


def _shown(folder: Path, root: Path) -> str:
    inside = folder.is_relative_to(root)
    return f"{folder.relative_to(root).as_posix()}/ of the course" if inside else str(folder)
