"""The experiments on first weights: against the engine, published figures and stored runs."""

import numpy as np
import pytest

from course_lib.chapters.initialization import digits, rings, valley
from course_lib.chapters.initialization.signals import ACTIVATIONS, Signals
from course_lib.datasets import load_sweep
from course_lib.engine import binary_cross_entropy, evaluate, mlp, trace


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_signals_are_what_the_engine_computes(activation):
    depth, width, std = 6, 20, 0.3
    signals = Signals(depth + 2, width, rng=np.random.default_rng(0))
    flow = signals.through(depth, std, activation)

    network = mlp(
        [width] * (depth + 2), rng=np.random.default_rng(1), activation=ACTIVATIONS[activation]
    )
    for k in range(depth):
        network[f"hidden {k + 1}"].W[...] = std * signals.weights[k]
    network["output"].W[...] = np.eye(width)
    upstream = signals.gradients / signals.gradients.std()
    inside = trace(network, lambda output, _: (0.0, upstream), (signals.inputs, None))

    names = [name for name in inside.outputs if name.partition(" ")[0] not in ("hidden", "output")]
    assert len(names) == depth
    for k, name in enumerate(names):
        np.testing.assert_allclose(flow.outputs[k], inside.outputs[name], atol=1e-12)
        assert flow.forward[k] == pytest.approx(inside.outputs[name].std())
        assert flow.backward[k] == pytest.approx(inside.gradients[name].std())


def test_a_shorter_way_is_the_beginning_of_a_longer_one():
    signals = Signals(9, 10, rng=np.random.default_rng(0))
    short, long = (signals.through(depth, 0.4, "tanh") for depth in (4, 9))
    np.testing.assert_array_equal(short.forward, long.forward[:4])
    assert len(short.backward) == 4
    assert short.backward[-1] == pytest.approx(1)


def test_signals_that_overflow_are_given_as_they_are():
    flow = Signals(50, 100, rng=np.random.default_rng(0)).through(50, 1e8, "ReLU")
    assert not np.isfinite(flow.forward[-1])


def test_the_published_table_of_the_rings_to_the_decimal():
    networks, first, last = rings.published_networks(), None, None
    for step in rings.steps(networks):
        first = step.loss if first is None else first
        last = step
    assert last.number == rings.ITERATIONS
    for data, column in zip(rings.published_circles(), (0, 1), strict=True):
        accuracy = 100 * evaluate(networks, binary_cross_entropy, data)[1]
        published = [row[column] for row in rings.PUBLISHED.values()]
        np.testing.assert_array_equal(accuracy.round(1), published)
    assert last.loss[0] == pytest.approx(np.log(2), abs=1e-9)
    assert first[1] > 1000
    assert rings.published_network("zeros").weights.any() == np.False_


def test_digits_learn_from_he_and_not_from_tiny_weights():
    he, tiny = (digits.losses(start, 0, updates=60) for start in ("He", "std 0.01"))
    assert he.shape == (60,)
    assert he[-5:].mean() < 2.2
    np.testing.assert_allclose(tiny, np.log(10), atol=0.02)
    stored = load_sweep("initialization_digits").at(start="He", seed=0)["loss"]
    np.testing.assert_allclose(he, stored[:60], atol=1e-3)


def test_the_mean_is_that_of_the_fifty_batches_up_to_1900():
    curve = np.zeros((2, 2000))
    curve[:, 1850:1900] = 3
    curve[0, :1850] = 100
    assert digits.mean_of_last(curve).tolist() == [3, 3]


def test_published_digits_lie_among_single_batches():
    sweep = load_sweep("initialization_digits")
    for start, published in digits.PUBLISHED.items():
        batches = [sweep.at(start=start, seed=seed)["loss"][1850:1900] for seed in digits.SEEDS]
        assert np.min(batches) < published < np.max(batches)


@pytest.mark.parametrize(("activation", "depth", "std"), [("ReLU", 1, 0.0442), ("tanh", 5, 0.14)])
def test_a_stored_place_of_the_valley_is_what_this_machine_computes(activation, depth, std):
    now = valley.run(activation, depth, std)
    stored = load_sweep("initialization_valley").at(activation=activation, depth=depth, std=std)
    for name, value in now.items():
        np.testing.assert_allclose(value, stored[name], atol=0.02)


def test_a_run_that_diverges_is_at_chance_from_there_on():
    curves = valley.run("ReLU", 30, 1.41, epochs=3)
    assert curves["accuracy"].shape == (3, 4)
    assert np.isinf(curves["loss"][:, 1:]).all()
    assert (curves["accuracy"][:, 1:] == valley.CHANCE).all()


def test_the_sweep_puts_each_run_in_its_place(monkeypatch):
    def run(activation, depth, std):
        mark = 100 * (activation == "tanh") + depth + std
        return {name: np.full((3, valley.EPOCHS + 1), mark) for name in ("loss", "accuracy")}

    monkeypatch.setattr(valley, "run", run)
    sweep = valley.sweep()
    point = sweep.at(activation="tanh", depth=8, std=valley.STDS[3])
    assert point["loss"][2, -1] == pytest.approx(108 + valley.STDS[3])
    assert valley.dev_accuracy(sweep, "ReLU").shape == (len(valley.DEPTHS), len(valley.STDS))
