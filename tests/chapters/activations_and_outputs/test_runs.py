"""The experiments of notebook 01b against the engine, and what its text says of them."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from course_lib.chapters.activations_and_outputs import (
    check_answers,
    dead,
    ranking,
    scales,
    sure,
    trained,
)
from course_lib.chapters.activations_and_outputs.functions import (
    DEEPEST,
    FUNCTIONS,
    Signal,
    with_slope,
)
from course_lib.datasets import load_sweep, published_moons
from course_lib.engine import (
    binary_cross_entropy,
    lecun_normal,
    mlp,
    trace,
)
from course_lib.experiments.gradient_gain import passed, sigmoid_chain

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_signal_is_what_the_engine_traces(name):
    signal, depth, bend = Signal(), 4, FUNCTIONS[name].usual
    measured = []
    for draw in range(5):
        sizes = [2, *[50] * depth, 1]
        make = FUNCTIONS[name].make
        network = mlp(sizes, rng=np.random.default_rng(0), activation=lambda: make(bend))  # noqa: B023
        dense = [layer for layer in network.layers if hasattr(layer, "n_in")]
        for layer, W in zip(dense, signal.weights(depth, 3.0), strict=True):
            layer.W[...] = W[draw]
        inside = trace(network, binary_cross_entropy, (signal.x, signal.labels))
        rms = [np.sqrt(np.mean(inside.gradients[f"hidden {k}"] ** 2)) for k in range(1, 5)]
        measured.append(np.array(rms) / rms[-1])
    expected = np.exp(np.log(measured).mean(axis=0))
    np.testing.assert_allclose(signal.by_layer(name, depth, bend, 3.0), expected, rtol=1e-9)


@pytest.mark.parametrize("depth", [0, DEEPEST + 1])
def test_the_signal_refuses_other_depths(depth):
    with pytest.raises(ValueError, match="depth goes from 1 to 20"):
        Signal().by_layer("tanh", depth)


def test_slopes_are_the_derivatives():
    for function in FUNCTIONS.values():
        z, values, slopes = with_slope(function.make(0.5))
        numeric = np.gradient(values, z)
        away = np.abs(z) > 0.03  # from the bend
        np.testing.assert_allclose(slopes[away], numeric[away], atol=1e-3)


def test_what_is_passed_is_what_the_engine_traces_alone():
    x, labels = published_moons()
    together = scales.shares("tanh", 1.0, width=7, depth=3)
    for draw in range(2):
        network = mlp(
            [2, 7, 7, 7, 1],
            rng=np.random.default_rng(draw),
            activation=lambda: FUNCTIONS["tanh"].make(0),
            initializer=lecun_normal,
        )
        inside = trace(network, binary_cross_entropy, (x, labels))
        sizes = [np.sqrt(np.mean(inside.gradients[f"hidden {k}"] ** 2)) for k in (1, 2, 3)]
        np.testing.assert_allclose(together.sizes[:, draw], sizes, rtol=1e-12)


def test_notebook_04_and_this_one_hold_to_one_measurement():
    """04 prints what sigmoids of std 3 do in ten layers; the law of 01b gives it, too."""
    _, gain, _ = sigmoid_chain(100, 3.0)
    page = json.loads((ROOT / "notebooks" / "04_initialization.ipynb").read_text("utf-8"))
    printed = "".join(
        "".join(output.get("text", ""))
        for cell in page["cells"]
        for output in cell.get("outputs", [])
    )
    told = re.search(r"width 100: 89 % saturated, the gradient is multiplied by (\d+)", printed)
    assert told
    assert round(gain) == int(told[1])
    x = np.random.default_rng(99).standard_normal((100, 100))
    law = passed(
        lambda: FUNCTIONS["sigmoid"].make(0), 900.0, x=x, labels=np.arange(100) % 2, width=100,
        depth=10, seeds=range(9),
    )  # fmt: skip
    predicted = np.sqrt(900.0 * np.mean(law.slopes[:-1] ** 2))
    assert predicted**9 == pytest.approx(gain, rel=0.5)
    assert law.per_layer**9 == pytest.approx(gain, rel=0.2)


def test_the_slopes_of_the_text():
    """A millionth at 1/n; the own scale of the sigmoid about 100, of tanh 1.4, of ReLU 2."""
    assert scales.shares("sigmoid", 1).shares[0] == pytest.approx(1e-6, rel=0.2)
    for name in ("tanh", "ReLU"):
        assert scales.shares(name, 1 if name == "tanh" else 2).shares[0] > 0.2
    found = {
        name: scales.asked_again(name, check_answers.scale_for)[-1]
        for name in ("sigmoid", "tanh", "ReLU")
    }
    assert found["sigmoid"] == pytest.approx(99, abs=1)
    assert found["tanh"] == pytest.approx(1.4, abs=0.05)
    assert found["ReLU"] == pytest.approx(2, abs=0.05)


def test_the_own_scales_are_those_that_the_slopes_ask_for():
    """At width 100, rounded; the sigmoid's is less than what it asks for, see section 3."""
    for name in ("tanh", "ReLU", "Leaky ReLU", "ELU", "GELU"):
        asked = scales.asked_again(name, check_answers.scale_for, width=100)[-1]
        assert FUNCTIONS[name].own == pytest.approx(asked, rel=0.06)


