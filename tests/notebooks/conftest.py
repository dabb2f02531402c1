"""A scratch course of five small notebooks."""

import nbformat
import pytest


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "notebooks"
    (folder / "solutions").mkdir(parents=True)
    for name in ("00_start", "03_topic", "03b_further", "05_other", "playground"):
        cells = [nbformat.v4.new_code_cell(f"print({name!r})", id="a", execution_count=1)]
        cells[0].outputs = [nbformat.v4.new_output("stream", text="the answer")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")
        (folder / "solutions" / f"{name}.ipynb").write_text("solved", encoding="utf-8")
    return tmp_path
