"""The command: what it takes, what it says first, what it leaves aside, what it writes."""

import json

import pytest

from course_lib import __main__, grading
from course_lib.grading.course import course_notebooks
from course_lib.grading.results import Result, as_csv
from course_lib.grading.submissions import LayoutError, find_submissions
from tests.grading.handed_in import NAME, edition, hand_in, notebook

KNOWN = course_notebooks()
CELLS = {"cells": []}


def found_in(folder):
    found = find_submissions(folder, KNOWN)
    return [(each.student, each.path.name, each.notebook.name) for each in found.submissions], found


def test_three_layouts_are_taken(tmp_path):
    hand_in(tmp_path, "ann", CELLS)
    hand_in(tmp_path, "ben/week1", CELLS)
    hand_in(tmp_path, ".", edition(), "cho")
    taken, found = found_in(tmp_path)
    assert taken == [
        ("ann", f"{NAME}.ipynb", NAME),
        ("ben", f"{NAME}.ipynb", NAME),
        ("cho", "cho.ipynb", NAME),
    ]
    assert found.aside == {}


def test_what_cannot_be_taken_is_named_with_its_reason(tmp_path):
    hand_in(tmp_path, "ann", CELLS)
    hand_in(tmp_path, "ann", CELLS, f"{NAME}-Copy1")
    hand_in(tmp_path, "ben", CELLS, f"{NAME} (1)")
    hand_in(tmp_path, "ben", CELLS, f"{NAME} (2)")
    hand_in(tmp_path, "cho", CELLS, "homework")
    hand_in(tmp_path, "cho", "no notebook", "notes")
    (tmp_path / "dan").mkdir()
    (tmp_path / "eve").mkdir()
    (tmp_path / "eve" / f"{NAME}.ipynb").symlink_to(tmp_path / "ann" / f"{NAME}.ipynb")
    hand_in(tmp_path / "ann", ".ipynb_checkpoints", CELLS)
    taken, found = found_in(tmp_path)
    assert taken == [("ann", f"{NAME}.ipynb", NAME)]
    assert found.aside == {
        "ann": [f"{NAME}-Copy1.ipynb is a second copy; {NAME}.ipynb counts."],
        "ben": [f"{NAME} (1).ipynb, {NAME} (2).ipynb: which of them counts? Leave one."],
        "cho": [
            "homework.ipynb: neither its name nor its checks say which notebook of the course it "
            "is.",
            "notes.ipynb: it is no notebook: its text is no JSON.",
        ],
        "dan": ["there is no notebook in the folder."],
        "eve": [f"{NAME}.ipynb is a link, and no file of its own."],
    }


def test_a_folder_with_nothing_to_grade_is_refused(tmp_path):
    with pytest.raises(LayoutError, match=r"nothing to grade .* FOLDER/STUDENT/NN_name\.ipynb"):
        found_in(tmp_path)
    with pytest.raises(LayoutError, match="is no folder"):
        found_in(tmp_path / "nowhere")


def test_the_command_warns_first_and_writes_beside_the_folder(tmp_path, capsys):
    hand_in(tmp_path / "class", "ann", "no notebook")
    assert __main__.main(["grade", str(tmp_path / "class")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("This runs the code of strangers, ")
    assert "is no sandbox" in out
    assert "4 exercises: 4 missing." in out
    written = sorted(path.name for path in (tmp_path / "class-grades").iterdir())
    assert written == ["ann.md", "grades.csv"]
    assert __main__.main(["grade", str(tmp_path / "nowhere")]) == 1
    assert "Not graded: " in capsys.readouterr().out


def test_results_are_written_whole_or_not_at_all(tmp_path, monkeypatch):
    hand_in(tmp_path / "class", "ann", json.dumps(CELLS))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "grades.csv").write_text("of before", encoding="utf-8")

    def stops(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("course_lib.grading.command.grade_notebook", stops)
    with pytest.raises(KeyboardInterrupt):
        grading.main(["--into", str(tmp_path / "out"), str(tmp_path / "class")], print)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["grades.csv"]
    assert (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8") == "of before"


def test_where_grading_itself_fails_a_person_is_asked(tmp_path, monkeypatch):
    hand_in(tmp_path / "class", "ann", CELLS)

    def fails(*arguments):
        raise ZeroDivisionError("by accident")

    monkeypatch.setattr("course_lib.grading.judging.grade_exercise", fails)
    results = grading.grade(tmp_path / "class", tmp_path / "out", grading.Limits(), print)
    assert {each.result for each in results} == {"to be read by a person"}
    page = (tmp_path / "out" / "ann.md").read_text(encoding="utf-8")
    assert "    It could not be graded: ZeroDivisionError: by accident." in page


def test_a_process_that_cannot_begin_is_no_fault_of_a_student(tmp_path, capsys):
    hand_in(tmp_path / "class", "ann", notebook({"neuron_gradients": "def neuron_gradients(): 1"}))
    limits = grading.Limits(start=0.0)
    results = grading.grade(tmp_path / "class", tmp_path / "out", limits, print)
    assert {each.result for each in results} == {"to be read by a person"}
    assert results[0].message == "Its process was not ready after 0 seconds: grade it again."


def test_a_name_is_no_formula():
    assert "'=1+1,a,b,passed" in as_csv([Result("=1+1", "a", "b", "passed")])
    with pytest.raises(ValueError, match="a result is one of passed, not yet right"):
        Result("a", "b", "c", "good")
