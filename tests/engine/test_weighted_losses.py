"""Examples that count more than others: held against plain loops, and trained with."""

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.engine import (
    GradientDescent,
    Optimizer,
    accuracy,
    binary_cross_entropy,
    check_gradients,
    cross_entropy,
    evaluate,
    fit,
    mlp,
    per_model,
    squared_error,
    stack,
    train,
)

LOSSES = [cross_entropy, binary_cross_entropy, squared_error]
N, OUTPUTS = 7, 4


def make_targets(loss, rng, n=N):
    if loss is cross_entropy:
        return rng.integers(OUTPUTS, size=n)
    hard = rng.integers(2, size=(n, OUTPUTS))
    return hard if loss is binary_cross_entropy else rng.standard_normal((n, OUTPUTS))


def one_example(loss, z, target):
    """Loss of each output of one example, and its gradient, written out."""
    if loss is cross_entropy:
        total = sum(math.exp(value) for value in z)
        grad = [math.exp(value) / total - (c == target) for c, value in enumerate(z)]
        return [math.log(total) - z[target]], grad
    if loss is squared_error:
        return [(a - t) ** 2 / 2 for a, t in zip(z, target, strict=True)], list(z - target)
    a = [1 / (1 + math.exp(-value)) for value in z]
    each = [-t * math.log(p) - (1 - t) * math.log(1 - p) for p, t in zip(a, target, strict=True)]
    return each, [p - t for p, t in zip(a, target, strict=True)]


def by_loops(loss, logits, targets, weights):
    """Weights: one row per example, with one weight for all outputs or one for each."""
    n, outputs = logits.shape
    terms, grads = zip(*(one_example(loss, logits[i], targets[i]) for i in range(n)), strict=True)
    value, grad = 0.0, np.zeros(logits.shape)
    for j in range(len(terms[0])):
        divisor = sum(weights[i][j % len(weights[i])] for i in range(n))
        for i in range(n):
            value += weights[i][j % len(weights[i])] * terms[i][j] / divisor
    for j in range(outputs):
        divisor = sum(weights[i][j % len(weights[i])] for i in range(n))
        for i in range(n):
            grad[i, j] = weights[i][j % len(weights[i])] * grads[i][j] / divisor
    return value, grad


def assert_same(one, other, tolerance=1e-14):
    for a, b in zip(one, other, strict=True):
        np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("loss", LOSSES)
def test_sample_weights_are_the_loop_written_out(loss):
    rng = np.random.default_rng(0)
    logits, targets = rng.standard_normal((N, OUTPUTS)), make_targets(loss, rng)
    weights = np.array([0.5, 2.0, 0.0, 1.0, 3.0, 0.1, 7.0])
    assert_same(loss(logits, targets, weights), by_loops(loss, logits, targets, weights[:, None]))


@pytest.mark.parametrize("own_weights", [False, True])
@pytest.mark.parametrize("own_targets", [False, True])
@pytest.mark.parametrize("loss", LOSSES)
def test_every_model_of_a_stack_has_its_own_mean(loss, own_targets, own_weights):
    rng = np.random.default_rng(1)
    logits = rng.standard_normal((3, N, OUTPUTS))
    targets = np.stack([make_targets(loss, rng) for _ in range(3)])
    weights = rng.random((3, N))
    together = loss(
        logits, targets if own_targets else targets[0], weights if own_weights else weights[0]
    )
    assert together[0].shape == (3,)
    for k in range(3):
        alone = by_loops(
            loss,
            logits[k],
            targets[k if own_targets else 0],
            weights[k if own_weights else 0, :, None],
        )
        assert_same((together[0][k], together[1][k]), alone)


