"""Points of one's own: in a text, in a session, painted on the board by keys and by clicks."""

import asyncio

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.chapters.playground.as_text import LONGEST
from course_lib.chapters.playground.dashboard.board import playground
from course_lib.chapters.playground.own_points import MOST, kept_points, points_of, points_text
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import PlaygroundSettings
from tests.chapters.playground.ran import begun
from tests.dashboards.pictures import pixels

SQUARE = "data=own-points points=KKee-KeeK"
PLACES = st.floats(-3, 3)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.tuples(PLACES, PLACES, st.integers(0, 1)), max_size=MOST))
def test_a_text_gives_back_the_very_points_in_their_order(drawn):
    points = kept_points(drawn)
    text = points_text(points)
    assert points_of(text) == points
    assert len(text) <= max(4, 3 * MOST)
    for (x, y, label), kept in zip(drawn, points, strict=True):
        assert abs(x - kept[0]) <= 0.0501
        assert abs(y - kept[1]) <= 0.0501
        assert label == kept[2]


def test_the_most_points_that_there_may_be_fit_into_a_text_of_the_stated_size():
    worst = tuple((k % 7 / 10, -k % 11 / 10, 1 - k % 2) for k in range(MOST))
    chosen = PlaygroundSettings(data="own points", points=worst)
    assert len(chosen.text()) < 340 < LONGEST
    assert PlaygroundSettings.from_text(chosen.text()) == chosen
    with pytest.raises(ValueError, match="points may be at most 100; got 101"):
        PlaygroundSettings(data="own points", points=(*worst, (0, 0, 0)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("points=K", "two letters a point.*got 'K'"),
        ("points=Kz", "two letters a point"),
        ("points=KK--ee", "two letters a point"),
        ("points=" + "KK" * 101, "points may be at most 100; got 101"),
        ("points=" + "K" * 10_000, "a setting takes at most 307 letters"),
    ],
)
def test_a_text_of_no_points_is_refused_in_few_words(text, words):
    with pytest.raises(ValueError, match=words) as refused:
        PlaygroundSettings.from_text(f"data=own-points {text}")
    assert len(str(refused.value)) < 160


@pytest.mark.parametrize(
    ("points", "error", "words"),
    [
        ([(0, 4, 0)], ValueError, r"must lie in \[-3, 3\]"),
        ([(0, float("nan"), 0)], ValueError, r"must lie in \[-3, 3\]"),
        ([(0, 0, 2)], ValueError, "class must be 0 or 1"),
        ([(0, 0)], TypeError, "must be .x, y, class."),
        ([("a", 0, 1)], TypeError, "two numbers and a class"),
        ("KKee", TypeError, "points must be a tuple"),
    ],
)
def test_what_is_no_point_is_refused(points, error, words):
    with pytest.raises(error, match=words):
        PlaygroundSettings(data="own points", points=points)


def test_other_data_have_no_points_of_their_own():
    assert PlaygroundSettings(points=((0, 0, 1),)).text() == "defaults"


@pytest.mark.parametrize("points", ["none", "KK", "KKee", "KKee-Ke"])
def test_too_few_points_are_shown_and_told_and_begin_no_run(points):
    session = begun(f"data=own-points points={points}")
    assert "it needs 2 points of each class" in session.waiting
    assert session.finished
    session.step()
    session.run_epoch()
    assert session.steps == 0
    assert len(session.train[0]) == len(session.settings.points)
    assert np.isfinite([gradient for *_, gradient in session.spread()]).all()
    assert "nan" not in playground(session.settings).text


def test_points_of_ones_own_stay_where_they_are_whatever_the_noise():
    drawn = begun(f"{SQUARE} noise=0.5")
    places = np.concatenate([drawn.train[0], drawn.dev[0]])
    assert sorted(map(tuple, places)) == [(-1, -1), (-1, 1), (1, -1), (1, 1)]
    assert len(drawn.train[0]) == len(drawn.dev[0]) == 2
    drawn.run_epoch()
    assert drawn.steps == 1


