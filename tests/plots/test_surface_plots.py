"""Contours and paths."""

import numpy as np

from course_lib.plots import new_figure
from course_lib.plots.surfaces import METHODS, draw_contours, draw_path, set_path


def test_contours_fill_the_view_and_keep_rows_along_y():
    _, ax = new_figure()
    x, y = np.linspace(-2, 2, 9), np.linspace(0, 1, 5)
    draw_contours(ax, x, y, np.add.outer(y, x**2))
    assert ax.get_xlim() == (-2, 2)
    assert ax.get_ylim() == (0, 1)


def test_the_head_stands_at_the_last_known_point():
    _, ax = new_figure()
    trail, head = draw_path(ax, [[0, 0], [1, 2], [np.nan, np.nan]], **METHODS["AdaGrad"])
    assert head.get_xydata().tolist() == [[1, 2]]
    assert len(trail.get_xdata()) == 3
    set_path(trail, head, [[5, 6]])
    assert head.get_xydata().tolist() == [[5, 6]]
    set_path(trail, head, np.full((2, 2), np.nan))
    assert len(head.get_xdata()) == 0


def test_no_two_methods_look_alike_without_colour():
    looks = [(str(style["linestyle"]), style["marker"]) for style in METHODS.values()]
    assert len({line for line, _ in looks}) == len({marker for _, marker in looks}) == len(looks)
    assert len({style["color"] for style in METHODS.values()}) == len(METHODS)
