"""The experiments of notebook 03c: what they compute, and the numbers of the text."""

import numpy as np
import pytest

from course_lib.chapters.regularization_in_practice import (
    check_answers,
    linear,
    networks,
    nielsen,
    pruning,
    relatives,
)
from course_lib.chapters.regularization_in_practice.digit_runs import Setting, data_of, look_at
from course_lib.chapters.regularization_in_practice.stopping import stopping_points
from course_lib.datasets import load_sweep
from course_lib.engine import L2, EarlyStopping, ReLU, Tanh, cross_entropy, evaluate, mlp
from course_lib.experiments import curves, mnist300

SMALL = Setting(examples=60, side=7, hidden=(12,), batch_size=30, epochs=6, every=2, dev=100)


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("smoothing", [0, 0.8])
@pytest.mark.parametrize("patience", [1, 3, 30])
def test_stopping_points_are_those_of_the_engine(larger, smoothing, patience):
    values = np.random.default_rng(4).random(20).cumsum() % 1.7
    network = mlp([1, 1], rng=np.random.default_rng(0))

    class Look:
        def __init__(self, epoch):
            self.epoch, self.network = epoch, network

    stopping = EarlyStopping(
        lambda step: values[step.epoch], patience=patience, smoothing=smoothing,
        larger_is_better=larger,
    )  # fmt: skip
    stopping._epoch = -1  # so that the first record may be number 0
    last = next((k for k in range(20) if stopping(Look(k))), 19)
    kept, stopped = stopping_points(
        values, patience=patience, smoothing=smoothing, larger_is_better=larger
    )
    assert (kept, stopped) == (stopping.best_epoch, last)


def test_the_published_run_begins_as_stored():
    now = nielsen.run(0, epochs=2)["scores"]
    stored = load_sweep("regularization_in_practice_nielsen").at(seed=0)
    np.testing.assert_allclose(now[:, 1], stored["dev_accuracy"][:2], atol=0.005)
    np.testing.assert_allclose(now[:, 2], stored["dev_loss"][:2], rtol=0.01)


def test_a_plateau_has_no_best_epoch():
    published = load_sweep("regularization_in_practice_nielsen")
    turns, highest, from_on, valley = [], [], [], []
    for seed in (0, 1):
        loss, right = (published.at(seed=seed)[f"dev_{name}"] for name in ("loss", "accuracy"))
        turns.append(int(loss.argmin()) + 1)
        highest.append(int(right.argmax()) + 1)
        from_on.append(int(np.flatnonzero(right < right.max() - 0.002 - 1e-6)[-1]) + 2)
        valley.append((np.flatnonzero(loss <= 1.01 * loss.min())[[0, -1]] + 1).tolist())
    assert (turns, highest, from_on) == ([14, 15], [385, 289], [243, 264])
    assert valley == [[12, 24], [11, 16]]


def test_with_seed_2_both_referees_stop_at_the_same_epoch_up_to_a_patience_of_140():
    sweep = load_sweep("regularization_drop_rate_long")
    seen = sweep.at(seed=2, drop_rate=0)

    def stops(patience):
        loss = stopping_points(seen["dev_loss"], patience=patience)
        accuracy = stopping_points(seen["dev_accuracy"], patience=patience, larger_is_better=True)
        return loss[1], accuracy[1]

    assert all(len(set(stops(looks))) == 1 for looks in range(1, 21))
    assert len(set(stops(21))) == 2


def test_the_first_seed_is_the_run_of_notebook_03():
    setting = Setting(epochs=14, every=7)
    known, dev, _ = data_of(setting, (0,))
    sets = mnist300.load_sets()
    np.testing.assert_allclose(known[0][0], sets.train[0], rtol=1e-6)
    np.testing.assert_array_equal(dev[1][0], sets.dev[1])
    ours = look_at(setting, (0,)).dev_loss[:, 0]
    theirs = mnist300.Run(mnist300.Setting(epochs=14, every=7)).finish().curves()["dev_loss"]
    np.testing.assert_allclose(ours, theirs, rtol=1e-4)