def test_class_weights_of_cross_entropy_stand_for_sample_weights():
    rng = np.random.default_rng(2)
    logits, labels = rng.standard_normal((N, 3)), np.array([0, 1, 2, 2, 1, 0, 0])
    of_classes = partial(cross_entropy, class_weights=[1.0, 5.0, 0.25])
    spelled_out = np.array([1, 5, 0.25, 0.25, 5, 1, 1])
    assert_same(of_classes(logits, labels), cross_entropy(logits, labels, spelled_out))
    sample = rng.random(N)
    assert_same(
        of_classes(logits, labels, sample), cross_entropy(logits, labels, spelled_out * sample)
    )


def test_class_weights_of_yes_and_no_stand_for_sample_weights():
    rng = np.random.default_rng(2)
    logits, labels = rng.standard_normal((N, 1)), np.array([0, 1, 1, 0, 0, 0, 1])
    of_classes = partial(binary_cross_entropy, class_weights=(1, 4))
    spelled_out = np.array([1, 4, 4, 1, 1, 1, 4])
    assert_same(of_classes(logits, labels), binary_cross_entropy(logits, labels, spelled_out))
    sample = rng.random(N)
    assert_same(
        of_classes(logits, labels, sample),
        binary_cross_entropy(logits, labels, spelled_out * sample),
    )


def test_every_output_of_yes_and_no_has_its_own_divisor():
    rng = np.random.default_rng(3)
    logits, targets = rng.standard_normal((N, OUTPUTS)), rng.integers(2, size=(N, OUTPUTS))
    sample = rng.random(N)
    weights = [[sample[i] * (5 if t else 0.5) for t in row] for i, row in enumerate(targets)]
    together = binary_cross_entropy(logits, targets, sample, class_weights=(0.5, 5))
    assert_same(together, by_loops(binary_cross_entropy, logits, targets, weights))
    alone = [
        binary_cross_entropy(logits[:, [j]], targets[:, j], sample, class_weights=(0.5, 5))
        for j in range(OUTPUTS)
    ]
    assert float(together[0]) == pytest.approx(sum(float(value) for value, _ in alone))


def test_a_soft_target_weighs_in_between():
    # t = 1/4 at weights 1 and 5: 0.75 * 1 + 0.25 * 5 = 2, beside a plain 0 of weight 1
    logits, targets = np.array([[0.3], [-1.0]]), np.array([0.25, 0.0])
    assert_same(
        binary_cross_entropy(logits, targets, class_weights=(1, 5)),
        binary_cross_entropy(logits, targets, np.array([2.0, 1.0])),
    )


def test_class_weights_for_each_model():
    rng = np.random.default_rng(4)
    logits = rng.standard_normal((2, N, 3))
    labels = np.arange(N) % 3
    pairs = np.array([[1.0, 2.0, 3.0], [4.0, 0.0, 1.0]])
    value, grad = cross_entropy(logits, labels, class_weights=pairs[:, None])
    for k in range(2):
        assert_same((value[k], grad[k]), cross_entropy(logits[k], labels, class_weights=pairs[k]))
    targets = np.arange(N) % 2
    value, grad = binary_cross_entropy(logits[..., :1], targets, class_weights=pairs[:, None, :2])
    for k in range(2):
        alone = binary_cross_entropy(logits[k, :, :1], targets, class_weights=pairs[k, :2])
        assert_same((value[k], grad[k]), alone)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.sampled_from(LOSSES), st.integers(0, 2**32 - 1), st.data())
def test_a_whole_weight_is_the_example_that_often(loss, seed, data):
    """Twice for a weight of 2, and not at all for 0."""
    rng = np.random.default_rng(seed)
    logits, targets = 3 * rng.standard_normal((N, OUTPUTS)), make_targets(loss, rng)
    counts = data.draw(st.lists(st.integers(0, 3), min_size=N, max_size=N).filter(any))
    repeated = np.repeat(np.arange(N), counts)
    value, grad = loss(logits, targets, np.array(counts))
    plain_value, plain_grad = loss(logits[repeated], targets[repeated])
    assert float(value) == pytest.approx(float(plain_value), rel=1e-12)
    summed = np.zeros_like(grad)
    np.add.at(summed, repeated, plain_grad)
    np.testing.assert_allclose(grad, summed, rtol=0, atol=1e-14)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.sampled_from(LOSSES),
    st.lists(st.floats(0.01, 100), min_size=N, max_size=N),
    st.floats(1e-6, 1e6),
)
def test_only_the_ratios_of_the_weights_matter(loss, weights, factor):
    rng = np.random.default_rng(0)
    logits, targets = rng.standard_normal((N, OUTPUTS)), make_targets(loss, rng)
    scaled = loss(logits, targets, factor * np.array(weights))
    assert_same(loss(logits, targets, np.array(weights)), scaled, 1e-12)
    assert_same(loss(logits, targets), loss(logits, targets, np.full(N, factor)), 1e-12)


