"""The experiments on first weights: against the engine, published figures and stored runs."""

import numpy as np
import pytest

from course_lib.chapters.initialization import (
    check_answers,
    digits,
    own,
    rings,
    sick,
    valley,
)
from course_lib.chapters.initialization.signals import ACTIVATIONS, Signals, rms
from course_lib.datasets import load_sweep
from course_lib.engine import VarianceScaling, binary_cross_entropy, evaluate, mlp, trace


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_signals_are_what_the_engine_computes(activation):
    depth, width, std, draw = 6, 20, 0.3, 1
    signals = Signals(depth + 2, width, draws=2)
    flow = signals.through(depth, std, activation)

    network = mlp(
        [width] * (depth + 2), rng=np.random.default_rng(1), activation=ACTIVATIONS[activation]
    )
    for k in range(depth):
        network[f"hidden {k + 1}"].W[...] = std * signals.weights[draw, k]
    network["output"].W[...] = np.eye(width)
    upstream = signals.gradients[draw]
    inside = trace(network, lambda output, _: (0.0, upstream), (signals.inputs[draw], None))

    names = [name for name in inside.outputs if name.partition(" ")[0] not in ("hidden", "output")]
    assert len(names) == depth
    for k, name in enumerate(names):
        np.testing.assert_allclose(flow.outputs[k][draw], inside.outputs[name], atol=1e-12)
        assert flow.forward[draw, k] == pytest.approx(rms(inside.outputs[name]))
        assert flow.backward[draw, k] == pytest.approx(rms(inside.gradients[name]))


def test_a_shorter_way_is_the_beginning_of_a_longer_one_and_more_draws_begin_with_fewer():
    signals, more = Signals(9, 10), Signals(9, 10, draws=3)
    short, long = (signals.through(depth, 0.4, "tanh") for depth in (4, 9))
    np.testing.assert_array_equal(short.forward, long.forward[:, :4])
    assert short.backward.shape == (1, 4)
    assert short.backward[0, -1] == pytest.approx(1)
    np.testing.assert_array_equal(more.through(9, 0.4, "tanh").forward[:1], long.forward)


def test_signals_that_overflow_are_given_as_they_are():
    assert not np.isfinite(Signals(50, 100).through(50, 1e8, "ReLU").forward[0, -1])


def test_orthogonal_weights_have_the_size_of_the_others_and_keep_lengths():
    signals = Signals(3, 50, draws=2, orthogonal=True)
    W = signals.weights[1, 2]
    np.testing.assert_allclose(W.T @ W, 50 * np.eye(50), atol=1e-9)
    assert signals.through(3, 1 / np.sqrt(50), "linear").forward == pytest.approx(1)


def test_the_stds_that_activations_ask_for():
    """He's 2, a leaky slope's 2 / (1 + a**2), and |z| loses nothing."""
    gains = {name: own.own_gain(f) ** 2 for name, f in own.FUNCTIONS.items()}
    assert gains["ReLU"] == pytest.approx(2, rel=1e-3)
    assert gains["leaky, 0.5"] == pytest.approx(2 / 1.25, rel=1e-3)
    assert gains["|z|"] == pytest.approx(1, rel=1e-3)
    mends = {name: own.mending(f) for name, f in own.FUNCTIONS.items()}
    assert mends["2 tanh"] < mends["ELU"] < 0.91
    assert mends["ReLU"] == pytest.approx(1, abs=1e-6)
    assert mends["GELU"] == pytest.approx(1.084, abs=0.005)
    assert mends["GELU"] < mends["SiLU"]


def test_the_formula_lies_in_its_own_band_in_some_draws_only():
    """50 ReLU layers of 100, He's std: about half of the draws between .5 and 2."""
    sizes = own.last_sizes(own.FUNCTIONS["ReLU"], (2 / 100) ** 0.5, draws=48)
    assert 0.25 < np.mean((sizes > 0.5) & (sizes < 2)) < 0.7
    assert np.median(sizes) < 1


