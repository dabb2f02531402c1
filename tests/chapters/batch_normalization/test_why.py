"""Why it helps, and weight decay under it: the measures of notebook 07, and their controls."""

import numpy as np
import pytest

from course_lib import engine
from course_lib.chapters.batch_normalization import check_answers as answers
from course_lib.chapters.batch_normalization import contest, own, runs, shift, shrinking
from course_lib.datasets import load_sweep

FEW = runs.load_digits(200, halved=True)
SHORT = {"sizes": (196, 20, 20, 20, 10), "epochs": 5}


@pytest.fixture(scope="module")
def scores():
    values = load_sweep("batch_normalization_contest").values
    return 100 * values["train_accuracy"][:, :, 0].mean(axis=-1)


def test_disturbance_costs_more_than_batch_norm_gives_where_the_plain_one_has_started(scores):
    """std 0.2: 93 without (here 91.5, five seeds), 88 disturbed, 99 with; 0.3: 95, 82, 97."""
    without, norm, disturbed = scores.T
    assert scores[1] == pytest.approx([91.5, 98.8, 87.7], abs=0.1)
    assert scores[2] == pytest.approx([94.8, 96.8, 81.6], abs=0.1)
    assert disturbed[0] > without[0] + 60  # at 0.1 the plain one has not started
    assert ((norm - disturbed)[1:3] > (norm - without)[1:3]).all()


def test_what_leaves_a_batch_norm_is_fixed_by_construction():
    """Its mean over all data is the learned shift: no shift can be found there."""
    setting = contest.recipe(0.2, 1, 0.1, **SHORT)
    network, _ = runs.train_digits(setting, FEW)
    inside = engine.trace(network, engine.cross_entropy, FEW)
    mean = inside.outputs["batchnorm 2"].mean(axis=-2)
    np.testing.assert_allclose(mean, network["batchnorm 2"].beta.reshape(mean.shape), atol=1e-9)


@pytest.mark.parametrize("kind", [0, 1])
def test_what_is_not_trained_does_not_shift(kind):
    still = shift.watch_shift(contest.recipe(0.2, kind, 0.1, **SHORT), FEW, every=5, frozen=True)
    assert still.moved.max() == still.turned.max() == 0


def test_noise_alone_moves_an_untrained_disturbed_network_and_the_same_noise_does_not():
    setting = contest.recipe(0.2, 2, 0.1, **SHORT)
    control = shift.watch_shift(setting, FEW, every=2, frozen=True)
    assert control.moved.mean() > 0.7
    assert np.median(control.turned) > 0.8
    same = shift.watch_shift(setting, FEW, every=2, frozen=True, same_noise=True)
    assert same.moved.max() == same.turned.max() == 0


def test_the_mean_of_an_input_is_held_and_its_images_move():
    """Weights below drawn anew: the means behind a batch norm stay, the images do not."""
    one, other = (
        runs.build(contest.recipe(0.2, 1, 0.1, **SHORT), np.random.default_rng(seed))
        for seed in (8, 9)
    )
    before, after = (
        shift.entering(each, FEW[0], np.random.default_rng(0))
        for each in (one, shift.drawn_anew(one, other))
    )
    held = np.abs(after.mean(axis=0) - before.mean(axis=0)).mean() / before.std()
    assert held < 0.3
    assert shift.distance(before, after) > 1


def test_the_shift_of_the_contest():
    """Rate 0.1 from He's: both smaller with batch norm; 0.01: the gradient changes more with it."""
    values = load_sweep("batch_normalization_shift").values
    moved, turned, redrawn = (values[name].mean(axis=-1) for name in ("moved", "turned", "redrawn"))
    assert moved[1, 1, 1] < 0.5 * moved[1, 1, 0]
    assert turned[1, 1, 1] < 0.5 * turned[1, 1, 0]
    assert turned[1, 0, 1] > 1.5 * turned[1, 0, 0]
    assert (turned[..., 2] > 1.1).all()  # nearly all of it noise
    assert (turned[..., 3] < 0.3).all()
    assert turned[0, 1, 0] < 0.05  # the one that hardly learns has the smallest change
    assert redrawn[..., 1] == pytest.approx(np.full((2, 2), 2**0.5), abs=0.1)
    assert (redrawn[..., 0] > 3).all()


def test_at_a_rate_of_1_stillness_is_not_what_lets_it_learn():
    """He's: 11 without, 100 with, 98 disturbed; std 0.2: 38 (four draws 23), 100, 98."""
    fast = 100 * load_sweep("batch_normalization_contest").values["train_accuracy"][..., 1, :]
    assert fast[-1].mean(axis=-1) == pytest.approx([11.3, 99.6, 97.8], abs=0.1)
    assert fast[1].mean(axis=-1) == pytest.approx([38.5, 99.6, 97.9], abs=0.1)


