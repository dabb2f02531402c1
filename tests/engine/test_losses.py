"""The losses against plain arithmetic, and what they refuse."""

import math

import numpy as np
import pytest

from course_lib.engine import (
    Sigmoid,
    accuracy,
    binary_cross_entropy,
    cross_entropy,
    evaluate,
    mlp,
    squared_error,
    zeros,
)

DTYPES = [np.float32, np.float64]


def targets_for(loss, classes=3, n=5):
    labels = np.arange(n) % classes
    return labels if loss is cross_entropy else np.eye(classes)[labels]


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


def test_squared_error_by_hand():
    # e = 1, -2 and 0, 3: sums of squares 5 and 9
    output, targets = np.array([[2.0, 1.0], [5.0, 4.0]]), np.array([[1.0, 3.0], [5.0, 1.0]])
    loss, grad = squared_error(output, targets)
    assert float(loss) == (5 + 9) / 2 / 2
    np.testing.assert_array_equal(grad, [[0.5, -1.0], [0.0, 1.5]])


def test_the_constant_that_fits_best_leaves_half_the_variance():
    targets = np.random.default_rng(0).standard_normal(50)
    loss, grad = squared_error(np.full((50, 1), targets.mean()), targets)
    assert float(loss) == pytest.approx(targets.var() / 2)
    assert abs(grad.sum()) < 1e-15


@pytest.mark.parametrize("shape", [(6,), (6, 1)])
def test_a_single_output_may_go_without_its_axis(shape):
    numbers = np.random.default_rng(0).random(6)
    output = np.linspace(-1, 1, 6)[:, None]
    for loss in (squared_error, binary_cross_entropy):
        value, grad = loss(output, numbers.reshape(shape))
        assert value.shape == ()
        assert grad.shape == (6, 1)  # and not (6, 6), which broadcasting would make of it
        alone = [float(loss(output[i : i + 1], numbers[i : i + 1])[0]) for i in range(6)]
        assert float(value) == pytest.approx(np.mean(alone))


def test_a_new_network_that_knows_nothing_starts_at_ln_10():
    rng = np.random.default_rng(0)
    data = rng.standard_normal((20, 5)), np.arange(20) % 10
    assert float(evaluate(mlp([5, 10], rng=rng, initializer=zeros), cross_entropy, data)[0]) == (
        pytest.approx(math.log(10), rel=1e-15)
    )
    yes_or_no = data[0], np.eye(10)[data[1]]
    value, _ = binary_cross_entropy(np.zeros((20, 10)), yes_or_no[1])
    assert float(value) == pytest.approx(10 * math.log(2), rel=1e-15)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("loss", [cross_entropy, binary_cross_entropy])
def test_huge_logits_stay_finite(loss, dtype):
    logits = np.array([[1e4, -1e4], [-1e4, 1e4]], dtype)
    labels = np.array([1, 1]) if loss is cross_entropy else np.array([[0, 1], [0, 1]])
    value, grad = loss(logits, labels)
    assert np.isfinite(grad).all()
    assert float(value) == 1e4  # one example is wrong by 2e4, the other right


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("loss", [cross_entropy, binary_cross_entropy, squared_error])
def test_the_dtype_is_that_of_the_logits(loss, dtype):
    for shape in ((5, 3), (2, 5, 3)):
        value, grad = loss(np.ones(shape, dtype), targets_for(loss))
        assert value.dtype == grad.dtype == dtype
        assert value.shape == shape[:-2]
        assert grad.shape == shape


@pytest.mark.parametrize("kind", [np.uint8, np.int8, np.int32, np.uint64, np.int64])
def test_labels_of_every_integer_type(kind):
    logits = np.random.default_rng(0).standard_normal((5, 3))
    value, grad = cross_entropy(logits, np.arange(5) % 3)
    other_value, other_grad = cross_entropy(logits, (np.arange(10) % 5 % 3).astype(kind)[:5])
    assert value == other_value
    np.testing.assert_array_equal(grad, other_grad)


