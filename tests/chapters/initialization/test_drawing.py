import numpy as np

from course_lib.chapters.initialization.drawing import HIGH, LOW, draw_flow, within
from course_lib.plots import new_figure


def test_what_lies_beyond_the_axis_is_drawn_on_its_edge():
    shown = within([0.0, 1e-300, 0.5, 1e300, np.inf, np.nan])
    assert shown.tolist() == [LOW, LOW, 0.5, HIGH, HIGH, HIGH]


def test_outputs_and_gradients_differ_in_more_than_colour():
    figure, ax = new_figure()
    forward, backward = draw_flow(ax, [1.0, 0.1], [0.01, 1.0])
    assert forward.get_xdata().tolist() == [1, 2]
    assert backward.get_ydata().tolist() == [0.01, 1.0]
    assert forward.get_linestyle() != backward.get_linestyle()
    assert forward.get_marker() != backward.get_marker()
    low, high = ax.get_ylim()
    assert low < LOW < HIGH < high
    assert ax.get_yscale() == "log"
    figure.canvas.draw()