@pytest.mark.parametrize("loss", LOSSES)
def test_a_batch_in_which_nothing_counts_adds_nothing(loss):
    rng = np.random.default_rng(0)
    value, grad = loss(rng.standard_normal((N, OUTPUTS)), make_targets(loss, rng), np.zeros(N))
    assert value == 0
    assert not grad.any()


def test_only_the_models_in_which_nothing_counts_add_nothing():
    rng = np.random.default_rng(0)
    logits, labels = rng.standard_normal((2, N, OUTPUTS)), np.arange(N) % OUTPUTS
    value, grad = cross_entropy(logits, labels, np.stack([np.zeros(N), np.ones(N)]))
    assert value[0] == 0
    assert not grad[0].any()
    assert_same((value[1], grad[1]), cross_entropy(logits[1], labels))


def test_an_output_in_which_nothing_counts_adds_nothing():
    logits, targets = np.zeros((2, 2)), np.array([[0, 1], [0, 0]])
    value, grad = binary_cross_entropy(logits, targets, class_weights=(0, 1))
    assert float(value) == pytest.approx(math.log(2))
    np.testing.assert_allclose(grad, [[0, -0.5], [0, 0]])


@pytest.mark.parametrize("loss", LOSSES)
def test_float32_stays_float32_under_weights_of_float64(loss):
    rng = np.random.default_rng(0)
    targets = make_targets(loss, rng)
    logits = rng.standard_normal((2, N, OUTPUTS)).astype(np.float32)
    weights = {"sample_weights": np.arange(float(N))}
    if loss is not squared_error:
        classes = OUTPUTS if loss is cross_entropy else 2
        weights["class_weights"] = np.arange(1.0, classes + 1)
    value, grad = loss(logits, targets, **weights)
    assert value.dtype == grad.dtype == np.float32
    exact = loss(logits.astype(np.float64), targets, **weights)
    assert exact[0].dtype == exact[1].dtype == np.float64
    assert_same((value, grad), exact, 1e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_huge_logits_are_safe_with_weights_too(dtype):
    logits = np.array([[1e4, -1e4], [-1e4, 1e4]], dtype)
    value, grad = cross_entropy(logits, np.array([1, 1]), np.array([1.0, 3.0]))
    assert float(value) == 5000  # a quarter of 2e4
    np.testing.assert_array_equal(grad, [[0.25, -0.25], [0, 0]])
    value, grad = binary_cross_entropy(logits[:, :1], np.array([0, 0]), class_weights=(2, 1))
    assert float(value) == 5000
    np.testing.assert_array_equal(grad, [[0.5], [0]])


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (np.ones(3), r"needs the shape \(7,\); got shape \(3,\)"),
        (np.ones((7, 1)), r"needs the shape \(7,\); got shape \(7, 1\)"),
        (np.ones((2, 7)), r"needs the shape \(7,\); got shape \(2, 7\)"),
        (1.0, r"needs the shape \(7,\); got shape \(\)"),
        ([1, 1, 1, -2, 1, 1, 1], "needs finite numbers, 0 or more; got -2"),
        ([1, 1, 1, np.nan, 1, 1, 1], "needs finite numbers, 0 or more; got nan"),
        ([1, 1, 1, np.inf, 1, 1, 1], "needs finite numbers, 0 or more; got inf"),
    ],
)
@pytest.mark.parametrize("loss", LOSSES)
def test_sample_weights_that_cannot_be(loss, weights, words):
    targets = make_targets(loss, np.random.default_rng(0))
    with pytest.raises(ValueError, match=f"^{loss.__name__}: sample_weights {words}"):
        loss(np.zeros((N, OUTPUTS)), targets, weights)


