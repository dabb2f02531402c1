"""A notebook of claims on a page: folded code, words for a missing name, rows that open."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Page

from tests.browser.eventually import eventually
from tests.browser.front_ends import FrontEnd
from tests.browser.notebook_page import open_notebook
from tools.editions import METADATA

HIDDEN = {"jupyter": {"source_hidden": True}}
ROW = """
from IPython.display import HTML
from course_lib.dashboards.claims_table import ClaimsTable
from course_lib.claims import Outcome
from tests.claims.example_claims import CLAIMS
claim = CLAIMS[0]
outcomes = [Outcome(words, {}, {"one": 1.0, "mean": 0.5}, words != "one example")
            for words in claim.trials]
ClaimsTable([(claim, outcomes)])
"""
CELLS = [
    new_markdown_cell("# 12 · Small", id="a"),
    new_code_cell("%load_ext course_lib.guide.entering", id="b"),  # as .venv's kernels do at start
    new_markdown_cell("## 1 · A net", id="c"),
    new_code_cell("net = 3", id="d"),
    new_markdown_cell("## 2 · Its use", id="e"),
    new_code_cell("print(net)", id="f", metadata=HIDDEN),
    new_code_cell(ROW, id="g", metadata=HIDDEN),
]
SMALL: NotebookNode = new_notebook(cells=CELLS, metadata=METADATA)


@pytest.fixture(params=["lab", "notebook7"])
def front_end(request: pytest.FixtureRequest) -> FrontEnd:
    found: FrontEnd = request.getfixturevalue(request.param)
    return found


def run_cell(page: Page, place: int) -> None:
    page.evaluate(
        """async place => {
          jupyterapp.shell.currentWidget.content.activeCellIndex = place;
          await jupyterapp.commands.execute('notebook:run-cell');
        }""",
        place,
    )


@pytest.mark.browser
def test_code_is_folded_names_are_explained_and_rows_open(front_end: FrontEnd, page: Page) -> None:
    open_notebook(front_end, page, "12_small.ipynb", SMALL)
    cells = page.locator(".jp-CodeCell")
    editors = cells.locator(".cm-content")
    assert eventually(page, "editors", lambda: editors.count() >= 2)
    shown = "\n".join(editors.all_inner_texts())
    assert "net = 3" in shown
    assert "print(net)" not in shown

    run_cell(page, 1)
    run_cell(page, 5)
    said = cells.nth(2).locator(".jp-OutputArea-output")
    eventually(
        page, "words", lambda: "Run All Above Selected Cell" in "".join(said.all_inner_texts())
    )
    assert "net is not there yet: it is made in section 1 · A net." in said.inner_text()
    assert "Traceback" not in said.inner_text()

    run_cell(page, 6)
    summary = cells.nth(3).locator("summary")
    eventually(page, "a row", lambda: summary.count() == 1)
    numbers = cells.nth(3).locator("table")
    assert not numbers.is_visible()
    summary.press("Enter")
    eventually(page, "its numbers", numbers.is_visible)
