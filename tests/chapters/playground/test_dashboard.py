"""The playground: its buttons, what acts at once and what begins anew, texts and ghosts."""

import asyncio
import html
import time

import numpy as np
import pytest

from course_lib.chapters.playground.dashboard.board import playground
from course_lib.chapters.playground.dashboard.panel import Panel
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import PlaygroundSettings
from tests.dashboards.pictures import pixels


def history_of(text, epochs):
    session = PlaygroundSession(PlaygroundSettings.from_text(text))
    for _ in range(epochs):
        session.run_epoch()
    return session.history


def test_a_step_an_epoch_and_the_way_back():
    board = playground("defaults")
    start, theta = pixels(board.picture.widget.value), board.session.network.theta.copy()
    board.bar.step.click()
    assert board.session.steps == 1
    board.bar.epoch.click()
    assert board.session.epoch == 1
    assert (pixels(board.picture.widget.value) != start).any()
    assert board.text.startswith("epoch 1, 5 updates")
    board.bar.rewind.click()
    np.testing.assert_array_equal(board.session.network.theta, theta)
    np.testing.assert_array_equal(pixels(board.picture.widget.value), start)  # too short a ghost


def test_the_axis_of_epochs_has_room_from_the_start_and_doubles():
    board = playground("defaults")
    axes = board.picture.figure.axes[1]
    assert axes.get_xlim() == (0, 20)
    for _ in range(21):
        board.epoch()
    assert axes.get_xlim() == (0, 40)


def test_the_axis_of_losses_has_room_for_most_of_each_curve_and_follows_it_down():
    board = playground("noise=0.4 train_share=0.1 layers=64-64")
    axes = board.picture.figure.axes[1]
    assert axes.get_ylim() == (0, 1)
    for _ in range(299):
        board.session.run_epoch()
    board.epoch()
    assert board.session.history["dev_loss"][-1] > 1.5
    assert axes.get_ylim() == (0, 2)
    board.set(strength=0.1)
    board.rewind()
    assert axes.get_ylim() == (0, 2)  # the run before is still in sight
    board.set(data="circles", rule="gradient descent", lr=10)
    for _ in range(29):
        board.session.run_epoch()
    board.epoch()
    history = board.session.history
    highest = max(np.quantile(history[name], 0.9) for name in ("train_loss", "dev_loss"))
    assert highest <= axes.get_ylim()[1] < 2 * highest
    board.set(seed=1, lr=0.3)
    assert axes.get_ylim() == (0, 2)  # it may double the axis once, however high it was


def test_a_loss_beyond_all_bounds_leaves_the_axes_finite():
    board = playground("activation=identity rule=momentum lr=10 initializer=large-normal "
                       "layers=64-64-64-64-64-64")  # fmt: skip
    board.epoch()
    assert board.session.diverged
    assert board.picture.figure.axes[1].get_ylim() == (0, 1024)
    assert len(board.text) < 200


def test_play_trains_to_the_end_as_steps_by_hand_would():
    async def scenario():
        board = playground("stop_after=20")
        board.play()
        assert board.bar.playing
        text = await board.finished()
        assert text.startswith("epoch 20, 100 updates")
        assert text.endswith(" · done")
        assert not board.bar.playing
        board.set(stop_after=100)
        assert "done" not in board.text
        return board.session.history

    played, by_hand = asyncio.run(scenario()), history_of("stop_after=20", 20)
    for name, values in by_hand.items():
        np.testing.assert_array_equal(played[name], values)


def test_pause_stops_where_it_is_and_play_goes_on():
    async def scenario():
        board = playground("stop_after=100000")
        board.bar.toggle.click()
        await asyncio.sleep(0.2)
        board.bar.toggle.click()
        assert not board.playing
        steps = board.session.steps
        assert steps > 0
        await asyncio.sleep(0.1)
        assert board.session.steps == steps
        board.bar.toggle.click()
        await asyncio.sleep(0.1)
        assert board.session.steps > steps
        board.close()
        await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(scenario())


