"""The runs of notebook 05c against closed forms, the engine, stored runs and known values."""

import numpy as np
import pytest

from course_lib import engine
from course_lib.chapters.optimizers_in_practice import decay_sweep, recurrent
from course_lib.chapters.optimizers_in_practice.batch_runs import MOONS, curve, ends, updates_of
from course_lib.chapters.optimizers_in_practice.check_answers import adamw_step, clip_all
from course_lib.chapters.optimizers_in_practice.check_own import (
    SEEDS,
    SLOW_EPOCHS,
    SLOW_LOSS,
    SLOW_LR,
    SLOW_SIZE,
)
from course_lib.chapters.optimizers_in_practice.cliff import cliff
from course_lib.chapters.optimizers_in_practice.gradient_noise import (
    LR,
    batch_gradients,
    example_gradients,
    noise,
    noise_scale,
    signal,
)
from course_lib.chapters.optimizers_in_practice.shrinking import (
    GRADIENT_SIZES,
    L2_ADAM,
    L2_DESCENT,
    PAPER,
    PYTORCH,
    shrinking,
)
from course_lib.datasets import load_sweep, published_moons
from course_lib.engine import (
    ClipByNorm,
    Optimizer,
    binary_cross_entropy,
    evaluate,
    fit,
    stack,
)
from course_lib.experiments.worked_matrices import lecture_network

# Batch sizes


def test_the_short_batch_is_an_update_on_the_axis_too():
    """600 epochs of batches of 64 are 3000 updates of 300 points, not 2400."""
    assert updates_of(300, 64) * 600 == 3000
    updates, _ = curve(64, 0.03, epochs=2, every=1)
    assert updates[-1] == 10


def test_equal_updates_on_the_published_moons():
    """1500 updates: at 0.01 and 0.03 batches of 300, 64 and 8 are equal; best rates of the ends."""
    rates, medians = np.array([0.01, 0.03, 0.1, 0.3, 1.0]), {}
    data = published_moons()
    for size in (300, 64, 8, 1):
        found = []
        for seed in range(3):
            network = stack([lecture_network() for _ in rates])
            fit(
                network, binary_cross_entropy, Optimizer(lr=rates[:, None, None]), data,
                epochs=1500 // updates_of(300, size), batch_size=size,
                rng=np.random.default_rng(seed), every=1500,
            )  # fmt: skip
            found.append(evaluate(network, binary_cross_entropy, data)[0])
        medians[size] = np.median(found, axis=0)
    for size in (64, 8):
        np.testing.assert_allclose(medians[size][:2], medians[300][:2], rtol=0.02)
    assert medians[300][1] == pytest.approx(0.35, abs=0.01)
    best = {size: rates[np.argmin(losses)] for size, losses in medians.items()}
    assert best[300] == best[64] == 0.3
    assert best[1] == 0.1


def test_a_plan_is_held_against_the_slow_one():
    slow = ends(SLOW_SIZE, [SLOW_LR], seeds=SEEDS, epochs=SLOW_EPOCHS)
    assert slow.mean() == pytest.approx(SLOW_LOSS, abs=0.001)


def test_ends_needs_one_budget():
    with pytest.raises(ValueError, match="epochs or updates"):
        ends(8, [0.1], seeds=[0])
    with pytest.raises(ValueError, match="epochs or updates"):
        ends(8, [0.1], seeds=[0], epochs=1, updates=1)


def test_ends_and_curve_are_the_same_run():
    _, losses = curve(64, 0.1, epochs=4, every=20)
    np.testing.assert_allclose(ends(64, [0.1], seeds=[0], updates=20)[0, 0], losses[-1], rtol=1e-6)


# Noise


@pytest.mark.parametrize("updates", [0, 30])
def test_the_mean_of_the_examples_gradients_is_that_of_all(updates):
    (x, labels), network = MOONS.drawn(0), MOONS.network(0)
    if updates:
        fit(
            network, binary_cross_entropy, Optimizer(lr=LR), (x, labels), epochs=updates,
            batch_size=300, rng=np.random.default_rng(0),
        )  # fmt: skip
    network.backward(binary_cross_entropy(network.forward(x, training=True), labels)[1])
    mean = example_gradients(updates).mean(axis=0)
    np.testing.assert_allclose(mean, network.gradient[0], atol=1e-12)
    assert signal(updates) == pytest.approx(np.linalg.norm(network.gradient))


@pytest.mark.parametrize("size", [1, 16, 256])
def test_measured_noise_follows_the_law(size):
    batches = batch_gradients(size, draws=4000, rng=np.random.default_rng(0))
    off = batches - example_gradients().mean(axis=0)
    measured = np.sqrt((off**2).sum(axis=1).mean())
    assert measured == pytest.approx(noise(size), rel=0.05)


def test_at_the_noise_scale_noise_and_gradient_are_equally_long():
    scale = noise_scale(example_gradients(30))
    assert noise(1, 30) / np.sqrt(scale) == pytest.approx(signal(30))


def test_few_points_pull_hard_the_other_way_after_30_updates():
    """Why batches of 4 point uphill more often than single points."""
    gradients = example_gradients(30)
    along = gradients @ gradients.mean(axis=0)
    against = along < 0
    assert 0.05 < against.mean() < 0.2
    assert -along[against].mean() > 2 * along[~against].mean()


# Recurrent networks


