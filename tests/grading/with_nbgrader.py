"""Grade a made-up class with nbgrader and with the course's own grade, and compare the two tables.

python -m tests.grading.with_nbgrader PYTHON

PYTHON has nbgrader, and what the course needs. The class: students of all kinds, forged passes, and
the course's solutions of the notebooks that have an exercise which a person reads; of all notebooks
with --solutions. It takes fifteen minutes, or half an hour. The exit code is 1 where the two differ
in what ``differences`` does not foresee.
"""

import argparse
import copy
import csv
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from course_lib.grading import Limits, grade
from course_lib.grading.course import course_notebooks
from tests.grading.cheats import FORGED
from tests.grading.differences import table
from tests.grading.handed_in import BY_A_PERSON, EXERCISES, NAME, hand_in, notebook
from tests.grading.kinds import no_notebooks, notebooks
from tests.grading.nbgrader_course import ROOT, NbgraderCourse

Say = Callable[[str], None]
FIRST = EXERCISES[0]
LIMITS = Limits(cell=6.0, exercise=30.0, notebook=300.0)
SOLVED = "the course's solutions"


def hand_in_all(course: NbgraderCourse, everything: bool) -> list[str]:
    """Give out two assignments, and fill ``submitted/``; the assignments' names."""
    submitted = course.folder / "submitted"
    given = course.release("gradients", NAME)[NAME]
    forged = {
        name: notebook({FIRST: source}, only=[], made=copy.deepcopy(given))
        for name, source in FORGED.items()
    }
    for student, made in {**notebooks(given), **no_notebooks(), **forged}.items():
        hand_in(submitted, f"{student}/gradients", made)
    hand_in(submitted, "renamed file/gradients", notebooks(given)["solved"], f"{NAME} (1)")
    tasks = {each.name: [f"{t.topic}.{t.name}" for t in each.tasks] for each in course_notebooks()}
    asked = [n for n, names in tasks.items() if everything or set(names) & set(BY_A_PERSON)]
    for name, released in course.release("others", *asked).items():
        hand_in(submitted, f"{SOLVED}/others", solved(name, released), name)
    return ["gradients", "others"]


def solved(name: str, released: dict) -> dict:
    """What was given out, with the course's solutions."""
    text = (ROOT / "notebooks" / "solutions" / f"{name}.ipynb").read_text(encoding="utf-8")
    told = [(c["metadata"].get("nbgrader"), c["source"]) for c in json.loads(text)["cells"]]
    answers = {meta["grade_id"]: source for meta, source in told if meta and meta["solution"]}
    for cell in released["cells"]:
        meta = cell["metadata"].get("nbgrader")
        if meta and meta["solution"]:
            cell["source"] = answers[meta["grade_id"]]
    return released


def graded_by_us(course: NbgraderCourse, say: Say) -> dict[tuple[str, str, str], str]:
    """Give (student, notebook, exercise) -> result."""
    results = grade(course.folder / "submitted", course.folder / "ours", LIMITS, say)
    return {(each.student, each.notebook, each.exercise): each.result for each in results}


def graded_by_nbgrader(course: NbgraderCourse, assignments: list[str]) -> dict:
    """Give (student, notebook, exercise) -> points, after the feedback and the export."""
    for assignment in assignments:
        course.nbgrader("autograde", assignment)
        course.nbgrader("generate_feedback", assignment)
    course.nbgrader("export", "--to", "nbgrader.csv")
    return course.points()


def not_in_the_export(course: NbgraderCourse, points: dict) -> list[str]:
    """Name students whose points nbgrader exports as another sum."""
    with open(course.folder / "nbgrader.csv", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    exported, summed = Counter(), Counter()
    for row in rows:
        exported[row["student_id"]] += float(row["score"])
    for (student, _, _), got in points.items():
        summed[student] += got or 0
    return [f"{who}: its export has {exported[who]:g} points, its gradebook {summed[who]:g}"
            for who in exported | summed if exported[who] != summed[who]]  # fmt: skip


def main(words: list[str], say: Say = print) -> int:
    """Grade twice and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("python", help="a Python with nbgrader and with what the course needs")
    parser.add_argument("--into", type=Path, help="an empty folder to keep all of it in")
    parser.add_argument("--solutions", action="store_true", help="of all notebooks")
    told = parser.parse_args(words)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        course = NbgraderCourse((told.into or Path(folder)).resolve(), told.python)
        if not (version := course.version()):
            say(f"{told.python} has no nbgrader: install it, in an environment of its own.")
            return 1
        assignments = hand_in_all(course, told.solutions)
        ours = graded_by_us(course, say)
        points = graded_by_nbgrader(course, assignments)
        lines, unforeseen = table(ours, points)
        unforeseen += not_in_the_export(course, points)
    say(f"\nnbgrader {version}\n")
    say("\n".join(lines))
    say(f"\n{len(ours)} exercises, {len(unforeseen)} differences that were not foreseen.")
    say("\n".join(unforeseen))
    return 1 if unforeseen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
