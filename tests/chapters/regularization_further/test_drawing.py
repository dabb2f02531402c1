"""Paths of weights, names at their ends, and the plane of two weights."""

import numpy as np

from course_lib.chapters.regularization_further.drawing import (
    draw_contest,
    draw_paths,
    name_ends,
    square_plane,
)
from course_lib.plots import new_figure


def test_one_line_for_each_weight_and_no_two_alike():
    _, ax = new_figure()
    lines = draw_paths(ax, [0.1, 1.0], np.arange(1.0, 19.0).reshape(2, 9), list("abcdefghi"))
    assert [text.get_text() for text in ax.texts] == list("abcdefghi")
    np.testing.assert_array_equal(lines[2].get_ydata(), [3, 12])
    assert len({(line.get_linestyle(), line.get_color()) for line in lines}) == 9
    assert ax.get_xscale() == "log"


def test_nothing_leaves_the_axes():
    _, ax = new_figure()
    draw_paths(ax, [0.1, 1.0], [[90.0, -91.0], [0.1, 0.2]], ["a", "b"])
    low, high = ax.get_ylim()
    assert low < -91
    assert high > 90


def test_a_weight_that_comes_later_is_named_where_it_is_largest():
    _, ax = new_figure()
    draw_paths(ax, [0.1, 0.3, 1.0], [[1.0, 0.0, 0], [1.0, -0.5, 0], [0.0, 0.0, 0]], ["a", "b", "c"])
    assert [text.get_text() for text in ax.texts] == ["a", "b"]  # c is never anything
    assert ax.texts[1].xy == (0.3, -0.5)


def test_names_that_would_meet_are_moved_apart_and_stay_inside():
    _, ax = new_figure()
    name_ends(ax, [1.0, 0.99, 0.98, 0.0], list("abcd"), ["black"] * 4, gap=0.1)
    heights = sorted(text.get_position()[1] for text in ax.texts)
    assert np.diff(heights).min() > 0.0999
    assert heights[-1] <= 1
    assert [
        text.get_text() for text in sorted(ax.texts, key=lambda t: t.get_position()[1])
    ] == list("dcba")


def test_the_plane_has_equal_scales():
    _, ax = new_figure()
    square_plane(ax, -1, 2)
    assert ax.get_aspect() == 1
    assert ax.get_xlim() == ax.get_ylim() == (-1, 2)


def test_a_contest_shows_both_penalties_of_each_truth():
    _, ax = new_figure()
    each = {"L1": np.array([1.0, 2.0]), "L2": np.array([2.0, 3.0])}
    draw_contest(ax, {"few": each, "many": each})
    assert [text.get_text() for text in ax.texts] == ["L2", "L1", "L2", "L1"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["few", "many"]
