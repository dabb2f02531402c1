"""The experiments of notebook 07: runs, stored sweeps, and measures of the surface."""

import numpy as np
import pytest

from course_lib import engine
from course_lib.chapters.batch_normalization import laboratory, runs, surface
from course_lib.datasets import load_sweep

FEW = runs.load_digits(200, halved=True)
FEW_WHOLE = runs.load_digits(100)


def test_small_images_are_averages_of_blocks():
    large, small = runs.load_digits(5), runs.load_digits(5, halved=True)
    np.testing.assert_allclose(large[0].mean(axis=1), small[0].mean(axis=1))
    assert large[1].tolist() == small[1].tolist() == [5, 0, 4, 1, 9]


def test_both_kinds_start_from_the_same_weights():
    plain, normed = (
        runs.build(setting, np.random.default_rng(3))
        for setting in runs.with_and_without(std=0.1, sizes=runs.SMALL)
    )
    for k in range(1, 6):
        np.testing.assert_array_equal(plain[f"hidden {k}"].W, normed[f"hidden {k}"].W)


def test_a_run_is_what_the_notebook_writes_out():
    rng = np.random.default_rng(0)
    network = engine.mlp(
        [784, 100, 100, 100, 100, 100, 10], rng=rng, initializer=engine.normal(0.01),
        normalization=engine.BatchNorm,
    )  # fmt: skip
    data = runs.load_digits(300)
    engine.fit(
        network, engine.cross_entropy, engine.Optimizer(engine.GradientDescent(), lr=0.01), data,
        epochs=2, batch_size=100, rng=rng, sampling="replacement",
    )  # fmt: skip
    setting = runs.Recipe(normalization=engine.BatchNorm, epochs=2)
    ours, _ = runs.train_digits(setting, data, seeds=[0])
    np.testing.assert_allclose(ours.theta[0], network.theta, atol=1e-9)


def test_seeds_side_by_side_are_seeds_alone():
    setting = runs.Recipe(std=0.1, lr=0.1, sizes=runs.SMALL, epochs=4)
    _, together = runs.train_digits(setting, FEW, seeds=[0, 1], every=2)
    _, alone = runs.train_digits(setting, FEW, seeds=[1], every=2)
    assert together.shape == (2, 2)
    np.testing.assert_allclose(together[:, 1], alone[:, 0], atol=0.006)


def test_a_divergence_is_a_result_and_no_noise():
    setting = runs.Recipe(std=1.0, lr=3.0, sizes=runs.SMALL, epochs=4)
    _, accuracy = runs.train_digits(setting, FEW, seeds=[0, 1], every=2)
    assert accuracy.shape == (2, 2)
    assert accuracy.max() < 0.3


def test_the_sweep_of_scales_has_every_point(monkeypatch):
    monkeypatch.setattr(runs, "BOOK_STDS", np.array([0.01, 1.0]))
    monkeypatch.setattr(runs, "load_digits", lambda: FEW_WHOLE)
    sweep = runs.scales_sweep(epochs=2)
    assert sweep.values["train_accuracy"].shape == (2, 2, 5, 1)
    assert sweep.values["training_mode_accuracy"].shape == (2, 2, 5)
    assert sweep.fixed["epochs"].tolist() == [2]


def test_the_map_has_every_cell(monkeypatch):
    monkeypatch.setattr(runs, "STDS", (0.1,))
    monkeypatch.setattr(runs, "RATES", (0.01, 0.1))
    sweep = runs.rates_sweep(epochs=1)
    assert sweep.values["dev_accuracy"].shape == (1, 2, 2, 5)
    setting = runs.Recipe(0.1, 0.1, engine.BatchNorm, runs.SMALL, 1)
    _, curve = runs.train_digits(setting, runs.load_digits(halved=True), seeds=[2], every=1)
    stored = sweep.at(std=0.1, lr=0.1, batch_norm=1, seed=2)["train_accuracy"]
    assert stored == pytest.approx(curve[-1, 0], abs=0.002)


