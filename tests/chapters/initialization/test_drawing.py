import numpy as np

from course_lib.chapters.initialization.drawing import draw_flow, move_flow, within
from course_lib.plots import new_figure


def test_what_lies_beyond_the_axis_is_drawn_on_its_edge():
    shown = within([0.0, 1e-300, 0.5, 1e300, np.inf, np.nan], 100)
    assert shown.tolist() == [0.01, 0.01, 0.5, 100, 100, 100]


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
    assert backward.get_ydata().tolist() == [100.0] * 5
    figure.canvas.draw()
