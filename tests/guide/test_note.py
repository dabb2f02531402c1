"""A check notes its outcome wherever a reader works, says where it cannot, and never stops."""

import os
import subprocess
import sys

import pytest

from course_lib.chapters.start_here.check import to_drop_rate
from course_lib.guide import record
from course_lib.guide.places import record_folder
from course_lib.guide.record import PASSED, PASSED_BEFORE, read


def right(keep_prob):
    return 1 - keep_prob


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A checkout in which somebody works, untouched by the variables of this test."""
    course = tmp_path / "course"
    (course / "work").mkdir(parents=True)
    monkeypatch.setattr(record, "checkout", lambda: course)
    monkeypatch.setattr(record, "record_folder", lambda root, here: record_folder(root, here, {}))
    monkeypatch.chdir(course / "work")
    return course


def kept(folder):
    return read(folder / "start_here.json")


def said(function, capsys):
    to_drop_rate(function)
    out, err = capsys.readouterr()
    assert err == ""
    return out.removesuffix("\n").split("\n")


def test_a_check_in_a_copy_is_noted(root, capsys):
    assert len(said(right, capsys)) == 2  # what a check says that passes, and no word more
    assert kept(root / "work" / "progress") == {"to_drop_rate": PASSED}
    said(lambda keep_prob: keep_prob, capsys)
    assert kept(root / "work" / "progress") == {"to_drop_rate": PASSED_BEFORE}


@pytest.mark.parametrize("installed_alone", [False, True])
def test_a_check_elsewhere_is_noted_beside_its_notebook(
    root, tmp_path, monkeypatch, capsys, installed_alone
):
    if installed_alone:
        monkeypatch.setattr(record, "checkout", lambda: None)
    monkeypatch.chdir(tmp_path)
    said(right, capsys)
    assert kept(tmp_path / "course_progress") == {"to_drop_rate": PASSED}
    assert os.listdir(root / "work") == []


def test_a_stub_is_no_try(root, capsys):
    def stub(keep_prob):
        raise NotImplementedError("your turn")

    said(stub, capsys)
    assert os.listdir(root / "work") == []


def test_a_solved_edition_is_not_noted(root, monkeypatch, capsys):
    solutions = root / "notebooks" / "solutions"
    solutions.mkdir(parents=True)
    monkeypatch.chdir(solutions)
    assert len(said(right, capsys)) == 2
    assert os.listdir(root / "work") == os.listdir(solutions) == []


def test_a_file_in_the_folders_place_is_told_with_a_pass_alone(root, capsys):
    (root / "work" / "progress").write_text("in the way")
    first, _, last = said(right, capsys)
    assert "passed. " in first
    assert last.startswith("The pass could not be kept: work/progress/ of the course: ")
    assert not any("could not" in line for line in said(lambda keep_prob: keep_prob, capsys))
    assert (root / "work" / "progress").read_text() == "in the way"


def test_a_full_disk_is_told(root, monkeypatch, capsys):
    def no_space(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record.os, "replace", no_space)
    assert said(right, capsys)[-1].endswith(
        "of the course: cannot be written: No space left on device."
    )
    assert not [path for path in (root / "work").rglob("*") if path.suffix == ".partial"]


def test_a_writer_that_does_not_end_is_told(root, monkeypatch, capsys):
    def busy(folder):
        raise TimeoutError("another notebook is writing there; run the check again")

    monkeypatch.setattr(record, "alone_in", busy)
    assert said(right, capsys)[-1].endswith("is writing there; run the check again.")


@pytest.mark.parametrize(
    ("setting", "words"),
    [("~nobody-of-this-name", "COURSE_PROGRESS says ~nobody-of-this-name, and "), ("a\0b", "")],
)
def test_a_setting_that_names_no_folder_is_told(root, monkeypatch, capsys, setting, words):
    chosen = {"COURSE_PROGRESS": setting}
    monkeypatch.setattr(record, "record_folder", lambda *given: record_folder(*given, chosen))
    assert said(right, capsys)[-1].startswith(f"The pass could not be kept: {words}")


def test_a_folder_that_is_gone_is_told(root, tmp_path, monkeypatch, capsys):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert said(right, capsys)[-1].startswith("The pass could not be kept: ")


def test_a_damaged_record_is_set_aside_without_a_word(root, capsys):
    progress = root / "work" / "progress"
    progress.mkdir()
    (progress / "start_here.json").write_text("{")
    assert len(said(right, capsys)) == 2
    assert kept(progress) == {"to_drop_rate": PASSED}
    assert (progress / "start_here.damaged-1.json").read_text() == "{"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_without_permission_is_told(root, capsys):
    (root / "work").chmod(0o500)
    assert said(right, capsys)[-1].endswith("Permission denied.")
    (root / "work").chmod(0o700)


CHECK = """
from course_lib.chapters.start_here.check import to_drop_rate
to_drop_rate(lambda keep_prob: 1 - keep_prob)
"""


def test_in_a_process_of_its_own_the_variable_is_believed(tmp_path):
    away = {"COURSE_PROGRESS": str(tmp_path / "kim"), "CI": "1"}
    subprocess.run([sys.executable, "-c", CHECK], env=os.environ | away, cwd=tmp_path, check=True)
    assert kept(tmp_path / "kim") == {"to_drop_rate": PASSED}