def paint(board, *points):
    for x, y, label in points:
        board.painter.label.value = label
        board.painter.x.value, board.painter.y.value = x, y
        board.painter.add_button.click()


CORNERS = ((-1.0, -1.0, 0), (1.0, 1.0, 0), (-1.0, 1.0, 1), (1.0, -1.0, 1))


def test_points_are_painted_by_keys_alone_and_stand_in_the_state():
    board = playground("defaults")
    assert board.painter.widget.layout.display == "none"
    board.set(data="own points")
    assert board.painter.widget.layout.display is None
    assert "No run can begin yet" in board.text
    assert board.panel.controls["noise"].disabled
    paint(board, *CORNERS)
    assert board.state.value == SQUARE
    assert board.session.settings.points == CORNERS
    assert "No run" not in board.text
    board.epoch()
    assert board.session.epoch == 1
    again = playground(board.state.value)
    again.epoch()
    np.testing.assert_array_equal(again.session.network.theta, board.session.network.theta)


def test_undo_and_clear_take_back_what_was_painted():
    board = playground(SQUARE)
    assert not board.painter.undo_button.disabled
    paint(board, (0.5, 0.5, 1))
    board.painter.undo_button.click()
    assert board.session.settings.points == CORNERS
    board.painter.clear_button.click()
    assert board.session.settings.points == ()
    assert board.painter.clear_button.disabled
    board.painter.undo_button.click()
    assert board.session.settings.points == CORNERS
    board.painter.undo_button.click()  # of points that came with a text
    assert board.session.settings.points == CORNERS[:3]


def test_painted_points_are_there_again_when_one_comes_back_from_other_data():
    board = playground(SQUARE)
    board.set(data="moons")
    assert "points" not in board.state.value
    board.set(data="own points")
    assert board.state.value == SQUARE


def test_the_cross_moves_with_the_sliders_and_the_picture_with_it():
    board = playground(SQUARE)
    before = pixels(board.picture.widget.value)
    board.painter.x.value = 2.0
    moved = pixels(board.picture.widget.value)
    assert (moved != before).any()
    board.painter.label.value = 1
    assert (pixels(board.picture.widget.value) != moved).any()
    assert board.session.settings.points == CORNERS


def test_a_click_on_the_map_adds_a_point_of_the_chosen_class_there():
    board = playground(SQUARE)
    board.painter.label.value = 1
    axes = (
        board.scene.place_axes() if hasattr(board.scene, "place_axes") else board.scene._stage.axes
    )
    across, up = axes.figure.transFigure.inverted().transform(axes.transData.transform((0.52, -2)))
    board.click(float(across), float(up))
    assert board.session.settings.points[-1] == (0.5, -2.0, 1)
    board.set(data="moons")
    board.click(float(across), float(up))  # on other data it paints nothing
    assert len(board.painter.points) == 5


def test_at_the_most_points_nothing_more_can_be_added():
    points = tuple((0.1 * (k % 20), 0.1 * (k // 20), k % 2) for k in range(MOST))
    board = playground(PlaygroundSettings(data="own points", points=points))
    assert board.painter.add_button.disabled
    board.painter.click(-2, -2)
    assert len(board.session.settings.points) == MOST


def test_painting_while_it_plays_begins_anew_and_plays_on():
    async def scenario():
        board = playground(f"{SQUARE} stop_after=100000")
        board.play()
        await asyncio.sleep(0.1)
        paint(board, (0.0, 0.0, 1))
        assert board.playing
        await asyncio.sleep(0.2)
        assert board.session.steps > 0
        assert len(board.session.settings.points) == 5
        board.close()

    asyncio.run(scenario())


def test_a_session_of_painted_points_goes_back_to_the_same_start():
    session = PlaygroundSession(PlaygroundSettings.from_text(SQUARE))
    theta = session.network.theta.copy()
    session.run_epoch()
    session.rewind()
    np.testing.assert_array_equal(session.network.theta, theta)
