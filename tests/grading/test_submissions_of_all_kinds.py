"""A folder of submissions of all kinds gives the right table."""

import csv

import pytest

from course_lib.checks import guard
from course_lib.grading import grade
from tests.grading.cheats import FORGED, STOPPED
from tests.grading.handed_in import NAME, QUICK, RIGHT, code, hand_in, notebook
from tests.grading.kinds import FIRST, SECOND, THIRD, expected, no_notebooks, notebooks


@pytest.fixture
def graded(tmp_path, monkeypatch):
    """Grade what lies in a folder; gives the table, as student -> exercise -> result."""
    monkeypatch.setattr(guard, "SECONDS", 1.0)
    said = []

    def run():
        grade(tmp_path / "submitted", tmp_path / "out", QUICK, said.append)
        with open(tmp_path / "out" / "grades.csv", encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert {row["notebook"] for row in rows} == {NAME}
        table = {}
        for row in rows:
            table.setdefault(row["student"], {})[row["exercise"]] = row["result"]
        return table

    run.folder, run.out, run.said = tmp_path / "submitted", tmp_path / "out", said
    return run


def test_solved_partly_empty_broken_and_no_notebooks(graded):
    for student, made in {**notebooks(), **no_notebooks()}.items():
        hand_in(graded.folder, student, made)
    assert graded() == expected()
    page = (graded.out / "partly.md").read_text(encoding="utf-8")
    assert page.startswith("# partly\n\n## 01_gradients: 2 of 4 passed\n\n")
    assert "\n    not yet right: grad_b must be an array of shape " in page
    broken = (graded.out / "broken.md").read_text(encoding="utf-8")
    assert "Python cannot read cell " in broken
    assert "SIGSEGV" in (graded.out / "crash.md").read_text(encoding="utf-8")
    assert "not in UTF-8" in (graded.out / "wrong encoding.md").read_text(encoding="utf-8")


def test_no_forged_answer_passes(graded):
    for name, source in FORGED.items():
        hand_in(graded.folder, name, notebook({FIRST: source}, only=[]))
    table = {student: results[FIRST] for student, results in graded().items()}
    assert table == {name: "stopped" if name in STOPPED else "not yet right" for name in FORGED}
    written = sorted(path.name for path in graded.out.iterdir())
    assert written == sorted(["grades.csv", *(f"{name}.md" for name in FORGED)])


def test_an_endless_cell_costs_what_it_defines_and_nothing_else(graded):
    made = notebook(RIGHT | {SECOND: f"numbers = []\nwhile True: pass\n{RIGHT[SECOND]}"}, only=[])
    made["cells"].insert(0, code("import time\ntime.sleep(1000)"))
    needs = "import time\nfactor = [1.0]\ntime.sleep(factor[0] * 1000)\n"
    third = RIGHT[THIRD].replace("(2 * epsilon)", "(2 * epsilon) * factor[0]")
    made["cells"].insert(1, code(needs))
    hand_in(graded.folder, "kim", {**made, "cells": [*made["cells"], code(third)]})
    assert graded() == {"kim": {**dict.fromkeys(RIGHT, "passed"), "network_gradients": "missing"}}
