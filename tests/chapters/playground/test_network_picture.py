"""The network in the picture: nothing on top of anything, units to look at, weights to set."""

import asyncio

import numpy as np
import pytest

from course_lib.chapters.playground.dashboard.blocks import painted
from course_lib.chapters.playground.dashboard.board import playground
from course_lib.chapters.playground.dashboard.inspector import ALL, NONE
from course_lib.chapters.playground.dashboard.net import NEGATIVE, POSITIVE, Edge, places
from course_lib.chapters.playground.dashboard.scene import HEIGHT, NET, STAGE, WIDTH
from course_lib.chapters.playground.settings import INPUTS
from course_lib.chapters.playground.units import BIAS, Unit
from tests.dashboards.pictures import pixels

WIDEST = "layers=16-16-16-16 inputs=" + "-".join(INPUTS)


FOR_FRAMES = ["layers=64", "data=mnist layers=8", "layers=none", "stop_after=1"]
TEXTS = ["defaults", WIDEST, "layers=8-8-8-8-8-8", "data=mnist layers=16-16"]


def in_picture(board, unit):
    """Where a unit's middle lies, in shares of the picture."""
    box = board.scene.view.panel.boxes[unit]
    return (NET[0] + box.x) / WIDTH, (NET[1] + box.y) / HEIGHT


@pytest.mark.parametrize(
    "counts",
    [[2, 8, 8, 1], [7, 16, 16, 16, 16, 1], [7, 8, 8, 8, 8, 8, 8, 1], [1, 16, 16, 10], [2, 1]],
)
def test_no_two_units_meet_and_all_lie_within(counts):
    boxes = list(places(counts, *NET[2:]).values())
    for k, box in enumerate(boxes):
        assert box.x - box.half >= 0
        assert box.x + box.half <= NET[2]
        assert box.y - box.half >= 0
        assert box.y + box.half <= NET[3]
        for other in boxes[k + 1 :]:
            apart = max(abs(box.x - other.x), abs(box.y - other.y))
            assert apart > box.half + other.half + 2


@pytest.mark.parametrize("text", TEXTS)
def test_no_words_lie_on_units_or_on_each_other(text):
    board = playground(text)
    board.epoch()
    panel = board.scene.view.panel
    axes = panel.artists[0].axes
    renderer = board.picture._canvas.get_renderer()
    words = [each.get_window_extent(renderer) for each in axes.texts if each.get_text()]
    assert len(words) >= 3
    for k, place in enumerate(words):
        assert axes.figure.bbox.contains(place.x0, place.y0)
        assert not any(place.overlaps(other) for other in words[k + 1 :])
        for box in panel.boxes.values():
            corners = axes.transData.transform(
                [(box.x - box.half, box.y - box.half), (box.x + box.half, box.y + box.half)]
            )
            (left, bottom), (right, top) = corners
            assert place.x0 > right or place.x1 < left or place.y0 > top or place.y1 < bottom


def test_orange_and_solid_is_above_zero_blue_and_dashed_below():
    board = playground("layers=2")
    board.inspector.look(Unit(1, 0), 0)
    board.inspector.weight.value = 3.0
    solid, dashed = board.scene.view.panel.artists[:2]
    count = len(solid.get_segments())
    board.inspector.weight.value = -3.0
    assert len(solid.get_segments()) == count - 1
    assert dashed.get_linestyles()[0][1] is not None  # a pattern of dashes
    assert solid.get_linestyles()[0][1] is None
    for lines, colour in ((solid, POSITIVE), (dashed, NEGATIVE)):
        np.testing.assert_allclose(lines.get_colors()[:, :3] - colour[:3], 0, atol=0.01)
    assert max(dashed.get_linewidths()) > min(dashed.get_linewidths())


def test_shades_fall_in_grey_from_class_0_to_class_1():
    colours = painted(np.linspace(0, 1, 8, dtype=np.float32)[None], 8)[0, :, :3]
    grey = colours @ [0.299, 0.587, 0.114]
    assert (np.diff(grey) < -2).all()
    crossed = painted(np.zeros((2, 2), np.float32), 20, crossed=True)
    assert crossed[..., 0].min() < 60  # dark on light


def test_a_click_looks_at_a_unit_and_a_second_one_at_the_whole():
    board = playground("seed=5")
    whole = pixels(board.picture.widget.value)
    board.clicks.field.value = "{} {} 1".format(*_down(in_picture(board, Unit(2, 3))))
    assert board.inspector.unit.value == Unit(2, 3)
    assert board.inspector.says.value.count("h2.4 = tanh(") == 1
    looked = pixels(board.picture.widget.value)
    assert (looked != whole).any()
    board.clicks.field.value = "{} {} 2".format(*_down(in_picture(board, Unit(2, 3))))
    assert board.inspector.unit.value == ALL
    np.testing.assert_array_equal(pixels(board.picture.widget.value), whole)


def _down(place):
    return place[0], 1 - place[1]


