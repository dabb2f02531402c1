"""What every dashboard does when its controls move."""

import asyncio
import base64
import io
import itertools
import time
import warnings

import ipywidgets
import numpy as np
import pytest
from PIL import Image

from course_lib.dashboards import Dashboard, Picture, buttons, stored_slider
from course_lib.dashboards import live as live_module


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)))


class Scene:
    """A line whose height is the slider's value; counts what it is asked for."""

    def __init__(self, live=None, show=None):
        self.shown, self.live_started, self.steps = [], [], 0
        self.picture = Picture(200, 100)
        ax = self.picture.figure.subplots()
        ax.set_ylim(-1, 10)
        (self.line,) = ax.plot([0, 1], [0, 0])
        self.picture.moves(self.line)
        self.dashboard = Dashboard(
            "test",
            self.picture,
            {"height": stored_slider("height", range(10), 3)},
            show=show or self.show,
            live=live and (lambda height: live(self, height)),
        )

    def show(self, height):
        self.shown.append(height)
        self.line.set_ydata([height, height])
        return f"height {height:g}"


def counting(scene, height):
    scene.live_started.append(height)
    for count in range(1, 6):
        scene.steps += 1
        yield f"live {height:g}: {count}"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(live_module, "QUIET", 0.02)


def test_a_moved_slider_moves_the_picture():
    scene = Scene()
    before = pixels(scene.picture.widget.value)
    scene.dashboard.set(height=8)
    after = pixels(scene.picture.widget.value)
    assert scene.shown == [3, 8]
    assert scene.dashboard.text == "height 8"
    assert before.shape == after.shape == (200, 400, 3)
    assert (before != after).any()
    scene.dashboard.set(height=3)
    np.testing.assert_array_equal(pixels(scene.picture.widget.value), before)


def test_blitting_gives_the_picture_that_a_full_draw_gives():
    scene = Scene()
    scene.dashboard.set(height=8)
    blitted = pixels(scene.picture.widget.value)
    scene.picture._still = None
    scene.picture.show()
    np.testing.assert_array_equal(pixels(scene.picture.widget.value), blitted)


def test_reset_brings_back_the_defaults():
    scene = Scene()
    scene.dashboard.set(height=9)
    scene.dashboard.reset.click()
    assert scene.dashboard.controls["height"].value == 3
    assert scene.shown == [3, 9, 3]


def test_without_a_kernel_there_is_a_png_and_words():
    dashboard = Scene().dashboard
    bundle = dashboard._repr_mimebundle_()
    assert bundle["text/plain"] == "Dashboard 'test': height 3"
    assert "application/vnd.jupyter.widget-view+json" in bundle
    png = base64.b64decode(bundle["image/png"])
    assert pixels(png).shape == (100, 200, 3)
    assert bundle["image/png"] == dashboard._repr_mimebundle_()["image/png"]
    dashboard.set(height=4)  # the live picture is at its own resolution again
    assert pixels(dashboard.picture.widget.value).shape == (200, 400, 3)


def test_an_unknown_control_is_named():
    with pytest.raises(KeyError, match="no control is called 'width'; there are"):
        Scene().dashboard.set(width=1)
    with pytest.raises(ValueError, match="height has no stored value 77"):
        stored_slider("height", range(3), 77)


def test_live_follows_what_is_shown():
    async def scenario():
        scene = Scene(live=counting)
        text = await scene.dashboard.finished()
        assert text == "live 3: 5"
        await asyncio.sleep(0.05)
        scene.dashboard.set(height=5)
        assert scene.dashboard.text == "height 5"
        assert await scene.dashboard.finished() == "live 5: 5"
        assert scene.live_started == [3, 5]

    asyncio.run(scenario())


def test_the_switch_stops_and_starts_live():
    async def scenario():
        scene = Scene(live=counting)
        scene.dashboard.switch.value = False
        await scene.dashboard.finished()
        assert scene.live_started == []
        scene.dashboard.switch.value = True
        await scene.dashboard.finished()
        assert scene.live_started == [3]

    asyncio.run(scenario())


