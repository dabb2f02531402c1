import numpy as np
import pytest

from course_lib.chapters.initialization.drawing import draw_draws, draw_flow, move_flow, shown
from course_lib.plots import new_figure


def test_what_lies_beyond_the_axis_stays_beyond_it():
    values = shown([0.0, 1e-3, 0.5, 1e300, np.inf, np.nan], 100)
    assert values == pytest.approx([1e-6, 1e-3, 0.5, 1e6, 1e6, 1e6])


def test_dots_beyond_the_axis_are_counted_at_its_ends():
    figure, ax = new_figure()
    draw_draws(ax, {"one": [1e-9, 1e-8, 1.0, np.inf], "two": [1.0, 2.0]}, reach=100)
    assert ax.get_xlim() == pytest.approx((0.01, 100))
    assert [text.get_text() for text in ax.texts] == ["← 2", "1 →"]
    figure.canvas.draw()


def test_outputs_and_gradients_differ_in_more_than_colour():
    figure, ax = new_figure()
    lines = draw_flow(ax, [[1.0, 0.1], [3.0, 0.3], [2.0, 0.2]], [[0.01, 1.0]] * 3, reach=100)
    assert len(lines) == 8
    forward, backward = lines[3], lines[7]
    assert forward.get_xdata().tolist() == [1, 2]
    assert forward.get_ydata().tolist() == [2.0, 0.2]  # the median
    assert forward.get_linestyle() != backward.get_linestyle()
    assert forward.get_marker() != backward.get_marker()
    low, high = ax.get_ylim()
    assert low < 0.01 < 100 < high
    move_flow(lines, np.full((3, 5), 7.0), np.full((3, 5), 1e9), reach=100)
    assert forward.get_ydata().tolist() == [7.0] * 5
    assert min(backward.get_ydata()) > high
    figure.canvas.draw()
