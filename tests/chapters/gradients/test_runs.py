"""The experiments of notebook 01 against the engine, and the published check."""

import numpy as np
import pytest

from course_lib.chapters.gradients import published_check, worked
from course_lib.chapters.gradients.check_answers import dense_backward
from course_lib.chapters.gradients.microscope import (
    BUGS,
    EVERYWHERE,
    NO_BUG,
    SINGLE,
    Microscope,
    relative_error,
)
from course_lib.datasets import published_moons
from course_lib.engine import Optimizer, binary_cross_entropy, check_gradients
from course_lib.experiments.worked_matrices import LR, lecture_batches, lecture_network


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


def test_the_worked_example_to_the_last_printed_digit():
    found = worked.first_unit_by(dense_backward)
    for updates, printed in worked.PUBLISHED.items():
        np.testing.assert_allclose(found[updates], printed, atol=5e-9)


def test_a_wrong_layer_does_not_give_the_printed_numbers():
    def halved(x, W, grad_y):
        by_w, by_b, by_x = dense_backward(x, W, grad_y)
        return by_w, by_b, by_x / 2

    found = worked.first_unit_by(halved)
    assert abs(found[0][0] - worked.PUBLISHED[0][0]) > 0.001


def test_the_batches_of_the_lecture():
    """Its mini-batches of 32, a new order in each epoch: the first batch of three epochs."""
    points, labels = published_moons()
    network, printed = lecture_network(), {
        0: (-0.02258159, 0.02325530), 15: (-0.02170460, 0.02061243), 39: (-0.01099443, 0.01261449),
    }  # fmt: skip
    for epoch in range(40):
        for number, batch in enumerate(lecture_batches(epoch)):
            network.backward(binary_cross_entropy(network.forward(points[batch]), labels[batch])[1])
            if number == 0 and epoch in printed:
                first = network["hidden 1"].gradients["W"][:, 0]
                np.testing.assert_allclose(first, printed[epoch], atol=5e-9)
            Optimizer(lr=LR).step(network)


def test_the_published_verdict_is_the_checks_own():
    network, x, labels = published_check.published_point()
    published_check.right_gradient(network, x, labels)

    def textbook():
        return published_check.plain_cross_entropy(network.forward(x), labels)

    assert published_check.error_of(network, textbook, 1e-7, bugs=True) == pytest.approx(
        0.2851, abs=1e-4
    )
    assert published_check.error_of(network, textbook, 1e-7) > 1e-8
    assert published_check.error_of(network, textbook, 1e-5) < 1e-8
