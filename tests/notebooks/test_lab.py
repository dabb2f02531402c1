"""Working copies: made on first use, never overwritten, kept at a reset. No server is started.

More than 200 lines: one subject, tested in one place.
"""

import os
import sys

import nbformat
import pytest

from tools import lab
from tools.lab import (
    LabError,
    find_notebook,
    fresh_copy,
    lab_command,
    working_copies,
    working_copy,
)


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


def untouched(copy):
    """Whether this is notebook 03 as it is handed out: its cells, and no result in sight."""
    (cell,) = nbformat.read(copy, as_version=4).cells
    return cell.source == "print('03_topic')" and not cell.outputs and cell.execution_count is None


@pytest.mark.parametrize(
    ("number", "name"),
    [("03", "03_topic"), ("03b", "03b_further"), ("playground", "playground")],
)
def test_a_notebook_is_found_by_its_number(root, number, name):
    assert find_notebook(root, number) == root / "notebooks" / f"{name}.ipynb"


@pytest.mark.parametrize("number", ["7", "0", "topic", "*", ""])
def test_an_unknown_number_is_answered_with_what_there_is(root, number):
    with pytest.raises(LabError, match="found none; there are: 00_start, 03_topic, 03b_further"):
        find_notebook(root, number)


def test_two_notebooks_of_one_number_are_refused(root):
    (root / "notebooks" / "03_twin.ipynb").touch()
    with pytest.raises(LabError, match="found several"):
        find_notebook(root, "03")


def test_the_copy_is_made_once_and_never_overwritten(root):
    copy = working_copy(root, "03")
    assert copy == root / "work" / "03_topic.ipynb"
    assert untouched(copy)
    copy.write_text("my answers", encoding="utf-8")
    assert working_copy(root, "03").read_text(encoding="utf-8") == "my answers"


def change_edition(root, name, source):
    path = root / "notebooks" / f"{name}.ipynb"
    edition = nbformat.read(path, as_version=4)
    edition.cells[0].source = source
    nbformat.write(edition, path)


def test_all_notebooks_are_copied_so_that_links_lead_to_copies(root):
    names = [copy.name for copy in working_copies(root)]
    assert names == sorted(path.name for path in (root / "notebooks").glob("*.ipynb"))
    assert all((root / "work" / name).exists() for name in names)
    assert untouched(root / "work" / "03_topic.ipynb")


def test_a_copy_that_nobody_has_changed_follows_an_update(root):
    working_copies(root)
    change_edition(root, "03_topic", "a newer cell")
    (cell,) = nbformat.read(working_copy(root, "03"), as_version=4).cells
    assert cell.source == "a newer cell"
    change_edition(root, "03_topic", "a still newer cell")
    (cell,) = nbformat.read(working_copy(root, "03"), as_version=4).cells
    assert cell.source == "a still newer cell"


@pytest.mark.parametrize("lost", [False, True, "damaged"])
def test_a_changed_copy_never_follows(root, lost):
    copy = working_copy(root, "03")
    copy.write_text("my answers", encoding="utf-8")
    change_edition(root, "03_topic", "a newer cell")
    kept = root / "work" / lab.HANDED_OUT
    if lost:
        kept.write_text("{" if lost == "damaged" else "[]", encoding="utf-8")
    working_copies(root)
    assert copy.read_text(encoding="utf-8") == "my answers"


def test_where_it_is_unknown_what_was_handed_out_nothing_is_overwritten(root):
    copy = working_copy(root, "03")
    (root / "work" / lab.HANDED_OUT).unlink()
    change_edition(root, "03_topic", "a newer cell")
    assert untouched(working_copy(root, "03"))
    assert untouched(copy)


def test_a_reset_keeps_each_old_copy(root):
    for turn in (1, 2):
        working_copy(root, "03").write_text(f"answers {turn}", encoding="utf-8")
        copy, kept = fresh_copy(root, "03")
        assert untouched(copy)
        assert kept == root / "work" / f"03_topic.old-{turn}.ipynb"
    old = [root / "work" / f"03_topic.old-{turn}.ipynb" for turn in (1, 2)]
    assert [path.read_text(encoding="utf-8") for path in old] == ["answers 1", "answers 2"]


def test_a_reset_without_a_copy_makes_one(root):
    copy, kept = fresh_copy(root, "05")
    assert copy.exists()
    assert kept is None


def test_an_old_copy_is_no_notebook_of_the_course(root):
    working_copy(root, "03")
    fresh_copy(root, "03")
    assert find_notebook(root, "03").name == "03_topic.ipynb"


def test_reset_returns_without_opening(root, monkeypatch, capsys):
    monkeypatch.setattr(lab, "run_until_done", lambda *_: pytest.fail("opened JupyterLab"))
    working_copy(root, "03")
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


def test_an_interrupt_waits_for_the_end_and_is_quiet(tmp_path, monkeypatch):
    class Interrupted:
        answers = iter([KeyboardInterrupt, -2])

        def __init__(self, *_, **__):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def wait(self):
            answer = next(self.answers)
            if answer is KeyboardInterrupt:
                raise answer
            return answer

    monkeypatch.setattr(lab.subprocess, "Popen", Interrupted)
    assert lab.run_until_done(["jupyterlab"], tmp_path) == 0


def test_the_question_about_news_is_answered_beforehand():
    text = (lab.SETTINGS / "overrides.json").read_text(encoding="utf-8")
    assert '"fetchNews": "false"' in text
