"""Batch norm, line by line, and its running averages."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib.engine import (
    Adam,
    BatchNorm,
    BatchRenorm,
    Dense,
    GradientDescent,
    Network,
    Optimizer,
    ReLU,
    Tanh,
    check_gradients,
    cross_entropy,
    per_model,
    stack,
    train,
    unstack,
)


def alone(layer, dtype=np.float64):
    Network([layer], rng=np.random.default_rng(0), dtype=dtype)
    return layer


# Means 4 and 20, variances 5 and 32; with eps 4 the roots are 3 and 6.
X = np.array([[1.0, 28], [3, 12], [5, 20], [7, 20]])


def worked():
    layer = alone(BatchNorm(2, eps=4.0))
    layer.gamma[...] = [[2, 3]]
    layer.beta[...] = [[1, -1]]
    return layer


def test_a_batch_of_four_by_hand():
    layer = worked()
    y = layer.forward(X, training=True)
    np.testing.assert_allclose(layer._saved.mean, [[4, 20]], rtol=1e-14)
    np.testing.assert_allclose(layer._saved.variance, [[5, 32]], rtol=1e-14)
    np.testing.assert_allclose(layer._saved.std, [[3, 6]], rtol=1e-14)
    x_hat = [[-1, 4 / 3], [-1 / 3, -4 / 3], [1 / 3, 0], [1, 0]]
    np.testing.assert_allclose(layer._saved.x_hat, x_hat, atol=1e-14)
    np.testing.assert_allclose(y, [[-1, 3], [1 / 3, -5], [5 / 3, -1], [3, -1]], atol=1e-14)
    # keep 0.9; the unbiased variances are 4/3 of 5 and of 32
    np.testing.assert_allclose(layer.mean, [[0.4, 2]], rtol=1e-14)
    np.testing.assert_allclose(layer.variance, [[0.9 + 2 / 3, 0.9 + 64 / 15]], rtol=1e-14)


def test_its_backward_by_hand():
    layer = worked()
    layer.forward(X, training=True)
    grad_x = layer.backward(np.array([[1.0, 0], [0, 0], [0, 0], [0, 1]]))
    np.testing.assert_allclose(layer.gradients["gamma"], [[-1, 0]], atol=1e-14)
    np.testing.assert_allclose(layer.gradients["beta"], [[1, 1]], atol=1e-14)
    # by x_hat: 2 in the first row of the first column, 3 in the last row of the second;
    # their means are 1/2 and 3/4, the means of their products with x_hat are -1/2 and 0
    expected = [[1 / 3, -1 / 8], [-2 / 9, -1 / 8], [-1 / 9, -1 / 8], [0, 3 / 8]]
    np.testing.assert_allclose(grad_x, expected, atol=1e-14)


def test_inference_by_hand():
    layer = worked()
    layer.mean[...] = [[1, 2]]
    layer.variance[...] = [[0, 12]]  # with eps 4 the roots are 2 and 4
    y = layer.forward(np.array([[3.0, 4], [1, 2]]))
    np.testing.assert_allclose(y, [[2 * 1 + 1, 3 * 0.5 - 1], [1, -1]], rtol=1e-14)
    grad_x = layer.backward(np.ones((2, 2)))
    np.testing.assert_allclose(grad_x, [[1, 0.75], [1, 0.75]], rtol=1e-14)
    np.testing.assert_allclose(layer.gradients["gamma"], [[1, 0.5]], rtol=1e-14)
    np.testing.assert_array_equal(layer.mean, [[1, 2]])


def test_an_image_by_hand():
    """Two images of one row, two pixels, two channels: m is 4, two images times two pixels."""
    layer = alone(BatchNorm((1, 2, 2), eps=4.0, keep=0.0))
    x = X.reshape(2, 4)  # each pixel is a row of X
    expected = worked()
    expected.gamma[...] = layer.gamma[...] = [[2, 3]]
    expected.beta[...] = layer.beta[...] = [[1, -1]]
    y = layer.forward(x, training=True)
    np.testing.assert_allclose(y, [[-1, 3, 1 / 3, -5], [5 / 3, -1, 3, -1]], atol=1e-14)
    np.testing.assert_allclose(layer.mean, [[4, 20]], rtol=1e-14)
    np.testing.assert_allclose(layer.variance, [[20 / 3, 128 / 3]], rtol=1e-14)
    grad_x = layer.backward(np.array([[1.0, 0, 0, 0], [0, 0, 0, 1]]))
    expected = [[1 / 3, -1 / 8, -2 / 9, -1 / 8], [-1 / 9, -1 / 8, 0, 3 / 8]]
    np.testing.assert_allclose(grad_x, expected, atol=1e-14)
    np.testing.assert_allclose(layer.gradients["gamma"], [[-1, 0]], atol=1e-14)
    np.testing.assert_allclose(layer.gradients["beta"], [[1, 1]], atol=1e-14)


def test_running_averages_over_three_batches_by_hand():
    layer = alone(BatchNorm(1, keep=0.5))
    # means 2, 6 and 1; unbiased variances 2, 8 and 1
    for batch in ([[1.0], [3]], [[4.0], [8]], [[0.0], [1], [2]]):
        layer.forward(np.array(batch), training=True)
    assert layer.mean.item() == ((0 + 2) / 2 + 6) / 4 + 1 / 2 == 2.25
    assert layer.variance.item() == ((1 + 2) / 2 + 8) / 4 + 1 / 2 == 2.875


def test_the_running_variance_is_unbiased():
    """Averaged over many batches of four it is the variance; the biased one would be 3/4 of it."""
    rng = np.random.default_rng(0)
    layer = alone(BatchNorm(50, keep=0.999))
    layer.variance[...] = 4
    for _ in range(3000):
        layer.forward(rng.normal(1, 2, (4, 50)), training=True)
    # 50 averages of some 2000 estimates, each with a relative error of sqrt(2 / 3)
    assert layer.variance.mean() == pytest.approx(4, rel=0.02)
    assert layer.mean.mean() == pytest.approx(1 - 0.999**3000, abs=0.02)


def test_gamma_and_beta_are_the_standard_deviation_and_mean_of_the_output():
    layer = alone(BatchNorm(3, eps=1e-12))
    layer.gamma[...] = [[0.1, 2, -5]]
    layer.beta[...] = [[7, -3, 0]]
    x = np.random.default_rng(0).normal(100, 30, (50, 3))
    y = layer.forward(x, training=True)
    np.testing.assert_allclose(y.mean(axis=0), [7, -3, 0], atol=1e-12)
    np.testing.assert_allclose(y.std(axis=0), [0.1, 2, 5], rtol=1e-12)


def test_the_layer_can_undo_itself():
    layer, x = alone(BatchNorm(3)), np.random.default_rng(0).normal(2, 3, (20, 3))
    layer.gamma[...] = np.sqrt(x.var(axis=0) + 1e-5)
    layer.beta[...] = x.mean(axis=0)
    np.testing.assert_allclose(layer.forward(x, training=True), x, rtol=1e-12)


def test_a_bias_before_it_does_nothing():
    network = Network([Dense(3, 5), BatchNorm(5)], rng=np.random.default_rng(0))
    x, grad = np.random.default_rng(1).standard_normal((8, 3)), np.random.default_rng(2)
    before = network.forward(x, training=True)
    network.backward(grad.standard_normal((8, 5)))
    np.testing.assert_allclose(network["output"].gradients["b"], 0, atol=1e-12)
    assert np.abs(network["output"].gradients["W"]).min() > 1e-3
    network["output"].b[...] += 10
    np.testing.assert_allclose(network.forward(x, training=True), before, atol=1e-12)


def test_in_inference_an_example_does_not_depend_on_the_others():
    layer = alone(BatchNorm(4))
    x = np.random.default_rng(0).standard_normal((10, 4))
    layer.forward(x, training=True)
    everything = layer.forward(x)
    np.testing.assert_array_equal(layer.forward(x[3:4]), everything[3:4])
    others = x.copy()
    others[np.arange(10) != 3] = 1e6
    np.testing.assert_array_equal(layer.forward(others)[3], everything[3])
    in_training = layer.forward(x, training=True)
    assert (layer.forward(others, training=True)[3] != in_training[3]).all()


@settings(deadline=None, derandomize=True, max_examples=50)
@given(
    arrays(np.float64, (6, 2), elements=st.floats(-10, 10, width=16)),
    st.floats(0.01, 100),
    st.floats(-100, 100),
)
def test_shifting_and_stretching_the_input_changes_nothing(x, scale, shift):
    x[0] += 20  # no column is constant
    plain, moved = alone(BatchNorm(2, eps=1e-20)), alone(BatchNorm(2, eps=1e-20))
    np.testing.assert_allclose(
        moved.forward(scale * x + shift, training=True),
        plain.forward(x, training=True),
        atol=1e-9,
    )


def test_a_large_mean_costs_no_digits():
    """One-pass variance, ``mean(x**2) - mean(x)**2``, would be off by more than its size here."""
    x = np.array([[0.0], [1], [2], [3]]) + 2.0**30
    y = alone(BatchNorm(1, eps=1e-12)).forward(x, training=True)
    np.testing.assert_allclose(y[:, 0], (np.arange(4) - 1.5) / np.sqrt(1.25), rtol=1e-9)


def test_float32_adds_up_many_pixels():
    """Adding a hundred thousand numbers one by one would leave three digits of a float32."""
    x = np.random.default_rng(0).normal(10, 1, (128, 28 * 28 * 8)).astype(np.float32)
    layer = alone(BatchNorm((28, 28, 8), keep=0.0), np.float32)
    layer.forward(x, training=True)
    exact = x.astype(np.float64).reshape(-1, 8)
    np.testing.assert_allclose(layer.mean[0], exact.mean(axis=0), rtol=2e-6)
    np.testing.assert_allclose(layer.variance[0], exact.var(axis=0, ddof=1), rtol=2e-6)


def test_a_constant_feature_stays_finite():
    layer = alone(BatchNorm(2))
    x = np.column_stack([np.full(5, 3.0), np.arange(5.0)])
    y = layer.forward(x, training=True)
    np.testing.assert_array_equal(y[:, 0], 0)
    assert np.isfinite(layer.backward(np.ones((5, 2)))).all()


@pytest.mark.parametrize("kind", [BatchNorm, BatchRenorm])
def test_a_batch_of_one_leaves_the_running_averages_and_warns_once(kind):
    network = Network([kind(3, name="n")], rng=np.random.default_rng(0))
    layer = network["n"]
    layer.mean[...], layer.variance[...], layer.beta[...] = 0.5, 2, 7
    x = np.array([[1.0, 2, 3]])
    with pytest.warns(RuntimeWarning, match=rf"{kind.__name__} 'n' needs a larger batch") as seen:
        y = network.forward(x, training=True)
    assert len(seen) == 1
    if kind is BatchNorm:
        np.testing.assert_array_equal(y, [[7, 7, 7]])
    else:  # the correction makes it what inference computes
        np.testing.assert_allclose(y, network.forward(x), rtol=1e-14)
        network.forward(x, training=True)
    grad_x = network.backward(np.array([[1.0, 2, 3]]), input_gradient=True)
    np.testing.assert_array_equal(grad_x, np.zeros((1, 3)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        network.forward(x + 1, training=True)
    np.testing.assert_array_equal(layer.mean, [[0.5] * 3])
    np.testing.assert_array_equal(layer.variance, [[2.0] * 3])
    network.forward(np.vstack([x, x + 1]), training=True)  # a larger one moves them again
    assert (layer.mean != 0.5).all()


def test_one_image_is_a_batch_of_its_pixels():
    layer = alone(BatchNorm((2, 2, 1), keep=0.0))
    layer.forward(np.array([[1.0, 3, 5, 7]]), training=True)
    np.testing.assert_allclose([layer.mean, layer.variance], [[[4]], [[20 / 3]]])


@pytest.mark.parametrize("keep", [0.0, 1.0])
def test_keep_at_its_ends(keep):
    layer = alone(BatchNorm(1, keep=keep))
    layer.forward(np.array([[3.0], [5]]), training=True)
    assert (layer.mean.item(), layer.variance.item()) == ((4, 2) if keep == 0 else (0, 1))


@pytest.mark.parametrize("keep", [-0.1, 1.1, float("nan")])
def test_keep_out_of_range(keep):
    with pytest.raises(ValueError, match=r"keep must lie in \[0, 1\]; got"):
        BatchNorm(2, keep=keep)
    layer = BatchNorm(2)
    with pytest.raises(ValueError, match="keep must lie in"):
        layer.keep = keep


def test_keep_for_another_number_of_models():
    single = alone(BatchNorm(2, keep=per_model([0.1, 0.5]), name="n"))
    with pytest.raises(ValueError, match="'n': keep has values for 2 models; the network holds o"):
        single.forward(np.eye(2), training=True)
    network = Network([BatchNorm(2, name="n")], rng=np.random.default_rng(0))
    together = stack([network] * 3)
    together["n"].keep = per_model([0.1, 0.5])
    with pytest.raises(ValueError, match="'n': keep has values for 2 models; the network holds 3"):
        together.forward(np.eye(2), training=True)


class Wrong(BatchNorm):
    """A batch norm whose backward is planted."""

    def backward(self, grad_y, *, input_gradient=True):
        super().backward(grad_y)  # the gradients by gamma and beta are right
        batch, g = self._saved, grad_y * self.gamma
        if not hasattr(batch, "variance"):  # inference
            return batch.backward(g)
        return self.wrong(g, batch.x_hat, batch.std)


class WithoutTheMeanTerm(Wrong):
    def wrong(self, g, x_hat, std):
        return (g - x_hat * (g * x_hat).mean(axis=-2, keepdims=True)) / std


class WithoutTheVarianceTerm(Wrong):
    def wrong(self, g, x_hat, std):
        return (g - g.mean(axis=-2, keepdims=True)) / std


class StatisticsAsConstants(Wrong):
    def wrong(self, g, x_hat, std):
        return g / std


class UnbiasedInBackward(Wrong):
    def wrong(self, g, x_hat, std):
        m = len(g)
        stretch = (g * x_hat).sum(axis=-2, keepdims=True) / (m - 1)
        return (g - g.mean(axis=-2, keepdims=True) - x_hat * stretch) / std


@pytest.mark.parametrize(
    "kind",
    [WithoutTheMeanTerm, WithoutTheVarianceTerm, StatisticsAsConstants, UnbiasedInBackward],
)
def test_planted_bugs_are_found(kind):
    rng = np.random.default_rng(3)
    network = Network([Dense(3, 6), kind(6), Tanh(), Dense(6, 4)], rng=rng)
    data = rng.standard_normal((7, 3)), rng.integers(4, size=7)
    assert check_gradients(network, cross_entropy, data, rng=rng).error > 1e-3
    # in inference the statistics are constants, and backward is right
    report = check_gradients(network, cross_entropy, data, rng=rng, training=False)
    assert report.error < 1e-7, report.worst


KEEPS = [0.0, 0.5, 0.99]


def make(seed, keep=0.9, kind=BatchNorm):
    layers = [Dense(4, 8), kind(8, keep=keep), ReLU(), Dense(8, 6), kind(6, keep=keep), Dense(6, 3)]
    return Network(layers, rng=np.random.default_rng(seed))


def run(network, rule, data, rng):
    optimizer = Optimizer(rule, 0.05)
    for _ in train(network, cross_entropy, optimizer, data, epochs=20, batch_size=16, rng=rng):
        pass
    assert optimizer.steps == 80
    return network


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    return rng.standard_normal((50, 4)), rng.integers(3, size=50)


@pytest.mark.parametrize("kind", [BatchNorm, BatchRenorm])
def test_a_stack_trains_as_its_members_would_alone(data, kind):
    members = [make(5, keep, kind) for keep in KEEPS]
    together = stack(members)
    np.testing.assert_array_equal(together.layers[1].keep, per_model(KEEPS))
    run(together, GradientDescent(), data, np.random.default_rng(9))
    for alike, member, keep in zip(unstack(together), members, KEEPS, strict=True):
        separate = run(member, GradientDescent(), data, np.random.default_rng(9))
        np.testing.assert_allclose(alike.theta, separate.theta, rtol=0, atol=1e-10)
        np.testing.assert_allclose(alike.buffers, separate.buffers, rtol=0, atol=1e-10)
        assert alike.layers[1].keep == keep
    if kind is BatchNorm:  # keep has no say in training
        np.testing.assert_allclose(together.theta[0], together.theta[2], rtol=0, atol=1e-10)
    assert np.abs(together.buffers[0] - together.buffers[2]).max() > 0.01


def test_bands_over_seeds_and_own_data(data):
    rng = np.random.default_rng(4)
    x, labels = rng.standard_normal((2, 50, 4)), rng.integers(3, size=(2, 50))
    generators = [np.random.default_rng(seed) for seed in (1, 2)]
    # Adam would blow up the rounding in the biases before each batch norm, whose gradient is zero
    together = run(stack([make(1), make(2)]), GradientDescent(), (x, labels), generators)
    for k, alike in enumerate(unstack(together)):
        alone = run(make(k + 1), GradientDescent(), (x[k], labels[k]), np.random.default_rng(k + 1))
        np.testing.assert_allclose(alike.theta, alone.theta, rtol=0, atol=1e-10)
        np.testing.assert_allclose(alike.buffers, alone.buffers, rtol=0, atol=1e-10)


def test_float32_trains_in_float32(data):
    layers = [Dense(4, 8), BatchNorm(8), ReLU(), Dense(8, 3)]
    network = Network(layers, rng=np.random.default_rng(0), dtype=np.float32)
    run(network, Adam(), (data[0].astype(np.float32), data[1]), np.random.default_rng(1))
    assert network.theta.dtype == network.buffers.dtype == np.float32
    assert network.forward(data[0].astype(np.float32)).dtype == np.float32
    assert (network.layers[1].variance != 1).all()
