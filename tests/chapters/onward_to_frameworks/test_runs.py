"""The runs of notebook 11: autodiff against the engine, slips, forms, and what is stored."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib.chapters.onward_to_frameworks import (
    autodiff,
    forms,
    listing,
    measured,
    side_by_side,
    slips,
)
from course_lib.chapters.onward_to_frameworks.autodiff import Tensor, add, backward, matmul, mean
from course_lib.chapters.onward_to_frameworks.slips import Training, with_slips
from course_lib.engine import BatchNorm, Network, cross_entropy, mlp

# Automatic differentiation


def test_its_gradients_are_those_of_a_difference():
    rng = np.random.default_rng(0)
    x, labels = rng.standard_normal((4, 3)), np.array([0, 1, 1, 0])

    def loss(weight, bias):
        return autodiff.network_loss(x, labels, [(weight, bias)])

    weight, bias = rng.standard_normal((3, 2)), rng.standard_normal((1, 2))
    here = Tensor(weight), Tensor(bias)
    backward(loss(*here))
    for k, array in enumerate((weight, bias)):
        for place in np.ndindex(array.shape):
            sides = []
            for step in (1e-6, -1e-6):
                moved = [weight.copy(), bias.copy()]
                moved[k][place] += step
                sides.append(float(loss(*map(Tensor, moved)).value))
            slope = (sides[0] - sides[1]) / 2e-6
            assert here[k].grad[place] == pytest.approx(slope, abs=1e-8)


def test_what_is_used_twice_gets_the_sum():
    x = Tensor(np.array([[3.0]]))
    backward(mean(add(matmul(x, x), x)))
    assert x.grad.item() == pytest.approx(2 * 3 + 1)


def test_backward_adds_to_what_is_there():
    x = Tensor(np.ones((2, 2)))
    for _ in range(2):
        backward(mean(x))
    np.testing.assert_allclose(x.grad, np.full((2, 2), 0.5))


def test_parts_come_first_where_a_short_way_and_a_long_one_meet():
    a = Tensor(np.ones((1, 1)))
    b = matmul(a, a)
    c = matmul(b, b)
    d = add(a, c)
    assert autodiff.order(d)[-1] is d
    places = [autodiff.order(d).index(node) for node in (a, b, c, d)]
    assert places == sorted(places)
    backward(mean(d))
    assert a.grad.item() == pytest.approx(1 + 4)  # a + a**4


# Side by side


def test_what_is_stored_of_pytorch_says_with_what_it_was_made():
    stored = side_by_side.stored()
    assert set(stored["versions"]) == {"python", "numpy", "torch"}
    assert stored["seconds"] > 0
    assert stored["settings"]["steps"] == side_by_side.STEPS == 200
    recipes = {name: vars(each) for name, each in side_by_side.RECIPES.items()}
    assert stored["settings"]["recipes"] == recipes
    assert {name: len(losses) for name, losses in stored["losses"].items()} == dict.fromkeys(
        recipes, 200
    )


@pytest.mark.parametrize("name", side_by_side.RECIPES)
def test_our_losses_are_pytorchs_to_rounding(name):
    ours = side_by_side.losses_here(side_by_side.RECIPES[name])
    assert side_by_side.farthest(ours, side_by_side.stored()["losses"][name]) < 1e-8


def test_a_penalty_on_all_parameters_is_another_recipe():
    stored = np.array(side_by_side.stored()["losses, all penalized"])
    apart = np.abs(side_by_side.losses_here(side_by_side.RECIPES["L2"]) - stored)
    assert (apart[:2] < 1e-12).all()  # biases begin at 0
    assert apart.max() == pytest.approx(0.004, abs=0.001)


def test_the_start_of_a_linear_layer_has_a_third_of_the_variance_1_over_n():
    stored = side_by_side.stored()
    for numbers in stored["starts"].values():
        assert numbers["variance times n"] == pytest.approx(1 / 3, abs=0.005)
        assert numbers["bias, variance times n"] == pytest.approx(1 / 3, abs=0.02)
    assert stored["Linear(3, 5).weight"] == [5, 3]


def test_losses_are_averaged_unless_they_are_to_be_added():
    stored = side_by_side.stored()
    ours = cross_entropy(np.array([[2.0, 0.0], [2.0, 0.0]]), np.array([0, 1]))[0]
    assert float(ours) == pytest.approx(stored["mean of two losses"])
    assert stored["sum of two losses"] == pytest.approx(2 * stored["mean of two losses"])


def test_the_running_variance_is_the_unbiased_one():
    network = Network([BatchNorm(1)], rng=np.random.default_rng(0))
    network.forward(np.array([[2.0], [4.0]]), training=True)
    ours = network["batchnorm 1"].variance.item()
    assert ours == pytest.approx(1.1)
    assert ours == pytest.approx(side_by_side.stored()["running variance of 2 and 4"])


# Slips

SHORT = Training(epochs=2, count=200, width=8)


def test_every_seed_has_digits_and_a_start_of_its_own_and_runs_as_if_alone():
    both = slips.train(replace(SHORT, seeds=(0, 3)))
    alone = slips.train(replace(SHORT, seeds=(3,)))
    np.testing.assert_allclose(both.printed[1], alone.printed[0], rtol=1e-9)
    assert not np.array_equal(both.x_new[0], both.x_new[1])
    assert slips.rights(both)[1] == slips.rights(alone)[0]


@pytest.mark.parametrize("slip", [slip for slip in slips.SLIPS if slip != slips.EVAL])
def test_each_slip_of_training_changes_its_run(slip):
    healthy, wrong = slips.train(SHORT), slips.train(with_slips(SHORT, [slip]))
    assert not np.allclose(healthy.printed, wrong.printed)


def test_a_forgotten_eval_changes_the_test_alone():
    healthy, wrong = slips.train(SHORT), slips.train(with_slips(SHORT, [slips.EVAL]))
    np.testing.assert_array_equal(healthy.printed, wrong.printed)
    assert slips.rights(wrong, at_once=4, evaluating=False) < slips.rights(wrong, at_once=4)


def test_a_batch_s_size_does_not_matter_after_eval():
    run = slips.train(SHORT)
    assert slips.rights(run, at_once=7) == pytest.approx(slips.rights(run))


def test_gradients_that_are_not_cleared_are_all_gradients_since_the_start():
    first = slips.train(replace(SHORT, rule="descent", lr=0.0, epochs=1))
    assert np.isfinite(first.printed).all()
    still = with_slips(replace(SHORT, rule="descent", lr=0.0), [slips.CLEAR])
    np.testing.assert_array_equal(
        slips.train(still).printed, slips.train(replace(still, slips=())).printed
    )


def test_a_step_is_measured_over_its_rate():
    sure = slips.train(replace(SHORT, rule="Adam", epochs=1, batch_size=200))
    assert sure.steps == pytest.approx([1.0], abs=0.1)  # Adam's first: the sign, nearly everywhere
    assert slips.train(replace(SHORT, lr=0.0)).steps == pytest.approx([0.0])


def test_a_sum_of_gradients_makes_adams_steps_full_ones():
    """At a tenth of the rate, three times as long: its direction hardly changes."""
    found = measured.steps(slips.CLEAR, 0, 4, lr=0.001, gamma=0.8)
    assert found["without"] == pytest.approx(0.42, abs=0.05)
    assert found["with"] == pytest.approx(1.24, abs=0.1)


@pytest.mark.parametrize("name", side_by_side.RECIPES)
def test_our_losses_are_not_pytorchs_to_the_last_digit(name):
    ours = side_by_side.losses_here(side_by_side.RECIPES[name])
    assert not np.array_equal(ours, side_by_side.stored()["losses"][name])


def test_the_gradient_through_two_softmaxes_is_that_of_a_difference():
    rng, labels = np.random.default_rng(0), np.array([[0, 2]])
    logits = rng.standard_normal((1, 2, 4))
    twice = with_slips(SHORT, [slips.LOGITS])
    _, gradient = slips._loss(twice, logits, labels)
    for place in np.ndindex(logits.shape):
        step = np.zeros_like(logits)
        step[place] = 1e-6
        up, down = (slips._loss(twice, logits + way * step, labels)[0] for way in (1, -1))
        assert gradient[place] == pytest.approx((up - down).item() / 2e-6, abs=1e-8)


def test_a_softmax_of_probabilities_is_never_sure():
    sure = np.array([[[1e3, *[0.0] * 9]]])
    loss, _ = slips._loss(with_slips(SHORT, [slips.LOGITS]), sure, np.array([[0]]))
    assert loss.item() == pytest.approx(np.log(1 + 9 / np.e))
    assert loss.item() == pytest.approx(1.4612, abs=1e-4)


def test_the_rate_falls_once_an_epoch_or_at_every_batch():
    still = replace(SHORT, gamma=0.5, rule="descent", lr=1e-9)
    assert slips.train(still).printed.shape == (1, 8)
    healthy = slips.train(replace(SHORT, gamma=1e-9, lr=0.1))
    wrong = slips.train(with_slips(replace(SHORT, gamma=1e-9, lr=0.1), [slips.PER_EPOCH]))
    assert np.ptp(slips.train(still).printed) < 1
    assert not np.allclose(healthy.printed[0, 2], wrong.printed[0, 2])
    np.testing.assert_allclose(healthy.printed[0, :2], wrong.printed[0, :2])


def test_the_listing_is_python_and_its_lines_are_where_they_are_said_to_be():
    compile(listing.LISTING, "listing", "exec")
    lines = listing.LISTING.splitlines()
    said = {
        slips.LOGITS: "Softmax", slips.ONE_OPTIMIZER: "Adam(", slips.PER_EPOCH: "falling.step()",
    }  # fmt: skip
    for slip, words in said.items():
        (line,) = listing.LINES[slip]
        assert words in lines[line - 1]
    assert "backward" in lines[max(listing.LINES[slips.CLEAR]) - 1]
    assert "test_set" in lines[19]
    assert 20 in listing.LINES[slips.EVAL]
    assert "zero_grad" not in listing.LISTING
    assert "eval()" not in listing.LISTING
    assert listing.slip_at(1) is None


# Forms


def test_all_forms_side_by_side_are_as_one_by_one():
    network, form = forms.first_network(), forms.Form()
    printed = forms.curves(form).printed
    x, labels = forms.digits(1000, side=7)
    order = np.random.default_rng(1).permutation(1000)[: forms.BATCH]
    first, _ = cross_entropy(network.forward(x[order], training=True), labels[order])
    assert printed[0] == pytest.approx(float(first))


def test_the_biased_variance_is_that_of_a_layer_that_never_corrects():
    network = forms.first_network()
    x, _ = forms.digits(1000, side=7)
    layer = network["batchnorm 1"]
    expected = np.ones_like(layer.variance)
    for k in range(3):
        batch = x[10 * k : 10 * (k + 1)]
        network.forward(batch, training=True)
        z = batch @ network["hidden 1"].W
        expected = 0.9 * expected + 0.1 * z.var(axis=0)
    np.testing.assert_allclose(forms.biased(network, 3)["batchnorm 1"].variance, expected)
    assert (layer.variance > expected).all()


def test_the_network_that_all_share_is_not_changed():
    assert (
        forms.first_network().theta.tobytes()
        == mlp([49, 16, 10], rng=np.random.default_rng(0), normalization=BatchNorm).theta.tobytes()
    )