def test_where_the_looks_lie_decides_the_best_epoch():
    every = mnist300.Run(mnist300.Setting(epochs=126, every=1)).finish().curves()["dev_loss"]
    by_three, by_seven = (np.arange(step, 127, step) for step in (3, 7))
    assert by_three[every[by_three - 1].argmin()] == 87
    assert by_seven[every[by_seven - 1].argmin()] == 112
    assert every[111] - every[86] == pytest.approx(0.003, abs=0.001)


def test_seeds_have_digits_of_their_own():
    known, dev, new = data_of(SMALL, (0, 1))
    assert known[0].shape == (2, 60, 49)
    assert not np.array_equal(known[0][0], known[0][1])
    assert not np.array_equal(dev[0][0], dev[0][1])
    assert new[0].ndim == 2  # all are judged by the same
    wrong = data_of(Setting(flipped=0.1), (0,))[0][1] != data_of(Setting(), (0,))[0][1]
    assert wrong.sum() == 30


def test_lengths_and_distances():
    looks = look_at(SMALL, (0, 1))
    assert looks.epochs.tolist() == [2, 4, 6]
    assert (np.diff(looks.distance, axis=0) > 0).all()
    start = [mlp((49, 12, 10), rng=np.random.default_rng(seed)).weights for seed in (0, 1)]
    lengths = [np.linalg.norm(weights) for weights in start]
    assert (np.abs(looks.length[0] - lengths) < looks.distance[0]).all()


def test_both_keep_the_same_share_of_flat_directions():
    lr, steps = 0.5, 50
    strength = check_answers.equal_strength(lr, steps)
    flat = 1e-6
    stopped = linear.kept_by_stopping(flat, lr, steps)
    assert linear.kept_by_ridge(flat, strength) == pytest.approx(stopped, rel=1e-3)
    everywhere = np.geomspace(1e-4, 1, 300)
    apart = linear.kept_by_stopping(everywhere, lr, steps) - linear.kept_by_ridge(
        everywhere, strength
    )
    assert 0.15 < np.abs(apart).max() < 0.21


def test_descent_reaches_the_share():
    rng = np.random.default_rng(0)
    x, t = rng.standard_normal((30, 4)), rng.standard_normal(30)
    w = np.zeros(4)
    for _ in range(7):
        w -= 0.1 * x.T @ (x @ w - t) / 30
    _, s, right = np.linalg.svd(x, full_matrices=False)
    solution = right @ np.linalg.lstsq(x, t)[0]
    np.testing.assert_allclose(right @ w, linear.kept_by_stopping(s**2 / 30, 0.1, 7) * solution)


def test_the_risk_is_the_error_on_new_examples():
    study = linear.Study(examples=60, features=5, noise=0.5)
    found = linear.risks(study, 3)
    rng = np.random.default_rng(3)
    x = rng.standard_normal((60, 5))
    truth = rng.standard_normal(5)
    truth *= 2 / np.linalg.norm(truth)
    t = x @ truth + 0.5 * rng.standard_normal(60)
    whole = np.linalg.lstsq(x, t)[0]
    assert found.by_steps[-1] == pytest.approx(((whole - truth) ** 2).sum(), rel=1e-6)
    weights = np.linalg.solve(x.T @ x / 60 + linear.STRENGTHS[30] * np.eye(5), x.T @ t / 60)
    assert found.by_strength[30] == pytest.approx(((weights - truth) ** 2).sum(), rel=1e-9)


def test_pruning_takes_the_smallest_of_all_or_of_each_layer():
    net = mlp([90, 30, 10], rng=np.random.default_rng(0))
    together, apart = (pruning.pruned(net, 0.4, layerwise=each) for each in (False, True))
    for new in (together, apart):
        assert (new.weights == 0).mean() == pytest.approx(0.4, abs=0.001)
    left = [(new["hidden 1"].W == 0).mean() for new in (together, apart)]
    assert left[0] > left[1] == pytest.approx(0.4, abs=0.001)  # the first layer's are smaller
    assert (net.weights != 0).all()


