"""Grade one notebook: each exercise in a fresh process, asked by the course's own check."""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from course_lib.checks.attempt import UnsolvedError
from course_lib.checks.rules import Outcome, quietly
from course_lib.grading.cells import Cell, NoNotebookError, read_cells
from course_lib.grading.hiding import ANSWERS
from course_lib.grading.limits import Limits
from course_lib.grading.needed import Statement, definitions, is_stub, needed, statements_of
from course_lib.grading.plain import NotPlainError
from course_lib.grading.process import EndedError, TookTooLongError, WorkerProcess
from course_lib.grading.results import (
    BY_A_PERSON,
    MISSING,
    NOT_ATTEMPTED,
    NOT_YET,
    PASSED,
    STOPPED,
    TOO_LONG,
    Result,
)
from course_lib.grading.student import StudentsProcess
from course_lib.grading.submissions import Submission
from course_lib.guide.contents import Exercise

TRIES = 4
"""How often a process is begun anew without a statement that ended it."""
SEEN = {
    BY_A_PERSON: "The check cannot be asked from outside the notebook: a person has to read it.",
    TOO_LONG: "The notebook's time was used up by the exercises before.",
}


def grade_notebook(submission: Submission, limits: Limits) -> Iterator[Result]:
    """Grade a student's notebook, exercise by exercise."""
    try:
        cells, fault = read_cells(submission.path), ""
        statements = statements_of(cells)
    except NoNotebookError as error:
        fault = f"The file could not be read: {error}."
    except RecursionError:
        fault = "The file could not be read: its code is nested too deeply."
    end = time.monotonic() + limits.notebook
    for exercise in submission.notebook.exercises:
        if fault:
            result, message = MISSING, fault
        elif time.monotonic() > end:
            result, message = TOO_LONG, SEEN[TOO_LONG]
        else:
            result, message = grade_exercise(exercise, cells, statements, limits)
        yield Result(
            submission.student, submission.notebook.name, exercise.name, result, message
        )


def grade_exercise(
    exercise: Exercise,
    cells: list[Cell],
    statements: list[Statement],
    limits: Limits,
    hidden: tuple[str, ...] = ANSWERS,
) -> tuple[str, str]:
    """Give what came of an exercise, and the words about it."""
    remarks = _remarks(exercise.name, cells, statements)
    there = definitions(exercise.name, statements)
    faulty = _cell_that_cannot_be_read(exercise.name, cells)
    if not there and not faulty:
        return MISSING, f"There is no {exercise.name} in the notebook: deleted, or renamed?"
    if not there:
        return NOT_YET, remarks
    check = getattr(importlib.import_module(f"course_lib.chapters.{exercise.topic}.check"),
                    exercise.name)  # fmt: skip
    result, message = _in_a_process(check, exercise.name, statements, limits, hidden)
    return result, "\n".join(filter(None, [message, remarks]))


def _in_a_process(
    check: Callable[[object], None],
    name: str,
    statements: list[Statement],
    limits: Limits,
    hidden: tuple[str, ...],
) -> tuple[str, str]:
    steps = needed(name, statements)
    ended = MISSING, ""
    for _ in range(TRIES):
        with WorkerProcess(limits, hidden) as worker:
            students = StudentsProcess(worker, limits)
            said, place, how = _prepare(students, steps, limits)
            if place is None:
                return _asked(check, name, students, said, ended)
        where = f"Cell {steps[place][0].cell.number} {how}"
        ended = (TOO_LONG if how.startswith("was still") else STOPPED), where
        steps = steps[:place] + steps[place + 1 :]
    return ended


def _prepare(
    students: StudentsProcess, steps: list[tuple[Statement, list[str]]], limits: Limits
) -> tuple[list[str], int | None, str]:
    """Run what is needed; give what it said, and the place of a statement that ended the process.

    The third is how it ended.
    """
    said, left = [], dict[int, float]()
    for place, (statement, names) in enumerate(steps):
        cell, begin = statement.cell, time.monotonic()
        seconds = left.setdefault(cell.number, limits.cell)
        asked = {"source": cell.source, "cell": cell.number, "place": statement.place,
                 "needed": names}  # fmt: skip
        try:
            stopped = students.run(asked, seconds)
        except TookTooLongError:
            return said, place, f"was still at work after {limits.cell:g} seconds."
        except (EndedError, NotPlainError) as error:
            return said, place, f"ended everything: {error}."
        left[cell.number] -= time.monotonic() - begin
        if stopped:
            said.append(f"Cell {cell.number} stopped with {stopped}")
    return said, None, ""


def _asked(
    check: Callable[[object], None],
    name: str,
    students: StudentsProcess,
    said: list[str],
    ended: tuple[str, str],
) -> tuple[str, str]:
    """Ask the check about the student's function."""
    try:
        found, function = students.find(name)
    except (EndedError, NotPlainError, UnsolvedError) as error:
        return STOPPED, f"{name} could not be asked for: {error}."
    if not found:
        result, words = ended if ended[1] else (NOT_YET, "")
        return result, "\n".join(filter(None, [words, f"{name} was not made.", *said]))
    outcome = quietly(check, function)
    return _result(outcome, students), "\n".join([outcome.words, *_if_not(outcome, said)])


def _result(outcome: Outcome, students: StudentsProcess) -> str:
    if students.fate:
        return students.fate
    if outcome.passed:
        return PASSED
    return NOT_YET if outcome.attempted else NOT_ATTEMPTED


def _if_not(outcome: Outcome, said: list[str]) -> list[str]:
    return [] if outcome.passed else said


def _cell_that_cannot_be_read(name: str, cells: list[Cell]) -> Cell | None:
    defines = re.compile(rf"^\s*def\s+{re.escape(name)}\b", re.MULTILINE)
    return next((cell for cell in cells if cell.fault and defines.search(cell.source)), None)


def _remarks(name: str, cells: list[Cell], statements: list[Statement]) -> str:
    """What a person may want to know: cells that cannot be read, copies, help of the course's."""
    said = []
    if faulty := _cell_that_cannot_be_read(name, cells):
        said.append(f"Python cannot read cell {faulty.number}: {faulty.fault}.")
    there = [each for each in definitions(name, statements) if not is_stub(each)]
    numbers = sorted({each.cell.number for each in there})
    if len(numbers) > 1:
        listed = ", ".join(map(str, numbers))
        said.append(f"It is defined in cells {listed}; the last one counts.")
    helps = sorted(_helps(name, statements)) if there else []
    if helps:
        said.append(f"To be looked at: it uses the course's own {', '.join(helps)}.")
    return "\n".join(said)


def _helps(name: str, statements: list[Statement]) -> set[str]:
    """What it takes from the course's chapters, where much of what is asked for is at work."""
    found: set[str] = set()
    for statement, names in needed(name, statements):
        node: Any = statement.node
        if str(getattr(node, "module", "")).startswith("course_lib.chapters"):
            found |= statement.bound & set(names)
    return found