def test_a_view_changes_the_picture_and_leaves_the_run_alone():
    def endless(height):
        while True:
            runs.append(height)
            yield None

    async def scenario():
        picture, looks = Picture(100, 80), []
        ax = picture.figure.subplots()

        def look(value):
            ax.set_facecolor(value)
            looks.append(value)
            picture.redraw_still()

        menu = ipywidgets.ToggleButtons(options=["white", "black"])
        dashboard = Dashboard(
            "views", picture, {"height": stored_slider("height", range(3), 1)},
            show=lambda height: f"height {height:g}", live=endless, views={"face": (menu, look)},
        )  # fmt: skip
        await asyncio.sleep(0.1)
        before, steps = pixels(picture.widget.value), len(runs)
        assert steps > 0
        dashboard.set(face="black")
        assert (pixels(picture.widget.value) != before).any()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert len(runs) > steps  # no pause of a new start
        assert looks == ["white", "black"]
        dashboard.reset.click()
        assert menu.value == "white"
        dashboard.close()

    runs = []
    asyncio.run(scenario())


def test_a_figure_is_laid_out_once(monkeypatch):
    picture, layouts = Picture(100, 80), []
    picture.figure.subplots()
    lay_out = picture.figure.draw_without_rendering
    monkeypatch.setattr(picture.figure, "draw_without_rendering", lambda: layouts.append(lay_out()))
    for _ in range(3):
        picture.redraw_still()
        picture.show()
    assert len(layouts) == 1


def test_an_invisible_panel_is_not_drawn():
    picture = Picture(100, 80)
    left, right = picture.figure.subplots(1, 2)
    (line,) = right.plot([0, 1], [0, 1], linewidth=20)
    picture.moves(line)
    picture.show()
    with_line = pixels(picture.widget.value)
    right.set_visible(False)
    picture.redraw_still()
    picture.show()
    half = with_line.shape[1] // 2
    assert (with_line[:, half:] != 255).any()
    assert (pixels(picture.widget.value)[:, half + 12 :] == 255).all()
    assert left.get_visible()


def test_a_burst_ends_in_the_right_picture_without_a_backlog():
    async def scenario():
        scene = Scene(live=counting)
        await scene.dashboard.finished()
        scene.shown.clear()
        scene.live_started.clear()
        start = time.perf_counter()
        for event in range(200):
            scene.dashboard.set(height=event % 9)
        scene.dashboard.set(height=7)
        took = time.perf_counter() - start
        await asyncio.sleep(0.06)  # the answer that is due comes by itself
        assert not scene.dashboard._throttle.pending
        assert scene.shown[-1] == 7
        assert await scene.dashboard.finished() == "live 7: 5"
        assert scene.shown[-1] == 7
        assert len(scene.shown) <= 3 + took / 0.04
        assert scene.live_started == [7]
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(scenario())


def test_a_moved_slider_stops_the_run_before():
    def endless(scene, height):
        while True:
            scene.steps += 1
            yield None

    async def scenario():
        scene = Scene(live=endless)
        await asyncio.sleep(0.1)
        assert scene.steps > 0
        scene.dashboard.switch.value = False
        await scene.dashboard.finished()
        at_stop = scene.steps
        await asyncio.sleep(0.1)
        assert scene.steps == at_stop
        scene.dashboard.close()
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(scenario())


def test_an_error_in_live_is_shown_and_raised_when_asked():
    def failing(scene, height):
        yield None
        raise ZeroDivisionError("no digits")

    async def scenario():
        scene = Scene(live=failing)
        with pytest.raises(ZeroDivisionError, match="no digits"):
            await scene.dashboard.finished()
        assert "Something went wrong: ZeroDivisionError: no digits" in scene.dashboard.words.value
        scene.dashboard.set(height=4)
        await asyncio.sleep(0.2)
        with pytest.raises(ZeroDivisionError):
            scene.dashboard.set(height=5)
        scene.dashboard.set(height=6)
        await asyncio.sleep(0.2)
        with pytest.raises(ZeroDivisionError):
            scene.dashboard.close()

    asyncio.run(scenario())


def test_an_error_in_show_is_shown_and_raised_when_asked():
    def broken(height):
        if height == 5:
            raise ValueError("<five>")
        return "fine"

    scene = Scene(show=broken)
    scene.dashboard.set(height=5)
    assert "&lt;five&gt;" in scene.dashboard.words.value
    with pytest.raises(ValueError, match="<five>"):
        scene.dashboard.set(height=6)
    scene.dashboard.set(height=7)
    assert scene.dashboard.text == "fine"


