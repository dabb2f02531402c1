"""Figures keep their words on a page of HTML, from `jupyter nbconvert` as a reader runs it."""

import os
import subprocess
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter, SlidesExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tools.environment import ROOT
from tools.exported import describe_figures
from tools.outputs import PNG
from tools.start_files import FILES, main

PIXELS = "iVBORw0K\nGgo=\n"
WORDS = 'A "box", from 1 < 2.'


def cell(words=None, *, of_output=None, **data):
    shown = new_output("display_data", data={PNG: PIXELS, "text/plain": "<Figure>"} | data)
    if of_output is not None:
        shown.metadata[PNG] = of_output
    return new_code_cell(outputs=[shown], metadata={} if words is None else {"alt": words})


def images(page):
    return BeautifulSoup(page, "html.parser").find_all("img")


def exported(exporter, *cells):
    page, _ = exporter(preprocessors=[describe_figures]).from_notebook_node(
        new_notebook(cells=list(cells))
    )
    return images(page)


@pytest.mark.parametrize("exporter", [HTMLExporter, SlidesExporter])
def test_a_figure_has_the_words_of_its_cell_or_its_own(exporter):
    sized = {"alt": "Its own.", "width": 300, "height": 200}
    first, second = exported(exporter, cell(WORDS), cell(WORDS, of_output=sized))
    assert first["alt"] == WORDS
    assert first["src"] == "data:image/png;base64,iVBORw0KGgo="
    assert "width" not in first.attrs
    assert (second["alt"], second["width"], second["height"]) == ("Its own.", "300", "200")


@pytest.mark.parametrize("words", [None, "", 3])
def test_without_words_a_figure_is_as_nbconvert_writes_it(words):
    page, _ = HTMLExporter().from_notebook_node(new_notebook(cells=[cell(words)]))
    assert exported(HTMLExporter, cell(words)) == images(page)


def test_what_is_shown_in_another_form_stays():
    (shown,) = exported(HTMLExporter, cell(WORDS, **{"text/html": "<img alt='mine' src='a.png'>"}))
    assert (shown["alt"], shown["src"]) == ("mine", "a.png")


def test_the_environments_own_nbconvert_does_it_in_any_folder(tmp_path):
    prefix, reader = tmp_path / ".venv", tmp_path / "work"
    assert main(tmp_path, str(prefix)) == 0
    reader.mkdir()
    nbformat.write(new_notebook(cells=[cell(WORDS)]), reader / "a.ipynb")
    environ = os.environ | {
        "JUPYTER_CONFIG_DIR": str(tmp_path / "none"),
        "JUPYTER_CONFIG_PATH": str(prefix / "etc" / "jupyter"),
        "PYTHONPATH": str(ROOT),  # where .venv finds tools by itself
    }
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "a.ipynb"]
    subprocess.run(command, cwd=reader, env=environ, check=True, capture_output=True)
    (shown,) = images((reader / "a.html").read_text(encoding="utf-8"))
    assert shown["alt"] == WORDS


def test_files_go_into_the_courses_environment_only_and_never_over_others(tmp_path):
    venv, other = tmp_path / ".venv", tmp_path / "other"
    assert main(tmp_path, str(other)) == 0
    assert not other.exists()
    assert main(tmp_path, str(venv)) == 0
    for name, text in FILES.items():
        path = venv / name
        assert path.read_text(encoding="utf-8") == text
        path.write_text("c = 1", encoding="utf-8")
    assert main(tmp_path, str(venv)) == 0
    assert {(venv / name).read_text(encoding="utf-8") for name in FILES} == {"c = 1"}


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path, capsys):
    (tmp_path / ".venv").write_text("a file")
    assert main(tmp_path, str(tmp_path / ".venv")) == 0
    assert "start as usual" in capsys.readouterr().err