@pytest.mark.parametrize("loss", LOSSES)
def test_sample_weights_of_a_stack_name_both_shapes(loss):
    targets = make_targets(loss, np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"needs the shape \(7,\) or \(3, 7\); got shape \(2, 7\)"):
        loss(np.zeros((3, N, OUTPUTS)), targets, np.ones((2, N)))


@pytest.mark.parametrize(
    ("loss", "shape", "weights", "words"),
    [
        (cross_entropy, (7, 4), [1, 2, 3], r"needs the shape \(4,\) or \(1, 4\); got shape \(3,\)"),
        (cross_entropy, (7, 4), [1, 2, -3, 0], "needs finite numbers, 0 or more; got -3"),
        (cross_entropy, (7, 4), [1, 2, np.nan, 0], "needs finite numbers, 0 or more; got nan"),
        (cross_entropy, (3, 7, 4), np.ones((2, 1, 4)), r"\(4,\) or \(3, 1, 4\); got shape \(2, "),
        (binary_cross_entropy, (7, 4), [1, 2, 3], r"needs the shape \(2,\) or \(1, 2\)"),
        (binary_cross_entropy, (7, 4), 3.0, r"needs the shape \(2,\) or \(1, 2\); got shape \(\)"),
        (binary_cross_entropy, (7, 4), (1, np.inf), "0 or more; got inf"),
    ],
)
def test_class_weights_that_cannot_be(loss, shape, weights, words):
    targets = make_targets(loss, np.random.default_rng(0))
    with pytest.raises(ValueError, match=rf"^{loss.__name__}: class_weights .*{words}"):
        loss(np.zeros(shape), targets, class_weights=weights)


WEIGHTED = {
    "cross_entropy": cross_entropy,
    "binary_cross_entropy": binary_cross_entropy,
    "squared_error": squared_error,
    "classes": partial(cross_entropy, class_weights=[1, 0.2, 3, 10]),
    "yes and no": partial(binary_cross_entropy, class_weights=(0.3, 4)),
}


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("weighted", [True, False], ids=["sample weights", "no sample weights"])
@pytest.mark.parametrize("models", [1, 4])
@pytest.mark.parametrize("name", WEIGHTED)
def test_the_gradients(name, models, weighted, training):
    rng = np.random.default_rng(7)
    members = [mlp([3, 6, OUTPUTS], rng=rng, drop_rate=0.3) for _ in range(models)]
    network = members[0] if models == 1 else stack(members)
    loss = WEIGHTED[name]
    plain = loss.func if isinstance(loss, partial) else loss
    data = (rng.standard_normal((N, 3)), make_targets(plain, rng))
    if weighted:
        data = (*data, rng.random(N) + np.arange(N))
    report = check_gradients(network, loss, data, rng=rng, training=training)
    assert report.error < 1e-7, report.worst


def test_the_gradients_with_own_data_and_weights_for_each_model():
    rng = np.random.default_rng(7)
    network = stack([mlp([3, 6, OUTPUTS], rng=rng) for _ in range(2)])
    labels = rng.integers(OUTPUTS, size=(2, N))
    data = rng.standard_normal((2, N, 3)), labels, rng.random((2, N))
    loss = partial(cross_entropy, class_weights=np.arange(1.0, 9).reshape(2, 1, 4))
    report = check_gradients(network, loss, data, rng=rng)
    assert report.error < 1e-7, report.worst


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    return rng.standard_normal((N, 3)), rng.integers(OUTPUTS, size=N), 0.1 + rng.random(N)


def make(seed=0):
    return mlp([3, 5, OUTPUTS], rng=np.random.default_rng(seed))


