"""Entering a notebook in its middle, on a kernel as JupyterLab drives it."""

import os

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course_lib.guide.entering import missing
from tests.dashboards.kernels import finish, send_cell
from tools.start_files import KERNEL

CELLS = [
    new_markdown_cell("# 12 · Small", id="a"),
    new_code_cell("import math", id="b"),
    new_markdown_cell("## 1 · A net", id="c"),
    new_code_cell("net = math.pi\ndef f():\n    inner = 1\n    return typo", id="d"),
    new_markdown_cell("## 2 · Its use", id="e"),
    new_code_cell("print(net)", id="f"),
    new_code_cell("late = 1", id="g"),
]


def small(running=None):
    told = {"running": running} if running else {}
    return new_notebook(cells=CELLS, metadata={"course": told})


def test_words_name_the_section_and_the_seconds():
    said = missing("net", small([5, 15, 40]), "f")
    assert said.startswith("net is not there yet: it is made in section 1 · A net.\n")
    assert "Run > Run All Above Selected Cell (about 20 s)" in said
    assert "made in the opening" in missing("math", small(), "d")
    assert "(about" not in missing("net", small([5]), "f")  # of an older cut


def test_a_name_that_no_cell_above_makes_is_not_explained():
    assert missing("late", small(), "f") == ""
    assert missing("inner", small(), "f") == ""
    assert missing("nett", small(), "f") == ""
    assert "a cell above, in this section" in missing("late", small(), "")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A kernel that starts with the file that make lab puts into .venv."""
    folder = tmp_path_factory.mktemp("work")
    nbformat.write(small([5, 15, 40]), folder / "12_small.ipynb")
    profile = folder / "ipython" / "profile_default"
    profile.mkdir(parents=True)
    (profile / "ipython_kernel_config.py").write_text(KERNEL, encoding="utf-8")
    environ = os.environ | {"IPYTHONDIR": str(folder / "ipython"), "JPY_SESSION_NAME": ""}
    manager, client = start_new_kernel(cwd=str(folder), env=environ)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def answer(client, code, cell):
    return finish(client, send_cell(client, code, cell))


def test_a_fresh_kernel_answers_in_words_and_stops_there(client):
    told = answer(client, "print(net)", "f")
    assert (told["status"], told["ename"]) == ("error", "NameError")
    (shown,) = told["traceback"]
    assert shown.startswith("NameError: net is not there yet: it is made in section 1 · A net.")
    assert "(about 20 s)" in shown


def test_other_mistakes_keep_their_traceback(client):
    told = answer(client, "print(nett)", "f")
    assert "Traceback" in "".join(told["traceback"])
    told = answer(client, "print(net)", "a readers own cell")
    assert "Traceback" in "".join(told["traceback"])
    library = "from statistics import mean\nmean.__globals__.pop('_sum', 0)\nmean([1])"
    assert "Traceback" in "".join(answer(client, library, "f")["traceback"])


def test_after_all_above_it_runs(client):
    for cell in (CELLS[1], CELLS[3], CELLS[5]):
        assert answer(client, cell.source, cell.id)["status"] == "ok"
