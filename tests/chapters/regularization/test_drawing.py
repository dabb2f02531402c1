import numpy as np

from course_lib.chapters.regularization.drawing import MaskedNet, draw_gains, draw_rows
from course_lib.plots import new_figure


def test_units_that_are_off_are_crossed_out_and_lose_their_lines():
    ax = new_figure()[1]
    net = MaskedNet(ax, [2, 3, 1])
    lines, on, off = net.artists
    net.show([[True, True], [True, True, True], [True]])
    assert len(lines.get_segments()) == 2 * 3 + 3 * 1
    assert len(on.get_xdata()) == 6
    assert len(off.get_xdata()) == 0
    net.show([[True, True], [True, False, False], [True]])
    assert len(lines.get_segments()) == 2 * 1 + 1 * 1
    assert off.get_xdata().tolist() == [1, 1]
    assert on.get_marker() != off.get_marker()  # not by colour alone


def test_a_loss_has_its_number_away_from_the_line_at_0():
    ax = new_figure()[1]
    draw_gains(ax, {"gains": [5.0, 6.0, 5.5], "loses": [-2.0, -2.2, -2.1]})
    assert [text.get_ha() for text in ax.texts] == ["left", "right"]
    assert [text.get_text() for text in ax.texts] == ["+5.5", "-2.1"]


def test_what_is_covered_can_be_outlined():
    ax, images, square = new_figure()[1], np.zeros((2, 784)), np.zeros((2, 784))
    square.reshape(2, 28, 28)[:, :5, :5] = 1
    draw_rows(ax, {"plain": images, "covered": images}, outlined={"covered": square})
    (contour,) = ax.collections
    (outline,) = contour.get_paths()
    x, y = outline.vertices.T
    assert 30 < y.min() < 31 < 35 < y.max() < 37  # in the second row, 30 pixels down
    assert 0 < x.min() < 1 < 35 < x.max() < 37
