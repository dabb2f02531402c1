"""The map, the list of exercises and the progress page, in a course made for the test."""

import nbformat
import pytest

from course_lib.guide.contents import Exercise, exercises_of
from course_lib.guide.places import checkout, editions
from course_lib.guide.progress import progress_page
from course_lib.guide.record import put
from course_lib.guide.series import SERIES, series_map
from course_lib.guide.table import Link, Table

CELLS = {
    "03_regularization": [
        "from course_lib.chapters.decay import check",
        "check.step(step)\ncheck.step(step)",
        "check.mean(mean)",
        "other.step(step)",
        "!not python",
    ],
    "00_start_here": ["from course_lib.chapters.first import check as first", "first.one(one)"],
    "playground": ["print('no exercise')"],
    "12_extra": ["from course_lib.chapters.extra import check", "check.last(last)"],
}
READS = {"COURSE_PROGRESS": ""}


@pytest.fixture
def root(tmp_path):
    (tmp_path / "notebooks").mkdir()
    for name, sources in CELLS.items():
        cells = [nbformat.v4.new_code_cell(source, id=str(i)) for i, source in enumerate(sources)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / f"notebooks/{name}.ipynb")
    return tmp_path


def page(root, **given):
    return str(progress_page(root, environ=READS, **given))


def test_exercises_are_read_from_the_notebook(root):
    found = exercises_of(root / "notebooks" / "03_regularization.ipynb")
    assert found == [Exercise("decay", "step"), Exercise("decay", "mean")]


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


def test_the_order_is_that_of_the_course(root):
    lines = page(root).splitlines()[2:5]
    assert [line.split()[0] for line in lines] == ["00", "03", "12"]


def test_a_damaged_record_is_told(root):
    folder = root / "work" / "progress"
    folder.mkdir(parents=True)
    (folder / "decay.json").write_text("{")
    assert "decay.json is damaged and was not read" in page(root)
    (folder / "first.json").mkdir()
    assert "first.json cannot be read: " in page(root)


def test_in_a_solved_edition_the_page_says_that_it_does_not_count(root):
    assert "do not count" in page(root, here=root / "notebooks" / "solutions")
    assert "do not count" not in page(root, here=root / "work")


def test_a_record_elsewhere_is_named_with_its_place(root, tmp_path):
    place = str(tmp_path.parent / "elsewhere")
    assert f"Kept in {place}," in str(progress_page(root, environ={"COURSE_PROGRESS": place}))


def test_in_a_test_the_page_is_always_the_same():
    assert str(progress_page()).startswith("No progress is kept in this run")


def test_the_map_links_what_is_there(root):
    table = series_map(root)
    html = table._repr_html_()
    assert '<a href="03_regularization.ipynb">03 Regularization</a>' in html
    assert "04_" not in html
    states = {str(row[0]): row[2] for row in table.rows}
    assert states["03 Regularization"] == states["Playground"] == "ready"
    assert states["04 Initialization"] == "not yet"


def test_every_notebook_of_the_course_is_on_the_map():
    assert editions(checkout()).keys() <= SERIES.keys()


def test_a_table_in_a_page_is_escaped():
    html = Table(["a < b"], [[Link("<i>", 'x".ipynb')], ["&"]], ["<b>"])._repr_html_()
    assert "<i>" not in html
    assert "<b>" not in html
    assert "a &lt; b" in html
    assert 'href="x&quot;.ipynb"' in html


def test_a_table_without_rows_is_its_remarks():
    assert str(Table([], [], ["nothing"])) == "nothing"
    assert Table([], [], ["nothing"])._repr_html_() == "<p>nothing</p>"
