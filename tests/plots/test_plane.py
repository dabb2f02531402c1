"""The map under the points: every value at its place, for any size of the figure."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from course_lib.plots.plane import CLASSES, LEVELS, draw_plane

COLOURS = (CLASSES(np.arange(LEVELS))[:, :3] * 255).round().astype(np.uint8)


def drawn(cells, *, dpi=50):
    """The levels that a map is drawn in, first row at the bottom: shape (rows, columns)."""
    figure = Figure((2, 1), dpi=dpi)
    canvas = FigureCanvasAgg(figure)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    draw_plane(ax, cells, (-3, 5, 0, 2))
    canvas.draw()
    assert (*ax.get_xlim(), *ax.get_ylim()) == (-3, 5, 0, 2)
    colours = np.asarray(canvas.buffer_rgba())[::-1, :, :3]
    return (colours[..., None, :] == COLOURS).all(axis=-1).argmax(axis=-1)


@pytest.mark.parametrize("dpi", [50, 73, 200])
def test_the_corners_show_the_corner_cells(dpi):
    levels = drawn([[0.05, 0.3], [0.6, 0.99]], dpi=dpi)
    assert levels.shape == (dpi, 2 * dpi)
    assert levels[0, 0] == int(0.05 * LEVELS)
    assert levels[0, -1] == int(0.3 * LEVELS)
    assert levels[-1, 0] == int(0.6 * LEVELS)
    assert levels[-1, -1] == int(0.99 * LEVELS)


def test_between_the_middles_of_two_cells_it_is_linear():
    levels = drawn([[0.0, 1.0]])
    middles = np.linspace(0, 1, 100, endpoint=False) + 1 / 200
    expected = np.clip((middles - 0.25) / 0.5, 0, 1)
    assert np.array_equal(levels[0], np.clip(expected * LEVELS, 0, LEVELS - 1).astype(int))
    assert (levels == levels[0]).all()


def test_one_cell_fills_everything():
    assert (drawn([[0.4]]) == int(0.4 * LEVELS)).all()


def test_what_is_no_number_or_beyond_the_ends_is_drawn_at_an_end():
    assert (drawn([[np.nan]]) == 0).all()
    assert (drawn([[7.0]]) == LEVELS - 1).all()


def test_another_map_is_shown():
    figure = Figure()
    plane = draw_plane(figure.subplots(), [[0.0]], (0, 1, 0, 1))
    plane.set_data([[1.0]])
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    height, width = np.asarray(canvas.buffer_rgba()).shape[:2]
    middle = np.asarray(canvas.buffer_rgba())[height // 2, width // 2, :3]
    assert np.array_equal(middle, COLOURS[-1])
