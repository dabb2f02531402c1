"""The list of exercises and the progress page, in a course made for the test."""

import json
import os

import pytest

from course_lib.guide.contents import Exercise, exercises_of
from course_lib.guide.progress import progress_page
from course_lib.guide.record import put
from course_lib.guide.series import NO_NOTEBOOKS
from tests.guide.small_course import write_course, write_notebook

READS = {"COURSE_PROGRESS": ""}


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "course"
    write_course(root / "notebooks")
    return root


def page(root, here=None, **environ):
    return str(progress_page(root, here=here or root, environ=READS | environ))


def test_exercises_are_read_from_the_notebook(root):
    found = exercises_of(root / "notebooks" / "03_regularization.ipynb")
    assert found == [Exercise("decay", "step"), Exercise("decay", "mean")]


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("from course_lib.chapters.decay import check", "decay"),
        ("from course_lib.chapters.decay import check, runs", "decay"),
        ("from course_lib.chapters.decay import runs as check", None),
        ("from course_lib.chapters import decay as check", None),
        ("from course_lib.checks import decay as check", None),
        ("from . import check", None),
    ],
)
def test_an_import_says_whose_checks_they_are(tmp_path, line, topic):
    path = write_notebook(tmp_path, "03_x", [line, "check.step(step)"])
    assert exercises_of(path) == ([Exercise(topic, "step")] if topic else [])


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"cells": [{}]}', '{"cells": 1}'])
def test_a_notebook_that_cannot_be_read_has_none(root, text):
    path = root / "notebooks" / "03_regularization.ipynb"
    path.write_text(text)
    assert exercises_of(path) == []
    path.unlink()
    assert exercises_of(path) == []


def test_the_page_before_the_first_check(root):
    said = page(root)
    assert "03 Regularization  0 of 2  open: step, mean\n" in said
    assert "0 of 4 exercises passed.\n" in said
    assert "Kept in work/progress/ of the course, and nowhere else." in said
    assert not (root / "work").exists()


def test_the_page_after_some(root):
    folder = root / "work" / "progress"
    put(folder, "decay", "step", passed=True)
    put(folder, "decay", "mean", passed=False)
    put(folder, "decay", "of_an_older_edition", passed=True)
    put(folder, "first", "one", passed=True)
    put(folder, "first", "one", passed=False)
    said = page(root)
    assert "03 Regularization  1 of 2  passed: step; tried: mean\n" in said
    assert "00 Start here      1 of 1  passed before, the last try not: one\n" in said
    assert "2 of 4 exercises passed.\n" in said


def test_what_was_kept_under_an_old_name_is_shown(root):
    sources = ["from course_lib.chapters.regularization_further import check"]
    sources += ["check.one(f)", "check.two(f)"]
    write_notebook(root / "notebooks", "03b_regularization_further", sources)
    folder = root / "work" / "progress"
    folder.mkdir(parents=True)
    (folder / "penalties.json").write_text(json.dumps({"one": "passed", "two": "tried"}))
    (folder / "regularization_further.json").write_text(json.dumps({"two": "passed"}))
    assert "2 of 2  passed: one, two\n" in page(root)
    assert len(os.listdir(folder)) == 2  # a page only reads


def test_the_order_is_that_of_the_course(root):
    lines = page(root).splitlines()[2:5]
    assert [line.split()[0] for line in lines] == ["00", "03", "12"]


def test_a_damaged_record_is_told(root):
    folder = root / "work" / "progress"
    folder.mkdir(parents=True)
    (folder / "decay.json").write_text("{")
    (folder / "first.json").mkdir()
    said = page(root)
    assert "decay.json is damaged and was not read" in said
    assert "first.json is damaged and was not read" in said


def test_a_record_that_cannot_be_read_is_told(root, monkeypatch):
    def refuses(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("course_lib.guide.progress.read", refuses)
    assert "decay.json cannot be read: Permission denied.\n" in page(root)


def test_in_a_solved_edition_the_page_says_that_it_does_not_count(root):
    assert "do not count" in page(root, here=root / "notebooks" / "solutions")
    assert "do not count" not in page(root, here=root / "work")


def test_a_record_elsewhere_is_named_with_its_place(root, tmp_path):
    place = tmp_path / "elsewhere"
    put(place, "first", "one", passed=True)
    said = page(root, COURSE_PROGRESS=str(place))
    assert "1 of 4 exercises passed.\n" in said
    assert f"Kept in {place}, and nowhere else." in said


def test_in_another_folder_the_page_shows_its_record_or_else_the_courses(root, tmp_path):
    here = tmp_path / "home"
    here.mkdir()
    put(root / "work" / "progress", "decay", "step", passed=True)
    assert "Kept in work/progress/ of the course" in page(root, here)
    put(here / "course_progress", "first", "one", passed=True)
    said = page(root, here)
    assert "00 Start here      1 of 1" in said
    assert "03 Regularization  0 of 2" in said
    assert f"Kept in {here / 'course_progress'}, " in said


def test_without_a_checkout_the_page_shows_the_notebooks_that_lie_here(tmp_path, monkeypatch):
    monkeypatch.setattr("course_lib.guide.progress.checkout", lambda: None)
    here = tmp_path / "home"
    here.mkdir()
    said = page(None, here)
    assert said.startswith(NO_NOTEBOOKS)
    write_course(here)
    put(here / "course_progress", "decay", "step", passed=True)
    said = page(None, here)
    assert "03 Regularization  1 of 2  passed: step; open: mean\n" in said
    assert "1 of 3 exercises passed.\n" in said


def test_a_place_where_nothing_can_be_written_is_told(root, monkeypatch):
    monkeypatch.setattr(os, "access", lambda place, mode: False)
    needed = "Nothing can be written to work/progress/ of the course: no further pass will be kept."
    assert needed in page(root)
    monkeypatch.undo()
    (root / "work").write_text("in the way")
    assert needed in page(root)


def test_a_setting_that_names_no_folder_is_told(root):
    said = page(root, COURSE_PROGRESS="~nobody-of-this-name")
    assert said.startswith("No progress can be kept: COURSE_PROGRESS says ~nobody")


def test_in_a_test_the_page_is_always_the_same():
    assert str(progress_page()).startswith("No progress is kept in this run")