def test_words_about_a_view_that_failed_go_when_the_next_one_works():
    def look(value):
        if value == "broken":
            raise ZeroDivisionError("<no> view")

    views = {"view": (buttons("view", ["one", "broken", "two"], "one"), look)}
    board = Dashboard("test", Scene().picture, {}, show=lambda: "fine", views=views)
    board.views["view"].value = "broken"
    assert board.text == "Something went wrong: ZeroDivisionError: <no> view"
    board.views["view"].value = "two"
    assert (board.text, board.words.value) == ("fine", "fine")
    with pytest.raises(ZeroDivisionError):  # whoever asks from Python is told all the same
        board.close()


def test_an_error_is_shown_whatever_its_text_is():
    class OddError(Exception):
        def __str__(self):
            raise RuntimeError("no text")

    errors = iter([OddError(), ValueError("x" * 100_000)])

    def broken(height):
        if height != 3:
            raise next(errors)
        return "fine"

    board = Scene(show=broken).dashboard
    board.controls["height"].value = 5
    assert board.text == "Something went wrong: OddError: (its text raised RuntimeError)"
    board.controls["height"].value = 6
    assert board.text.startswith("Something went wrong: ValueError: xxx")
    assert len(board.text) < 500


def test_what_a_callback_warns_of_is_said_under_the_picture():
    def warning(height):
        if height > 5:
            warnings.warn(f"too <high> at {height:g}", RuntimeWarning, stacklevel=1)
        return "shown"

    def live(scene, height):
        for _ in range(3):
            warnings.warn("a live step", RuntimeWarning, stacklevel=1)
            yield "trained"

    async def scenario():
        board = Scene(show=warning, live=live).dashboard
        assert board.text == "shown"
        board.switch.value = False
        board.set(height=8)
        assert await board.finished() == "shown · Note: too <high> at 8"
        assert "too &lt;high&gt;" in board.words.value
        board.switch.value = True
        assert await board.finished() == "trained · Note: too <high> at 8 · Note: a live step"
        board.switch.value = False
        board.set(height=2)
        assert await board.finished() == "shown"
        board.close()

    asyncio.run(scenario())


def test_an_error_in_the_first_picture_is_raised_at_once():
    def broken(height):
        raise ValueError("nothing to show")

    with pytest.raises(ValueError, match="nothing to show"):
        Scene(show=broken)


def test_two_dashboards_do_not_disturb_each_other():
    def slow(scene, height):
        scene.live_started.append(height)
        for count in range(40):
            order.append(scene)
            yield f"live {height:g}: {count}"
            time.sleep(0.002)

    async def scenario():
        one, other = Scene(live=slow), Scene(live=slow)
        one.dashboard.set(height=1)
        assert await one.dashboard.finished() == "live 1: 39"
        assert await other.dashboard.finished() == "live 3: 39"
        assert sum(a is not b for a, b in itertools.pairwise(order)) > 20  # in turns
        one.dashboard.set(height=2)
        other.dashboard.set(height=4)
        await asyncio.sleep(0.1)
        one.dashboard.close()
        assert other.dashboard._live.running
        assert await other.dashboard.finished() == "live 4: 39"
        other.dashboard.set(height=5)
        assert await other.dashboard.finished() == "live 5: 39"

    order = []
    asyncio.run(scenario())


def test_a_reader_who_moves_on_is_not_held_up_by_an_error():
    def broken(height):
        if height == 5:
            raise ValueError("five")
        return f"height {height:g}"

    scene = Scene(show=broken)
    slider = scene.dashboard.controls["height"]
    slider.value = 5  # as the page does it, not through set()
    assert "five" in scene.dashboard.words.value
    slider.value = 6
    assert scene.dashboard.words.value == "height 6"
    slider.value = 5
    scene.dashboard.reset.click()
    assert scene.dashboard.words.value == "height 3"


def test_nothing_happens_on_a_closed_dashboard():
    async def scenario():
        scene = Scene(live=counting)
        scene.dashboard.set(height=4)
        scene.dashboard.set(height=5)
        scene.dashboard.close()
        scene.shown.clear()
        await asyncio.sleep(0.2)
        assert not scene.shown
        assert not scene.live_started
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(scenario())


def test_several_controls_moved_at_once_are_answered_once():
    seen = []
    picture = Picture(100, 80)
    picture.figure.subplots()
    dashboard = Dashboard(
        "pair", picture,
        {"a": stored_slider("a", range(5), 0), "b": stored_slider("b", range(5), 0)},
        show=lambda a, b: seen.append((a, b)) or "",
    )  # fmt: skip
    dashboard.set(a=2, b=3)
    assert seen == [(0, 0), (2, 3)]
    dashboard.set(a=2, b=3)
    assert seen == [(0, 0), (2, 3)]
