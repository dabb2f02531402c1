"""Grade one notebook: each exercise in a fresh process, asked by the course's own check."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from typing import Any

from course_lib.checks.attempt import UnsolvedError
from course_lib.checks.rules import quietly
from course_lib.grading.cells import Cell, parsed
from course_lib.grading.course import CourseNotebook, Task
from course_lib.grading.hiding import Answers
from course_lib.grading.lending import lent_answers
from course_lib.grading.limits import Limits
from course_lib.grading.needed import Statement, definitions, needed, statements_of
from course_lib.grading.plain import NotPlainError
from course_lib.grading.process import EndedError, TookTooLongError, WorkerProcess
from course_lib.grading.remarks import cell_that_cannot_be_read, remarks
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

TRIES = 4
"""How often a process is begun, each time without the statement that ended the one before."""
Judged = tuple[str, str]
"""A result, and the words about it."""


def check_of(task: Task) -> Callable[[object], None]:
    """Give the course's check of an exercise."""
    module = importlib.import_module(f"course_lib.chapters.{task.topic}.check")
    check: Callable[[object], None] = getattr(module, task.name)
    return check


def grade_notebook(submission: Submission, limits: Limits) -> Iterator[Result]:
    """Grade a student's notebook, exercise by exercise."""
    cells = [parsed(number, text) for number, text in submission.sources]
    statements, fault = list[Statement](), submission.fault
    try:
        statements = statements_of(cells)
    except RecursionError:
        fault = "The file could not be read: its code is nested too deeply."
    end = time.monotonic() + limits.notebook
    for task in submission.notebook.tasks:
        judged = MISSING, fault
        if not fault:
            judged = TOO_LONG, "The exercises before it took all of the notebook's time."
            if time.monotonic() < end:
                judged = _or_by_a_person(task, submission.notebook, cells, statements, limits)
        yield Result(submission.student, submission.notebook.name, task.name, *judged)


def _or_by_a_person(task: Task, *given: Any) -> Judged:
    """Grade an exercise; what fails in grading itself costs that exercise, and no student a point.

    Code that is nested beyond what Python can walk through is such a thing.
    """
    try:
        return grade_exercise(task, *given)
    except Exception as error:
        said = f"{type(error).__name__}: {str(error)[:200]}"
        return BY_A_PERSON, f"It could not be graded: {said}."


def grade_exercise(
    task: Task,
    notebook: CourseNotebook,
    cells: list[Cell],
    statements: list[Statement],
    limits: Limits,
) -> Judged:
    """Give what came of an exercise."""
    result, message = MISSING, ""
    if definitions(task.function, statements):
        lent = lent_answers(task.topic, task.lent)
        result, message = in_a_process(task, statements, limits, lent)
    elif cell_that_cannot_be_read(task.function, cells):
        result = NOT_YET
    else:
        message = f"There is no {task.function} in the notebook: deleted, or renamed?"
    said = remarks(task.function, notebook, cells, statements)
    return result, "\n".join(filter(None, [message, *said]))


def in_a_process(
    task: Task, statements: list[Statement], limits: Limits, lent: Answers | None
) -> Judged:
    """Run what the function needs in a process of its own, and ask the check about it.

    Where a statement ends the process, the next one does without it.
    """
    steps = needed(task.function, statements)
    ended: Judged | None = None
    for _ in range(TRIES):
        try:
            with WorkerProcess(limits) as worker:
                students = StudentsProcess(worker, limits, lent)
                run = _Run(students, limits)
                if run.all(steps):
                    return _asked(task, students, run.said, ended)
        except TookTooLongError:
            most = f"{limits.start:g} seconds"
            return BY_A_PERSON, f"Its process was not ready after {most}: grade it again."
        except (EndedError, NotPlainError) as error:
            return BY_A_PERSON, f"Its process could not begin: {error}. Grade it again."
        ended = run.ended
        steps = steps[: run.place] + steps[run.place + 1 :]
    return ended or (STOPPED, "")


class _Run:
    """Runs statements, and keeps what stopped them, or the process."""

    def __init__(self, students: StudentsProcess, limits: Limits) -> None:
        self._students, self._limits = students, limits
        self._left: dict[int, float] = {}
        self.said: list[str] = []
        self.place = 0
        self.ended: Judged | None = None

    def all(self, steps: list[tuple[Statement, list[str]]]) -> bool:
        """Run them; whether the process is still there."""
        for self.place, (statement, names) in enumerate(steps):
            number = statement.cell.number
            try:
                stopped = self._one(statement, names)
            except TookTooLongError:
                most = f"{self._limits.cell:g} seconds"
                self.ended = TOO_LONG, f"Cell {number} was still at work after {most}."
                return False
            except (EndedError, NotPlainError) as error:
                self.ended = STOPPED, f"Cell {number} ended it: {error}."
                return False
            if stopped:
                self.said.append(f"Cell {number} stopped with {stopped}")
        return True

    def _one(self, statement: Statement, names: list[str]) -> str:
        cell, begin = statement.cell, time.monotonic()
        left = self._left.get(cell.number, self._limits.cell)
        asked = {"source": cell.source, "cell": cell.number, "place": statement.place}
        stopped = self._students.run({**asked, "needed": names}, left)
        self._left[cell.number] = left - (time.monotonic() - begin)
        return stopped


def _asked(task: Task, students: StudentsProcess, said: list[str], ended: Judged | None) -> Judged:
    """Ask the check about the student's function."""
    try:
        found, function = students.find(task.function)
    except (EndedError, NotPlainError, UnsolvedError) as error:
        return STOPPED, f"{task.function} could not be asked for: {error}."
    if not found:
        result, words = ended or (NOT_YET, "")
        return result, "\n".join(filter(None, [words, f"{task.function} was not made.", *said]))
    outcome = quietly(check_of(task), function)
    if outcome.passed and not students.fate:
        return PASSED, outcome.words
    result = students.fate or (NOT_YET if outcome.attempted else NOT_ATTEMPTED)
    return result, "\n".join([outcome.words, *said])
