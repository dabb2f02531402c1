"""Pages of dashboards alone, which Voila shows."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools.dashboard_pages import dashboards_in, main, page_of, with_dashboards


def test_a_dashboard_stands_under_its_task_and_the_title_of_its_notebook():
    cells = [
        new_markdown_cell("# 05 · Topic\n\nTime: 60 minutes."),
        new_code_cell("import numpy as np"),
        new_markdown_cell("Some text."),
        new_code_cell("print(np.pi)"),
        new_markdown_cell("**Task 1.** a) Find it."),
        new_code_cell("a_dashboard()"),
        new_code_cell("playground()"),
    ]
    page = page_of(new_notebook(cells=cells))
    assert [cell.source for cell in page.cells] == [
        "# 05 · Topic",
        "%%capture\nimport numpy as np",
        "**Task 1.** a) Find it.",
        "a_dashboard()",
        "playground()",
    ]


def test_the_named_notebooks_are_written_whole(tmp_path, capsys):
    assert main([str(tmp_path / "pages"), "05", "playground"]) == 0
    names = ["05_optimizers.ipynb", "playground.ipynb"]
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == names
    for name in names:
        page = nbformat.read(tmp_path / "pages" / name, as_version=4)
        nbformat.validate(page)
        assert dashboards_in(page)
        assert not any(cell.get("outputs") for cell in page.cells)
    assert [line.rpartition("pages")[2][1:] for line in capsys.readouterr().out.split()] == names


def test_without_a_name_all_with_dashboards_are_written(tmp_path):
    assert main([str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in with_dashboards()}


def test_a_notebook_that_is_none_is_answered_in_words(tmp_path, capsys):
    assert main([str(tmp_path), "99"]) == 2
    assert "needed one notebook with the number '99'" in capsys.readouterr().err
