"""Paths of weights and the plane of two weights."""

import numpy as np

from course_lib.chapters.regularization_further.drawing import draw_paths, square_plane
from course_lib.plots import new_figure


def test_one_line_for_each_weight_and_no_two_alike():
    _, ax = new_figure()
    lines = draw_paths(ax, [0.1, 1.0], np.arange(18.0).reshape(2, 9), list("abcdefghi"))
    assert [line.get_label() for line in lines] == list("abcdefghi")
    np.testing.assert_array_equal(lines[2].get_ydata(), [2, 11])
    assert len({(line.get_linestyle(), line.get_marker()) for line in lines}) == 9  # in grey, too
    assert ax.get_xscale() == "log"


def test_the_plane_has_equal_scales():
    _, ax = new_figure()
    square_plane(ax, -1, 2)
    assert ax.get_aspect() == 1
    assert ax.get_xlim() == ax.get_ylim() == (-1, 2)