def test_a_centred_sigmoid_is_a_tanh_of_a_sixteenth():
    """16/n with biases of -1/2 sum W, and 1/n without: the same sums, halved; the own scale."""
    points, _ = published_moons()
    sizes, rng = [2, 10, 10, 1], np.random.default_rng
    theirs = mlp(sizes, rng=rng(0), activation=lambda: FUNCTIONS["tanh"].make(0),
                 initializer=lecun_normal)  # fmt: skip
    ours = mlp(sizes, rng=rng(0), activation=lambda: FUNCTIONS["sigmoid"].make(0))
    for mine, other in zip(ours.layers[::2], theirs.layers[::2], strict=True):
        mine.W[...] = (2 if mine is ours.layers[0] else 4) * other.W
    trained.centre(ours)
    np.testing.assert_allclose(ours.forward(points), 2 * theirs.forward(points), atol=1e-12)
    own = scales.asked_again("sigmoid", check_answers.scale_for, centred=True)[-1]
    assert 20 < own < 35


def test_ten_sigmoid_layers_learn_with_their_own_weights():
    few, many = (
        trained.trained(trained.Problem(), "sigmoid", s, 0.1, range(10)) for s in (1.0, 64.0)
    )
    assert (few <= 0.6).all()
    assert (many > 0.8).sum() >= 6


def test_only_later_layers_revive():
    came = dead.revived(range(5))
    assert came["dead at the start"][0] > 20
    assert came["of these alive at the end"][0] == 0
    assert came["of these alive at the end"][1] > 0


def test_the_neuron_that_is_sure():
    fast, slow = (sure.path_of_a_neuron(loss, 1.0) for loss in sure.LOSSES)
    assert fast[20] > 0.9
    assert slow[200] < 0.01
    assert slow[1000] < 0.5 < slow[2000]


def test_the_ranking_and_its_stored_form():
    small = trained.Problem(data="digits", depth=1, width=10, updates=30, batch_size=100)
    came = ranking.compared(small, "tanh", choose=range(1), judge=range(2))
    assert len(came["own"]) == len(came["same"]) == 2
    stored = load_sweep("activations_and_outputs_ranking")
    assert list(stored.axes["row"]) == list(ranking.ROWS)


def test_a_rate_that_never_learns_does_not_hang():
    """Ten layers of sigmoids with 1/n: every rate is as bad."""
    nothing = trained.Problem(updates=10)
    rate, accuracy = trained.best_rate(nothing, "sigmoid", 1.0, range(1))
    assert rate > 0
    assert accuracy <= 0.6
