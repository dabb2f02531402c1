"""The experiments of notebook 01 against the engine, and the published check."""

import numpy as np
import pytest

from course_lib.chapters.gradients_and_activations import published_check, ranking
from course_lib.chapters.gradients_and_activations.functions import (
    DEEPEST,
    FUNCTIONS,
    Signal,
    network_with,
    with_slope,
)
from course_lib.chapters.gradients_and_activations.microscope import (
    BUGS,
    EVERYWHERE,
    NO_BUG,
    SINGLE,
    Microscope,
    relative_error,
)
from course_lib.datasets import load_sweep
from course_lib.engine import binary_cross_entropy, check_gradients, trace
from course_lib.experiments import dying, mnist300
from course_lib.experiments.worked_matrices import lecture_network


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_signal_is_what_the_engine_traces(name):
    signal, depth, bend = Signal(), 4, FUNCTIONS[name].usual
    measured = []
    for draw in range(5):
        sizes = [2, *[50] * depth, 1]
        network = network_with(name, sizes, rng=np.random.default_rng(0))
        dense = [layer for layer in network.layers if hasattr(layer, "n_in")]
        for layer, W in zip(dense, signal.weights(name, depth, bend), strict=True):
            layer.W[...] = W[draw]
        inside = trace(network, binary_cross_entropy, (signal.x, signal.labels))
        rms = [np.sqrt(np.mean(inside.gradients[f"hidden {k}"] ** 2)) for k in range(1, 5)]
        measured.append(np.array(rms) / rms[-1])
    expected = np.exp(np.log(measured).mean(axis=0))
    np.testing.assert_allclose(signal.by_layer(name, depth, bend), expected, rtol=1e-9)


@pytest.mark.parametrize("depth", [0, DEEPEST + 1])
def test_the_signal_refuses_other_depths(depth):
    with pytest.raises(ValueError, match="depth goes from 1 to 20"):
        Signal().by_layer("tanh", depth)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_weights_suit_their_function(name):
    network = network_with(name, [100, 400, 1], rng=np.random.default_rng(0), bend=0.5)
    scale = FUNCTIONS[name].scale(0.5 if FUNCTIONS[name].bends else 0.0)
    assert network["hidden 1"].W.var() * 100 == pytest.approx(scale, rel=0.03)


def test_slopes_are_the_derivatives():
    for function in FUNCTIONS.values():
        z, values, slopes = with_slope(function.make(0.5))
        numeric = np.gradient(values, z)
        away = np.abs(z) > 0.03  # from the bend
        np.testing.assert_allclose(slopes[away], numeric[away], atol=1e-3)


@pytest.mark.parametrize("direction", [EVERYWHERE, *SINGLE])
def test_the_microscope_agrees_with_itself_where_there_is_no_kink(direction):
    look = Microscope("tanh").look(direction, 1e-5)
    assert look.error < 1e-7
    assert look.crossed == 0
    assert look.changes[40] == 0


def test_every_bug_shows_in_a_random_direction():
    scope = Microscope("tanh")
    for bug in BUGS:
        assert (scope.look(EVERYWHERE, 1e-5, bug).error > 1e-3) == (bug != NO_BUG)


def test_bugs_are_what_they_are_called():
    scope = Microscope("tanh")
    right, of_layer = scope.gradient(), scope.network.mask
    is_weight = np.arange(right.size) < scope.network.weights.size
    expected = {
        "layer 2: W's gradient doubled": 1 + of_layer("hidden 2") * is_weight,
        "layer 1: b's gradient times 4": 1 + 3 * of_layer("hidden 1") * ~is_weight,
        "everywhere: sum instead of mean": np.full(right.shape, 30.0),
    }
    for bug, factors in expected.items():
        np.testing.assert_allclose(scope.gradient(bug), right * factors)
    changed = scope.gradient("layer 1: activation's slope forgotten") != right
    assert (changed == of_layer("hidden 1").astype(bool)).all()


def test_the_lectures_network_stands_on_kinks_and_the_engine_steps_aside():
    scope = Microscope("ReLU")
    assert scope.look(EVERYWHERE, 1e-15).crossed == 8
    report = check_gradients(
        lecture_network(), binary_cross_entropy, scope.data, rng=np.random.default_rng(0)
    )
    assert report.error < 1e-7
    assert report.kinks > 0


def test_the_published_check():
    network, x, labels = published_check.published_point()

    def textbook():
        return published_check.plain_cross_entropy(network.forward(x), labels)

    start = network.theta.copy()
    network.backward(binary_cross_entropy(network.forward(x), labels)[1])
    right = network.gradient.copy()
    published_check.plant_bugs(network)
    numeric = published_check.all_differences(network, textbook, 1e-7)
    np.testing.assert_array_equal(network.theta, start)
    assert relative_error(numeric, network.gradient) == pytest.approx(0.285093156781, abs=1e-7)
    assert relative_error(numeric, right) == pytest.approx(1.19e-7, rel=0.3)


def test_relative_error_of_nothing():
    assert relative_error([0.0], [0.0]) == 0
    assert relative_error([1.0, 2.0], [1.0, 2.0]) == 0
    assert relative_error([1.0], [-1.0]) == 1


def test_dead_units_of_layer_1_stay_dead():
    runs = [dying.train_with_bias(-1.0, lr=0.1, seed=seed) for seed in range(5)]
    dead, revived, _ = sum(run.counts() for run in runs).T
    assert dead[0] > 20
    assert revived[0] == 0
    assert revived[1] > 0
    assert min(run.accuracy for run in runs) > 0.8


def test_the_ranking_sweep_and_its_stored_form():
    small = ranking.ranking_sweep(names=["tanh"], rates=[0.1], seeds=[0, 1], epochs=2)
    assert small.values["dev_accuracy"].shape == (1, 2, 1, 2)
    again = ranking.scores("tanh", 2, 0.1, 1, sets=mnist300.load_sets(), epochs=2)
    assert again[1] == pytest.approx(float(small.values["dev_accuracy"][0, 0, 0, 1]))
    stored = load_sweep("gradients_and_activations_ranking")
    assert list(stored.axes["function"]) == list(FUNCTIONS)
    assert stored.about["settings"]["epochs"] == ranking.EPOCHS