def test_a_slow_run_keeps_its_speed():
    async def scenario():
        board = playground("defaults")
        board.speed.value = 20
        begun = time.perf_counter()
        board.play()
        while board.session.steps < 5:  # on a busy machine it may be slower, never faster
            await asyncio.sleep(0.05)
        board.pause()
        assert board.session.steps <= 20 * (time.perf_counter() - begun) + 5
        board.close()

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("control", "value"),
    [
        ("lr", 0.1), ("beta1", 0.5), ("beta2", 0.99), ("strength", 0.01), ("penalty", "L1"),
        ("drop_rate", 0.3), ("rule", "RMSProp"), ("stop_after", 300),
    ],
)  # fmt: skip
def test_what_acts_at_once_leaves_the_run_as_it_is(control, value):
    board = playground("defaults")
    board.epoch()
    network = board.session.network
    board.set(**{control: value})
    assert board.session.network is network
    assert board.session.epoch == 1
    assert getattr(board.session.settings, control) == value
    assert f"{control}={value}" in board.state.value.replace("lambda", "strength")


@pytest.mark.parametrize(
    ("control", "value"),
    [
        ("noise", 0.4), ("train_share", 0.3), ("seed", 3), ("depth", 0),
        ("width", 32), ("activation", "relu"), ("initializer", "he"), ("batch_norm", True),
        ("batch_size", 8),
    ],
)  # fmt: skip
def test_what_begins_anew_shows_the_run_before_as_dots(control, value):
    board = playground("defaults")
    for _ in range(5):
        board.epoch()
    before = board.session.history
    board.set(**{control: value})
    assert board.session.steps == 0
    loss_axes = board.picture.figure.axes[1]
    (ghost,) = [line for line in loss_axes.lines if str(line.get_label()).startswith("dev, ")]
    np.testing.assert_array_equal(ghost.get_ydata(), before["dev_loss"])
    assert ghost.get_linestyle() != "-"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("defaults", "noise=0.5"), ("seed=4", "seed=0"), ("defaults", "data=spiral"),
        ("layers=4", "layers=8-8-8-8"), ("layers=4-4-4", "layers=none"),
        ("data=xor", "data=mnist"), ("data=mnist", "data=mnist noise=0.3 seed=2"),
        ("data=mnist", "data=blobs"), ("defaults", "train_share=0.2"),
        ("defaults", "rule=gradient-descent lr=0.03"), ("lr=0.1", "lr=0.1"),
    ],
)  # fmt: skip
def test_a_situation_looks_the_same_however_one_came_to_it(first, then):
    board = playground(first)
    board.step()
    before = pixels(board.picture.widget.value)
    board.restore(then)
    there = pixels(board.picture.widget.value)
    assert (there != before).any()
    np.testing.assert_array_equal(there, pixels(playground(then).picture.widget.value))


def test_a_change_in_the_midst_of_play_is_heard_and_the_play_goes_on():
    async def scenario():
        board = playground("stop_after=100000")
        board.play()
        await asyncio.sleep(0.1)
        network = board.session.network
        board.set(lr=0.1)
        await asyncio.sleep(0.1)
        assert board.playing
        assert board.session.network is network
        assert board.session.optimizer.lr == 0.1
        board.set(data="circles")
        assert board.playing
        await asyncio.sleep(0.2)
        assert board.session.network is not network
        assert board.session.steps > 0
        board.close()

    asyncio.run(scenario())


def test_a_burst_of_moves_ends_in_the_last_one_with_one_run():
    async def scenario():
        board = playground("stop_after=100000")
        board.play()
        begun = []
        board.scene.begin = lambda *run, begin=board.scene.begin: (begun.append(1), begin(*run))
        start = time.perf_counter()
        for event in range(200):
            board.panel.controls["seed"].value = event % 10
        board.panel.controls["seed"].value = 7
        took = time.perf_counter() - start
        await asyncio.sleep(0.5)
        assert board.session.settings.seed == 7
        assert len(begun) <= 3 + took / 0.04
        board.close()
        await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(scenario())


def test_a_situation_is_restored_from_its_text():
    text = "data=spiral noise=0.1 layers=16-16-16 activation=relu lr=0.03 strength=0.001 seed=4"
    first = playground("defaults")
    first.state.value = text
    assert first.session.settings == PlaygroundSettings.from_text(text)
    assert first.state.value == first.session.settings.text()
    second = playground(text)
    for board in (first, second):
        board.epoch()
    np.testing.assert_array_equal(first.session.network.theta, second.session.network.theta)


