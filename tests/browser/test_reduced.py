"""What is left of a notebook for the browser tests."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools.dashboard_pages import dashboards_in, reduced

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def left_of(*sources):
    """The sources that are left of a notebook with these code cells."""
    cells = [new_code_cell(source) for source in sources]
    return [cell.source for cell in reduced(new_notebook(cells=cells)).cells]


def test_imports_and_dashboards_stay_and_all_else_goes():
    slow = "network = mlp([2, 2])\nfit(network)"
    guard = "try:\n    import course_lib\nexcept ImportError:\n    print('no course')"
    imports = "import numpy as np\nfrom course_lib.dashboards import lambda_dashboard"
    shown = "lambda_dashboard()"
    assert left_of(guard, imports, slow, shown, "print(network)") == [guard, imports, shown]


def test_what_a_dashboard_uses_stays_however_far_back():
    make = ["a = 1", "b, (c, d) = a, (2, 3)", "def f(x):\n    return x + d", "unused = a + b"]
    shown = "board = widgets.lambda_dashboard(f(1))\nboard"
    assert left_of(*make, shown) == [*make[:3], shown]


def test_what_adds_to_a_name_that_is_used_stays_too():
    make = ["count = 1", "count += more", "more = 5"]
    assert left_of(*make, "playground(count)") == [*make[:2], "playground(count)"]


def test_the_variables_of_a_dashboard_cell_bring_no_other_cell():
    other = "for value in many:\n    print(value)"
    shown = "values = [value for value in (1, 2)]\nplayground(values, lambda value: value)"
    assert left_of(other, shown) == [shown]


def test_a_name_within_another_makes_no_dashboard():
    assert left_of("describe_dashboards()", "my_playground()", "playground = 1") == []


def test_text_and_outputs_go():
    cell = new_code_cell("playground()", execution_count=3, outputs=[])
    left = reduced(new_notebook(cells=[new_markdown_cell("text"), cell])).cells
    assert [(each.source, each.execution_count) for each in left] == [("playground()", None)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_dashboard_of_a_notebook_is_recognized_by_its_code(path):
    notebook = nbformat.read(path, as_version=4)
    shown = [
        output.data["text/plain"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    dashboards = [text for text in shown if text.startswith(("Dashboard ", "Playground "))]
    assert dashboards_in(notebook) == len(dashboards)
    assert dashboards_in(reduced(notebook)) == len(dashboards)
