"""``python -m course_lib grade FOLDER``: from a folder of submissions to a table and pages."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from course_lib.files import whole_file
from course_lib.grading.course import course_notebooks
from course_lib.grading.judging import check_of, grade_notebook
from course_lib.grading.limits import Limits
from course_lib.grading.pages import page
from course_lib.grading.results import PASSED, RESULTS, Result, as_csv
from course_lib.grading.submissions import (
    Found,
    LayoutError,
    find_submissions,
)

WARNING = (
    "This runs the code of strangers, with the rights of whoever starts it, and is no sandbox:\n"
    "use a machine, a container or an account of its own, on which nothing else of value lies."
)
TABLE = "grades.csv"


def grade(folder: Path, into: Path, limits: Limits, say: Callable[[str], None]) -> list[Result]:
    """Grade all that a folder holds; write the table and the pages; say what happens.

    Raises
    ------
    LayoutError
        Where the folder cannot be graded.
    OSError
        Where the results cannot be written.
    """
    known = course_notebooks()
    if not known:
        raise LayoutError("grading needs the folder of the course, with its notebooks.")
    found = find_submissions(folder, known)
    into.mkdir(parents=True, exist_ok=True)
    for submission in found.submissions:
        for task in submission.notebook.tasks:
            check_of(task)  # read from its file before any student's code runs
    results: list[Result] = []
    for student in found.students:
        mine = _of_student(student, found, limits, say)
        _write(into / f"{student}.md", page(student, mine, found.aside.get(student, [])))
        results += mine
    _write(into / TABLE, as_csv(results))
    counts = ((name, sum(each.result == name for each in results)) for name in RESULTS)
    say(f"{len(results)} exercises: " + ", ".join(f"{n} {name}" for name, n in counts if n) + ".")
    say(f"The table is {into / TABLE}; a page for each student lies beside it.")
    return results


def _of_student(
    student: str, found: Found, limits: Limits, say: Callable[[str], None]
) -> list[Result]:
    results: list[Result] = []
    for submission in (each for each in found.submissions if each.student == student):
        begin = time.monotonic()
        mine = list(grade_notebook(submission, limits))
        passed = sum(each.result == PASSED for each in mine)
        took = f"{time.monotonic() - begin:.1f} s"
        say(f"{student}: {submission.notebook.name}: {passed} of {len(mine)} passed ({took})")
        results += mine
    for words in found.aside.get(student, []):
        say(f"{student}: left aside: {words}")
    return results


def _write(path: Path, text: str) -> None:
    with whole_file(path) as stream:
        stream.write(text.encode("utf-8", "replace"))


def main(words: list[str], say: Callable[[str], None]) -> int:
    """Do what the command line asks; give the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m course_lib grade", description=f"Grade students' notebooks. {WARNING}"
    )
    parser.add_argument("folder", type=Path, help="STUDENT/NN_name.ipynb, or STUDENT.ipynb, in it")
    parser.add_argument("--into", type=Path, help="where the results go; FOLDER-grades otherwise")
    parser.add_argument("--memory", type=int, default=Limits.memory, help="megabytes a process")
    parser.add_argument(
        "--seconds", type=float, default=Limits.exercise, help="for all calls of an exercise"
    )
    told = parser.parse_args(words)
    folder = Path(told.folder).resolve()
    into = told.into or folder.with_name(f"{folder.name}-grades")
    say(WARNING)
    limits = replace(Limits(), memory=told.memory, exercise=told.seconds)
    try:
        grade(folder, Path(into), limits, say)
    except (LayoutError, OSError) as error:
        say(f"Not graded: {error}")
        return 1
    return 0