def test_a_click_on_a_line_chooses_its_weight():
    board = playground("layers=2")
    panel = board.scene.view.panel
    where = panel._curves[panel._edges.index(Edge(Unit(1, 1), 0))][4]
    board.click((NET[0] + where[0]) / WIDTH, (NET[1] + where[1]) / HEIGHT)
    assert board.inspector.edge == Edge(Unit(1, 1), 0)
    assert board.inspector.weight.value == board.session.network["hidden 1"].W[0, 1]
    board.click(0.01, 0.99)  # where nothing is
    assert board.inspector.edge == Edge(Unit(1, 1), 0)


@pytest.mark.parametrize("text", ["layers=8-8", "layers=none", "layers=4-4-4-4-4-4"])
def test_a_click_anywhere_on_a_line_is_one_on_a_line(text):
    panel = playground(text).scene.view.panel
    for edge, curve in zip(panel._edges, panel._curves, strict=True):
        middles = (curve[:-1] + curve[1:]) / 2
        for place in [*curve, *middles]:
            found = panel.edge_at(*place, within=0.01)
            assert found is not None
        x, y = middles[0]  # where it leaves, lines to one unit lie apart
        if all(abs(x - box.x) > box.half for box in panel.boxes.values()):
            assert panel.edge_at(x, y, within=0.01).source == edge.source


def test_show_the_pass_let_go_shows_the_network_as_it_is():
    board = playground("seed=5")
    board.step()
    plain, said = pixels(board.picture.widget.value), board.text
    board.rewind()
    board.slowly.value = True
    board.step()
    assert "1 of 4" in board.text
    board.slowly.value = False
    assert board.text == said
    np.testing.assert_array_equal(pixels(board.picture.widget.value), plain)


def test_weights_before_and_after_are_all_shown_and_what_has_no_room_is_counted():
    for text, left_out in (("layers=8-8", 0), ("layers=8-8 seed=5", 0), ("layers=8-8-8", 0)):
        board = playground(text)
        board.slowly.value = True
        for _ in range(4):
            board.step()
        panel = board.scene.view.panel
        shown = [each.get_text() for each in panel._numbers.artists if each.get_visible()]
        assert len(shown) == 8 - left_out
        assert "no room" not in board.text
    board.restore("layers=8-8-8-8-8-8")
    for _ in range(3):
        board.step()
    shown = sum(each.get_visible() for each in board.scene.view.panel._numbers.artists)
    assert f"{49 - shown} numbers have no room in the picture" in board.text


def test_what_is_undecided_is_grey_in_small_maps_and_in_the_large_one():
    grey = painted(np.full((2, 2), 0.5, np.float32), 4)[..., :3]
    assert (grey == grey[..., :1]).all()
    for shade, side in ((0.49, -1), (0.51, 1)):
        colour = painted(np.full((2, 2), shade, np.float32), 4)[0, 0].astype(int)
        assert side * (colour[0] - colour[2]) > 40  # blue, or orange
    board = playground("initializer=zeros")
    drawn = pixels(board.picture.widget.value)
    height, width = drawn.shape[:2]
    left, low, _, high = STAGE
    corner = drawn[round((1 - (low + high - 9) / HEIGHT) * height),
                   round((left + 9) / WIDTH * width), :3]  # fmt: skip
    np.testing.assert_array_equal(corner, grey[0, 0])


def test_keys_choose_every_unit_and_each_looks_different():
    board = playground("layers=4-4")
    names = [name for name, _ in board.inspector.unit.options]
    assert names == ["the whole", "x1", "x2", *[f"h1.{k}" for k in range(1, 5)],
                     *[f"h2.{k}" for k in range(1, 5)], "logit"]  # fmt: skip
    seen = []
    for _, unit in board.inspector.unit.options:
        board.inspector.unit.value = unit
        now = pixels(board.picture.widget.value)
        assert not any(np.array_equal(now, other) for other in seen)
        seen.append(now)


def test_a_weight_set_by_hand_moves_map_words_and_back_again():
    board = playground("seed=5")
    board.epoch()
    before, said = pixels(board.picture.widget.value), board.text
    board.inspector.look(Unit(3, 0), 2)
    looked = pixels(board.picture.widget.value)
    theta, large = board.session.network.theta.copy(), board.scene.view.large.copy()
    old = board.inspector.weight.value
    assert old == board.session.network["output"].W[2, 0]
    board.inspector.weight.value = 4.0
    assert board.session.network["output"].W[2, 0] == 4.0
    assert (pixels(board.picture.widget.value) != looked).any()
    assert board.text != said
    assert "4 h2.3" in board.inspector.says.value
    board.inspector.weight.value = old  # the value it had is one of the slider's
    np.testing.assert_array_equal(board.session.network.theta, theta)
    np.testing.assert_array_equal(board.scene.view.large, large)
    assert "logit from h2.3=" in board.text  # the mark on the curves is told too
    board.inspector.source.value = BIAS
    board.inspector.weight.value = -2.0
    assert board.session.network["output"].b[0, 0] == -2.0
    board.rewind()
    board.epoch()
    board.inspector.look(None)
    assert board.inspector.source.value == NONE
    assert (pixels(board.picture.widget.value) == before).mean() > 0.9  # but for the run before


