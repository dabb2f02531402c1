"""A folder of submissions of all kinds gives the right table."""

import csv

import pytest

from course_lib.checks import guard
from course_lib.grading import grade
from tests.grading.cheats import FORGED, STOPPED
from tests.grading.handed_in import EXERCISES, NAME, QUICK, RIGHT, code, edition, hand_in, notebook

FIRST, SECOND, THIRD, _ = EXERCISES
ENDLESS = "def dense_backward(x, W, grad_y):\n    while True:\n        pass\n"
ASLEEP = "import time\ndef dense_backward(x, W, grad_y):\n    time.sleep(1000)\n"
CRASH = "import ctypes\ndef dense_backward(x, W, grad_y):\n    ctypes.string_at(0)\n"
MISSING = dict.fromkeys(EXERCISES, "missing")


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
    wrong = RIGHT[SECOND].replace("keepdims=True", "keepdims=False")
    broken = notebook(RIGHT | {SECOND: "def dense_backward(x, W, grad_y:\n"}, only=[])
    renamed = RIGHT | {SECOND: RIGHT[SECOND].replace("dense_backward", "dense_back")}
    twice = notebook(RIGHT, only=[])
    stubs = [cell for cell in edition()["cells"] if "def dense_backward" in "".join(cell["source"])]
    twice["cells"] += stubs  # a copy of the stub, below the cell that was solved
    helped = notebook({SECOND: f"{RIGHT[SECOND]}\ndense_backward = kept(dense_backward)"}, only=[])
    helped["cells"].insert(3, code("def kept(function):\n    return function\n%timeit 1\nnever()"))
    for student, made in {
        "solved": notebook(RIGHT),
        "partly": notebook(RIGHT | {SECOND: wrong}),
        "empty": edition(),
        "endless": notebook(RIGHT | {SECOND: ENDLESS}, only=[]),
        "asleep": notebook(RIGHT | {SECOND: ASLEEP}, only=[]),
        "crash": notebook(RIGHT | {SECOND: CRASH}, only=[]),
        "broken": broken,
        "deleted": notebook({FIRST: RIGHT[FIRST]}, only=[]),
        "renamed": notebook(renamed, only=[]),
        "twice": twice,
        "helped": helped,
        "no notebook": "all my answers are right",
        "a list": "[1, 2]",
        "wrong encoding": '{"cells": [], "x": "가"}'.encode("utf-16"),
        "no cells": {"worksheets": []},
    }.items():
        hand_in(graded.folder, student, made)
    three = dict.fromkeys((FIRST, THIRD), "passed")
    rest = {"network_gradients": "missing"}
    expected = {
        "solved": {**dict.fromkeys(RIGHT, "passed"), "network_gradients": "not attempted"},
        "partly": {**three, SECOND: "not yet right", "network_gradients": "not attempted"},
        "empty": dict.fromkeys(EXERCISES, "not attempted"),
        "endless": {**three, SECOND: "took too long", **rest},
        "asleep": {**three, SECOND: "took too long", **rest},
        "crash": {**three, SECOND: "stopped", **rest},
        "broken": {**three, SECOND: "not yet right", **rest},
        "deleted": MISSING | {FIRST: "passed"},
        "renamed": {**three, SECOND: "missing", **rest},
        "twice": {**dict.fromkeys(RIGHT, "passed"), **rest},
        "helped": MISSING | {SECOND: "passed"},
        **dict.fromkeys(["no notebook", "a list", "wrong encoding", "no cells"], MISSING),
    }
    assert graded() == expected
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
