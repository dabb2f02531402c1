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


def ends(scene, **values):
    """(std of the last outputs, std of the first gradient), as the words give them."""
    text = scene.show(**{"depth": 50, "width": 100, "activation": "ReLU"} | values)
    found = re.match(r"outputs of layer \d+: (\S+) · gradient at layer 1: (\S+)", text)
    return float(found[1]), float(found[2])


def stds_in_band(scene, which, low, high, **values):
    return [std for std in STDS if low <= ends(scene, std=std, **values)[which] <= high]


def test_one_layer_multiplies_nothing(flow):
    one, two = (flow.show(depth, 0.1, 100, "ReLU") for depth in (1, 2))
    assert "a layer multiplies" not in one
    assert "a layer multiplies" in two


def test_task_1a_two_stds_keep_fifty_layers_of_relu_alive(flow):
    assert stds_in_band(flow, 0, 0.5, 2) == [0.138, 0.141]


@pytest.mark.parametrize(("width", "about"), [(30, 0.26), (200, 0.1)])
def test_task_1b_wider_layers_need_smaller_weights(flow, width, about):
    found = stds_in_band(flow, 0, 0.5, 2, width=width)
    assert found
    assert np.mean(found) == pytest.approx(about, rel=0.05)


def test_task_1c_tanh_looks_healthy_forward_and_explodes_backward(flow):
    forward = stds_in_band(flow, 0, 0.5, 2, activation="tanh")
    assert forward[0] == 0.135
    assert forward[-1] == STDS[-1]
    backward = stds_in_band(flow, 1, 0.1, 10, activation="tanh")
    assert backward[-1] == pytest.approx(0.145, abs=0.005)
    assert ends(flow, std=0.2, activation="tanh")[1] > 100


def test_every_width_and_activation_has_words(flow):
    for width in WIDTHS:
        for activation in ACTIVATIONS:
            text = flow.show(depth=50, std=STDS[-1], width=width, activation=activation)
            assert "nan" not in text


def test_words_leave_out_a_mean_that_does_not_exist():
    class Dead:
        forward, backward = np.array([1.0, 0.0]), np.array([0.0, 1.0])

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


def test_task_2a_the_gradient_grows_with_saturation(histograms):
    rows = list(readings(histograms, "sigmoid"))
    assert next(std for std, _, _, share, _ in rows if share > 50) == 0.68
    gains = [gain for std, *_, gain in rows if std >= 0.68]
    assert gains == sorted(gains)
    first = next(row for row in rows if row[-1] > 1)
    assert first[0] == 1.2
    assert first[3] == pytest.approx(75, abs=5)


def test_task_2b_tanh_looks_alike_near_lecun(histograms):
    rows = {row[0]: row for row in readings(histograms, "tanh")}
    _, one, five, share, _ = rows[0.12]
    assert (one, five) == (pytest.approx(0.7, abs=0.05), pytest.approx(0.5, abs=0.05))
    assert share < 2
    assert rows[0.046][2] < 0.02
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
        accuracy = valley.dev_accuracy(sweep, activation)
        for row, depth in enumerate(valley.DEPTHS[::3]):
            text = scene.show(float(depth), valley.STDS[4], activation)
            assert f"{100 * accuracy[3 * row, 4]:.0f} %" in text
            assert ("not usable" in text) == (accuracy[3 * row, 4] < valley.USABLE)
    scene.picture.close()


def test_task_3_the_valley_narrows_with_depth(sweep):
    one, eight = (valley.usable_stds(sweep, "ReLU", depth) for depth in (1, 8))
    assert (one.min(), one.max()) == (valley.STDS[0], valley.STDS[-1])
    assert (eight.min(), eight.max()) == (0.14, 0.223)
    deepest = {
        name: max(d for d in valley.DEPTHS if valley.usable_stds(sweep, name, d).size)
        for name in ("ReLU", "tanh")
    }
    assert deepest == {"ReLU": 12, "tanh": 30}
    for name in ("ReLU", "tanh"):
        for depth in valley.DEPTHS:
            usable = valley.usable_stds(sweep, name, depth)
            assert usable.size == 0 or 0.177 in usable


def test_at_eight_layers_half_of_he_learns_nothing_and_twice_diverges(sweep):
    half, twice = (
        sweep.at(activation="ReLU", depth=8, std=std) for std in (valley.STDS[6], valley.STDS[12])
    )
    assert valley.STDS[6] == pytest.approx(valley.HE / 2, rel=0.01)
    assert np.median(half["accuracy"][:, -1]) < 0.15
    assert np.isinf(twice["loss"][:, -1]).all()
