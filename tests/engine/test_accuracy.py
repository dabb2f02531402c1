"""What accuracy and evaluate count as right, for every kind of labels."""

import numpy as np
import pytest

from course_lib.engine import (
    Adam,
    Dense,
    Network,
    Optimizer,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    accuracy,
    binary_cross_entropy,
    cross_entropy,
    evaluate,
    fit,
    mlp,
    predict,
    squared_error,
    stack,
)

LOGITS = np.array([[2.0, 1.0, 0.5], [3.0, 2.0, 1.0]])


def trained(loss, labels, *, outputs, x, epochs=40):
    network = mlp([2, 16, outputs], rng=np.random.default_rng(0))
    fit(
        network, loss, Optimizer(Adam(), lr=0.02), (x, labels),
        epochs=epochs, batch_size=50, rng=np.random.default_rng(1),
    )  # fmt: skip
    return network


@pytest.fixture
def x():
    return np.random.default_rng(3).standard_normal((400, 2))


def test_one_hot_labels_are_answered_by_the_largest_output():
    assert accuracy(LOGITS, np.eye(3, dtype=int)[[0, 0]]) == 1.0
    assert accuracy(LOGITS, np.eye(3)[[0, 2]]) == 0.5
    assert accuracy(np.stack([LOGITS, -LOGITS]), np.eye(3)[[0, 0]]).tolist() == [1, 0]


@pytest.mark.parametrize("loss", [binary_cross_entropy, squared_error])
def test_evaluate_takes_one_hot_labels_for_classes(loss, x):
    classes = (x[:, 0] > 0) * 1 + (x[:, 1] > 0.5)
    one_hot = np.eye(3)[classes]
    network = trained(loss, one_hot, outputs=3, x=x)
    right = (predict(network, x).argmax(axis=1) == classes).mean()
    assert evaluate(network, loss, (x, one_hot))[1] == right > 0.8
    untrained = mlp([2, 16, 3], rng=np.random.default_rng(0))
    assert evaluate(untrained, loss, (x, one_hot))[1] < 0.6  # outputs by themselves: above 0.6


def test_questions_of_their_own_are_counted_one_by_one():
    assert accuracy(LOGITS, np.array([[1, 1, 0], [1, 1, 1]])) == 5 / 6


def test_squared_error_is_judged_halfway_between_0_and_1(x):
    labels = (x[:, 0] > 0) * 1
    network = trained(squared_error, labels, outputs=1, x=x)
    right = ((predict(network, x)[:, 0] > 0.5) == labels).mean()
    assert evaluate(network, squared_error, (x, labels))[1] == right > 0.95
    assert accuracy(np.array([[0.1], [0.2], [0.9], [0.8]]), np.array([0, 0, 1, 1]),
                    threshold=0.5) == 1.0  # fmt: skip


@pytest.mark.parametrize("targets", [np.linspace(0, 1, 400), np.linspace(-3, 3, 400)])
def test_a_regression_has_no_accuracy(targets, x):
    network = mlp([2, 1], rng=np.random.default_rng(0))
    loss, right = evaluate(network, squared_error, (x, targets))
    assert np.isfinite(loss)
    assert np.isnan(right)
    with pytest.raises(ValueError, match="Numbers in between have no accuracy"):
        accuracy(predict(network, x), targets)


def test_as_many_models_as_examples_as_classes():
    logits = np.eye(3)[None].repeat(3, 0) * 2 - 1
    labels = np.array([[0, 1, 0], [0, 1, 1], [1, 1, 0]])
    np.testing.assert_allclose(accuracy(logits, labels), [2 / 3, 2 / 3, 1 / 3])


def test_a_loss_of_outputs_reads_the_same_labels_as_its_accuracy():
    """Three models, examples and outputs: the targets are shared, one for each output."""
    networks = stack([mlp([3, 3], rng=np.random.default_rng(seed)) for seed in range(3)])
    x, targets = np.eye(3), np.array([[0, 1, 1], [0, 1, 0], [1, 1, 0]])
    right = ((predict(networks, x) > 0) == targets).mean(axis=(1, 2))
    np.testing.assert_array_equal(evaluate(networks, binary_cross_entropy, (x, targets))[1], right)
    floats = targets.astype(float)
    right = ((predict(networks, x) > 0.5) == targets).mean(axis=(1, 2))
    np.testing.assert_array_equal(evaluate(networks, squared_error, (x, floats))[1], right)


@pytest.mark.parametrize("labels", [[1, 2, 3], [-1, 0, 1]])
def test_class_indices_out_of_range_are_refused(labels):
    with pytest.raises(ValueError, match="accuracy with 3 classes takes labels 0 to 2; got"):
        accuracy(np.eye(3), np.array(labels))


def test_nan_is_no_answer():
    logits = np.array([[np.nan, 1.0], [2.0, 1.0]])
    assert accuracy(logits, np.array([0, 0])) == 0.5
    assert accuracy(logits[:, :1], np.array([0, 1])) == 0.5


def test_data_that_are_not_finite_are_named():
    with pytest.raises(ValueError, match="data needs finite numbers; got 1 NaN or inf in x"):
        evaluate(mlp([2, 2], rng=np.random.default_rng(0)), cross_entropy,
                 (np.array([[np.nan, 1.0]]), np.array([0])))  # fmt: skip


# A last layer that does what the loss does.


def ending_in(last, outputs=1):
    layers = [Dense(2, 16), ReLU(), Dense(16, outputs), last]
    return Network(layers, rng=np.random.default_rng(0))


def run(network, loss, x, labels):
    return fit(network, loss, Optimizer(lr=0.1), (x, labels), epochs=2, batch_size=50,
               rng=np.random.default_rng(0))  # fmt: skip


@pytest.mark.parametrize(
    ("last", "loss", "outputs"),
    [
        (Sigmoid, binary_cross_entropy, 1),
        (Sigmoid, cross_entropy, 2),
        (Tanh, cross_entropy, 2),
        (lambda: Sequential([Sigmoid()]), binary_cross_entropy, 1),
    ],
)
def test_outputs_squashed_twice_are_warned_of_once(last, loss, outputs, x):
    network, labels = ending_in(last(), outputs), (x[:, 0] > 0) * 1
    with pytest.warns(RuntimeWarning, match="the network ends in .* takes logits") as seen:
        run(network, loss, x, labels)
    run(network, loss, x, labels)
    evaluate(network, loss, (x, labels))
    assert [warning.filename for warning in seen] == [__file__]
    with pytest.warns(RuntimeWarning, match="Leave the last layer out"):
        evaluate(ending_in(last(), outputs), loss, (x, labels))


def test_a_sigmoid_under_squared_error_is_as_it_should_be(x):
    labels = (x[:, 0] > 0) * 1
    network = ending_in(Sigmoid())
    run(network, squared_error, x, labels)
    right = ((predict(network, x)[:, 0] > 0.5) == labels).mean()
    assert evaluate(network, squared_error, (x, labels))[1] == right


@pytest.mark.filterwarnings("ignore:the network ends in")
def test_after_a_sigmoid_probabilities_are_judged_and_not_logits(x):
    labels = (x[:, 0] > 0) * 1
    network = ending_in(Sigmoid())
    right = ((predict(network, x)[:, 0] > 0.5) == labels).mean()
    assert evaluate(network, binary_cross_entropy, (x, labels))[1] == right
