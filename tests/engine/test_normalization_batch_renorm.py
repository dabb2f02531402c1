"""Batch renormalization: r and d, their limits, and what backward holds constant."""

import numpy as np
import pytest

from course_lib.engine import (
    BatchNorm,
    BatchRenorm,
    Dense,
    Network,
    Tanh,
    check_gradients,
    cross_entropy,
    per_model,
    stack,
    unstack,
)


def alone(layer):
    Network([layer], rng=np.random.default_rng(0))
    return layer


# Batch means 4 and 20, batch variances 5 and 32; with eps 4 the roots are 3 and 6.
X = np.array([[1.0, 28], [3, 12], [5, 20], [7, 20]])
X_HAT = np.array([[-1, 4 / 3], [-1 / 3, -4 / 3], [1 / 3, 0], [1, 0]])


def worked(**limits):
    layer = alone(BatchRenorm(2, eps=4.0, **limits))
    layer.mean[...] = [[2, 21]]
    layer.variance[...] = [[0, 140]]  # with eps 4 the roots are 2 and 12
    return layer


def test_r_and_d_by_hand():
    y = worked().forward(X, training=True)
    # r = 3/2 and 6/12; d = (4 - 2)/2 and (20 - 21)/12
    np.testing.assert_allclose(y, X_HAT * [1.5, 0.5] + [1, -1 / 12], atol=1e-14)


def test_unclipped_it_computes_in_training_what_inference_does():
    layer = worked()
    np.testing.assert_allclose(layer.forward(X, training=True), worked().forward(X), atol=1e-14)


def test_clipped_by_hand():
    y = worked(r_max=1.25, d_max=0.05).forward(X, training=True)
    np.testing.assert_allclose(y, X_HAT * [1.25, 0.8] + [0.05, -0.05], atol=1e-14)


def test_the_correction_uses_the_running_averages_of_before_the_batch():
    layer = worked(keep=0.0)
    layer.forward(X, training=True)
    np.testing.assert_allclose(layer.mean, [[4, 20]])
    np.testing.assert_allclose(layer.variance, [[20 / 3, 128 / 3]])
    # the same batch again meets its own averages: d = 0, and r the root of 9 / (20/3 + 4)
    again = layer.forward(X, training=True)[:, 0]
    np.testing.assert_allclose(again, X_HAT[:, 0] * np.sqrt(9 / (20 / 3 + 4)), atol=1e-14)


def test_backward_by_hand():
    layer = worked()
    layer.forward(X, training=True)
    grad_x = layer.backward(np.array([[1.0, 0], [0, 0], [0, 0], [0, 1]]))
    # batch norm's gradient times r: by x_hat r is 3/2 and 1/2, so g is 3/2 and 1/2
    first = (1.5 * np.array([1, 0, 0, 0]) - 0.375 + 0.375 * X_HAT[:, 0]) / 3
    second = (0.5 * np.array([0, 0, 0, 1]) - 0.125) / 6
    np.testing.assert_allclose(grad_x, np.column_stack([first, second]), atol=1e-14)
    # gamma's gradient sees the corrected x_hat: -1.5 + 1, and 0 - 1/12
    np.testing.assert_allclose(layer.gradients["gamma"], [[-0.5, -1 / 12]], atol=1e-14)
    np.testing.assert_allclose(layer.gradients["beta"], [[1, 1]], atol=1e-14)


@pytest.mark.parametrize("features", [12, (2, 2, 3)])
def test_without_correction_it_is_batch_norm(features):
    rng = np.random.default_rng(0)
    plain, renorm = alone(BatchNorm(features)), alone(BatchRenorm(features, r_max=1, d_max=0))
    for _ in range(3):
        x, grad = rng.standard_normal((2, 5, 12))
        np.testing.assert_array_equal(
            renorm.forward(x, training=True), plain.forward(x, training=True)
        )
        np.testing.assert_array_equal(renorm.backward(grad), plain.backward(grad))
        np.testing.assert_array_equal(renorm.gradients["gamma"], plain.gradients["gamma"])
        np.testing.assert_array_equal(renorm.mean, plain.mean)
        np.testing.assert_array_equal(renorm.variance, plain.variance)
        np.testing.assert_array_equal(renorm.forward(x), plain.forward(x))


