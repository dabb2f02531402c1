"""A working copy of before the library was rearranged is told so, in words."""

import importlib
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from course_lib.moved import MovedError, in_old_copy, words

ROOT = Path(__file__).resolve().parents[1]
FIRST = 'import course_lib\n\nprint(f"course_lib {course_lib.__version__} is ready")'
SECOND = "from course_lib.exercises import schedules as check"


def written(folder, *cells):
    """A working copy with these code cells."""
    path = folder / "06_learning_rate_schedules.ipynb"
    made = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


def first_cell(path):
    """What the first cell of a notebook prints, in a kernel that belongs to it."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST], env={"JPY_SESSION_NAME": str(path), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("cell", [SECOND, "from course_lib.widgets import playground"])
def test_the_first_cell_of_an_old_copy_says_that_the_course_has_moved(tmp_path, cell):
    said = first_cell(written(tmp_path, FIRST, cell))
    assert "older than the course" in said
    assert "make reset NB=06\n" in said


def test_a_copy_of_today_says_nothing(tmp_path):
    today = "from course_lib.chapters.learning_rate_schedules import check"
    assert first_cell(written(tmp_path, FIRST, today)) == "course_lib 0.1.0 is ready\n"


@pytest.mark.parametrize("environ", [{}, {"JPY_SESSION_NAME": "/nowhere/06.ipynb"}])
def test_without_a_notebook_nothing_is_old(environ):
    assert not in_old_copy(environ)
    assert "make reset NB=" in words(environ)


@pytest.mark.parametrize("place", ["widgets", "exercises"])
def test_a_place_that_is_gone_says_so(place):
    with pytest.raises(MovedError, match=f"course_lib.{place} is gone"):
        importlib.import_module(f"course_lib.{place}")


def test_the_cell_shows_words_and_no_traceback():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SECOND)])
    NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    (shown,) = output.traceback
    assert shown.startswith("course_lib.exercises is gone.\n")
    assert "keeps this one, with your answers, beside it." in shown