def test_the_remedies_that_make_a_sick_start_learn():
    """Each is right once, since two starts have a single remedy, and these are different ones."""
    helps = {
        name: {remedy for remedy, loss in sick.ends(name).items() if loss < 1.2}
        for name in sick.FAULTS
    }
    assert helps == {
        "A": {"larger", "redraw"},
        "B": {"biases"},
        "C": {"leave", "redraw", "biases"},
        "D": {"smaller", "redraw"},
        "E": {"redraw"},
    }
    right = check_answers.treatments()
    assert sorted(right.values()) == sorted(sick.REMEDIES)
    assert all(right[name] in helps[name] for name in helps)


def test_the_instruments_of_the_sick_starts():
    seen = {name: sick.read(sick.started(name)) for name in sick.FAULTS}
    assert [round(seen[name].loss, 2) for name in "AB"] == [2.30, 2.30]
    assert seen["C"].loss == pytest.approx(np.log(10), rel=0.05)
    assert seen["D"].loss > 1000
    assert not seen["B"].pull.any()
    distinct = {name: check_answers.distinct_units(each.pull) for name, each in seen.items()}
    assert distinct["E"] == 1
    assert min(distinct[name] for name in "ACD") > 50
    dead = {name: check_answers.dead_units(each.z) for name, each in seen.items()}
    assert dead["B"] == 64
    assert max(dead[name] for name in "ACDE") < 10
    assert dead == {name: sick.dead_in(name) for name in seen}


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
        batches = digits.last_batches(sweep, start)
        assert np.min(batches) < published < np.max(batches)


@pytest.mark.parametrize(("activation", "depth", "times_he"), [("ReLU", 1, 0.25), ("tanh", 5, 1.0)])
def test_a_stored_place_of_the_valley_is_what_this_machine_computes(activation, depth, times_he):
    now = valley.run(activation, depth, times_he, 0.05, recorded=valley.RECORDED[:6])
    stored = load_sweep("initialization_valley").at(
        activation=activation, depth=depth, times_he=times_he, rate=0.05
    )
    for name, value in now.items():
        np.testing.assert_allclose(value, stored[name][:, :6], atol=0.02)


def test_every_layer_of_the_valley_starts_at_its_own_he():
    """The first layer has 784 inputs: its weights are 3.5 times smaller than the others."""
    network = mlp(
        [784, 64, 64, 10], rng=np.random.default_rng(0), initializer=VarianceScaling(2 * 0.5**2)
    )
    first, second = (network[f"hidden {k}"].W.std() for k in (1, 2))
    assert first == pytest.approx(0.5 * np.sqrt(2 / 784), rel=0.02)
    assert second / first == pytest.approx(3.5, rel=0.03)


def test_a_run_that_diverges_is_at_chance_from_there_on():
    curves = valley.run("ReLU", 30, 4.0, 0.05, recorded=(0, 1, 3))
    assert curves["accuracy"].shape == (3, 3)
    assert np.isinf(curves["loss"][:, 1:]).all()
    assert (curves["accuracy"][:, 1:] == valley.CHANCE).all()


def test_the_sweep_puts_each_run_in_its_place(monkeypatch):
    def run(activation, depth, times_he, rate):
        mark = 100 * (activation == "tanh") + depth + times_he + rate
        shape = 3, len(valley.RECORDED)
        return {name: np.full(shape, mark) for name in ("loss", "accuracy")}

    monkeypatch.setattr(valley, "run", run)
    sweep = valley.sweep()
    point = sweep.at(activation="tanh", depth=8, times_he=valley.TIMES_HE[3], rate=0.02)
    assert point["loss"][2, -1] == pytest.approx(108.02 + valley.TIMES_HE[3])
    accuracy, better = valley.dev_accuracy(sweep, "ReLU", 10)
    assert accuracy.shape == (len(valley.DEPTHS), len(valley.TIMES_HE))
    assert (better == 1).all()
