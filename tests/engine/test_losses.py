import math

import numpy as np
import pytest

from course_lib.engine import Sigmoid, accuracy, binary_cross_entropy, cross_entropy


def test_a_network_that_knows_nothing():
    loss, _ = cross_entropy(np.zeros((5, 10)), np.arange(5))
    assert float(loss) == pytest.approx(math.log(10), rel=1e-15)
    loss, _ = binary_cross_entropy(np.zeros((5, 1)), np.array([0, 1, 1, 0, 1]))
    assert float(loss) == pytest.approx(math.log(2), rel=1e-15)


def test_cross_entropy_by_hand():
    # p = 1/4, 3/4 for logits 0 and ln 3
    loss, grad = cross_entropy(np.array([[0.0, math.log(3)], [0.0, 0.0]]), np.array([0, 1]))
    assert float(loss) == pytest.approx((math.log(4) + math.log(2)) / 2)
    np.testing.assert_allclose(grad, [[-0.375, 0.375], [0.25, -0.25]])


def test_binary_cross_entropy_by_hand():
    loss, grad = binary_cross_entropy(np.array([[math.log(3)]]), np.array([0]))
    assert float(loss) == pytest.approx(math.log(4))
    np.testing.assert_allclose(grad, [[0.75]])


@pytest.mark.parametrize("loss", [cross_entropy, binary_cross_entropy])
def test_huge_logits_stay_finite(loss):
    logits = np.array([[1e4, -1e4], [-1e4, 1e4]])
    labels = np.array([1, 1]) if loss is cross_entropy else np.array([[0, 1], [0, 1]])
    value, grad = loss(logits, labels)
    assert np.isfinite(value)
    assert np.isfinite(grad).all()
    assert float(value) == pytest.approx(1e4)


def test_sigmoid_keeps_its_small_values():
    y = Sigmoid().forward(np.array([[-700.0, -40.0]]))
    np.testing.assert_allclose(y, np.exp([[-700.0, -40.0]]), rtol=1e-12)


def test_one_loss_for_each_model():
    logits = np.random.default_rng(0).standard_normal((3, 5, 4))
    labels = np.arange(5) % 4
    value, grad = cross_entropy(logits, labels)
    assert value.shape == (3,)
    assert grad.shape == logits.shape
    own = np.stack([labels, labels, (labels + 1) % 4])
    value_own, _ = cross_entropy(logits, own)
    np.testing.assert_array_equal(value[:2], value_own[:2])
    assert value[2] == cross_entropy(logits[2], labels)[0]
    assert value_own[2] == cross_entropy(logits[2], own[2])[0]


def test_the_arguments_are_left_alone():
    logits, labels = np.ones((2, 3)), np.array([0, 1])
    cross_entropy(logits, labels)
    binary_cross_entropy(logits, np.eye(3)[:2])
    assert (logits == 1).all()


@pytest.mark.parametrize(("label", "shown"), [(10, "got 10"), (-1, "got -1")])
def test_a_label_that_is_no_class(label, shown):
    with pytest.raises(ValueError, match=f"takes labels 0 to 9; {shown}"):
        cross_entropy(np.zeros((2, 10)), np.array([3, label]))


def test_other_bad_labels():
    with pytest.raises(ValueError, match=r"one label per example, shape \(2,\)"):
        cross_entropy(np.zeros((2, 10)), np.array([3]))
    with pytest.raises(ValueError, match="integer labels; got float64"):
        cross_entropy(np.zeros((1, 10)), np.array([3.0]))
    with pytest.raises(ValueError, match=r"targets in \[0, 1\]; got 0 to 2"):
        binary_cross_entropy(np.zeros((2, 1)), np.array([0, 2]))
    with pytest.raises(ValueError, match=r"targets in \[0, 1\]; got -1"):
        binary_cross_entropy(np.zeros((2, 1)), np.array([-1, 1]))
    with pytest.raises(ValueError, match=r"needs targets of shape \(2, 3\)"):
        binary_cross_entropy(np.zeros((2, 3)), np.array([0, 1]))


def test_accuracy_counts_the_largest_logit():
    logits = np.array([[1.0, 2.0], [3.0, 0.0], [0.0, 5.0]])
    assert accuracy(logits, np.array([1, 0, 0])) == pytest.approx(2 / 3)


def test_one_accuracy_for_each_model():
    logits = np.array([[[1.0, 0.0]], [[0.0, 1.0]]])
    assert accuracy(logits, np.array([0])).tolist() == [1, 0]
