"""The dashboards of notebook 04: the answers to the tasks."""

import re

import numpy as np
import pytest

from course_lib.chapters.initialization import (
    histograms_dashboard,
    signal_flow_dashboard,
    valley,
    valley_dashboard,
)
from course_lib.chapters.initialization.signal_flow_dashboard import STDS, WIDTHS, in_words
from course_lib.chapters.initialization.signals import ACTIVATIONS
from course_lib.dashboards.controls import values_of
from course_lib.datasets import load_sweep


@pytest.fixture(scope="module")
def flow():
    scene = signal_flow_dashboard.Scene()
    yield scene
    scene.picture.close()


NUMBERS = r"(\S+) \((\S+) to (\S+)\)"


def ends(scene, **values):
    """(median, smallest, largest) of the last outputs, and of the first gradient, in words."""
    text = scene.show(**{"depth": 50, "width": 100, "activation": "ReLU"} | values)
    found = re.search(rf"of layer \d+: {NUMBERS} · gradient at layer 1: {NUMBERS}", text)
    numbers = [float(number) for number in found.groups()]
    return numbers[:3], numbers[3:]


def stds_in_band(scene, which, low, high, stds=STDS, **values):
    return [std for std in stds if low <= ends(scene, std=std, **values)[which][0] <= high]


def test_one_layer_multiplies_nothing(flow):
    one, two = (flow.show(depth, 0.1, 100, "ReLU") for depth in (1, 2))
    assert "a layer multiplies" not in one
    assert "a layer multiplies" in two


def near(std):
    """The slider's positions within a third of a std: elsewhere signals are far from the band."""
    return [each for each in STDS if 0.7 * std < each < 1.4 * std]


def test_task_1a_one_std_keeps_fifty_layers_of_relu_alive_and_its_draws_differ(flow):
    assert stds_in_band(flow, 0, 0.5, 2, near(0.141)) == [0.141]
    _, smallest, largest = ends(flow, std=0.141)[0]
    assert smallest == pytest.approx(0.23, abs=0.01)
    assert largest == pytest.approx(1.5, abs=0.05)


@pytest.mark.parametrize(("width", "std", "apart"), [(30, 0.269, 50), (200, 0.1, 4)])
def test_task_1b_wider_layers_need_smaller_weights(flow, width, std, apart):
    assert stds_in_band(flow, 0, 0.5, 2, near(std), width=width) == [std]
    _, smallest, largest = ends(flow, std=std, width=width)[0]
    assert largest / smallest == pytest.approx(apart, rel=0.15)


def test_task_1c_tanh_looks_healthy_forward_and_explodes_backward(flow):
    forward = stds_in_band(flow, 0, 0.5, 2, [0.131, 0.135, 0.2, STDS[-1]], activation="tanh")
    assert forward == [0.135, 0.2, STDS[-1]]
    backward = stds_in_band(flow, 1, 0.1, 10, near(0.141), activation="tanh")
    assert backward[-1] == 0.138
    assert ends(flow, std=0.2, activation="tanh")[1][0] > 100


def test_what_task_1_asks_for_stands_in_the_picture(flow):
    flow.show(50, 0.141, 100, "ReLU")
    words = [text.get_text() for ax in flow.picture.figure.axes for text in ax.texts]
    assert any("layer 50: 0.54 (0.23 to 1.5)" in text for text in words)


def test_every_width_and_activation_has_words(flow):
    for width in WIDTHS:
        for activation in ACTIVATIONS:
            text = flow.show(depth=50, std=STDS[-1], width=width, activation=activation)
            assert "nan" not in text


def test_words_leave_out_a_mean_that_does_not_exist():
    class Dead:
        forward, backward = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])

    assert "a layer multiplies" not in in_words(Dead)


@pytest.fixture(scope="module")
def histograms():
    scene = histograms_dashboard.Scene()
    yield scene
    scene.picture.close()


def readings(scene, activation):
    """For each std of the slider: (std, layer 1, layer 5, share in %, gain of the gradient)."""
    pattern = r"of layer 1: (\S+), of layer 5: (\S+) · layer 5: (\d+) % .* x (\S+)$"
    for std in stds():
        text = scene.show(std, activation)
        yield (std, *(float(x) for x in re.search(pattern, text).groups()))


