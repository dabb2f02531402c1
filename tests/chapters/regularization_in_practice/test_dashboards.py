"""The dashboard of notebook 03c: the answers to its task."""

import re

import pytest

from course_lib.chapters.regularization_in_practice.early_stopping_dashboard import (
    PATIENCES,
    RUNS,
    SMOOTHINGS,
    early_stopping_dashboard,
)
from course_lib.datasets import load_sweep


def numbers(pattern, text):
    return [float(number) for number in re.search(pattern, text).groups()]


@pytest.fixture(scope="module")
def referee():
    dashboard = early_stopping_dashboard(
        load_sweep("regularization_drop_rate_long"),
        load_sweep("regularization_in_practice_nielsen"),
    )
    yield dashboard
    dashboard.close()


def apart(dashboard, **values):
    dashboard.set(**values)
    return numbers(r"the stops are (\d+) epochs apart", dashboard.text)[0]


def test_the_answers_of_the_referee(referee):
    referee.set(run=RUNS[0], smoothing=0)
    distances = [apart(referee, patience=patience) for patience in PATIENCES]
    assert [patience for patience, far in zip(PATIENCES, distances, strict=True) if far > 20] == [
        14, 28, 49, 70, 105, 140, 210,
    ]  # fmt: skip
    assert distances[PATIENCES.index(14)] == 35
    farthest = [
        max(apart(referee, run=run, patience=patience) for patience in PATIENCES if patience < 200)
        for run in RUNS[:5]
    ]
    assert [far > 20 for far in farthest] == [True, True, False, True, True]  # not for seed 2
    smoothed = [apart(referee, run=RUNS[0], patience=28, smoothing=beta) for beta in SMOOTHINGS]
    assert smoothed == sorted(smoothed)  # b) further apart, not closer
    assert (smoothed[0], smoothed[-1]) == (35, 301)
    referee.set(run=RUNS[5], patience=28, smoothing=0)
    by_loss, by_accuracy = numbers(r"\(([\d.]+) %\) .*\(([\d.]+) %\)", referee.text)
    assert (by_loss, by_accuracy) == (79.9, 83.2)  # c)


def test_a_run_that_never_stops_says_so(referee):
    referee.set(run=RUNS[5], patience=PATIENCES[-1], smoothing=0)
    assert "accuracy never stops" in referee.text
    assert referee.text.endswith("epochs apart or more")
    referee.set(patience=28)
    assert referee.text.endswith("epochs apart")


def picture(dashboard):
    return dashboard.text, tuple(
        tuple(line.get_xdata()) + tuple(line.get_ydata())
        for ax in dashboard.picture.figure.axes
        for line in ax.get_lines()
    )


@pytest.mark.parametrize(
    ("control", "ends"),
    [
        ("run", (RUNS[1], RUNS[-1])),
        ("patience", (PATIENCES[0], PATIENCES[-1])),
        ("smoothing", (SMOOTHINGS[-1],)),  # its default is the other end
    ],
)
def test_each_control_changes_picture_and_words(referee, control, ends):
    default = {"run": RUNS[0], "patience": 28, "smoothing": 0}
    referee.set(**default)
    text, lines = picture(referee)
    for end in ends:
        referee.set(**default | {control: end})
        assert picture(referee)[0] != text
        assert picture(referee)[1] != lines