@pytest.mark.parametrize("activation", ["ReLU", "linear"])
def test_the_gradients_through_time_are_those_of_the_loss(activation):
    rng, h = np.random.default_rng(0), 1e-6
    weights = recurrent.first_weights([0, 1], recurrent.Task(width=3))
    x, y = rng.normal(size=(2, 5, 4, 1)), rng.normal(size=(2, 5, 1))
    _, grads = recurrent.loss_and_gradients(weights, x, y, activation)
    for k, weight in enumerate(weights):
        for place in np.ndindex(weight.shape[1:]):
            losses = []
            for sign in (1, -1):
                moved = [each.copy() for each in weights]
                moved[k][:, *place] += sign * h
                losses.append(recurrent.loss_and_gradients(moved, x, y, activation)[0])
            slope = (losses[0] - losses[1]) / (2 * h)
            np.testing.assert_allclose(grads[k][:, *place], slope, rtol=1e-4, atol=1e-8)


def test_clipping_together_is_the_engines_and_the_exercises():
    rng = np.random.default_rng(0)
    grads = [3 * rng.normal(size=(2, *shape)) for shape in ((1, 4), (4, 4), (4, 1))]
    clipped = recurrent.clip_together(grads, np.array([1.0, 1e3]))
    for k, limit in enumerate((1.0, 1e3)):
        flat = np.concatenate([grad[k].ravel() for grad in grads])
        ours = np.concatenate([grad.ravel() for grad in clip_all([g[k] for g in grads], limit)])
        np.testing.assert_allclose(np.concatenate([c[k].ravel() for c in clipped]), ours)
        np.testing.assert_allclose(ClipByNorm(limit)(flat), ours)


def test_a_clip_function_trains_as_the_limit_does():
    by_function = recurrent.trained([3, 4], limit=1.0, clip=clip_all, updates=30)
    by_limit = recurrent.trained([3, 4], limit=1.0, updates=30)
    np.testing.assert_allclose(by_function.losses, by_limit.losses)


def test_the_four_networks_of_the_picture():
    four = [3, 4, 6, 11]
    assert not recurrent.trained(four).learned().any()
    assert recurrent.trained(four, limit=3.0).learned().all()


def test_another_unit_of_the_loss_is_the_same_run():
    task = recurrent.Task(loss_times=100.0)
    plain = recurrent.trained([3], limit=1.0, updates=50)
    other = recurrent.trained([3], limit=100.0, updates=50, task=task)
    np.testing.assert_allclose(plain.losses, other.losses)
    np.testing.assert_allclose(100 * plain.norms, other.norms)


# The cliff


@pytest.mark.parametrize("surface", [cliff(), cliff(4)])
def test_the_cliffs_derivatives_are_those_of_its_value(surface):
    h, rng = 1e-5, np.random.default_rng(0)
    for at in rng.uniform(-1.2, 1.2, (10, 2)):
        near = np.stack([at + sign * h * axis for axis in np.eye(2) for sign in (1, -1)])
        up, down = surface.value(near).reshape(2, 2).T
        np.testing.assert_allclose(
            surface.gradient(at), (up - down) / (2 * h), rtol=1e-5, atol=1e-6
        )
        up, down = surface.gradient(near).reshape(2, 2, 2).swapaxes(0, 1)
        np.testing.assert_allclose(surface.hessian(at), (up - down) / (2 * h), rtol=1e-5, atol=1e-5)


def test_the_cliff_is_ten_times_the_same_weight():
    w, b, h = 1.1, 0.3, 0.0
    for _ in range(10):
        h = w * h + b
    assert cliff().value(np.array([w, b])) == pytest.approx((h - 1) ** 2 / 2)


# Decay


def test_decay_is_l2_under_gradient_descent_and_the_papers_form_knows_no_rate():
    descent, adam = (shrinking(name, [1.0], [0.001])[0, 0, -1] for name in (L2_DESCENT, L2_ADAM))
    np.testing.assert_allclose(descent, descent[0], rtol=0.02)
    assert adam[-1] > 3 * adam[0]
    np.testing.assert_allclose(descent, 0.999**1000, rtol=0.05)
    pytorch, paper = shrinking(PYTORCH, [1.0], [0.001]), shrinking(PAPER, [0.001], [0.001])
    np.testing.assert_allclose(pytorch, paper, atol=1e-9)
    slow, fast = shrinking(PAPER, [0.001], [0.0001, 0.001])[0, :, -1]
    np.testing.assert_allclose(slow, fast, atol=0.02)
    assert len(GRADIENT_SIZES) == pytorch.shape[-1]


def test_one_stored_run_of_each_kind_comes_out_again():
    stored = load_sweep("optimizers_in_practice_decay")
    for kind in decay_sweep.KINDS:
        network = decay_sweep.trained(kind, 0.1, [2])
        at = stored.at(kind=kind, strength=0.1, seed=2)
        assert decay_sweep.accuracy(network)[0] == pytest.approx(at["dev_accuracy"], abs=0.006)


def test_a_step_by_hand_is_the_engines_adamw_but_for_biases():
    by_hand = decay_sweep.trained("decay", 0.1, [0], rule=decay_sweep.Stepped(adamw_step, 0.1))
    engines = decay_sweep.trained("decay", 0.1, [0])
    assert float(decay_sweep.accuracy(by_hand)) == pytest.approx(
        float(decay_sweep.accuracy(engines)[0]), abs=0.01
    )


def test_the_loss_of_a_batch_jumps_and_that_of_all_hardly_does():
    points, network = MOONS.drawn(0), MOONS.network(0)
    recipe = {"epochs": 40, "batch_size": 30, "rng": np.random.default_rng(0)}
    own, whole, cost = [], [], engine.binary_cross_entropy
    for step in engine.train(network, cost, engine.Optimizer(lr=0.03), points, **recipe):
        own.append(float(step.loss))
        whole.append(engine.evaluate(network, cost, points)[0])
    changes, of_all = np.diff(own), np.diff(whole)
    assert 0.45 < np.mean(changes > 0) < 0.55
    assert np.mean(of_all > 0) < 0.2
    assert np.median(np.abs(changes)) > 100 * np.median(np.abs(of_all))
