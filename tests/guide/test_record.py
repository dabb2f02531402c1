"""The record: where a check counts, what is kept, and that nothing on the disk stops a check."""

import json
import os

import pytest

from course_lib.chapters.start_here.check import to_drop_rate
from course_lib.guide import record
from course_lib.guide.record import (
    PASSED,
    PASSED_BEFORE,
    TRIED,
    DamagedRecordError,
    counts,
    home,
    put,
    read,
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "progress"


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """A checkout in which somebody works on a copy, untouched by the variables of this test."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr(record, "checkout", lambda: tmp_path)
    monkeypatch.setattr(record, "home", lambda root: home(root, {}))
    monkeypatch.chdir(work)
    return work


def states(folder):
    return read(folder / "topic.json")


def test_what_is_kept_is_plain_json(folder):
    put(folder, "topic", "first", passed=True)
    put(folder, "topic", "second", passed=False)
    text = (folder / "topic.json").read_text(encoding="utf-8")
    assert json.loads(text) == {"first": PASSED, "second": TRIED}
    assert os.listdir(folder) == ["topic.json"]


@pytest.mark.parametrize(
    ("tries", "state"),
    [
        ([True], PASSED),
        ([False], TRIED),
        ([False, True], PASSED),
        ([True, False], PASSED_BEFORE),
        ([True, False, False], PASSED_BEFORE),
        ([True, False, True], PASSED),
    ],
)
def test_a_pass_is_never_lost(folder, tries, state):
    for passed in tries:
        put(folder, "topic", "exercise", passed=passed)
    assert states(folder) == {"exercise": state}


def test_what_changes_nothing_writes_nothing(folder, monkeypatch):
    put(folder, "topic", "exercise", passed=True)
    monkeypatch.setattr(record, "write_whole", lambda *given: pytest.fail("wrote"))
    put(folder, "topic", "exercise", passed=True)


DAMAGE = [b"", b"{", b"[]", b"null", b'{"a": 1}', b'{"a": "excellent"}', b"\xff\xfe", b"[" * 10**5]


@pytest.mark.parametrize("damage", DAMAGE, ids=range(len(DAMAGE)))
def test_a_damaged_file_is_set_aside_and_nothing_in_it_is_lost(folder, damage):
    folder.mkdir()
    path = folder / "topic.json"
    for turn in (1, 2):
        path.write_bytes(damage)
        with pytest.raises(DamagedRecordError):
            read(path)
        put(folder, "topic", "exercise", passed=True)
        assert states(folder) == {"exercise": PASSED}
        assert (folder / f"topic.damaged-{turn}.json").read_bytes() == damage


def test_a_write_that_fails_leaves_the_old_file_whole(folder, monkeypatch):
    put(folder, "topic", "first", passed=True)

    def fails(*given):
        raise OSError("no space left")

    monkeypatch.setattr(record.os, "replace", fails)
    with pytest.raises(OSError, match="no space left"):
        put(folder, "topic", "second", passed=True)
    assert states(folder) == {"first": PASSED}
    assert os.listdir(folder) == ["topic.json"]


@pytest.mark.parametrize("variable", ["PYTEST_VERSION", "CI"])
def test_tests_keep_no_record(tmp_path, variable):
    assert home(tmp_path, {variable: "8.4"}) is None
    assert home(tmp_path, {variable: ""}) is not None


def test_ci_that_is_off_is_no_test(tmp_path):
    assert home(tmp_path, {"CI": "false"}) == tmp_path / "work" / "progress"


def test_the_variable_names_another_folder_or_none(tmp_path):
    assert home(tmp_path, {"COURSE_PROGRESS": "/elsewhere", "CI": "1"}).name == "elsewhere"
    assert home(tmp_path, {"COURSE_PROGRESS": "off"}) is None
    assert home(None, {}) is None


def test_under_pytest_there_is_no_record():
    assert home(record.checkout()) is None


def test_where_a_check_counts(tmp_path):
    inside = ("work", "work/mine", "notebooks")
    outside = ("notebooks/solutions", ".", "course_lib", "..")
    assert all(counts(tmp_path, tmp_path / name) for name in inside)
    assert not any(counts(tmp_path, (tmp_path / name).resolve()) for name in outside)


def test_a_check_in_a_copy_is_noted(reader, capsys):
    to_drop_rate(lambda keep_prob: 1 - keep_prob)
    assert read(reader / "progress" / "start_here.json") == {"to_drop_rate": PASSED}
    to_drop_rate(lambda keep_prob: keep_prob)
    assert read(reader / "progress" / "start_here.json") == {"to_drop_rate": PASSED_BEFORE}


def test_a_stub_is_no_try(reader, capsys):
    def stub(keep_prob):
        raise NotImplementedError("your turn")

    to_drop_rate(stub)
    assert not (reader / "progress").exists()


def test_a_solved_edition_is_not_noted(reader, monkeypatch, capsys):
    solutions = reader.parent / "notebooks" / "solutions"
    solutions.mkdir(parents=True)
    monkeypatch.chdir(solutions)
    to_drop_rate(lambda keep_prob: 1 - keep_prob)
    assert not (reader / "progress").exists()


@pytest.mark.parametrize("what", ["a file in the folder's place", "a folder in the file's place"])
def test_a_disk_that_refuses_stops_no_check(reader, what, capsys):
    if what.startswith("a file"):
        (reader / "progress").write_text("in the way")
    else:
        (reader / "progress" / "start_here.json").mkdir(parents=True)
    to_drop_rate(lambda keep_prob: 1 - keep_prob)
    out, err = capsys.readouterr()
    assert "passed. " in out
    assert err == ""


def test_a_damaged_record_stops_no_check(reader, capsys):
    (reader / "progress").mkdir()
    (reader / "progress" / "start_here.json").write_text("{")
    to_drop_rate(lambda keep_prob: 1 - keep_prob)
    assert "passed. " in capsys.readouterr().out
    assert read(reader / "progress" / "start_here.json") == {"to_drop_rate": PASSED}