def test_every_situation_that_the_controls_show_is_its_own_text():
    settings = PlaygroundSettings(
        data="mnist", noise=0.1, train_share=0.3, layers=(32,) * 3, activation="leaky relu",
        initializer="small normal", batch_norm=True, rule="AdamW", lr=0.0123, beta1=0.7,
        beta2=0.95, penalty="L1", strength=0.0007, drop_rate=0.2, batch_size=100, seed=5,
        stop_after=77,
    )  # fmt: skip
    panel = Panel(PlaygroundSettings())
    panel.write(settings)
    assert panel.read(PlaygroundSettings()) == settings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense", "nonsense"),
        ("data=mars", "data must be one of moons"),
        ("layers=8-4", "one width for all layers"),
        ("lr=-1", "lr must lie in"),
    ],
)
def test_a_text_that_restores_nothing_says_why_and_changes_nothing(text, words):
    board = playground("defaults")
    board.epoch()
    board.state.value = text
    assert "restores nothing" in board.words.value
    assert words in board.words.value
    assert board.session.settings == PlaygroundSettings()
    assert board.session.epoch == 1
    with pytest.raises(ValueError, match=words):
        board.restore(text)
    assert board.panel.read(PlaygroundSettings()) == PlaygroundSettings()


def test_a_text_that_is_entered_again_begins_anew_and_a_wrong_one_does_not():
    async def scenario():
        board = playground("lr=0.03")
        enter = {"event": "submit"}
        board.epoch()
        board.state._handle_custom_msg(enter, [])
        assert board.session.steps == 5  # another text may be on its way
        await asyncio.sleep(0.5)
        assert board.session.steps == 0
        board.epoch()
        board.state._handle_custom_msg(enter, [])
        board.state.value = "data=mars"
        await asyncio.sleep(0.5)
        assert board.session.steps == 5
        assert "restores nothing" in board.words.value
        board.close()
        board.state._handle_custom_msg(enter, [])
        await asyncio.sleep(0.5)

    asyncio.run(scenario())


def test_a_number_beside_the_stops_takes_the_place_of_one():
    board = playground("lr=0.03 lambda=0.00001")
    lr, strength = board.panel.controls["lr"], board.panel.controls["strength"]
    stops = [value for _, value in lr.options]
    assert stops[stops.index(0.03) + 1] == 0.056
    assert [value for _, value in strength.options][:3] == [0, 0.00001, 0.00018]
    board.set(lr=0.5)
    assert [value for _, value in lr.options][9:12] == [0.018, 0.032, 0.056]
    assert len(lr.options) == len(stops)


def test_the_last_input_stays_and_words_say_so():
    board = playground("inputs=x2")
    buttons = board.panel.controls["inputs"].buttons
    buttons["x2"].value = False
    assert buttons["x2"].value
    assert "one input has to stay" in board.words.value
    buttons["x1"].value = True
    assert "one input has to stay" not in board.words.value


def test_words_say_how_far_the_gradient_at_the_first_layer_lies_below_the_outputs():
    board = playground("layers=8-8-8-8 activation=sigmoid initializer=small-normal")
    gradients = [gradient for _, _, gradient in board.session.spread()]
    powers = np.log10(gradients[-1] / gradients[0])
    assert f"layer 1: {powers:.1f} powers of ten below" in board.text
    board.restore("layers=8-8")
    assert "powers" not in board.text


def test_a_text_that_restores_nothing_pauses_a_run_and_goes_when_it_goes_on():
    async def scenario():
        board = playground("stop_after=100000")
        board.play()
        await asyncio.sleep(0.1)
        board.state.value = "data=mars"
        await asyncio.sleep(0.1)
        assert "restores nothing" in board.words.value
        assert not board.bar.playing
        assert board.session.steps > 0
        board.play()
        assert board.state.value == "stop_after=100000"
        board.state.value = "data=mars"
        board.step()
        assert board.state.value == "stop_after=100000"
        board.close()

    asyncio.run(scenario())


