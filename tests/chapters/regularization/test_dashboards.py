"""The dashboards of notebook 03: the answers to the tasks."""

import re

import pytest

from course_lib.chapters.regularization.augmentation_dashboard import augmentation_dashboard
from course_lib.chapters.regularization.dropout_microscope_dashboard import (
    dropout_microscope_dashboard,
)
from course_lib.chapters.regularization.early_stopping_dashboard import (
    PATIENCES,
    RUNS,
    SMOOTHINGS,
    early_stopping_dashboard,
)
from course_lib.chapters.regularization.sweeps import MASKS
from course_lib.datasets import load_sweep
from course_lib.experiments.augmenting import AMOUNTS


def numbers(pattern, text):
    return [float(number) for number in re.search(pattern, text).groups()]


@pytest.fixture(scope="module")
def microscope():
    dashboard = dropout_microscope_dashboard(load_sweep("regularization_masks"))
    yield dashboard
    dashboard.close()


def on_so_far(dashboard, **values):
    dashboard.set(**values)
    return numbers(r"(\d+) on at least once", dashboard.text)[0]


def ratio(dashboard, **values):
    dashboard.set(**values)
    return numbers(r"over training: ([\d.]+)", dashboard.text)[0]


def test_the_answers_with_the_microscope(microscope):
    microscope.set(mask="fresh", rate=0.5, scaling="forgotten")
    seen = [on_so_far(microscope, passes=number) for number in range(1, 21)]
    assert seen[5] < 21 == seen[6]  # a) after 7 passes
    never = {on_so_far(microscope, mask="never redrawn", passes=number) for number in (1, 8, 20)}
    assert never == {9.0}  # and 12 of 21 never
    assert 8 < ratio(microscope, rate=0.5) < 10.5  # b) forgotten: about nine times
    assert ratio(microscope, scaling="inverted") < 0.25  # the mean is not kept in layer 6
    whole = {}
    for mask in MASKS:
        microscope.set(mask=mask, rate=0.2)  # c)
        whole[mask] = numbers(r"dev ([\d.]+) % whole, ([\d.]+) %", microscope.text)
    assert whole["one mask"][0] < whole["fresh"][0] - 15
    assert whole["never redrawn"][0] > whole["fresh"][0]
    assert 2 < whole["fresh"][0] - whole["fresh"][1] < 6  # a few points
    without = load_sweep("regularization_masks").values["knocked_out"].mean(axis=1)[0]
    assert 0.5 * without[0] < without[1] < 0.6 * without[0]  # almost half is lost


@pytest.fixture(scope="module")
def referee():
    dashboard = early_stopping_dashboard(
        load_sweep("regularization_drop_rate_long"), load_sweep("regularization_in_practice_nielsen")
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


@pytest.fixture(scope="module")
def gallery():
    without = load_sweep("regularization_drop_rate").values["dev_accuracy"][0, :2, -1]
    dashboard = augmentation_dashboard(load_sweep("regularization_augmentation"), without)
    yield dashboard
    dashboard.close()


def gain(dashboard, kind, level):
    dashboard.set(kind=kind, level=level)
    return numbers(r"([+-][\d.]+) points", dashboard.text)[0]


def test_the_answers_in_the_gallery(gallery):
    gains = {(kind, level): gain(gallery, kind, level) for kind in AMOUNTS for level in range(3)}
    best, worst = max(gains, key=gains.get), min(gains, key=gains.get)
    assert best[0] in ("shift", "rotate")
    assert worst == ("flip", 2)
    assert gains[best] > 3
    assert gains[worst] < -20
