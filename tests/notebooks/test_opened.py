"""What JupyterLab is given of notebooks whose kernel is gone, and of those that have one."""

import asyncio
import base64
import copy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config import Configurable

from tools.opened import HINT, VIEW, NotebookFiles, show_without_kernel

PNG = base64.b64encode(b"\x89PNG what is drawn").decode() + "\n"


def notebook_with(data, kind="execute_result", metadata=None):
    output = new_output(kind, data=data, metadata=metadata or {})
    return new_notebook(cells=[new_markdown_cell("words"), new_code_cell("x", outputs=[output])])


def shown(data):
    notebook = notebook_with(data)
    show_without_kernel(notebook)
    nbformat.validate(notebook)
    return notebook.cells[1].outputs[0].data


def test_a_dashboard_becomes_its_picture_with_its_words_and_what_to_do():
    data = {VIEW: {"model_id": "7"}, "image/png": PNG, "text/plain": "Dashboard 'a': loss < 2"}
    words = "Dashboard &#x27;a&#x27;: loss &lt; 2"
    picture = f"<img alt='{words}' src='data:image/png;base64,{PNG.strip()}'>"
    assert shown(data) == {
        "text/plain": "Dashboard 'a': loss < 2",
        "text/html": f"{picture}<p>{words}</p>{HINT}",
    }


def test_a_prediction_stays_a_question_and_says_how_to_answer_it():
    data = {VIEW: {"model_id": "7"}, "text/html": "<p>Which?</p>", "text/plain": "Which?"}
    assert shown(data) == {"text/html": f"<p>Which?</p>{HINT}", "text/plain": "Which?"}


@pytest.mark.parametrize(
    "data",
    [
        {"image/png": PNG, "text/plain": "<Figure>"},
        {"text/html": "<b>a table</b>", "text/plain": "a table"},
        {VIEW: {"model_id": "7"}},
        {"text/plain": "Progress over 3 runs"},
    ],
)
def test_all_else_stays_as_it_is(data):
    assert shown(copy.deepcopy(data)) == data


def test_a_bar_that_has_run_out_becomes_its_words():
    data = {VIEW: {"model_id": "7"}, "text/plain": "Progress over 3 runs"}
    assert shown(data) == {"text/plain": "Progress over 3 runs"}


class Server(Configurable):
    """What of a server the files ask: which notebooks have a kernel."""

    def __init__(self, *paths):
        super().__init__()
        self.session_manager, self.paths = self, paths

    async def list_sessions(self):
        return [{"path": path} for path in self.paths]


@pytest.mark.parametrize(("running", "alive"), [("work/a.ipynb", True), ("a.ipynb", False)])
def test_a_view_stays_where_the_notebook_has_a_kernel(tmp_path, running, alive):
    data = {VIEW: {"model_id": "7"}, "image/png": PNG, "text/plain": "Dashboard"}
    (tmp_path / "work").mkdir()
    nbformat.write(notebook_with(data), tmp_path / "work" / "a.ipynb")
    before = (tmp_path / "work" / "a.ipynb").read_bytes()
    files = NotebookFiles(parent=Server(running), root_dir=str(tmp_path))
    model = asyncio.run(files.get("work/a.ipynb"))
    assert (VIEW in model["content"].cells[1].outputs[0].data) is alive
    assert (tmp_path / "work" / "a.ipynb").read_bytes() == before
    assert asyncio.run(files.get("work/a.ipynb", content=False))["content"] is None
    assert asyncio.run(files.get("work"))["type"] == "directory"
