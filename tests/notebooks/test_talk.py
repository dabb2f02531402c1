"""The copy for a class, and how JupyterLab is started with it."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools import present, present_check
from tools.editions import METADATA
from tools.talk_copy import FOLDED_HEADING, lessons, make_talk, talk_of, workspace

LESSON = {"teaching": {"lesson": True, "minutes": 7, "ask": "why?", "answers": "because"}}
REST = {"teaching": {"lesson": False, "minutes": 3}}
SOLUTION = {"nbgrader": {"solution": True, "grade_id": "double"}}


def cells():
    return [
        new_markdown_cell("# A title\n\nand a promise"),
        new_markdown_cell("## 1 · First\n\nwords", metadata=LESSON),
        new_code_cell("def double(x):\n    return 2 * x", metadata=SOLUTION),
        new_markdown_cell("## 2 · Second\n\nmore\n\n### words", metadata=REST),
        new_code_cell("1 + 1"),
        new_markdown_cell("## Exercises"),
        new_markdown_cell("## 3 · Third", metadata=LESSON),
    ]


@pytest.fixture
def root(tmp_path):
    for folder in (tmp_path / "notebooks", tmp_path / "notebooks" / "solutions"):
        folder.mkdir()
        notebook = new_notebook(cells=cells(), metadata=METADATA)
        nbformat.write(notebook, folder / "05_topic.ipynb")
    return tmp_path


def test_what_is_not_in_the_lesson_is_folded_with_all_of_its_text(root):
    copy, _ = make_talk(root, "5")
    notebook = nbformat.read(copy, as_version=4)
    nbformat.validate(notebook)
    folded = [cell.source for cell in notebook.cells if cell.metadata.get(FOLDED_HEADING)]
    assert folded == ["## 2 · Second", "## Exercises"]
    texts = [cell.source for cell in notebook.cells]
    assert texts[texts.index("## 2 · Second") + 1] == "more\n\n### words"
    assert "## 1 · First\n\nwords" in texts
    assert "".join(texts).replace("\n", "") == "".join(c.source for c in cells()).replace("\n", "")


def test_the_code_of_answers_is_folded_and_the_copy_marked(root):
    copy, _ = make_talk(root, "05")
    notebook = nbformat.read(copy, as_version=4)
    hidden = [
        c.source for c in notebook.cells if c.metadata.get("jupyter", {}).get("source_hidden")
    ]
    assert hidden == ["def double(x):\n    return 2 * x"]
    assert notebook.metadata.course.talk is True
    assert lessons(copy) == [("1 · First", 7), ("3 · Third", 7)]


@pytest.mark.parametrize(
    ("text", "in_sight"),
    [
        ("", "## What remains"),
        ("\n\n* a step goes down", "## What remains"),
        ("\n\nAnother answer now?", "## What remains\n\nAnother answer now?"),
        ("\n\n<details>ours</details>", "## What remains\n\n<details>ours</details>"),
    ],
)
def test_what_remains_is_folded_as_it_answers_the_lessons_questions(text, in_sight):
    last = dict(new_markdown_cell(f"## What remains{text}", metadata=LESSON))
    found = dict(new_markdown_cell("* another"))
    cells = talk_of({"metadata": {}, "cells": [last, found]})["cells"]
    assert [cell["source"] for cell in cells[:2]] == [in_sight, "### What we found"]
    assert cells[0]["metadata"] == LESSON
    assert cells[1]["metadata"] == {FOLDED_HEADING: True}
    assert len({cell["id"] for cell in cells}) == len(cells)
    assert "".join(cell["source"] for cell in cells).endswith("* another")


FIGURE = "figure, ax = plots.new_figure()\nlosses = run.history['loss']\nax.plot(losses)\nfigure"
ASKS = "predict('a', 'b', 'Which?', ['x', 'y'], answer='x', because='y')"
IMPORTS = "import time\n\nfrom course_lib import plots\n\nstored = plots.load()"
SHOWN = [
    "x = 1",
    "def f():\n    return plots.new_figure()",
    "shares = network.predict(x)",
    "not python",
]


@pytest.mark.parametrize("code", [FIGURE, ASKS, IMPORTS, *SHOWN])
def test_code_that_draws_or_tells_an_answer_is_folded_and_what_teaches_is_not(code):
    (cell,) = talk_of({"metadata": {}, "cells": [dict(new_code_cell(code))]})["cells"]
    assert ("jupyter" in cell["metadata"]) == (code in (FIGURE, ASKS, IMPORTS))


def test_a_lesson_opens_alone_whatever_was_open_in_another(root):
    copy, _ = make_talk(root, "05")
    open_then = workspace(root, copy) / "default-37a8.jupyterlab-workspace"
    open_then.parent.mkdir(parents=True)
    open_then.write_text("{}", encoding="utf-8")
    make_talk(root, "05")
    assert not open_then.exists()
    assert workspace(root, copy) != workspace(root, copy.with_name("06_other.lesson.ipynb"))


def test_the_notebook_that_is_given_stays_as_it_is():
    notebook = {"metadata": {}, "cells": [dict(cell) for cell in cells()]}
    before = json.dumps(notebook)
    talk_of(notebook)
    assert json.dumps(notebook) == before


def test_a_copy_changed_by_hand_is_kept_and_an_unchanged_one_made_anew(root):
    copy, kept = make_talk(root, "05")
    assert kept is None
    assert make_talk(root, "05") == (copy, None)
    changed = json.loads(copy.read_text(encoding="utf-8"))
    changed["cells"][0]["source"] = ["# My own title"]
    copy.write_text(json.dumps(changed), encoding="utf-8")
    _, kept = make_talk(root, "05")
    assert "My own title" in kept.read_text(encoding="utf-8")
    assert "My own title" not in copy.read_text(encoding="utf-8")


def test_settings_and_workspaces_are_the_talks_own(root):
    command = present.talk_command(root, root / "work" / "05_topic.lesson.ipynb", ["--port=1"])
    said = [each.partition("=") for each in command]
    for name in ("LabApp.user_settings_dir", "LabApp.workspaces_dir"):
        (value,) = [value for key, _, value in said if key == f"--{name}"]
        assert value.startswith(str(root / "work" / ".talk"))
    (app,) = [value for key, _, value in said if key == "--LabApp.app_settings_dir"]
    told = json.loads((present.TALK_SETTINGS / "overrides.json").read_text(encoding="utf-8"))
    assert app == str(present.TALK_SETTINGS)
    usual = json.loads((present.SETTINGS / "overrides.json").read_text(encoding="utf-8"))
    assert usual.items() <= told.items()
    both = [value for key, _, value in said if key == "--LabServerApp.extra_labextensions_path"]
    assert both == [str(present.EXTENSIONS), str(present.TALK_EXTENSIONS)]
    assert command[-1] == "--port=1"


def test_it_opens_with_the_zoom_in_the_kernels_environment(root, monkeypatch, capsys):
    seen = {}
    monkeypatch.setenv("COURSE_PRESENT", "1")
    monkeypatch.setattr(present, "run_until_done", lambda *_: seen.update(present.os.environ) or 0)
    assert present.main(["--notebook=05", "--zoom=1.5"], root) == 0
    assert seen["COURSE_PRESENT"] == "1.5"
    assert "05_topic.lesson.ipynb" in capsys.readouterr().out


@pytest.mark.parametrize("zoom", ["large", "9", "nan"])
def test_a_zoom_that_no_kernel_would_take_is_refused_at_once(root, zoom, capsys):
    with pytest.raises(SystemExit):
        present.main(["--notebook=05", f"--zoom={zoom}"], root)
    assert "zoom" in capsys.readouterr().err


@pytest.mark.parametrize("program", [present, present_check])
def test_an_unknown_notebook_ends_with_words(root, program, monkeypatch, capsys):
    monkeypatch.setattr(present_check, "find_chromium", lambda: "chromium")
    assert program.main(["--notebook=99"], root) == 2
    assert "needed one notebook with the number '99'" in capsys.readouterr().err


def test_the_dry_run_needs_sizes_and_a_browser(root, monkeypatch, capsys):
    assert present_check.main(["--screens=wide"], root) == 2
    assert "needed sizes such as 1366x768" in capsys.readouterr().err
    monkeypatch.setattr(present_check, "find_chromium", lambda: None)
    assert present_check.main(["--notebook=05"], root) == 2
    assert "no Chromium found" in capsys.readouterr().err
