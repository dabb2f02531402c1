"""The submissions in a folder: whose they are, and which notebook of the course each is.

Three ways to lay them out are taken, also side by side::

    FOLDER/STUDENT/06_learning_rate_schedules.ipynb            one folder a student
    FOLDER/STUDENT/ASSIGNMENT/06_learning_rate_schedules.ipynb as nbgrader's submitted/ has them
    FOLDER/STUDENT.ipynb                                       one file a student
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from course_lib.grading.cells import NoNotebookError, read_sources
from course_lib.grading.course import CourseNotebook
from course_lib.guide.contents import exercises_of


@dataclass(frozen=True)
class Submission:
    """A student's file, and the notebook of the course that it is.

    Attributes
    ----------
    sources : the texts of its cells with code, read before any student's code runs
    fault : why it could not be read, or ""
    """

    student: str
    path: Path
    notebook: CourseNotebook
    sources: list[tuple[int, str]] = field(default_factory=list)
    fault: str = ""


@dataclass
class Found:
    """What a folder holds: submissions, and what is left aside, with the reason, by student."""

    submissions: list[Submission] = field(default_factory=list)
    aside: dict[str, list[str]] = field(default_factory=dict)

    def leave(self, student: str, words: str) -> None:
        """Leave a file aside, and say why."""
        self.aside.setdefault(student, []).append(words)

    @property
    def students(self) -> list[str]:
        """All who are named, in order."""
        return sorted({each.student for each in self.submissions} | self.aside.keys())


class LayoutError(ValueError):
    """A folder that cannot be graded; the message says what is taken."""


def find_submissions(folder: Path, known: list[CourseNotebook]) -> Found:
    """Find what students handed in.

    Raises
    ------
    LayoutError
        Where there is no such folder, or nothing in it that could be a submission.
    """
    if not folder.is_dir():
        raise LayoutError(f"{folder} is no folder.")
    found = Found()
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "_")):
            continue
        if path.is_dir():
            files = sorted({*path.glob("*.ipynb"), *path.glob("[!.]*/*.ipynb")})
            if not files:
                found.leave(path.name, "there is no notebook in the folder.")
            _take(path.name, files, path, known, found)
        elif path.suffix == ".ipynb":
            _take(path.stem, [path], folder, known, found)
    if not found.students:
        raise LayoutError(
            f"there is nothing to grade in {folder}. Taken are FOLDER/STUDENT/NN_name.ipynb, "
            "FOLDER/STUDENT/ASSIGNMENT/NN_name.ipynb and FOLDER/STUDENT.ipynb."
        )
    return found


def _take(
    student: str, files: list[Path], base: Path, known: list[CourseNotebook], found: Found
) -> None:
    """Take a student's files; of two of one notebook the one that is called as it is, or none."""
    by_notebook: dict[str, list[Path]] = {}
    notebooks = {each.name: each for each in known}
    for path in files:
        where = path.relative_to(base).as_posix()
        if path.is_symlink() or path.parent.is_symlink():
            found.leave(student, f"{where} is a link, and no file of its own.")
        elif name := _name_of(path, known):
            by_notebook.setdefault(name, []).append(path)
        else:
            found.leave(student, f"{where}: {_why_unknown(path)}")
    for name, paths in by_notebook.items():
        exact = [path for path in paths if path.stem == name]
        chosen = exact if len(exact) == 1 else paths
        if len(chosen) > 1:
            names = ", ".join(path.relative_to(base).as_posix() for path in chosen)
            found.leave(student, f"{names}: which of them counts? Leave one.")
            continue
        for path in set(paths) - set(chosen):
            words = f"is a second copy; {chosen[0].relative_to(base).as_posix()} counts."
            found.leave(student, f"{path.relative_to(base).as_posix()} {words}")
        found.submissions.append(_read(student, chosen[0], notebooks[name]))


def _read(student: str, path: Path, notebook: CourseNotebook) -> Submission:
    try:
        return Submission(student, path, notebook, read_sources(path))
    except NoNotebookError as error:
        return Submission(student, path, notebook, fault=f"The file could not be read: {error}.")


def _name_of(path: Path, known: list[CourseNotebook]) -> str:
    """Which notebook a file is: by its name, or by the checks that it asks."""
    for each in known:
        if re.match(rf"{re.escape(each.name)}(?![a-z0-9_])", path.stem):
            return each.name
    topics = [exercise.topic for exercise in exercises_of(path)]
    return next((each.name for each in known if each.topic in topics), "")


def _why_unknown(path: Path) -> str:
    try:
        read_sources(path)
    except NoNotebookError as error:
        return f"{error}."
    return "neither its name nor its checks say which notebook of the course it is."
