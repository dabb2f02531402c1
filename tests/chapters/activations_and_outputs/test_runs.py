"""The experiments of notebook 01b against the engine."""

import numpy as np
import pytest

from course_lib.chapters.activations_and_outputs import ranking
from course_lib.chapters.activations_and_outputs.functions import (
    DEEPEST,
    FUNCTIONS,
    Signal,
    network_with,
    with_slope,
)
from course_lib.datasets import load_sweep
from course_lib.engine import binary_cross_entropy, trace
from course_lib.experiments import dying, mnist300


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
    stored = load_sweep("activations_and_outputs_ranking")
    assert list(stored.axes["function"]) == list(FUNCTIONS)
    assert stored.about["settings"]["epochs"] == ranking.EPOCHS
