"""Without a kernel: nbconvert's page of a notebook that was run shows the PNG and the words."""

import base64
import html
import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from tests.dashboards.example_dashboards import recomputed

CODE = """
from tests.dashboards.example_dashboards import recomputed
recomputed()
"""


@pytest.fixture(scope="module")
def executed():
    cell = nbformat.v4.new_code_cell(CODE)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    return NotebookClient(notebook, timeout=60, store_widget_state=False).execute()


@pytest.mark.parametrize("template", ["classic", "lab"])
def test_the_page_shows_the_picture_of_the_default_state(executed, template):
    page, _ = HTMLExporter(template_name=template).from_notebook_node(executed)
    pictures = re.findall(r'<img[^>]*src="data:image/png;base64,([^"]+)"', page)
    assert len(pictures) == 1
    board = recomputed()
    shown = base64.b64decode(html.unescape(pictures[0]).replace("\n", ""))
    assert shown == board.picture.png()
    board.close()
    assert "application/vnd.jupyter.widget-view+json" not in page  # nothing that waits for a kernel
    assert "application/vnd.jupyter.widget-state+json" not in page


def test_the_text_form_says_what_the_picture_shows(executed):
    (output,) = executed.cells[0].outputs
    assert re.fullmatch(
        r"Dashboard 'momentum, recomputed': after 100 steps \d\.\de-\d\d from the bottom",
        output.data["text/plain"],
    )
    assert "widgets" not in executed.metadata
