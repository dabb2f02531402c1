"""The record: what is kept, under which name, and that nothing that was there is lost."""

import json
import os

import pytest

from course_lib.guide import record
from course_lib.guide.places import checkout
from course_lib.guide.record import (
    OLD_NAMES,
    PASSED,
    PASSED_BEFORE,
    TRIED,
    DamagedRecordError,
    put,
    read,
)
from course_lib.guide.series import series


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "progress"


def states(folder, chapter="topic"):
    return read(folder / f"{chapter}.json")


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def store(folder, name, **exercises):
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(exercises), encoding="utf-8")


def test_what_is_kept_is_plain_json(folder):
    put(folder, "topic", "first", passed=True)
    put(folder, "topic", "second", passed=False)
    text = (folder / "topic.json").read_text(encoding="utf-8")
    assert json.loads(text) == {"first": PASSED, "second": TRIED}
    assert names(folder) == ["topic.json"]


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
    monkeypatch.setattr(record, "whole_file", lambda *given: pytest.fail("wrote"))
    monkeypatch.setattr(record, "alone_in", lambda *given: pytest.fail("locked"))
    put(folder, "topic", "exercise", passed=True)


@pytest.mark.parametrize(("old", "new"), OLD_NAMES.items())
def test_a_record_under_an_old_name_is_carried_over(folder, old, new):
    store(folder, old, first=PASSED, second=TRIED)
    put(folder, new, "second", passed=True)
    assert states(folder, new) == {"first": PASSED, "second": PASSED}
    assert names(folder) == [f"{new}.json"]


def test_of_two_records_of_a_chapter_the_better_state_wins(folder):
    store(folder, "penalties", both=PASSED, old=PASSED_BEFORE, tried=TRIED, now=PASSED)
    store(folder, "regularization_further", both=TRIED, new=PASSED, tried=PASSED_BEFORE)
    put(folder, "regularization_further", "now", passed=False)
    wanted = {"both": PASSED, "old": PASSED_BEFORE, "tried": PASSED_BEFORE, "new": PASSED}
    assert states(folder, "regularization_further") == wanted | {"now": PASSED_BEFORE}
    put(folder, "regularization_further", "both", passed=False)
    assert states(folder, "regularization_further")["both"] == PASSED_BEFORE


def test_a_record_under_an_old_name_stays_until_the_new_one_is_written(folder, monkeypatch):
    store(folder, "penalties", first=PASSED)
    monkeypatch.setattr(record.os, "replace", no_space)
    with pytest.raises(OSError, match="no space left"):
        put(folder, "regularization_further", "second", passed=True)
    assert states(folder, "penalties") == {"first": PASSED}
    assert names(folder) == ["penalties.json"]


def test_an_old_record_that_is_damaged_is_set_aside(folder):
    store(folder, "regularization_further", first=PASSED)
    (folder / "penalties.json").write_text("{")
    put(folder, "regularization_further", "first", passed=True)
    assert names(folder) == ["penalties.damaged-1.json", "regularization_further.json"]
    assert states(folder, "regularization_further") == {"first": PASSED}


def test_every_chapter_is_a_notebook():
    chapters = {notebook.chapter for notebook in series(checkout())}
    assert set(OLD_NAMES.values()) <= chapters
    assert not OLD_NAMES.keys() & chapters  # a name has one meaning


DAMAGE = [
    b"", b"{", b"[]", b"null", b'{"a": 1}', b'{"a": ["passed"]}', b'{"a": "excellent"}',
    b"\xff\xfe", b"[" * 10**5, b'{"a": ' + b"1" * 10_000 + b"}", b" " * 1_000_001,
]  # fmt: skip


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


def test_a_folder_in_the_place_of_a_file_is_set_aside_with_all_in_it(folder):
    (folder / "topic.json" / "kept").mkdir(parents=True)
    put(folder, "topic", "exercise", passed=True)
    assert states(folder) == {"exercise": PASSED}
    assert (folder / "topic.damaged-1.json" / "kept").is_dir()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(folder):
    folder.mkdir()
    os.mkfifo(folder / "topic.json")
    os.mkfifo(folder / ".lock")
    put(folder, "topic", "exercise", passed=True)
    assert states(folder) == {"exercise": PASSED}
    assert (folder / "topic.damaged-1.json").is_fifo()


def no_space(*given):
    raise OSError("no space left")


def test_a_write_that_fails_leaves_the_old_file_whole(folder, monkeypatch):
    put(folder, "topic", "first", passed=True)
    monkeypatch.setattr(record.os, "replace", no_space)
    with pytest.raises(OSError, match="no space left"):
        put(folder, "topic", "second", passed=True)
    assert states(folder) == {"first": PASSED}
    assert names(folder) == ["topic.json"]


def test_what_a_stopped_writer_left_is_removed_and_nothing_else(folder):
    folder.mkdir()
    others = [
        "mine.partial",
        "topic.json.partial",
        "topics.json.1234.partial",
        "x.topic.json.1.partial",
    ]
    for name in ["topic.json.ab12cd_4.partial", "topic.json.4711.ab12cd34.partial", *others]:
        (folder / name).write_text("{")
    put(folder, "topic", "exercise", passed=True)
    assert names(folder) == sorted([*others, "topic.json"])