def test_the_laboratory_has_every_point(monkeypatch):
    monkeypatch.setattr(laboratory, "BATCH_SIZES", (64,))
    monkeypatch.setattr(laboratory, "KEEPS", (0.5, 0.9))
    monkeypatch.setattr(laboratory, "HAZES", (0.0, 0.5))
    sweep = laboratory.laboratory_sweep(updates=16)
    assert sweep.values["own"].shape == (1, 2, 2, 5)
    own = sweep.values["own"]
    np.testing.assert_allclose(own[:, 0], own[:, 1], atol=1e-9)  # it knows no keep
    running = sweep.values["running"]
    assert np.abs(running[:, 0] - running[:, 1]).max() > 0


def test_what_is_learned_does_not_depend_on_keep():
    network = laboratory.trained_members(64, keeps=[0.0, 0.99], seeds=[4], updates=16)
    np.testing.assert_array_equal(*network.theta)
    assert not np.allclose(*network["batchnorm 1"].mean)


def test_scores_leave_the_network_alone():
    network = laboratory.trained_members(64, keeps=[0.9], seeds=[0], updates=16)
    before = network.buffers.copy()
    scored = laboratory.scores(network, FEW, 50)
    np.testing.assert_array_equal(network.buffers, before)
    assert {len(values) for values in scored.values()} == {1}


def test_haze_is_a_stretch_and_a_shift_that_batch_statistics_take_away():
    network = laboratory.trained_members(64, keeps=[0.9], seeds=[0], updates=16)
    clear, hazy = (
        laboratory.scores(network, (x, FEW[1]), 50) for x in (FEW[0], laboratory.haze(FEW[0], 0.5))
    )
    for mode in ("own", "estimated"):
        np.testing.assert_allclose(clear[mode], hazy[mode], atol=0.011)


@pytest.mark.parametrize("on", [0, 1])
def test_a_stored_scale_is_what_this_machine_computes(on):
    sweep = load_sweep("batch_normalization_scales")
    std = sweep.axes["std"][3]
    setting = runs.with_and_without(std=std)[on]
    _, curve = runs.train_digits(setting, runs.load_digits(), seeds=[1], every=2)
    stored = sweep.at(std=std, batch_norm=on, seed=1)["train_accuracy"]
    np.testing.assert_allclose(curve[:, 0], stored, atol=0.02)


@pytest.mark.parametrize("std", runs.PUBLISHED)
def test_the_book_and_the_stored_sweep_agree(std):
    sweep = load_sweep("batch_normalization_scales")
    place = np.abs(np.log(sweep.axes["std"] / std)).argmin()
    assert sweep.axes["std"][place] == pytest.approx(std, rel=0.02)
    ours = sweep.values["train_accuracy"][place, :, :, -1].mean(axis=-1)
    np.testing.assert_allclose(ours, runs.PUBLISHED[std], atol=0.08)


def test_a_stored_cell_and_a_stored_point_are_what_this_machine_computes():
    cell = load_sweep("batch_normalization_rates").at(std=0.3, lr=0.1, batch_norm=1, seed=3)
    setting = runs.Recipe(0.3, 0.1, engine.BatchNorm, runs.SMALL)
    _, curve = runs.train_digits(setting, runs.load_digits(halved=True), seeds=[3])
    assert curve[-1, 0] == pytest.approx(cell["train_accuracy"], abs=0.02)
    point = load_sweep("batch_normalization_laboratory").at(
        batch_size=64, keep=0.9, haze=0.2, seed=1
    )
    network = laboratory.trained_members(64, keeps=[0.9], seeds=[1])
    images, labels = runs.load_digits(2000, 1000, halved=True)
    now = laboratory.scores(network, (laboratory.haze(images, 0.2), labels), 64)
    for name in laboratory.MODES:
        assert now[name][0] == pytest.approx(point[name], abs=0.01)