def test_without_batch_norm_pairs_train():
    """640 updates in pairs: 76 without batch norm, 32 with it; from 8 on both do."""
    without = 100 * load_sweep("batch_normalization_control").values["without"][:, 0].mean(axis=-1)
    stored = load_sweep("batch_normalization_laboratory")
    running = 100 * stored.values["running"][:, 2, 0].mean(axis=-1)
    assert without[0] > running[0] + 30
    assert abs(without[2] - running[2]) < 2


def test_three_times_as_long_the_plain_one_has_caught_up():
    """60 epochs: 88.4 without, 89.8 and 89.6 with (three seeds; here five)."""
    dev = 100 * load_sweep("batch_normalization_longer").values["dev_accuracy"].mean(axis=-1)
    assert dev == pytest.approx([88.4, 89.8, 89.6], abs=0.5)


def test_one_step_ahead_is_safe_four_are_not_and_at_a_small_rate_nothing_differs():
    """0.01: 0 of 20 looks without; 0.1: 2 one step ahead, 18 four."""
    ahead = load_sweep("batch_normalization_ahead")
    higher = (ahead.values["along"] > 0).sum(axis=2)
    assert higher[0].tolist() == [[0, 0], [0, 0]]
    assert higher[1, 0].tolist() == pytest.approx([2, 18], abs=2)
    assert higher[:2, 1].max() == 0
    assert higher[2, 1, 1] > 5  # at a rate of 3 the limit is there again


def test_nineteen_layers():
    """20 epochs: far apart; 100: the plain one learns, and stays behind on new digits."""
    stored = load_sweep("batch_normalization_deep").values
    train, dev = (100 * stored[name].mean(axis=-1) for name in ("train_accuracy", "dev_accuracy"))
    best = dev.max(axis=0)
    assert best[1, 0] > best[0, 0] + 20
    assert train[:, 0, 1].max() > 92
    assert best[1, 1] - best[0, 1] == pytest.approx(3, abs=1)


def test_shrinking_is_a_rate_that_grows():
    how = {"lr": 0.03, "shrink": 0.99, "epochs": 10, "sizes": SHORT["sizes"]}
    shrunk = shrinking.paced(FEW, **how)
    grown = shrinking.paced(FEW, rate=answers.same_pace, **how)
    wrong = shrinking.paced(FEW, rate=lambda lr, shrink, step: lr / shrink**step, **how)
    np.testing.assert_allclose(shrunk.loss, grown.loss, atol=0.02)
    assert np.abs(wrong.loss - shrunk.loss).max() > 2 * np.abs(grown.loss - shrunk.loss).max()
    assert shrunk.size[-1] < 0.9 * grown.size[-1]


def test_weights_before_a_batch_norm_only_grow():
    run = shrinking.paced(FEW, lr=0.1, epochs=10, sizes=SHORT["sizes"])
    assert (np.diff(run.size) > -1e-9).all()


def test_own_functions_are_the_layer_and_constants_are_not():
    theirs = [
        own.learned(FEW, norm, std=0.1, lr=0.1, **SHORT)[0].theta
        for norm in (
            engine.BatchNorm,
            own.own_layer(answers.batch_norm, answers.batch_norm_backward),
            own.own_layer(backward=own.with_constants),
        )
    ]
    np.testing.assert_allclose(theirs[0], theirs[1], atol=1e-8)
    assert not np.allclose(theirs[0], theirs[2], atol=1e-3)


def test_a_wrong_forward_shows_in_what_is_learned():
    def by_rows(x, scale, shift, eps):
        centred = x - x.mean(axis=1, keepdims=True)
        return scale * centred / np.sqrt(x.var(axis=1, keepdims=True) + eps) + shift

    right, wrong = (
        own.learned(FEW, own.own_layer(each), std=0.1, lr=0.1, **SHORT)[1][-1]
        for each in (answers.batch_norm, by_rows)
    )
    assert right > wrong


def test_collected_averages_forget_their_start():
    network, _ = own.learned(FEW, engine.BatchNorm, std=0.1, lr=0.1, **SHORT)
    climbed = own.collected(network, answers.running_averages, FEW, range(0, 61, 30), keep=0.8)
    assert climbed[-1] > climbed[0] + 20
    stuck = own.collected(
        network, lambda mean, variance, batch, keep: (mean, variance), FEW, [0, 9]
    )
    assert stuck[0] == stuck[1]


def test_folded_by_a_function_is_folded_by_the_engine():
    network, _ = own.learned(FEW, engine.BatchNorm, std=0.1, lr=0.1, **SHORT)
    bare = own.without_norms(network, answers.fold)
    np.testing.assert_allclose(bare.forward(FEW[0]), network.forward(FEW[0]), atol=1e-9)
    np.testing.assert_allclose(bare.theta, engine.fold(network).theta, atol=1e-9)


def test_answers_in_company_leave_the_averages_alone():
    network, _ = own.learned(FEW, engine.BatchNorm, std=0.1, lr=0.1, **SHORT)
    before = network.buffers.copy()
    told = own.answers_of(network, FEW[0], [FEW[0][1:5], FEW[0][5:9]])
    assert told.shape == (2, 10)
    assert not np.allclose(*told)
    np.testing.assert_array_equal(network.buffers, before)
