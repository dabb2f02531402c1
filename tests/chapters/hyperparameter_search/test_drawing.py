"""Pictures of a search: what is drawn where."""

import numpy as np

from course_lib.chapters.hyperparameter_search.drawing import (
    draw_looks,
    draw_map,
    draw_parallel,
    draw_ranges,
)
from course_lib.plots import new_figure


def test_bars_reach_from_worst_to_best():
    _, ax = new_figure()
    draw_ranges(ax, {"lr": [1, 0.1, 0.01], "beta": [0, 0.9]}, [[70, 80, 10], [75, 70]])
    assert [(bar.get_x(), bar.get_width()) for bar in ax.patches] == [(10, 70), (70, 5)]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["lr", "beta"]
    assert ax.yaxis.get_inverted()
    assert [text.get_text() for text in ax.texts] == ["0.01", "1, 0.1, 0.01", "0.9", "0, 0.9"]


def test_the_best_trials_stand_out():
    _, ax = new_figure()
    places = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]])
    pale, dark, dots, *_ = draw_parallel(ax, ["a", "b", "score"], places, [False, True, True])
    assert (len(pale.get_segments()), len(dark.get_segments())) == (1, 2)
    np.testing.assert_array_equal(dots.get_ydata(), places[1:].ravel())


def test_a_map_marks_the_best_beta_of_usable_rates_only():
    _, ax = new_figure()
    accuracy = np.full((17, 7), 20.0)
    accuracy[3, 2], accuracy[5, 4] = 70.0, 75.0
    _, dots = draw_map(ax, accuracy)
    assert dots.get_xydata().tolist() == [[3, 2], [5, 4]]


def test_the_leader_after_each_look_is_drawn_by_what_it_is_worth():
    _, (left, right) = new_figure(panels=2)
    runs = np.array([[[0.9, 0.1], [0.5, 0.8]]])
    draw_looks(left, right, [1, 2], [0.1, 0.2], runs)
    assert right.lines[0].get_ydata().tolist() == [10.0, 80.0]
    assert [text.get_text() for text in left.get_legend().get_texts()] == ["0.1", "0.2"]
