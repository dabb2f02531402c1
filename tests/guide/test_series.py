"""The map of the course, as its notebooks tell it, and the table that shows it."""

import json
import os

import pytest

from course_lib.guide.contents import exercises_of
from course_lib.guide.places import checkout
from course_lib.guide.series import NO_NOTEBOOKS, Notebook, series, series_map
from course_lib.guide.table import Link, Table
from tests.guide.small_course import write_course, write_notebook


@pytest.fixture
def root(tmp_path):
    write_course(tmp_path / "notebooks")
    return tmp_path


def by_number(root, here=None):
    return {notebook.number: notebook for notebook in series(root, here)}


def test_a_notebook_says_what_it_is(root):
    path = root / "notebooks" / "03_regularization.ipynb"
    wanted = Notebook("03", "Regularization", "What helps?", needs=("02",), path=path)
    assert by_number(root)["03"] == wanted
    assert (wanted.name, wanted.chapter) == ("03 Regularization", "regularization")
    playground = by_number(root)["playground"]
    assert (playground.name, playground.chapter) == ("Playground", "playground")
    assert playground.minutes == 40


def test_the_order_is_that_of_the_course(root):
    assert list(by_number(root)) == ["00", "03", "12", "playground"]


@pytest.mark.parametrize("told", [None, [], "x", {"title": 3, "needs": "02", "minutes": "x"}])
def test_one_that_says_nothing_goes_by_the_name_of_its_file(root, told):
    path = write_notebook(root / "notebooks", "13_more_and_more", told=told)
    assert by_number(root)["13"] == Notebook("13", "More and more", path=path)


def test_the_map_links_what_is_there(root):
    table = series_map(root)
    html = table._repr_html_()
    assert '<a href="03_regularization.ipynb">03 Regularization</a>' in html
    assert {str(row[0]): row[2] for row in table.rows} == {
        "00 Start here": "", "03 Regularization": "", "12 Extra": "", "Playground": "40",
    }  # fmt: skip


def test_a_notebook_that_cannot_be_read_is_told(root):
    path = root / "notebooks" / "03_regularization.ipynb"
    path.write_text("<<<<<<< a conflict")
    assert ["03 Regularization", "", "cannot be read"] in [
        [str(cell) for cell in row] for row in series_map(root).rows
    ]


def test_without_a_checkout_the_map_shows_what_lies_here(root, monkeypatch):
    monkeypatch.setattr("course_lib.guide.series.checkout", lambda: None)
    here = root / "home"
    assert str(series_map(here=here)) == NO_NOTEBOOKS
    write_course(here)
    for name in ("03_regularization.old-1", "03_regularization-Copy1"):
        write_notebook(here, name, told={"title": "Old"})
    rows = [[str(cell) for cell in row] for row in series_map(here=here).rows]
    assert rows == [
        ["00 Start here", "Ready?", ""],
        ["03 Regularization", "What helps?", ""],
        ["Playground", "What happens?", "40"],
    ]


def test_the_exercises_of_a_notebook_are_those_of_its_chapter():
    found = 0
    for notebook in series(checkout()):
        exercises = exercises_of(notebook.path)
        assert {exercise.topic for exercise in exercises} <= {notebook.chapter}
        found += len(exercises)
    assert found > 40


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_a_link_leads_to_the_file_whatever_its_name(root):
    write_notebook(root / "notebooks", "javascript:alert(1)")
    write_notebook(root / "notebooks", "13 a#b?c%d")
    html = series_map(root)._repr_html_()
    assert 'href="javascript%3Aalert%281%29.ipynb"' in html
    assert 'href="13%20a%23b%3Fc%25d.ipynb"' in html


def test_a_notebooks_words_are_escaped_in_a_page(root):
    write_notebook(root / "notebooks", "13_x", told=json.loads('{"title": "<script>"}'))
    assert "<script>" not in series_map(root)._repr_html_()


def test_a_table_in_a_page_is_escaped():
    html = Table(["a < b"], [[Link("<i>", 'x".ipynb')], ["&"]], ["<b>"])._repr_html_()
    assert "<i>" not in html
    assert "<b>" not in html
    assert "a &lt; b" in html
    assert 'href="x%22.ipynb"' in html


def test_a_table_without_rows_is_its_remarks():
    assert str(Table([], [], ["nothing"])) == "nothing"
    assert Table([], [], ["nothing"])._repr_html_() == "<p>nothing</p>"