def test_the_disturbed_batch_norm_has_the_right_gradient_and_no_noise_in_inference():
    network = runs.build(
        runs.Recipe(0.3, normalization=surface.NoisyBatchNorm, sizes=(196, 8, 10)),
        np.random.default_rng(0),
    )
    few = FEW[0][:12], FEW[1][:12]
    report = engine.check_gradients(
        network, engine.cross_entropy, few, rng=np.random.default_rng(1)
    )
    assert report.error < 1e-6
    np.testing.assert_array_equal(network.forward(few[0]), network.forward(few[0]))
    rng = np.random.default_rng(0)
    noisy = [network.forward(few[0], training=True, rng=rng) for _ in range(2)]
    assert not np.allclose(*noisy)
    with pytest.raises(TypeError, match="needs an rng in training"):
        network.forward(few[0], training=True)


def test_looking_around_leaves_the_network_and_the_run_alone():
    setting = runs.Recipe(0.2, 0.1, engine.BatchNorm, runs.SMALL, 4)
    network = runs.build(setting, np.random.default_rng(0))
    theta, buffers = network.theta.copy(), network.buffers.copy()
    loss, along, turned = surface.look_around(network, FEW, 0.1)
    np.testing.assert_array_equal(network.theta, theta)
    np.testing.assert_array_equal(network.buffers, buffers)
    value, gradient = surface._loss_and_gradient(network, FEW, theta)
    assert value == loss
    step = surface._loss_and_gradient(network, FEW, theta - 0.1 * gradient)
    assert along[surface.FACTORS.index(1.0)] == pytest.approx(step[0] - loss)
    assert turned[0] < turned[-1]
    often, seldom = (surface.watch(setting, FEW, every=every).loss for every in (2, 4))
    np.testing.assert_allclose(often[1::2], seldom)


def test_distance_is_in_standard_deviations():
    before = [(np.array([0.0, 0.0]), np.array([1.0, 2.0]))]
    after = [(np.array([1.0, 2.0]), np.array([9.0, 9.0]))]
    np.testing.assert_allclose(surface.distance(before, after), [1.0])


def test_without_batch_norm_the_inputs_move_more():
    plain, normed = (
        surface.watch(runs.Recipe(0.2, 0.1, norm, runs.SMALL, 10), FEW).moved.mean()
        for norm in (None, engine.BatchNorm)
    )
    assert plain > 5 * normed


def test_hes_start_is_each_layers_own():
    network = runs.build(runs.Recipe(std=None, sizes=(196, 50, 50, 10)), np.random.default_rng(0))
    assert network["hidden 1"].W.std() == pytest.approx((2 / 196) ** 0.5, rel=0.05)
    assert network["hidden 2"].W.std() == pytest.approx((2 / 50) ** 0.5, rel=0.05)


def test_the_rates_from_hes_start_have_every_cell(monkeypatch):
    monkeypatch.setattr(runs, "RATES", (0.1,))
    assert runs.he_sweep(epochs=1).values["dev_accuracy"].shape == (1, 2, 5)
    stored = load_sweep("batch_normalization_he").at(lr=0.1, batch_norm=0, seed=1)
    setting = runs.Recipe(None, 0.1, sizes=runs.SMALL)
    _, curve = runs.train_digits(setting, runs.load_digits(halved=True), seeds=[1])
    assert curve[-1, 0] == pytest.approx(stored["train_accuracy"], abs=0.02)


def test_the_laboratory_makes_as_many_updates_with_each_batch_size():
    network = laboratory.trained_members(500, keeps=[0.5], seeds=[0], updates=3)
    norm = network["batchnorm 1"]
    kept = 0.5**3  # what is left of the first variance, 1, after three batches
    assert norm.variance.min() > kept
    again = laboratory.trained_members(500, keeps=[0.5], seeds=[0], updates=4)
    assert not np.allclose(norm.variance, again["batchnorm 1"].variance)