def test_the_slider_of_a_weight_shows_it_wherever_it_lies():
    board = playground("initializer=large-normal layers=2")
    board.session.set_weight("hidden 1", 0, 0, 17.25)
    board.inspector.look(Unit(1, 0), 0)
    assert board.inspector.weight.value == 17.25
    assert board.inspector.weight.label == "17.25"


def test_what_is_looked_at_stays_while_it_trains_and_goes_with_its_unit():
    async def scenario():
        board = playground("stop_after=100000")
        board.inspector.look(Unit(2, 7))
        board.play()
        first = board.inspector.says.value
        await asyncio.sleep(0.4)
        assert board.inspector.says.value != first
        assert board.inspector.chosen == Unit(2, 7)
        assert board.picture.widget.format == "jpeg"
        board.pause()
        assert board.picture.widget.format == "png"
        board.set(width=4)
        assert board.inspector.chosen is None
        board.set(width=128)
        assert board.inspector.unit.disabled
        assert board.scene.view is None
        board.set(width=8)
        assert not board.inspector.unit.disabled
        board.close()

    asyncio.run(scenario())


def test_a_step_shows_its_four_frames_and_anything_else_ends_them():
    board = playground("seed=5")
    board.slowly.value = True
    texts, shown = [], []
    for _ in range(4):
        board.bar.step.click()
        texts.append(board.text)
        shown.append(pixels(board.picture.widget.value))
    assert [text[:15] for text in texts] == [f"update 1, {k} of 4"[:15] for k in range(1, 5)]
    assert board.session.steps == 1
    for k, one in enumerate(shown):
        assert all((one != other).any() for other in shown[k + 1 :])
    board.bar.step.click()
    assert board.text.startswith("update 2, 1 of 4")
    board.bar.epoch.click()
    assert board.text.startswith("epoch 1, 5 updates")
    assert board.scene.seen is None
    board.bar.step.click()
    board.bar.rewind.click()
    assert board.text.startswith("epoch 0")
    board.slowly.value = False
    board.bar.step.click()
    assert board.text.startswith("epoch 0.2, 1 updates")


@pytest.mark.parametrize("text", FOR_FRAMES)
def test_frames_are_shown_whatever_the_network(text):
    board = playground(text)
    board.slowly.value = True
    for _ in range(9):
        board.bar.step.click()
        assert "wrong" not in board.text
    for _ in range(12):
        board.bar.step.click()
    assert ("done" in board.text) == (text == "stop_after=1")


def test_dead_units_are_told_and_crossed_out():
    board = playground("activation=relu initializer=zeros layers=4")
    assert "dead units: 4 of 4 in layer 1" in board.text
    board.inspector.look(Unit(1, 0))
    assert "dead: 0 for every training example" in board.inspector.says.value
    assert playground("activation=relu").text.count("dead") == 0


def test_inputs_are_chosen_and_one_of_them_stays():
    board = playground("layers=3")
    buttons = board.panel.controls["inputs"].buttons
    buttons["x1*x2"].value = True
    assert board.session.settings.inputs == ("x1", "x2", "x1*x2")
    assert board.state.value == "inputs=x1-x2-x1*x2 layers=3"
    for name in ("x1", "x2", "x1*x2"):
        buttons[name].value = False
    assert board.session.settings.inputs == ("x1*x2",)
    assert buttons["x1*x2"].value
    board.restore("inputs=sin(3*x2) layers=3")
    assert [name for name, button in buttons.items() if button.value] == ["sin(3*x2)"]
    board.set(data="mnist")
    assert all(button.disabled for button in buttons.values())


@pytest.mark.parametrize("depth", [1, 2, 4, 6])
def test_numbers_of_a_pass_reach_into_no_other_unit(depth):
    board = playground("layers=" + "-".join(["8"] * depth))
    board.slowly.value = True
    axes = board.scene.view.panel.artists[0].axes
    renderer = board.picture._canvas.get_renderer()
    shown = 0
    for _ in range(4):
        board.step()
        numbers = [text for text in board.scene.view.panel._numbers.artists if text.get_visible()]
        shown += len(numbers)
        for place in (text.get_window_extent(renderer) for text in numbers):
            for box in board.scene.view.panel.boxes.values():
                left, low = axes.transData.transform((box.x - box.half, box.y - box.half))
                right, high = axes.transData.transform((box.x + box.half, box.y + box.half))
                assert place.x0 > right or place.x1 < left or place.y0 > high or place.y1 < low
    assert shown or depth > 4


@pytest.mark.parametrize("initializer", ["zeros", "small-normal", "large-normal"])
def test_the_highest_bar_of_all_weights_has_room(initializer):
    board = playground(f"layers=64-64 initializer={initializer}")
    board.epoch()
    board.restore("layers=64-64 initializer=large-normal")
    board.restore(f"layers=64-64 initializer={initializer}")
    counts, _ = np.histogram(board.session.weights(), board.scene._edges)
    assert counts.max() / counts.sum() <= board.scene._left.get_ylim()[1] <= 1
