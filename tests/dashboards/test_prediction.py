"""A prediction: committed, judged, kept, and counted; before a class, votes."""

import json

import ipywidgets
import pytest

from course_lib.dashboards.poll import Poll
from course_lib.dashboards.prediction import predict
from course_lib.dashboards.presenting import ASKED, ZoomStyle
from course_lib.guide.predictions import IN_CLASS, NONE_MADE, how_right, in_words, read_predictions

QUESTION = "Will the loss end lower, the same, or higher?"
CHOICES = ["lower", "the same", "higher"]
BECAUSE = "It had not stopped falling."


def asked(key="decay", **changed):
    given = {"answer": "the same", "because": BECAUSE} | changed
    return predict("learning_rate_schedules", key, QUESTION, CHOICES, **given)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    return tmp_path / "learning_rate_schedules.predictions.json"


def test_the_answer_is_folded_until_one_commits():
    prediction = asked()
    assert prediction.verdict.value.startswith("<details><summary>the answer</summary>")
    assert prediction.commit_button.disabled
    prediction.commit()
    assert prediction.text == ""
    prediction.choice.value = "lower"
    assert not prediction.commit_button.disabled
    prediction.commit_button.click()
    assert prediction.text == "You said: lower. Not so."
    assert prediction.verdict.value.startswith("<details open>")
    assert BECAUSE in prediction.verdict.value
    assert prediction.choice.disabled
    assert prediction.commit_button.disabled


def test_a_prediction_is_kept_with_how_sure_one_was(kept):
    asked().commit("the same", "certain")
    assert json.loads(kept.read_text("utf-8")) == {
        "decay": {"said": "the same", "sure": "certain", "right": True}
    }
    again = asked()
    assert again.text == "You said: the same, certain. Right."
    assert again.choice.disabled
    again.again_button.click()
    assert not again.choice.disabled
    assert again.choice.value is None
    assert again.verdict.value.startswith("<details><")
    assert "decay" in read_predictions("learning_rate_schedules")


def test_what_was_chosen_last_counts_though_the_button_was_heard_before_it(kept):
    prediction = asked()
    prediction.choice.value = "lower"
    prediction.commit_button.click()
    prediction.choice.value, prediction.sure.value = "the same", "certain"
    assert prediction.text == "You said: the same, certain. Right."
    assert read_predictions("learning_rate_schedules") == {
        "decay": {"said": "the same", "sure": "certain", "right": True}
    }
    prediction.predict_again()
    assert (prediction.text, prediction.choice.value) == ("", None)
    assert prediction.commit_button.disabled


def test_how_often_one_was_right_is_told_at_the_end(kept):
    assert how_right("learning_rate_schedules") == NONE_MADE
    asked("one").commit("the same", "certain")
    asked("two").commit("lower", "guess")
    asked("three").commit("the same")
    said = how_right("learning_rate_schedules")
    assert said == ("You were right in 2 of 3; when certain, in 1 of 1; when guessing, in 0 of 1.")


def test_a_damaged_record_is_set_aside_and_nothing_is_lost(kept):
    kept.write_text("[1, 2")
    asked().commit("lower")
    assert json.loads(kept.read_text("utf-8"))["decay"]["said"] == "lower"
    (aside,) = kept.parent.glob("*.damaged-1.json")
    assert aside.read_text() == "[1, 2"


def test_where_it_cannot_be_kept_it_says_so(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "file"))
    prediction = asked()
    prediction.commit("the same")
    assert prediction.text.startswith("You said: the same. Right. The prediction could not be kept")


def test_in_a_test_run_nothing_is_kept_and_the_text_is_stable():
    first = asked()
    first.commit("lower", "certain")
    assert read_predictions("learning_rate_schedules") == {}
    assert repr(asked()) == repr(first)
    assert "lower" in repr(first)
    assert BECAUSE not in repr(first)