def stds():
    """All that the slider offers."""
    board = histograms_dashboard.histograms_dashboard()
    offered = values_of(board.controls["std"])
    board.close()
    return offered


def test_all_outputs_are_in_the_histograms(histograms):
    histograms.show(10.0, "tanh")
    for ax in histograms.picture.figure.axes:
        (bars,) = ax.patches
        assert bars.get_data().values.sum() == pytest.approx(1)


def test_task_2_the_gradient_is_as_large_at_layer_1_where_two_thirds_are_saturated(histograms):
    rows = {row[0]: row for row in readings(histograms, "sigmoid")}
    gains = [gain for std, *_, gain in rows.values() if std >= 0.68]
    assert gains == sorted(gains)
    assert rows[1.0][-1] < 1 < rows[1.2][-1]
    assert [rows[std][3] for std in (1.0, 1.2)] == pytest.approx([68, 73], abs=2)


def test_tanh_looks_alike_near_lecun(histograms):
    rows = {row[0]: row for row in readings(histograms, "tanh")}
    _, one, five, share, _ = rows[0.12]
    assert (one, five) == (pytest.approx(0.68, abs=0.05), pytest.approx(0.46, abs=0.05))
    assert share < 2
    assert rows[0.056][2] < 0.05
    assert rows[0.22][3] > 30


def test_task_2c_half_of_relu_is_zero_at_every_std(histograms):
    shares = {share for _, _, _, share, _ in readings(histograms, "ReLU")}
    assert len(shares) == 1
    assert shares.pop() == pytest.approx(50, abs=3)


@pytest.fixture(scope="module")
def sweep():
    return load_sweep("initialization_valley")


def test_the_valley_shows_every_stored_place(sweep):
    scene = valley_dashboard.Scene(sweep)
    for activation in ("ReLU", "tanh"):
        for epochs in valley.BUDGETS:
            accuracy, _ = valley.dev_accuracy(sweep, activation, epochs)
            for row, depth in enumerate(valley.DEPTHS[::3]):
                text = scene.show(float(depth), valley.TIMES_HE[4], activation, epochs)
                assert f"{100 * accuracy[3 * row, 4]:.0f} % after {epochs} epochs" in text
                assert ("not usable" in text) == (accuracy[3 * row, 4] < valley.USABLE)
    scene.picture.close()


def test_task_3a_the_valley_narrows_with_depth(sweep):
    one, eight = (valley.usable_starts(sweep, "ReLU", depth, 10) for depth in (1, 8))
    assert one.tolist() == list(valley.TIMES_HE)
    assert eight.tolist() == [1.0, 1.41]


def test_task_3b_the_deepest_are_slower_not_impossible(sweep):
    deepest = {
        (name, epochs): max(
            d for d in valley.DEPTHS if valley.usable_starts(sweep, name, d, epochs).size
        )
        for name in ("ReLU", "tanh")
        for epochs in valley.BUDGETS
    }
    assert deepest == {("ReLU", 10): 12, ("ReLU", 40): 30, ("tanh", 10): 30, ("tanh", 40): 30}


def test_task_3c_he_is_usable_wherever_any_start_is(sweep):
    for name in ("ReLU", "tanh"):
        for epochs in valley.BUDGETS:
            for depth in valley.DEPTHS:
                usable = valley.usable_starts(sweep, name, depth, epochs)
                assert usable.size == 0 or 1.0 in usable
    assert valley.usable_starts(sweep, "tanh", 30, 10).tolist() == [0.707, 1.0]
    accuracy, _ = valley.dev_accuracy(sweep, "tanh", 10)
    assert 0 < accuracy[-1, 4] - accuracy[-1, 3] < 0.15
    assert 0.5 in valley.usable_starts(sweep, "ReLU", 3, 10)  # PyTorch's 0.41 lies between
    assert 0.354 not in valley.usable_starts(sweep, "ReLU", 3, 10)
    assert not valley.usable_starts(sweep, "ReLU", 8, 40).min() < 0.7
