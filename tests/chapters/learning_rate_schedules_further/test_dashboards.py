"""The dashboard of notebook 06b: the answers to its task."""

import re

import pytest

from course_lib.chapters.learning_rate_schedules_further import side_by_side_dashboard
from course_lib.chapters.learning_rate_schedules_further.contenders import CONTENDERS
from course_lib.datasets import load_sweep


@pytest.fixture(scope="module")
def sweep():
    return load_sweep("learning_rate_schedules_further_side_by_side")


@pytest.fixture(scope="module")
def scene(sweep):
    scene = side_by_side_dashboard.Scene(sweep)
    yield scene
    scene.picture.close()


def loss(scene, schedule, peak=0.8, stop=1000):
    words = scene.show(schedule=schedule, peak=peak, stop=stop)
    return float(re.search(r": loss (\S+) after", words)[1])


def test_a_slider_gives_floats_and_updates_are_told_as_whole_numbers(sweep):
    board = side_by_side_dashboard.side_by_side_dashboard(sweep)
    assert "after 1000 updates" in repr(board)


def test_task_1a_the_peaks_of_the_constant_rate_and_the_cosine(scene, sweep):
    peaks = [float(peak) for peak in sweep.axes["peak"]]
    best = {name: min(peaks, key=lambda p, n=name: loss(scene, n, p)) for name in CONTENDERS}
    assert best["constant"] == 0.2
    assert best["cosine"] == 1.2


def test_task_1b_where_the_restarts_lie_below_the_cosine(scene):
    below = [loss(scene, "restarts", stop=n) < loss(scene, "cosine", stop=n)
             for n in (250, 500, 750, 1000)]  # fmt: skip
    assert below == [True, True, False, False]
    at_half = {name: loss(scene, name, stop=500) for name in CONTENDERS}
    assert min(at_half, key=at_half.get) == "restarts"


def test_task_1c_what_the_fall_takes(scene):
    held, fallen = (loss(scene, "hold, decay", stop=stop) for stop in (750, 1000))
    assert (round(held, 3), round(fallen, 3)) == (0.093, 0.074)


def test_the_words_name_the_rate_where_it_is_stopped(scene):
    assert "at a rate of 0.8" in scene.show("constant", 0.8, 500)
    assert "at a rate of 0.4" in scene.show("cosine", 0.8, 500)
