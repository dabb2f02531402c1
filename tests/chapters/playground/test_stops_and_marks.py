"""What ends a run, what marks its curves, the two runs before, and what is put back."""

import time

import numpy as np
import pytest

from course_lib.chapters.playground.dashboard.board import playground
from course_lib.chapters.playground.dashboard.marks import MOST
from course_lib.chapters.playground.session import EXPLODED
from course_lib.chapters.playground.settings import PlaygroundSettings
from tests.chapters.playground.ran import begun, ended
from tests.dashboards.pictures import pixels

BEYOND = ("activation=identity rule=momentum lr=10 initializer=large-normal "
          "layers=64-64-64-64-64-64")  # fmt: skip


def shown(board):
    """The epochs at which marks stand, and their words."""
    marks = board.scene._marks
    places = marks._lines[0].get_xdata()[::3]
    return list(map(float, places)), [w.get_text() for w in marks._words if w.get_visible()]


def test_a_run_stops_where_its_dev_loss_has_come_down_and_says_so():
    board = playground("lr=0.03 stop_loss=0.2")
    while not board.session.finished:
        board.session.run_epoch()
    board.epoch()
    session = board.session
    losses = session.history["dev_loss"]
    assert losses[-1] <= 0.2 < losses[:-1].min()
    assert session.epoch < 1000
    assert "dev loss down to 0.2 · done" in board.text
    board.set(stop_loss=0.0)
    assert not session.finished
    assert session.changes == []  # a stop changes nothing about the training
    board.set(stop_loss=0.5)
    assert session.finished


@pytest.mark.parametrize(
    "text", [BEYOND, f"{BEYOND} layers=none".replace(" layers=64-64-64-64-64-64", "")]
)
def test_a_loss_beyond_all_bounds_is_a_divergence_and_stands_in_no_words_as_done(text):
    board = playground(text)
    for _ in range(20):
        board.session.run_epoch()
    board.epoch()
    loss = board.session.history["train_loss"][-1]
    assert board.session.diverged == ("layers=none" not in text)
    assert board.session.diverged or loss < EXPLODED
    assert ("diverged: the loss grew beyond all bounds" in board.text) == board.session.diverged
    assert len(board.text) < 200


def test_no_run_ends_as_done_with_a_loss_of_more_than_a_million():
    session = ended(f"{BEYOND} stop_after=1")
    assert session.history["train_loss"][-1] > EXPLODED
    assert session.diverged


def test_a_wild_run_that_stays_below_is_none():
    session = ended("data=circles rule=gradient-descent lr=10 stop_after=100")
    assert not session.diverged
    assert session.history["train_loss"].max() < EXPLODED


def test_a_change_leaves_a_mark_on_both_curves_and_is_told():
    board = playground("defaults")
    board.set(lr=0.03)  # before the first update: no change of the run
    assert shown(board) == ([], [])
    for _ in range(5):
        board.epoch()
    before = pixels(board.picture.widget.value)
    board.set(strength=0.01)
    assert shown(board) == ([5.0], [" lambda=0.01 "])
    assert (pixels(board.picture.widget.value) != before).any()
    assert "changed: lambda=0.01 at epoch 5" in board.text
    board.epoch()
    board.set(rule="momentum")
    assert shown(board)[0] == [5.0, 6.0]
    board.rewind()
    assert shown(board) == ([], [])
    assert "changed" not in board.text


def test_a_slider_on_its_way_is_one_change_and_many_changes_are_few_words():
    board = playground("defaults")
    for epoch in range(12):
        board.epoch()
        for lr in (0.02, 0.05, 0.01 * (epoch + 1)):
            board.set(lr=lr)
    assert [change.epoch for change in board.session.changes] == list(range(1, 13))
    assert len(shown(board)[1]) == MOST
    assert "10 earlier, then lr=0.11 at epoch 11, lr=0.12 at epoch 12" in board.text


def test_two_runs_before_stay_in_sight_and_look_different():
    board = playground("defaults")
    histories = []
    for _ in range(3):
        for _ in range(5):
            board.session.run_epoch()
        histories.append(board.session.history["dev_loss"])
        board.set(seed=board.session.settings.seed + 1)
    axes = board.scene._curve_axes[0]
    ghosts = {line.get_label(): line for line in axes.lines if "seed" in str(line.get_label())}
    newer, older = ghosts["dev, seed=2"], ghosts["dev, seed=1"]
    np.testing.assert_array_equal(newer.get_ydata(), histories[2])
    np.testing.assert_array_equal(older.get_ydata(), histories[1])
    assert newer.get_linestyle() != older.get_linestyle()


def in_legend(board):
    """What the legend of the curves names."""
    return [each.get_text() for each in board.scene._curve_axes[0].get_legend().get_texts()]


