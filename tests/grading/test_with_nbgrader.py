"""nbgrader gives the points that the course's own grade gives, but where docs/grading.md says."""

import os

import pytest

from tests.grading.differences import FORESEEN, HEAD, table
from tests.grading.with_nbgrader import main

SETTING = "COURSE_NBGRADER"


@pytest.mark.skipif(
    not os.environ.get(SETTING), reason=f"needs nbgrader: {SETTING} names a Python that has it"
)
def test_the_whole_way_from_assignment_to_feedback(tmp_path):
    said, python = [], os.environ[SETTING]
    assert main([python, "--into", str(tmp_path / "class")], said.append) == 0, "\n".join(said)


def test_only_what_was_foreseen_may_differ():
    ours = {("kim", "book", "a"): "passed", ("kim", "book", "b"): "not yet right"}
    assert table(ours, {("kim", "book", "a"): 1.0, ("kim", "book", "b"): None}) == (
        [*HEAD, "| kim | book | passed 1, not yet right 0 |  |"],
        [],
    )
    assert table(ours, {}) == (
        [*HEAD, "| kim | book | passed **0**, not yet right 0 | not foreseen |"],
        ["kim, a: passed here, 0 points there"],
    )
    student, task = next(iter(FORESEEN))
    forged = {(student, "book", task): "not yet right"}
    assert table(forged, {(student, "book", task): 1.0})[1] == []
    assert len(table(forged, {})[1]) == 1