def test_the_limits_can_be_moved_while_training_goes():
    layer = worked(r_max=1, d_max=0)
    before = layer.forward(X, training=True)
    np.testing.assert_allclose(before, X_HAT, atol=1e-14)
    layer.r_max, layer.d_max = 3, 5
    assert np.abs(layer.forward(X, training=True) - before).max() > 0.1


def test_limits_for_each_model():
    members = [
        Network([BatchRenorm(2, r_max=r_max, d_max=d_max)], rng=np.random.default_rng(0))
        for r_max, d_max in ((1, 0), (1.1, 0.5), (3, 5))
    ]
    together = stack(members)
    np.testing.assert_array_equal(together.layers[0].r_max, per_model([1, 1.1, 3]))
    y = together.forward(X, training=True)
    for k, member in enumerate(members):
        np.testing.assert_allclose(y[k], member.forward(X, training=True), atol=1e-13)
    assert [member.layers[0].d_max for member in unstack(together)] == [0, 0.5, 5]


def test_held_still_it_repeats_r_and_d():
    layer, moved = worked(), X * [2, 0.5] + [3, -1]
    layer.forward(X, training=True)
    layer.hold(still=True)
    held = layer.forward(moved, training=True)
    x_hat = (moved - moved.mean(axis=0)) / np.sqrt(moved.var(axis=0) + 4)
    np.testing.assert_allclose(held, x_hat * [1.5, 0.5] + [1, -1 / 12], atol=1e-13)
    layer.hold(still=False)
    assert np.abs(layer.forward(moved, training=True) - held).max() > 0.1


class NeverHeld(BatchRenorm):
    def hold(self, *, still):
        pass


def network_of(layer):
    return Network([Dense(3, 6), layer, Tanh(), Dense(6, 4)], rng=np.random.default_rng(0))


def check(network, training=True):
    rng = np.random.default_rng(3)
    data = rng.standard_normal((7, 3)), rng.integers(4, size=7)
    return check_gradients(network, cross_entropy, data, rng=rng, training=training)


def test_the_gradient_check_holds_r_and_d():
    report = check(network_of(BatchRenorm(6)))
    assert report.error < 1e-7, report.worst
    assert report.held == ("r and d of 'batchrenorm 1'",)
    # they do depend on x: not held, the difference feels them
    assert check(network_of(NeverHeld(6))).error > 1e-3


class WithoutR(BatchRenorm):
    def backward(self, grad_y, *, input_gradient=True):
        super().backward(grad_y)
        return self._saved.batch.backward(grad_y * self.gamma)


def test_a_forgotten_r_is_found():
    assert check(network_of(WithoutR(6))).error > 1e-3
    assert check(network_of(BatchRenorm(6)), training=False).error < 1e-7


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ({"r_max": 0.9}, r"r_max must lie in \[1, inf\); got 0.9"),
        ({"r_max": float("inf")}, r"r_max must lie in \[1, inf\); got inf"),
        ({"d_max": -1}, r"d_max must lie in \[0, inf\); got -1"),
    ],
)
def test_limits_out_of_range(limit, message):
    with pytest.raises(ValueError, match=message):
        BatchRenorm(2, **limit)
    layer = BatchRenorm(2)
    with pytest.raises(ValueError, match=message):
        setattr(layer, *limit.popitem())


def test_limits_for_another_number_of_models():
    layer = alone(BatchRenorm(2, r_max=per_model([1, 2])))
    with pytest.raises(ValueError, match="r_max has values for 2 models; the network holds one"):
        layer.forward(X, training=True)