def test_without_a_kernel_the_question_reads_and_its_answer_is_folded():
    page = asked()._repr_mimebundle_()["text/html"]
    assert QUESTION in page
    assert page.count("<br>") == 2
    assert "<details><summary>the answer</summary><b>the same.</b>" in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"answer": "other"}, "must be one of"), ({"key": "two words"}, "must be an identifier")],
)
def test_what_it_needs(wrong, says):
    with pytest.raises(ValueError, match=says):
        asked(**wrong)


def test_a_choice_that_is_none_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"needed one of \['lower', 'the same', 'higher'\]"):
        asked().commit("faster")


def test_before_a_class_the_same_question_counts_hands():
    prediction = asked()
    assert prediction.poll not in prediction.children
    prediction.zoom_to(1.5)
    assert prediction.poll in prediction.children
    assert prediction.choice not in prediction.children
    for _ in range(2):
        prediction.poll.buttons[0].click()
    prediction.poll.reveal.click()
    assert prediction.verdict.value.startswith("<details><")
    prediction.poll.again.click()
    prediction.poll.buttons[1].click()
    prediction.poll.reveal.click()
    assert prediction.poll.rounds == [[2, 0, 0], [0, 1, 0]]
    assert prediction.verdict.value.startswith("<details open>")
    assert prediction.poll.bars.value.count("<b>vote ") == 2
    prediction.zoom_to(1)
    assert prediction.choice in prediction.children


def test_before_a_class_what_is_below_stays_out_of_sight_until_the_answer_opens():
    prediction = asked()
    assert ASKED not in prediction._dom_classes
    prediction.zoom_to(1.3)
    assert ASKED in prediction._dom_classes
    (style,) = [part for part in prediction.children if isinstance(part, ZoomStyle)]
    style.zoom_to(1.3)
    assert f".{ASKED}:not(:has(details[open])) {{ min-height: 100vh; }}" in style.value
    prediction.zoom_to(1)
    assert ASKED not in prediction._dom_classes


def test_what_a_teacher_has_committed_to_is_folded_before_the_class():
    prediction = asked()
    prediction.commit(prediction.choices[0])
    assert prediction.verdict.value.startswith("<details open>")
    prediction.zoom_to(1.3)
    assert prediction.verdict.value.startswith("<details><")
    prediction.zoom_to(1)
    assert prediction.verdict.value.startswith("<details open>")


def test_what_a_teacher_predicted_is_not_counted_before_the_class(kept, monkeypatch):
    prediction = asked()
    prediction.commit(prediction.choices[0])
    assert how_right("learning_rate_schedules").startswith("You were right in 0 of 1")
    monkeypatch.setenv("COURSE_PRESENT", "1.3")
    assert how_right("learning_rate_schedules") == IN_CLASS
    for usual in ("", "1", "large"):
        monkeypatch.setenv("COURSE_PRESENT", usual)
        assert how_right("learning_rate_schedules").startswith("You were right")


def test_votes_are_hidden_until_they_are_revealed():
    poll = Poll(["yes", "no"])
    assert poll.reveal.disabled
    poll.vote(0)
    poll.vote(1)
    assert poll.text == "Vote 1: 2 votes so far."
    assert poll.bars.value == ""
    poll.undo.click()
    poll.undo.click()  # only the last vote is taken back
    assert poll.rounds == [[1, 0]]
    poll.reveal.click()
    assert poll.text == "Vote 1: yes 1, no 0."
    poll.vote(1)
    assert poll.rounds == [[1, 0]]
    assert "yes: 1" in poll.bars.value


def test_counts_are_put_into_words():
    one = {"said": "x", "sure": "", "right": True}
    assert in_words({"a": one}) == "You were right in 1 of 1."


def test_it_leaves_no_widget_behind():
    before = set(ipywidgets.widget._instances)
    prediction = asked()
    assert len(set(ipywidgets.widget._instances) - before) > 20
    prediction.free()
    prediction.close()
    assert set(ipywidgets.widget._instances) == before


def test_what_is_hidden_hides_nothing_else():
    """A layout that two parts share hides both."""
    prediction = asked()
    parts = prediction.choice, prediction.sure, prediction.commit_button
    assert prediction.again_button.layout.display == "none"
    assert [part.layout.display for part in parts] == [None] * 3
