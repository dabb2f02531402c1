"""What only shows is folded, what teaches is open; also on a page without a kernel."""

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tools.folding import folded, only_shows
from tools.outputs import PNG
from tools.pages import main, page_of

SHOWS = [
    "import numpy as np\nfrom course_lib import plots",
    "try:\n    import course_lib\nexcept ImportError:\n    print('no')\nelse:\n    print('yes')",
    "predict('a', 'b', 'c')",
    "board = rate_dashboard(sweep)\nboard",
    "figure, axes = plots.new_figure(panels=2)\nfor ax, y in pairs(axes):\n    ax.plot(y)",
    "figure, ax = plots.new_figure()\nlooks = {1: (plots.GREEN, '-')}\nplots.draw_points(ax, *x)",
    "for row in rows:\n    print(row.sum())",
    "claims_table('averaging')",
    "axes[0].legend()",
]
TEACHES = [
    "loss = trained(0.1)\nprint(loss)",
    "def f(x):\n    return x",
    "for _ in range(9):\n    theta = theta - lr * theta\nprint(theta)",
    "check.f(f)",
    "settings = {'lr': 0.1}",
    "figure, ax = plots.new_figure()\nlosses = {1: trained(1)}\nax.plot(losses[1])",
    "not python",
    "",
]


@pytest.mark.parametrize("code", SHOWS)
def test_code_that_only_shows_is_found(code):
    assert only_shows(code)


@pytest.mark.parametrize("code", TEACHES)
def test_code_that_computes_or_defines_stays_open(code):
    assert not only_shows(code)


def test_the_authors_mark_decides():
    def marked(code, **metadata):
        return folded(new_code_cell(code, metadata=metadata), automatic=True)

    assert marked("x = f()", folded=True)
    assert not marked("print(1)", folded=False)
    assert marked("print(1)")
    assert not folded(new_code_cell("print(1)"), automatic=False)


def test_a_question_is_folded_everywhere_as_its_code_tells_the_answer():
    asks = "predict(\n    'a', 'b', 'Which?', ['x', 'y'], answer='x', because='y'\n)  # fmt: skip"
    assert folded(new_code_cell(asks), automatic=False)
    computes = new_code_cell("shares = network.predict(x)")
    assert not folded(computes, automatic=False)
    assert not folded(computes, automatic=True)
    assert not folded(new_code_cell("not python"), automatic=False)


def notebook():
    png = "iVBORw0KGgo="
    shown = new_output("display_data", data={PNG: png}, metadata={PNG: {"alt": 'A "box".'}})
    hidden = {"jupyter": {"source_hidden": True}}
    return new_notebook(
        cells=[
            new_code_cell("draws_it = 1", metadata=hidden, outputs=[shown], execution_count=1),
            new_code_cell("teaches_it = 2", execution_count=2),
        ]
    )


def test_a_page_folds_the_code_and_shows_the_picture_with_its_words():
    page = page_of(notebook())
    (inside,) = [each.partition("</details>")[0] for each in page.split("<details")[1:]]
    assert "draws_it" in inside
    assert "teaches_it" not in inside
    assert "<img" not in inside
    (picture,) = BeautifulSoup(page, "html.parser").find_all("img")
    assert picture["alt"] == 'A "box".'


def test_the_command_writes_pages(tmp_path):
    (tmp_path / "notebooks").mkdir()
    for name in ("01_a", "02_b"):
        nbformat.write(notebook(), tmp_path / "notebooks" / f"{name}.ipynb")
    assert main([str(tmp_path / "pages"), "02"], tmp_path) == 0
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["02_b.html"]
