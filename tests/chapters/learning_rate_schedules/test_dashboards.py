"""The dashboards of notebook 06: the answers to the tasks."""

import re
import time

import pytest

from course_lib.chapters.learning_rate_schedules import composer_dashboard, rate_dashboard
from course_lib.chapters.learning_rate_schedules.composer import best_constant
from course_lib.datasets import load_sweep


@pytest.fixture(scope="module")
def sweep():
    return load_sweep("learning_rate_schedules_composer")


@pytest.fixture(scope="module")
def rate(sweep):
    scene = rate_dashboard.Scene(sweep)
    yield scene
    scene.picture.close()


@pytest.fixture(scope="module")
def composer(sweep):
    scene = composer_dashboard.Scene(sweep)
    yield scene
    scene.picture.close()


def rate_readings(scene, sweep):
    """For each rate: (rate, loss after 2 epochs, loss at the end, seeds lost)."""
    pattern = r"loss (\S+) after 2 epochs, (\S+) at the end .*; (\d) of 5 lost"
    for value in sweep.axes["peak"]:
        found = re.search(pattern, scene.show(rate=float(value)))
        yield (float(value), float(found[1]), float(found[2]), int(found[3]))


def change(scene, **values):
    """Percent against the best constant rate, as the words give it; None where far worse."""
    setting = {"form": "cosine", "peak": 0.2, "warm": 0.0, "final": 0.01} | values
    found = re.search(r": ([+-]\d+\.\d) %$", scene.show(**setting))
    return None if found is None else float(found[1])


def beats(scene, **values):
    percent = change(scene, **values)
    return percent is not None and percent < -10


def test_task_1_ahead_early_is_not_lowest_at_the_end(rate, sweep):
    readings = list(rate_readings(rate, sweep))
    assert min(readings, key=lambda row: row[1])[0] == 0.8
    by_loss = sorted(readings, key=lambda row: row[2])
    assert [row[0] for row in by_loss[:2]] == [0.2, 0.4]
    lost = [(row[0], row[3]) for row in readings if row[3]]
    assert lost == [(2.4, 4), (3.2, 5)]


def test_the_badge_says_when_all_are_lost(rate):
    (badge,) = rate.picture.figure.axes[0].texts
    for value, lost in ((2.4, False), (3.2, True)):
        rate.show(value)
        assert badge.get_visible() is lost


def test_the_composer_begins_with_the_cosine_of_the_task(sweep):
    assert best_constant(sweep)[0] == 0.2
    board = composer_dashboard.composer_dashboard(sweep)
    assert {name: control.value for name, control in board.controls.items()} == {
        "form": "cosine", "peak": 0.2, "warm": 0.0, "final": 0.01,
    }  # fmt: skip
    board.close()


def test_task_2a_a_cosine_from_the_best_constant_rate_is_no_better(composer):
    assert 0 < change(composer) < 10
    assert change(composer, form="constant") == 0


def test_task_2b_a_higher_peak_beats_the_constant_rate_by_10_percent(composer, sweep):
    peaks = [peak for peak in sweep.axes["peak"].tolist() if beats(composer, peak=peak)]
    assert peaks == [0.4, 0.8, 1.2, 1.6]


def test_task_2c_line_and_staircase_do_so_at_the_same_peak(composer, sweep):
    forms = [form for form in sweep.axes["form"].tolist() if beats(composer, form=form, peak=0.4)]
    assert forms == ["linear", "cosine", "staircase"]


def test_task_2d_one_over_t_needs_a_higher_end(composer, sweep):
    peaks = sweep.axes["peak"].tolist()
    for final in sweep.axes["final"].tolist():
        found = [p for p in peaks if beats(composer, form="1 / t", peak=p, final=final)]
        assert found == ([0.8, 1.2, 1.6] if final == 0.1 else []), final


def test_words_where_a_run_is_lost(composer):
    text = composer.show(form="constant", peak=3.2, warm=0.0, final=0.01)
    assert "nan" not in text
    assert "inf" not in text


def test_show_answers_within_40_milliseconds_when_the_machine_is_quiet(composer):
    seconds = []
    for peak in (0.4, 0.8, 1.2, 1.6) * 3:
        start = time.process_time()  # of this process alone, however busy the machine
        composer.show(form="cosine", peak=peak, warm=0.1, final=0.01)
        seconds.append(time.process_time() - start)
    assert min(seconds) < 0.04
