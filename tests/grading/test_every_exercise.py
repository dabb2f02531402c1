"""Every exercise of the course can be graded: right, wrong and empty answers keep their results.

Answers are those of ``tests/chapters/*/answers.py``, run in the worker and called from here.
"""

import importlib

import pytest

from course_lib.checks.rules import quietly
from course_lib.grading import Limits
from course_lib.grading.course import course_notebooks
from course_lib.grading.process import ROOT, WorkerProcess
from course_lib.grading.student import StudentsProcess
from tests.checks.test_every_check import CHECKS
from tests.grading.handed_in import BY_A_PERSON

TASKS = [task for notebook in course_notebooks() for task in notebook.tasks]
ANSWERS = """\
import sys
sys.path.insert(0, {root!r})
from tests.chapters.{topic} import answers
seen = answers.SEEN[{name!r}]
first_right = next(iter(answers.RIGHT[{name!r}].values()))
first_wrong = next(iter(seen.values() if isinstance(seen, dict) else seen))[0]
def stub(*arguments):
    raise NotImplementedError("your turn")
"""


def test_they_are_all_there():
    assert sorted((task.topic, task.name) for task in TASKS) == sorted(CHECKS)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: f"{task.topic}.{task.name}")
def test_right_wrong_and_empty_answers(task):
    check = getattr(importlib.import_module(f"course_lib.chapters.{task.topic}.check"), task.name)
    source = ANSWERS.format(root=str(ROOT), topic=task.topic, name=task.name)
    with WorkerProcess(Limits()) as worker:
        students = StudentsProcess(worker, Limits())
        for place in range(7):
            said = students.run(
                {"source": source, "cell": 1, "place": place, "needed": ["sys", "answers"]}, 60
            )
            assert said == ""
        outcomes = {}
        for name in ("first_right", "first_wrong", "stub"):
            found, function = students.find(name)
            assert found
            outcomes[name] = quietly(check, function)
        by_a_person = f"{task.topic}.{task.name}" in BY_A_PERSON
        assert students.fate == ("to be read by a person" if by_a_person else "")
    if by_a_person:
        return
    assert outcomes["first_right"].words.startswith("passed.")
    assert not outcomes["first_wrong"].passed
    assert outcomes["first_wrong"].attempted
    assert outcomes["stub"].words.startswith("not attempted yet.")
