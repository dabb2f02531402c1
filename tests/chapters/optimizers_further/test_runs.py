"""The runs of notebook 05b against closed forms, the engine, published figures and stored runs."""

import numpy as np
import pytest

from course_lib.chapters.optimizers_further import decay_sweep, four_rules
from course_lib.chapters.optimizers_further.surfaces import (
    GRADIENT_SIZES,
    METHODS,
    cliff,
    shrinking,
    two_weights,
)
from course_lib.datasets import Sweep, load_sweep
from course_lib.engine import (
    AdamEpsilonInRoot,
    GradientDescent,
    Momentum,
    Nesterov,
    Newton,
    cross_entropy,
    evaluate,
)
from course_lib.experiments.descents import arrival, descend
from course_lib.experiments.surfaces import RAVINE, SURFACES


@pytest.mark.parametrize("surface", [two_weights(), cliff(), cliff(4)])
def test_the_surfaces_derivatives_are_those_of_their_values(surface):
    h, rng = 1e-5, np.random.default_rng(0)
    for at in rng.uniform(-1.2, 1.2, (10, 2)):
        near = np.stack([at + sign * h * axis for axis in np.eye(2) for sign in (1, -1)])
        up, down = surface.value(near).reshape(2, 2).T
        np.testing.assert_allclose(
            surface.gradient(at), (up - down) / (2 * h), rtol=1e-5, atol=1e-6
        )
        up, down = surface.gradient(near).reshape(2, 2, 2).swapaxes(0, 1)
        np.testing.assert_allclose(surface.hessian(at), (up - down) / (2 * h), rtol=1e-5, atol=1e-5)
    for minimum in surface.minima:
        np.testing.assert_allclose(surface.value(np.array(minimum)), 0, atol=1e-20)


def test_the_cliff_is_ten_times_the_same_weight():
    w, b = 1.1, 0.3
    h = 0.0
    for _ in range(10):
        h = w * h + b
    assert cliff().value(np.array([w, b])) == pytest.approx((h - 1) ** 2 / 2)


def test_the_ridge_of_two_weights_leads_into_the_saddle_and_beside_it_out_again():
    ridge = descend(two_weights(), GradientDescent(), 0.1, steps=1000, start=(1.0, -1.0))
    np.testing.assert_allclose(ridge[-1], 0, atol=1e-12)
    beside = descend(two_weights(), GradientDescent(), 0.1, steps=120)
    heights = two_weights().value(beside)
    assert np.abs(heights[20:40] / 0.5 - 1).max() < 0.02
    assert heights[-1] < 1e-3


def test_decay_is_l2_under_gradient_descent_only():
    strengths, rates = (0.1, 1.0), (0.001, 0.01)
    left = {method: shrinking(method, strengths, rates)[:, :, -1] for method in METHODS}
    law = np.array([[(1 - lr * s) ** 1000 for lr in rates] for s in strengths])[..., None]
    hopping = 0.03  # Adam's own, to and fro
    np.testing.assert_allclose(left["AdamW"], np.broadcast_to(law, (2, 2, 4)), atol=hopping)
    np.testing.assert_allclose(
        left["gradient descent + L2"][..., :3], np.broadcast_to(law, (2, 2, 3)), atol=0.01
    )
    # Under Adam, lambda over the gradients' size counts: ten times both changes nothing.
    under_adam = left["Adam + L2"][:, 0]
    np.testing.assert_allclose(under_adam[1, 1:], under_adam[0, :-1], rtol=1e-3)
    assert (np.diff(under_adam, axis=1) > 0).all()
    assert len(GRADIENT_SIZES) == under_adam.shape[1]


def test_nesterov_explodes_where_its_formula_says():
    limit = 2 * (1 + 0.9) / ((1 + 2 * 0.9) * 20)
    for lr, lost in ((0.98 * limit, False), (1.02 * limit, True)):
        walk = descend(RAVINE, Nesterov(0.9), lr, steps=1500)
        assert np.isnan(walk[-1]).any() == lost
        assert not np.isnan(descend(RAVINE, Momentum(0.9), lr, steps=1500)).any()


def test_epsilon_inside_the_root_stands_still_on_the_plateau():
    walk = descend(SURFACES["plateau"], AdamEpsilonInRoot(), 0.05, steps=400, start=(-5.57, 0.0))
    assert arrival(walk, SURFACES["plateau"]) is None
    assert np.linalg.norm(walk[-1] - walk[0]) < 1


def test_newton_needs_five_steps_in_the_bent_valley():
    bend = SURFACES["bent valley"]
    rule = Newton(lambda theta: bend.hessian(theta[..., 0, :]))
    assert arrival(descend(bend, rule, 1.0, steps=8), bend) == 5


# Four rules on MNIST


def test_a_run_that_diverges_goes_on_as_infinity():
    losses, _ = four_rules.losses_of("AdaGrad", 1.0, 0, iterations=20)
    assert np.isinf(losses[-1])
    assert np.isfinite(losses[0])


def test_the_same_run_comes_out_again():
    stored = load_sweep("optimizers_further_comparison")
    for name in ("gradient descent", "Adam"):
        losses, _ = four_rules.losses_of(name, four_rules.BOOK_RATES[name], 1, iterations=50)
        curve = stored.at(rates="book", rule=name, seed=1)["curve"]
        assert four_rules.block_means(losses)[0] == pytest.approx(curve[0], rel=0.02)


def test_the_stored_comparison_used_the_tuned_rates():
    stored, tuning = (load_sweep(f"optimizers_further_{n}") for n in ("comparison", "tuning"))
    chosen = four_rules.best_rates(tuning)
    assert stored.about["settings"]["lr"] == {"book": four_rules.BOOK_RATES, "tuned": chosen}
    assert tuple(tuning.axes["lr"]) == four_rules.RATES
    inner = set(four_rules.RATES[1:-1])
    assert set(chosen.values()) <= inner  # no best rate lies at the edge of what was tried


def test_the_order_of_the_four_rules():
    tails = load_sweep("optimizers_further_comparison").values["curve"][..., -1]
    book, tuned = tails.mean(axis=-1)
    assert book[0] == book.max() > 2 * book[1:].max()
    assert tuned.max() < 2 * tuned.min()


def test_the_best_of_equal_rates_is_the_first():
    axes = {"rule": np.array(["a", "b"]), "lr": np.array([0.1, 0.2]), "seed": np.array([0, 1])}
    loss = np.array([[[1.0, 3.0], [1.0, 2.0]], [[1.0, 1.0], [np.inf, 1.0]]])
    assert four_rules.best_rates(Sweep(axes, {"loss": loss}, {}, {})) == {"a": 0.2, "b": 0.1}


# L2 against decay on 300 images


def test_one_stored_run_of_each_kind_comes_out_again():
    stored, sets = load_sweep("optimizers_further_decay"), decay_sweep.load_sets()
    for kind in decay_sweep.KINDS:
        network = decay_sweep.trained(kind, 0.1, 2)
        accuracy = evaluate(network, cross_entropy, sets.dev)[1]
        assert accuracy == pytest.approx(
            stored.at(kind=kind, strength=0.1, seed=2)["dev_accuracy"], abs=0.006
        )
