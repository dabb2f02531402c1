"""The open tasks: what counts, what does not, and that the best text is kept."""

import pytest

from course_lib.chapters.playground import open_tasks
from course_lib.chapters.playground.open_tasks import fewest_weights, lowest_dev_loss
from course_lib.guide.bests import read_best

SPIRAL = "data=spiral noise=0.1"
THIRTY = "noise=0.4 train_share=0.1"


@pytest.fixture
def few(monkeypatch, tmp_path):
    """Two seeds, an easy goal, and a record of one's own: what is judged here is the judging."""
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    monkeypatch.setattr(open_tasks, "SEEDS", range(2))
    monkeypatch.setattr(open_tasks, "ENOUGH", 0.55)


@pytest.mark.parametrize(
    ("judge", "text", "words"),
    [
        (fewest_weights, "data=moons", "needs data=spiral; your text has data=moons"),
        (fewest_weights, "data=spiral", "needs noise=0.1; your text has noise=0.2"),
        (
            fewest_weights,
            f"{SPIRAL} train_share=0.9",
            "needs train_share=0.5; your text has train_share=0.9",
        ),
        (fewest_weights, SPIRAL, "at most 3000 updates with each seed; your text has 5000"),
        (fewest_weights, f"{SPIRAL} batch_size=1 stop_after=21", "your text has 3150"),
        (fewest_weights, "spiral please", "settings are written as name=value"),
        (lowest_dev_loss, "train_share=0.1", "needs noise=0.4; your text has noise=0.2"),
        (lowest_dev_loss, "noise=0.4", "needs train_share=0.1; your text has train_share=0.5"),
        (lowest_dev_loss, f"{THIRTY} data=blobs", "needs data=moons; your text has data=blobs"),
    ],
)
def test_what_is_another_task_does_not_count_and_says_why(few, judge, text, words):
    judged = judge(text)
    assert judged.score is None
    assert repr(judged).startswith("Does not count: ")
    assert words in judged.words


def test_the_best_is_kept_with_its_text_and_a_worse_one_is_told_of_it(few):
    wide, narrow = (f"{SPIRAL} layers={width} lr=0.1 stop_after=30" for width in (8, 4))
    assert fewest_weights(wide).score == 24
    judged = fewest_weights(narrow)
    assert judged.score == 12
    assert judged.words.endswith("Your best so far.")
    again = fewest_weights(wide)
    assert f"Your best is 12 weights: {narrow}" in again.words
    assert read_best("playground", "fewest_weights") == (narrow, 12.0)


def test_too_few_right_answers_do_not_count_and_are_not_kept(few):
    judged = fewest_weights(f"{SPIRAL} initializer=zeros stop_after=1")
    assert judged.score is None
    assert "fewer than 55 %" in judged.words
    assert read_best("playground", "fewest_weights") is None


def test_the_seed_in_the_text_plays_no_part_and_a_diverged_run_does_not_count(few):
    short = f"{THIRTY} layers=none stop_after=5"
    assert lowest_dev_loss(f"{short} seed=7").score == lowest_dev_loss(short).score
    wild = (f"{THIRTY} activation=identity rule=momentum lr=10 initializer=large-normal "
            "layers=64-64-64 stop_after=20")  # fmt: skip
    judged = lowest_dev_loss(wild)
    assert judged.score is None
    assert "diverged" in judged.words