def test_after_301_epochs_l1_has_not_sorted_black_pixels_out_and_after_1204_it_begins_to():
    l1, sets = pruning.PENALTIES["L1"]["l1"], mnist300.load_sets()
    early, late = (
        mnist300.Run(mnist300.Setting(epochs=n, every=n, l1=l1)).finish().network
        for n in (301, pruning.LONG)
    )
    black, fifth = sets.train[0].max(axis=0) == 0, pruning.pruned(early, 0.2)
    in_first = (fifth["hidden 1"].W == 0).sum() / (fifth.weights == 0).sum()
    assert in_first == pytest.approx(0.81, abs=0.02)
    at_black, beside = pruning.gone_in_first(early, 0.4, black)
    assert (at_black, beside) == pytest.approx((0.54, 0.52), abs=0.02)
    assert pruning.gone_in_first(late, 0.6, black) == pytest.approx([0.90, 0.63], abs=0.02)
    right = [evaluate(pruning.pruned(late, n), cross_entropy, sets.test)[1] for n in (0, 0.6)]
    assert right[0] == pytest.approx(right[1], abs=0.002)


@pytest.mark.parametrize("form", ["lambda/2", "lambda/2m", "summed", "no half"])
def test_each_spelling_has_the_gradient_of_its_formula(form):
    n, number = 40, 0.3
    x, t = curves.draw_sample(n, 0.3, rng=np.random.default_rng(0))
    ours = check_answers.to_ours(number, form, n)
    fit = curves.fit_polynomial(x, t, 5, strength=ours)
    error = curves.predict_curve(fit, x) - t
    by_loss = (x ** np.arange(1, 6)).T @ error / (1 if form == "summed" else n)
    times = {"lambda/2": 1, "lambda/2m": 1 / n, "summed": 1, "no half": 2}[form]
    np.testing.assert_allclose(by_loss + number * times * fit.weights, 0, atol=1e-10)


def test_bend():
    x = np.linspace(-1, 1, 21)[:, None]
    both = np.stack([2 * x - 5, np.abs(x)])
    np.testing.assert_allclose(networks.bend(x, both), [0, 1], atol=1e-12)


def test_tanh_is_straight_at_a_tenth_and_relu_later_and_both_still_rise():
    x, hinge = np.linspace(-1, 1, 41)[:, None], networks.Curve(slope=1.0)
    outputs = {
        name: networks.fitted(hinge, name, [0.01, 0.06, 0.1, 0.15], range(2))[2][..., None]
        for name in ("tanh", "ReLU")
    }
    bent = {name: networks.bend(x, each).mean(axis=1) > 0.003 for name, each in outputs.items()}
    assert bent["tanh"].tolist() == [True, True, False, False]
    assert bent["ReLU"].tolist() == [True, True, True, False]
    assert all(np.ptp(each[-1], axis=1).min() > 1 for each in outputs.values())


def test_scaling_the_weights_straightens_tanh_alone():
    x = np.linspace(-1, 1, 41)[:, None]
    bends = {}
    for activation in (Tanh, ReLU):
        model = mlp([1, 30, 1], rng=np.random.default_rng(0), activation=activation)
        model["hidden 1"].b[...] = np.random.default_rng(1).normal(0, 0.5, (1, 30))
        before = networks.bend(x, model.forward(x))
        model["hidden 1"].W[...] *= 0.1
        model["hidden 1"].b[...] *= 0.1
        bends[activation] = before, networks.bend(x, model.forward(x))
    before, after = bends[ReLU]
    np.testing.assert_allclose(after, before)
    before, after = bends[Tanh]
    assert after < before / 20


def test_the_smallest_gap_is_not_the_best_and_batch_norm_has_a_line_of_its_own():
    strengths = [0, 0.003, 0.03, 0.3]
    plain, normed = (
        networks.sizes_and_gaps(networks.Border(normalization=name), strengths, range(6))
        for name in ("none", "batch norm")
    )
    assert plain.gap.mean(axis=1).argmin() == 3
    assert plain.new_loss.mean(axis=1).argmin() == 2
    for sizes in (plain, normed):
        assert (np.diff(np.median(sizes.length, axis=1)) < 0).all()
    assert np.median(normed.length[2]) < np.median(plain.length[2])
    assert np.median(normed.gap[2]) > 0.1 + np.median(plain.gap[2])


def test_a_remedy_lowers_the_loss_on_the_same_moons():
    def build(rng):
        return mlp([2, 50, 50, 1], rng=rng)

    bare, shrunk = (
        relatives.trained(build, range(4), epochs=200, **extra)
        for extra in ({}, {"regularizer": L2(0.01)})
    )
    assert (shrunk[0] < bare[0]).all()