def test_the_legend_names_the_runs_that_there_are_by_what_was_different():
    board = playground("defaults")
    assert in_legend(board) == ["training", "dev"]
    for _ in range(5):
        board.epoch()
    board.rewind()
    assert in_legend(board) == ["training", "dev", "dev, run before"]
    board.set(lr=0.1)
    assert in_legend(board) == ["training", "dev", "dev, lr=0.01"]
    board.set(data="xor")  # the moons' curves say nothing of these
    assert in_legend(board) == ["training", "dev"]
    assert not any(len(line.get_xdata()) for lines in board.scene._ghosts._lines for line in lines)


REFUSED = [
    {"lr": -1}, {"depth": 7}, {"lr": 0.1, "width": 300}, {"batch_size": 0}, {"data": "mars"},
    {"seed": 1.5}, {"stop_after": 10**12}, {"batch_norm": 3}, {"drop_rate": "a"},
    {"stop_loss": -1}, {"data": "spiral", "noise": 99},
]  # fmt: skip


def everything(board):
    controls = board.panel.controls
    return {name: (c.value, getattr(c, "options", None)) for name, c in controls.items()}


@pytest.mark.parametrize("values", REFUSED, ids=str)
def test_a_refused_set_leaves_every_control_as_it_was(values):
    board = playground("lr=0.03")
    board.epoch()
    before = everything(board)
    with pytest.raises((ValueError, TypeError)):
        board.set(**values)
    assert everything(board) == before
    board.set(drop_rate=0.1)  # and the next one works
    assert board.session.epoch == 1
    assert board.state.value == "lr=0.03 drop_rate=0.1"


def test_a_width_is_refused_also_where_no_layer_has_it():
    board = playground("layers=none")
    before = everything(board)
    for width in ("wide", -1, 2.5):
        with pytest.raises((ValueError, TypeError), match="each width in layers must"):
            board.set(width=width)
    assert everything(board) == before


def test_what_could_not_be_had_is_put_back_on_all_controls(monkeypatch):
    board = playground("lr=0.03")
    board.epoch()
    before = everything(board)

    def refuse(settings):
        raise OSError("no digits here")

    monkeypatch.setattr(board.session, "apply", refuse)
    with pytest.raises(OSError, match="no digits"):
        board.set(data="mnist", noise=0.0, depth=4)
    assert everything(board) == before
    assert "no digits here" in board.text
    board.panel.controls["data"].value = "mnist"  # by hand
    assert everything(board) == before
    assert "no digits here" in board.text


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("lambda=0.1", "strength=0.1"), ("Lambda=.1", "strength=0.1"),
        ("activation=ReLU", "activation=relu"), ("activation=Leaky_ReLU", "activation=leaky-relu"),
        ("rule=adagrad", "rule=AdaGrad"), ("rule=Gradient-Descent", "rule=gradient-descent"),
        ("batch_norm=true", "batch_norm=True"), ("BATCH_NORM=TRUE", "batch_norm=True"),
        ("penalty=l1 lambda=1e-3", "penalty=L1 strength=0.001"), ("data=MNIST", "data=mnist"),
        ("DEFAULTS", "defaults"), ("LR=1E-3", "lr=0.001"), ("layers=NONE", "layers=none"),
        ("learning_rate=0.1", "lr=0.1"), ("data=Own-Points points=Kk", "data=own-points points=Kk"),
    ],
)  # fmt: skip
def test_a_text_is_understood_as_people_write_it(text, same):
    assert PlaygroundSettings.from_text(text) == PlaygroundSettings.from_text(same)


def test_lambda_stands_in_the_text_as_on_the_control_and_only_once():
    assert PlaygroundSettings(strength=0.01).text() == "lambda=0.01"
    with pytest.raises(ValueError, match="strength is given twice"):
        PlaygroundSettings.from_text("lambda=0.1 strength=0.2")


@pytest.mark.parametrize(
    "text",
    [
        "stop_after=99999999999999999999999999999", "stop_after=" + "9" * 100_000,
        "data==%s%s%n batch_size==999999999999999", "drop_rate=-1 drop_rate=9999999999999999",
        "initializer:" + "1" * 100_000, "activation==" + "1-" * 1000, "x" * 59 + "=1",
        "lambda=" + "1" * 55, "data=moons " * 500, "points=" + "KK" * 150,
        "lr=1e" + "9" * 50, "seed=" + "0" * 54 + "x", "layers=" + "1-" * 26 + "1",
    ],
)  # fmt: skip
def test_a_hostile_text_is_refused_at_once_in_few_words(text):
    board = playground("defaults")
    began = time.perf_counter()
    board.state.value = text
    assert time.perf_counter() - began < 5
    assert "restores nothing" in board.words.value
    assert len(board.words.value) < 500
    assert board.session.settings == PlaygroundSettings()


def test_many_epochs_are_taken_and_cost_nothing_before_they_are_played():
    began = time.perf_counter()
    session = begun("stop_after=1000000000")
    session.step()
    assert time.perf_counter() - began < 5
    assert not session.finished
