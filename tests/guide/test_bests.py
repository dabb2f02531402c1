"""The best answer to an open task: kept where a better one comes, in words where it cannot be."""

import json

import pytest

from course_lib.guide.bests import note_best, read_best


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    return tmp_path / "playground.bests.json"


def test_a_better_answer_takes_the_place_of_a_worse_one_and_not_the_other_way(kept):
    for text, score in (("a", 48), ("b", 24), ("c", 30), ("d", 24)):
        assert note_best("playground", "fewest", text=text, score=score) == ""
    assert json.loads(kept.read_text("utf-8")) == {"fewest": {"text": "b", "score": 24.0}}
    assert read_best("playground", "fewest") == ("b", 24.0)
    assert read_best("playground", "other") is None


@pytest.mark.parametrize(
    "damage", ["{", "[]", '{"fewest": 3}', '{"fewest": {"text": "a", "score": NaN}}', "[" * 100_000]
)
def test_a_damaged_record_is_set_aside_and_begun_anew(kept, damage):
    kept.write_text(damage)
    assert read_best("playground", "fewest") is None
    assert note_best("playground", "fewest", text="a", score=1) == ""
    assert read_best("playground", "fewest") == ("a", 1.0)
    assert len(list(kept.parent.glob("playground.bests*"))) >= 2


def test_where_nothing_can_be_written_it_says_so(kept, monkeypatch):
    kept.mkdir()  # a folder in the place of the file
    assert "could not be kept" in note_best("playground", "fewest", text="a", score=1)
    monkeypatch.setenv("COURSE_PROGRESS", "off")
    assert note_best("playground", "fewest", text="a", score=1) == ""
    assert read_best("playground", "fewest") is None
