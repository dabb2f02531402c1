import numpy as np

from course_lib.plots import draw_fit, draw_parts, new_figure


def test_a_fit_has_three_lines_that_differ_without_colour():
    _, ax = new_figure()
    x = np.linspace(-1, 1, 5)[:, None]
    truth, fit, points = draw_fit(ax, (x, x), x, 2 * x, 3 * x)
    np.testing.assert_array_equal(fit.get_ydata(), 2 * x[:, 0])
    np.testing.assert_array_equal(truth.get_ydata(), 3 * x[:, 0])
    looks = {(line.get_linestyle(), line.get_marker()) for line in (truth, fit, points)}
    assert len(looks) == 3


def test_the_parts_are_stacked_up_to_their_sum():
    _, ax = new_figure()
    areas = draw_parts(ax, [0, 1], [0.3, 0.1], [0.1, 0.2], 0.1)
    top = areas[-1].get_paths()[0].vertices[:, 1].max()
    assert top == 0.5
    assert len({area.get_hatch() for area in areas}) == 3
