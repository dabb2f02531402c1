import numpy as np
import pytest
from matplotlib.patches import StepPatch

from course_lib.plots import (
    draw_accuracy,
    draw_band,
    draw_digits,
    draw_histogram,
    draw_settings,
    legend_above,
    new_figure,
)


@pytest.fixture
def ax():
    return new_figure()[1]


def test_accuracy_curves_differ_in_more_than_colour(ax):
    train, dev = draw_accuracy(ax, [1, 2], [0.5, 1.0], [0.4, 0.7])
    assert train.get_ydata().tolist() == [0.5, 1.0]
    assert dev.get_ydata().tolist() == [0.4, 0.7]
    assert train.get_color() != dev.get_color()
    assert train.get_linestyle() != dev.get_linestyle()
    assert ax.get_ylim() == (0, 1.02)
    assert ax.get_xlabel() == "epochs"


def test_a_band_is_one_standard_deviation(ax):
    line, band = draw_band(ax, [0, 1], [[1.0, 3.0], [2.0, 2.0]], label="runs")
    assert line.get_ydata().tolist() == [2, 2]
    heights = band.get_paths()[0].vertices[:, 1]
    assert heights.max() == pytest.approx(2 + np.sqrt(2))
    assert heights.min() == pytest.approx(2 - np.sqrt(2))


def test_settings_stand_evenly(ax):
    line, _ = draw_settings(
        ax, [0, 0.001, 0.1, 1], [[1, 3], [2, 2], [4, 6], [9, 9]], name="lambda", upto=0.1
    )
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0", "0.001", "0.1"]
    assert line.get_xdata().tolist() == [0, 1, 2]
    assert line.get_ydata().tolist() == [2, 2, 5]
    (single,) = draw_settings(ax, [0, 1], [5.0, 6.0], name="lambda", label="mean")
    assert single.get_label() == "mean"


def test_a_histogram_moves(ax):
    patch = draw_histogram(ax, [0.1, 0.2], [-1, 0, 1])
    assert isinstance(patch, StepPatch)
    patch.set_data([0.3, 0.4])
    assert patch.get_data().values.tolist() == [0.3, 0.4]
    assert ax.get_xlim() == (-1, 1)


def test_digits_stand_side_by_side(ax):
    images = np.stack([np.full(16, value) for value in (0.0, 0.5, 1.0)])
    picture = draw_digits(ax, images, ["a", "b", "c"]).get_array()
    assert picture.shape == (4, 18)
    assert picture[:, 7:11].tolist() == [[0.5] * 4] * 4
    assert [text.get_text() for text in ax.texts] == ["a", "b", "c"]
    with pytest.raises(ValueError, match="square images; got 15 pixels"):
        draw_digits(ax, np.zeros((1, 15)))


def test_a_legend_above_hides_nothing_of_the_axes(ax):
    legend = legend_above(ax, ax.plot([1, 2]), ["loss"], ncols=1)
    ax.figure.draw_without_rendering()
    assert legend.get_window_extent().y0 >= ax.bbox.y1
    assert [text.get_text() for text in legend.get_texts()] == ["loss"]


def test_a_figure_is_the_same_bytes_every_time():
    def draw():
        figure, (left, right) = new_figure(4, 2, panels=2)
        left.plot([0, 1])
        right.plot([1, 0])
        return figure._repr_png_()

    assert draw() == draw()
    assert draw().startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="at least one panel; got 0"):
        new_figure(panels=0)
