from course_lib.chapters.regularization.drawing import MaskedNet
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
