"""Plain figures in JupyterLab: an image has the alt text that its cell's metadata has."""

import base64
import io

import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image
from playwright.sync_api import Page

from tests.browser.eventually import eventually
from tests.browser.front_ends import Lab
from tests.browser.notebook_page import error_texts, open_notebook, run_all, wait_until_done
from tools.editions import METADATA

pytestmark = pytest.mark.browser
NAME = "figures.ipynb"
WORDS = 'A line that rises; "steeply", from 1 < 2 on.'
DRAW = """
import matplotlib.pyplot as plt
plt.plot([1, 2]);
"""
ALT = "images => images.map(image => image.getAttribute('alt'))"


@pytest.fixture
def page(lab_page: Page) -> Page:
    return lab_page


def notebook_of(*cells: NotebookNode) -> NotebookNode:
    return new_notebook(cells=list(cells), metadata=METADATA)


def expect(page: Page, *alt: str | None) -> None:
    """These alt texts, one for each figure; None where it has none."""
    figures = page.locator(".jp-RenderedImage img")
    eventually(page, "the figures' words", lambda: figures.evaluate_all(ALT), list(alt).__eq__)


def test_a_figure_has_the_words_of_its_cell_each_time_that_it_is_drawn(
    lab: Lab, page: Page, complaints: list[str]
) -> None:
    cells = [new_code_cell(DRAW, metadata=known) for known in ({"alt": WORDS}, {}, {"alt": 3})]
    open_notebook(lab, page, NAME, notebook_of(*cells))
    for _ in range(2):
        run_all(page)
        wait_until_done(page)
        expect(page, WORDS, None, None)
    assert page.get_by_role("img", name=WORDS, exact=True).count() == 1
    assert not error_texts(page)
    assert not complaints


def test_a_stored_figure_has_its_words_unrun_and_exported(lab: Lab, page: Page) -> None:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(written, "PNG")
    data = {"image/png": base64.b64encode(written.getvalue()).decode()}
    stored = new_code_cell(outputs=[new_output("display_data", data=data)], metadata={"alt": WORDS})
    open_notebook(lab, page, NAME, notebook_of(stored))
    expect(page, WORDS)
    # And so it has on the page that "Save and Export Notebook As" gives.
    asked = f"{lab.url}/nbconvert/html/work/{NAME}"
    answer = page.request.get(asked, headers={"Authorization": f"token {lab.token}"})
    assert answer.ok
    (figure,) = BeautifulSoup(answer.text(), "html.parser").find_all("img")
    assert figure["alt"] == WORDS
