import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as some

from course_lib.engine import (
    Conv2D,
    Dense,
    GradientDescent,
    MaxNorm,
    Network,
    Optimizer,
    ReLU,
    cross_entropy,
    fit,
    mlp,
    per_model,
    stack,
    unstack,
)

EXAMPLES = settings(max_examples=60, deadline=None, derandomize=True)


def with_weights(W):
    """A network of one layer with these weights, shape (rows, columns), and biases of 100."""
    net = Network([Dense(*W.shape)], rng=np.random.default_rng(0), dtype=W.dtype)
    net["output"].W[...] = W
    net["output"].b[...] = 100
    return net


def matrices(dtype=np.float64, largest=1e6):
    width = 8 * np.dtype(dtype).itemsize
    numbers = st.floats(-largest, largest, width=width, allow_subnormal=False)
    return some.arrays(dtype, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=numbers)


def length(column):
    return math.sqrt(math.fsum(float(w) ** 2 for w in column))


def test_worked_by_hand():
    net = with_weights(np.array([[3.0, 0.3, 0.0, 0.0], [-4.0, 0.4, 0.0, 5.0]]))
    MaxNorm(2.5).apply(net)
    np.testing.assert_allclose(net["output"].W, [[1.5, 0.3, 0, 0], [-2, 0.4, 0, 2.5]], rtol=1e-15)
    assert (net["output"].b == 100).all()


@EXAMPLES
@given(matrices(), st.floats(1e-3, 1e3))
def test_no_unit_is_longer_than_the_limit(W, limit):
    net = with_weights(W)
    MaxNorm(limit).apply(net)
    for before, after in zip(W.T, net["output"].W.T, strict=True):
        assert length(after) <= limit * (1 + 1e-14)
        if length(before) > limit * (1 + 1e-14):  # the long ones end at the limit, on their line
            assert length(after) == pytest.approx(limit, rel=1e-14)
            np.testing.assert_allclose(after, before * (limit / length(before)), rtol=1e-13)


@EXAMPLES
@given(matrices(), st.floats(1e-3, 1e3))
def test_the_short_ones_are_left_alone_to_the_bit(W, limit):
    net = with_weights(W)
    MaxNorm(limit).apply(net)
    for before, after in zip(W.T, net["output"].W.T, strict=True):
        if length(before) < limit * (1 - 1e-14):
            assert before.tobytes() == after.tobytes()


@EXAMPLES
@given(matrices(np.float32), st.floats(1e-3, 1e3))
def test_float32_stays_float32(W, limit):
    net = with_weights(W)
    MaxNorm(limit).apply(net)
    assert net.theta.dtype == np.float32
    for before, after in zip(W.T, net["output"].W.T, strict=True):
        assert length(after) <= limit * (1 + 1e-6)
        if length(before) < limit * (1 - 1e-6):
            assert before.tobytes() == after.tobytes()


@EXAMPLES
@given(st.lists(st.floats(0.01, 100), min_size=2, max_size=4), st.integers(0, 2**32 - 1))
def test_a_stack_is_its_members(limits, seed):
    rng = np.random.default_rng(seed)
    members = [mlp([3, 5, 2], rng=rng) for _ in limits]
    together = stack(members)
    MaxNorm(per_model(limits)).apply(together)
    for member, alone, limit in zip(unstack(together), members, limits, strict=True):
        MaxNorm(limit).apply(alone)
        np.testing.assert_array_equal(member.theta, alone.theta)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_lengths_whose_squares_would_overflow_or_vanish(dtype):
    huge, tiny = np.finfo(dtype).max / 8, np.finfo(dtype).tiny
    net = with_weights(np.array([[3 * huge, 3 * tiny], [4 * huge, 4 * tiny]], dtype))
    MaxNorm(2.0).apply(net)
    np.testing.assert_allclose(net["output"].W[:, 0], [1.2, 1.6], rtol=1e-6)
    np.testing.assert_array_equal(net["output"].W[:, 1], [dtype(3) * tiny, dtype(4) * tiny])


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_what_is_not_finite_stays_so(broken):
    """A run that diverged must still be seen to have."""
    net = with_weights(np.array([[broken, 3.0], [1.0, 4.0]]))
    with np.errstate(all="ignore"):
        MaxNorm(1.0).apply(net)
    assert not np.isfinite(net["output"].W[:, 0]).all()
    np.testing.assert_allclose(net["output"].W[:, 1], [0.6, 0.8])


def test_every_layer_keeps_to_the_limit():
    rng = np.random.default_rng(0)
    images = Conv2D((4, 4, 2), 3, kernel=3)
    net = Network([images, ReLU(), Dense(math.prod(images.out_shape), 5), Dense(5, 2)], rng=rng)
    net.theta = 10 * net.theta + 1
    biases = net.theta[:, net.weights.shape[-1] :].copy()
    MaxNorm(0.5).apply(net)
    matrices_of_weights = [layer.W for layer in net.layers if layer.parameters]
    assert [W.shape for W in matrices_of_weights] == [(18, 3), (12, 5), (5, 2)]
    for W in matrices_of_weights:
        np.testing.assert_allclose(np.linalg.norm(W, axis=0), 0.5)
    np.testing.assert_array_equal(net.theta[:, net.weights.shape[-1] :], biases)


def test_training_keeps_to_the_limit_at_any_learning_rate():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((30, 4))
    net = mlp([4, 6, 2], rng=rng)
    fit(
        net, cross_entropy,
        Optimizer(GradientDescent(), 1e6, constraint=MaxNorm(1.5)),
        (x, (x[:, 0] > 0).astype(int)), epochs=20, batch_size=10, rng=rng,
    )  # fmt: skip
    for layer in ("hidden 1", "output"):
        lengths = np.linalg.norm(net[layer].W, axis=0)
        assert (lengths <= 1.5 * (1 + 1e-12)).all()
        assert lengths.max() == pytest.approx(1.5)


@pytest.mark.parametrize("wrong", [0, 0.0, -1.0, np.nan, np.inf, per_model([1.0, 0.0])])
def test_limits_that_cannot_be(wrong):
    with pytest.raises(ValueError, match=r"^limit must (be above 0|lie in)"):
        MaxNorm(wrong)


def test_limits_for_another_number_of_models():
    net = mlp([2, 2], rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="limit has values for 3 models; the network holds one"):
        MaxNorm(per_model([1, 2, 3])).apply(net)
    with pytest.raises(ValueError, match="limit has values for 1 models; the network holds 2"):
        MaxNorm(per_model([1])).apply(stack([net, net]))
    with pytest.raises(ValueError, match=r"limit: one value per model has the shape \(K, 1, 1\)"):
        MaxNorm(np.array([1.0, 2.0]))