def test_labels_and_logits_may_be_views():
    logits = np.random.default_rng(0).standard_normal((3, 10, 4))
    labels = np.arange(10) % 4
    value, grad = cross_entropy(logits[::2, ::2, ::-1], labels[::2])
    other_value, other_grad = cross_entropy(logits[::2, ::2, ::-1].copy(), labels[::2].copy())
    np.testing.assert_array_equal(value, other_value)
    np.testing.assert_array_equal(grad, other_grad)


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
    for loss in (cross_entropy, binary_cross_entropy, squared_error):
        logits, targets, weights = np.ones((5, 3)), targets_for(loss), np.arange(5.0)
        before = targets.copy()
        loss(logits, targets)
        loss(logits, targets, weights)
        assert (logits == 1).all()
        np.testing.assert_array_equal(targets, before)
        np.testing.assert_array_equal(weights, np.arange(5))


@pytest.mark.parametrize("label", [10, -1, 2**62, -(2**62)])
def test_a_label_that_is_no_class(label):
    with pytest.raises(ValueError, match=f"takes labels 0 to 9; got {label}$"):
        cross_entropy(np.zeros((2, 10)), np.array([3, label]))
    with pytest.raises(ValueError, match=f"takes labels 0 to 9; got {label}$"):
        cross_entropy(np.zeros((2, 3, 10)), np.array([[3, 1, 2], [3, label, 9]]))


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


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_targets_of_a_regression_are_finite(wrong):
    with pytest.raises(ValueError, match="squared_error needs finite targets; got 1 NaN or inf"):
        squared_error(np.zeros((2, 1)), np.array([wrong, 1.0]))


@pytest.mark.parametrize("targets", [np.zeros(4), np.zeros((4, 2)), np.zeros((1, 3)), np.zeros(())])
def test_targets_of_another_shape(targets):
    for loss in (binary_cross_entropy, squared_error):
        words = rf"{loss.__name__} needs targets of shape \(3, 2\) for logits of shape \(3, 2\)"
        with pytest.raises(ValueError, match=words):
            loss(np.zeros((3, 2)), targets)
    with pytest.raises(ValueError, match=r"accuracy needs targets of shape \(3, 1\)"):
        accuracy(np.zeros((3, 1)), targets)


@pytest.mark.parametrize("loss", [cross_entropy, binary_cross_entropy, squared_error])
def test_no_examples(loss):
    with pytest.raises(ValueError, match=rf"{loss.__name__} needs at least one example"):
        loss(np.zeros((0, 3)), targets_for(loss, n=0))


@pytest.mark.parametrize("loss", [binary_cross_entropy, squared_error])
def test_whole_numbers_as_outputs_would_round_the_targets(loss):
    with pytest.raises(TypeError, match="output must be of float64 or float32; got int64"):
        loss(np.zeros((2, 1), int), np.array([0.5, 0.5]))


def test_accuracy_counts_the_largest_logit():
    logits = np.array([[1.0, 2.0], [3.0, 0.0], [0.0, 5.0]])
    assert accuracy(logits, np.array([1, 0, 0])) == pytest.approx(2 / 3)


def test_one_accuracy_for_each_model():
    logits = np.array([[[1.0, 0.0]], [[0.0, 1.0]]])
    assert accuracy(logits, np.array([0])).tolist() == [1, 0]


def test_a_score_of_zero_is_no_yes():
    assert accuracy(np.zeros((2, 1)), np.array([0, 1])) == 0.5
    assert accuracy(np.zeros((1, 1)), np.array([0])) == 1


def test_outputs_that_answer_by_themselves_are_counted_one_by_one():
    logits = np.array([[2.0, -1.0, 3.0], [-1.0, -1.0, 1.0]])
    targets = np.array([[1, 0, 0], [0, 1, 1]])
    assert accuracy(logits, targets) == 4 / 6
    np.testing.assert_allclose(accuracy(np.stack([logits, -logits]), targets), [4 / 6, 2 / 6])
