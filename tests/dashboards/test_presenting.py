"""Presenter mode: everything grows alike, at once, and nothing that is stored changes."""

import io
import os
import subprocess
import sys
from weakref import WeakSet

import numpy as np
import pytest
from PIL import Image

from course_lib import dashboards as widgets
from course_lib import plots
from course_lib.dashboards import Board, Picture
from course_lib.plots import new_figure, present, presenting
from course_lib.plots.presenting import current_zoom


@pytest.fixture(autouse=True)
def _as_before(monkeypatch):
    # What other tests left alive would be drawn anew at every zoom: minutes of work.
    monkeypatch.setattr(presenting, "_followers", WeakSet())
    yield
    present(1)


def image(png):
    return Image.open(io.BytesIO(png))


def drawn_picture():
    picture = Picture(200, 100)
    (line,) = picture.figure.subplots().plot([0, 1], [0, 1])
    picture.moves(line)
    picture.show()
    return picture


def test_both_rooms_export_it():
    assert plots.present is widgets.present is present


def test_a_figure_is_rendered_larger_and_looks_the_same():
    figure, ax = new_figure(4, 3)
    ax.plot([0, 1], [0, 1], label="a line")
    ax.legend()
    usual = figure._repr_png_()
    present(1.5)
    large = image(figure._repr_png_())
    assert image(usual).size == (320, 240)
    assert large.size == (480, 360)
    again = np.asarray(large.convert("L").resize((320, 240), Image.Resampling.BOX), float)
    assert abs(again - np.asarray(image(usual).convert("L"), float)).mean() < 4
    present(1)
    assert figure._repr_png_() == usual


def test_pictures_on_the_page_follow_at_once():
    picture = drawn_picture()
    usual = picture.widget.value
    present(3)
    assert picture.widget.layout.width == "600px"
    assert picture.widget.layout.max_width == "min(100% - 4px, 140vh)"  # never beyond the page
    assert image(picture.widget.value).size == (600, 300)
    present(1)
    assert picture.widget.layout.width == "200px"
    assert picture.widget.value == usual


def test_a_moderate_zoom_shows_the_pixels_that_there_are():
    picture = drawn_picture()
    present(1.5)
    assert picture.widget.layout.width == "300px"
    assert image(picture.widget.value).size == (400, 200)


def test_new_pictures_begin_as_large():
    present(2)
    assert Picture(100, 50).widget.layout.width == "200px"


def test_what_is_stored_for_elsewhere_does_not_change():
    picture = drawn_picture()
    usual = picture.png()
    present(2.5)
    assert picture.png() == usual


def test_boards_carry_the_style_of_their_controls():
    board = Board("test", drawn_picture())
    board.arrange(board.picture.widget, board.words)
    (name,) = board._dom_classes
    style = board.children[-1]
    assert "--course-zoom" not in style.value
    assert style.layout.display == "none"
    present(1.5)
    assert f".{name} {{ --course-zoom: 1.5;" in style.value
    assert "--jp-widgets-inline-height: 42px;" in style.value
    assert "--jp-widgets-slider-handle-size: 24px;" in style.value
    present(1)
    assert "--course-zoom" not in style.value
    board.close()
    present(2)
    assert "--course-zoom" not in style.value  # freed, it follows no more


def test_what_a_restarted_kernel_leaves_on_the_page_says_so():
    board = Board("test", drawn_picture())
    board.arrange(board.picture.widget, board.words)
    (name,) = board._dom_classes
    assert f".{name}.jupyter-widgets-disconnected::after" in board.children[-1].value
    assert "run this cell again" in board.children[-1].value
    board.close()


@pytest.mark.parametrize("wrong", ["large", 0, 100, None, float("nan")])
def test_other_zooms_are_refused_and_change_nothing(wrong):
    present(1.25)
    with pytest.raises(ValueError, match=r"present needs a number from 0\.5 to 4, such as 1\.5"):
        present(wrong)
    assert current_zoom() == 1.25


def zoom_with(setting):
    code = "from course_lib.plots.presenting import current_zoom; print(current_zoom())"
    command = [sys.executable, "-c", code]
    env = os.environ | {"COURSE_PRESENT": setting}
    return subprocess.run(command, capture_output=True, text=True, env=env)


def test_the_environment_sets_it_from_the_start():
    assert zoom_with("1.5").stdout == "1.5\n"
    assert zoom_with("").stdout == "1.0\n"
    assert "COURSE_PRESENT needs a number from 0.5 to 4, such as 1.5; got 'big'" in (
        zoom_with("big").stderr
    )