@pytest.mark.parametrize("loss", LOSSES)
def test_training_with_weights_is_the_loop_written_out(loss, data):
    x, _, weights = data
    targets = make_targets(loss, np.random.default_rng(5))
    net, by_hand = make(), make()
    losses = [
        float(step.loss)
        for step in train(
            net, loss, Optimizer(GradientDescent(), 0.1), (x, targets, weights),
            epochs=4, batch_size=N, rng=np.random.default_rng(1),
        )
    ]  # fmt: skip
    for seen in losses:
        value, grad = by_loops(loss, by_hand.forward(x), targets, weights[:, None])
        assert seen == pytest.approx(value, rel=1e-12)
        by_hand.backward(grad)
        by_hand.theta -= 0.1 * by_hand.gradient
    np.testing.assert_allclose(net.theta, by_hand.theta, rtol=0, atol=1e-12)


def test_evaluate_weighs_the_loss_and_counts_every_right_answer(data):
    x, labels, weights = data
    net = make()
    loss, right = evaluate(net, cross_entropy, data, rows=2)
    value, _ = by_loops(cross_entropy, net.forward(x), labels, weights[:, None])
    assert float(loss) == pytest.approx(value, rel=1e-12)
    assert float(right) == float(accuracy(net.forward(x), labels))


def test_every_batch_brings_the_weights_of_its_own_examples():
    seen = []

    def spy(logits, labels, weights):
        seen.append((labels, weights))
        return cross_entropy(logits, labels, weights)

    labels = np.arange(50)
    data = np.ones((50, 3)), labels, labels + 0.5
    net = mlp([3, 50], rng=np.random.default_rng(0))
    fit(net, spy, Optimizer(), data, epochs=2, batch_size=16, rng=np.random.default_rng(1))
    assert len(seen) == 8
    for drawn, weights in seen:
        np.testing.assert_array_equal(weights, drawn + 0.5)


def test_a_stack_with_own_weights_trains_as_its_members_would(data):
    x, labels, weights = data
    own = np.stack([weights, weights[::-1]])
    together = stack([make(0), make(1)])
    how = {"epochs": 20, "batch_size": 3}
    sets = np.stack([x, -x]), np.stack([labels, labels[::-1]]), own
    fit(together, cross_entropy, Optimizer(lr=0.1), sets, rng=np.random.default_rng(3), **how)
    for k in range(2):
        alone = make(k)
        part = tuple(array[k] for array in sets)
        fit(alone, cross_entropy, Optimizer(lr=0.1), part, rng=np.random.default_rng(3), **how)
        np.testing.assert_allclose(together.theta[k], alone.theta, rtol=0, atol=1e-12)


def test_training_without_any_weight_changes_nothing(data):
    net = make()
    before = net.theta.copy()
    fit(
        net, cross_entropy, Optimizer(lr=0.1), (*data[:2], np.zeros(N)),
        epochs=2, batch_size=3, rng=np.random.default_rng(0),
    )  # fmt: skip
    np.testing.assert_array_equal(net.theta, before)


def test_class_weights_move_the_border_between_the_classes():
    """With weight on the rare class its share of the answers grows."""
    rng = np.random.default_rng(0)
    x = np.concatenate([rng.normal(-0.5, 1, (190, 1)), rng.normal(0.5, 1, (10, 1))])
    labels = np.repeat([0, 1], [190, 10])
    together = stack([mlp([1, 2], rng=np.random.default_rng(0)) for _ in range(2)])
    loss = partial(cross_entropy, class_weights=np.array([[[1, 1]], [[1, 19]]]))
    fit(
        together, loss, Optimizer(lr=per_model([0.5, 0.5])), (x, labels),
        epochs=300, batch_size=200, rng=rng,
    )  # fmt: skip
    found = (together.forward(x).argmax(axis=-1) == 1)[:, labels == 1].mean(axis=-1)
    assert found[0] < 0.2
    assert found[1] > 0.5
