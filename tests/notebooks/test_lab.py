"""`make lab` and `make reset`: what is opened and what is said. No server is started.

How it ends with a server: test_lab_ends.py.
"""

import os
import sys

import pytest

from tools import lab, working_copies
from tools.lab import lab_command


def test_reset_returns_without_opening(root, monkeypatch, capsys):
    monkeypatch.setattr(lab, "run_until_done", lambda *_: pytest.fail("opened JupyterLab"))
    assert lab.main(["--notebook=3", "--reset"], root) == 0
    assert capsys.readouterr().out.split() == ["fresh:", os.path.join("work", "03_topic.ipynb")]
    assert lab.main(["--notebook=03", "--reset"], root) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[-1].replace("\\", "/") for line in printed] == [
        "work/03_topic.ipynb",
        "work/03_topic.old-1.ipynb",
    ]


def test_other_arguments_and_the_exit_code_pass_through(root, monkeypatch):
    seen = []
    monkeypatch.setattr(lab, "run_until_done", lambda *given: seen.append(given) or 7)
    assert lab.main(["--notebook=03", "--no-browser", "--port", "9999"], root) == 7
    ((command, folder),) = seen
    assert folder == root
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    # The page of the address that is printed, not only of a browser that is opened.
    assert "--LabApp.default_url=/lab/tree/work/03_topic.ipynb" in command
    assert command[-3:] == ["--no-browser", "--port", "9999"]
    assert f"--ServerApp.root_dir={root}" in command


def test_without_a_number_the_first_notebook_opens_beside_copies_of_all(root, monkeypatch):
    seen = []
    monkeypatch.setattr(lab, "run_until_done", lambda *given: seen.append(given) or 0)
    assert lab.main([], root) == 0
    assert "--LabApp.default_url=/lab/tree/work/00_start.ipynb" in seen[0][0]
    assert (root / "work" / "05_other.ipynb").exists()


def test_what_is_wrong_is_said_and_the_rest_opens(root, monkeypatch, capsys):
    monkeypatch.setattr(lab, "run_until_done", lambda *_: 0)
    (root / "notebooks" / "05_other.ipynb").write_text("<<<<<<< HEAD", encoding="utf-8")
    assert lab.main(["--notebook=3"], root) == 0
    said = capsys.readouterr()
    assert said.err.startswith("05_other: notebooks/05_other.ipynb is damaged")
    assert said.err.count("\n") == 1
    assert "work/03_topic.ipynb; Ctrl+C" in said.out.replace("\\", "/")


def test_the_copy_of_a_damaged_edition_opens_if_there_is_one(root, monkeypatch, capsys):
    seen = []
    monkeypatch.setattr(lab, "run_until_done", lambda *given: seen.append(given) or 0)
    edition = root / "notebooks" / "05_other.ipynb"
    whole = edition.read_text(encoding="utf-8")
    edition.write_text("{", encoding="utf-8")
    assert lab.main(["--notebook=5"], root) == 2
    assert seen == []
    edition.write_text(whole, encoding="utf-8")
    assert lab.main(["--notebook=5"], root) == 0
    edition.write_text("{", encoding="utf-8")
    assert lab.main(["--notebook=5"], root) == 0
    assert len(seen) == 2
    assert "05_other.ipynb is damaged" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--notebook=3"], ["--notebook=3", "--reset"]])
def test_work_that_is_a_file_is_told_in_words(root, capsys, words):
    (root / "work").write_text("mine", encoding="utf-8")
    assert lab.main(words, root) == 2
    assert capsys.readouterr().err.startswith("work/, where your copies lie, cannot be written: ")
    assert (root / "work").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("error", [PermissionError(13, "denied"), OSError(28, "No space left")])
@pytest.mark.parametrize("words", [["--notebook=3"], ["--notebook=3", "--reset"]])
def test_work_that_cannot_be_written_is_told_in_words(root, capsys, monkeypatch, error, words):
    def refuse(*_):
        raise error

    monkeypatch.setattr(working_copies, "write_whole", refuse)
    assert lab.main(words, root) == 2
    assert error.strerror in capsys.readouterr().err


def test_where_nothing_is_to_be_written_a_folder_for_reading_opens(root, monkeypatch):
    monkeypatch.setattr(lab, "run_until_done", lambda *_: 0)
    assert lab.main([], root) == 0
    monkeypatch.setattr(working_copies, "write_whole", lambda *_: pytest.fail("written"))
    assert lab.main([], root) == 0


def test_an_unknown_notebook_ends_with_words(root, capsys):
    assert lab.main(["--notebook=99"], root) == 2
    assert "needed one notebook with the number '99'" in capsys.readouterr().err


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False), (None, False)])
def test_only_root_gets_the_permission_to_be_root(root, monkeypatch, user, allowed):
    if user is None:
        monkeypatch.delattr(os, "geteuid", raising=False)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    assert ("--allow-root" in lab_command(root, root / "work" / "x.ipynb", [])) is allowed


def test_the_exit_code_is_that_of_the_command(tmp_path):
    assert lab.run_until_done([sys.executable, "-c", "raise SystemExit(3)"], tmp_path) == 3


def test_the_question_about_news_is_answered_beforehand():
    text = (lab.SETTINGS / "overrides.json").read_text(encoding="utf-8")
    assert '"fetchNews": "false"' in text
