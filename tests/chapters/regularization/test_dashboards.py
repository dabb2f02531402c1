"""The dashboards of notebook 03: the answers to the tasks."""

import re

import pytest

from course_lib.chapters.regularization.augmentation_dashboard import augmentation_dashboard
from course_lib.chapters.regularization.dropout_microscope_dashboard import (
    dropout_microscope_dashboard,
)
from course_lib.chapters.regularization.sweeps import MASKS
from course_lib.datasets import load_sweep
from course_lib.experiments.augmenting import AMOUNTS
from course_lib.plots.presenting import present


def numbers(pattern, text):
    return [float(number) for number in re.search(pattern, text).groups()]


@pytest.fixture(scope="module")
def microscope():
    dashboard = dropout_microscope_dashboard(
        load_sweep("regularization_masks"), load_sweep("regularization_signals")
    )
    yield dashboard
    dashboard.close()


def on_so_far(dashboard, **values):
    dashboard.set(**values)
    return numbers(r"(\d+) on at least once", dashboard.text)[0]


def test_the_answers_with_the_microscope(microscope):
    microscope.set(mask="fresh", rate=0.5)
    seen = [on_so_far(microscope, passes=number) for number in range(1, 21)]
    assert seen[5] < 21 == seen[6]  # after 7 passes
    never = {on_so_far(microscope, mask="never redrawn", passes=number) for number in (1, 8, 20)}
    assert never == {9.0}  # and 12 of 21 never
    microscope.set(rate=0.2)
    untrained, trained = numbers(r"inference: ([\d.]+) untrained, ([\d.]+) after", microscope.text)
    assert 1.8 < untrained < 2  # a)
    assert trained == pytest.approx(1.2, abs=0.03)
    whole = {}
    for mask in MASKS:
        microscope.set(mask=mask, rate=0.2)  # b)
        whole[mask] = numbers(r"dev ([\d.]+) % whole, ([\d.]+) %", microscope.text)
    assert whole["one mask"][0] < whole["fresh"][0] - 15
    assert whole["never redrawn"][0] > whole["fresh"][0]
    assert 2 < whole["fresh"][0] - whole["fresh"][1] < 6  # a few points
    without = load_sweep("regularization_masks").values["knocked_out"].mean(axis=1)[0]
    assert 0.5 * without[0] < without[1] < 0.6 * without[0]  # almost half is lost


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
    assert gains["shift", 2] < -3  # b) as good a digit for the eye
    assert gains["shift", 0] > 4


def test_what_lost_more_than_the_axis_shows_says_how_much(gallery):
    gallery.set(kind="flip", level=2)
    assert gallery.picture.figure.axes[1].texts[-1].get_text().startswith("down to\n-")
    gallery.set(kind="shift", level=0)
    assert gallery.picture.figure.axes[1].texts[-1].get_text() == ""


@pytest.mark.parametrize("zoom", [1, 1.3])
def test_the_number_below_the_axis_stands_on_no_legend_and_no_line(gallery, zoom):
    present(zoom)
    try:
        ax = gallery.picture.figure.axes[1]
        gallery.set(kind="flip", level=2)
        ax.figure.canvas.draw()
        number = ax.texts[-1].get_window_extent()
        assert not number.overlaps(ax.get_legend().get_window_extent())
        line = ax.lines[2]
        assert not line.get_path().transformed(line.get_transform()).intersects_bbox(number, False)
    finally:
        present(1)