def test_the_code_says_that_settings_were_changed_on_the_way():
    board = playground("defaults")
    board.as_code.value = True
    board.set(lr=0.1)
    board.epoch()
    board.set(stop_after=300)
    assert "lr=0.1" in board.code.value
    assert "# Settings were changed" not in board.code.value
    board.set(lr=0.3)
    assert "# Settings were changed during the run" in board.code.value
    board.rewind()
    assert "# Settings were changed" not in board.code.value


def test_the_code_follows_a_change_in_the_midst_of_play():
    async def scenario():
        board = playground("stop_after=100000")
        board.as_code.value = True
        board.play()
        await asyncio.sleep(0.1)
        board.set(drop_rate=0.3)
        assert board.playing
        assert "drop_rate=0.3" in board.code.value
        board.close()

    asyncio.run(scenario())


def test_the_code_appears_and_names_what_was_trained():
    board = playground("rule=momentum lr=0.03")
    assert board.code.value == ""
    board.epoch()
    board.epoch()
    board.as_code.value = True
    assert "Momentum(beta=0.9)" in board.code.value
    assert "epochs=2" in board.code.value
    board.epoch()
    assert "epochs=3" in board.code.value


def test_a_divergence_is_said_and_a_rewind_recovers():
    async def scenario():
        board = playground("rule=gradient-descent lr=10 layers=64-64 initializer=large-normal "
                           "activation=relu data=xor noise=0.5")  # fmt: skip
        board.set(lr=10)
        board.session.optimizer.lr = 1e300
        board.play()
        text = await board.finished()
        assert "diverged" in text
        assert not board.bar.playing
        board.rewind()
        assert "diverged" not in board.text
        assert board.session.steps == 0

    asyncio.run(scenario())


def test_digits_are_read_aloud():
    board = playground("data=mnist layers=32 activation=relu initializer=he lr=0.003")
    before = pixels(board.picture.widget.value)
    for _ in range(3):
        board.epoch()
    assert board.session.history["dev_accuracy"][-1] > 0.7
    assert (pixels(board.picture.widget.value) != before).any()
    words = {text.get_text() for text in board.picture.figure.axes[0].texts}
    assert words <= set("0123456789")
    assert len(words) > 5


def test_what_the_rule_does_not_use_cannot_be_moved():
    board = playground("defaults")
    disabled = {}
    for rule in ("gradient descent", "momentum", "RMSProp", "Adam"):
        board.set(rule=rule)
        controls = board.panel.controls
        disabled[rule] = (controls["beta1"].disabled, controls["beta2"].disabled)
    assert disabled == {
        "gradient descent": (True, True), "momentum": (False, True), "RMSProp": (True, False),
        "Adam": (False, False),
    }  # fmt: skip


def test_every_control_goes_to_both_ends():
    board = playground("layers=4-4")
    for name, control in board.panel.controls.items():
        if hasattr(control, "options"):
            ends = [control.options[0], control.options[-1]]
            values = [end[1] if isinstance(end, tuple) else end for end in ends]
        else:
            values = [True, False]
        for value in values:
            board.set(**{name: value})
            board.step()
            assert "wrong" not in board.text
    board.close()


@pytest.mark.parametrize("text", ["defaults", "layers=8-8-8-8-8-8", "data=mnist"])
def test_no_words_of_the_picture_are_cut_at_its_edges(text):
    figure = playground(text).picture.figure
    page = figure.bbox.padded(1)
    for ax in figure.axes:
        place = ax.get_tightbbox()
        assert page.contains(place.x0, place.y0)
        assert page.contains(place.x1, place.y1)


def test_a_closed_playground_refuses_to_go_on():
    board = playground("defaults")
    board.close()
    with pytest.raises(RuntimeError, match="was closed"):
        board.play()
    with pytest.raises(KeyError, match="no control is called 'speed'"):
        playground("defaults").set(speed=3)


def test_what_the_engine_warns_of_stands_under_the_picture_once():
    board = playground("layers=8-8 batch_norm=True batch_size=1")
    board.epoch()
    assert len(board.session.said) == 1
    assert board.text.count("Note: ") == 1
    assert "needs a larger batch in training: one row has no variance" in board.text
    assert html.escape(board.text) == board.words.value
    board.set(batch_size=32)
    board.epoch()
    assert "Note" not in board.text
    board.close()
