"""Newton's method on surfaces whose curvature is known."""

import numpy as np
import pytest

from course_lib.engine import Newton, per_model

BOWL = np.array([[100.0, 3.0], [3.0, 0.5]])
SADDLE = np.diag([1.0, -2.0])


def step(rule, curvature, theta, lr=1.0):
    """One step on the quadratic with this curvature and its stationary point at zero."""
    grad = (curvature @ theta[..., None])[..., 0]
    change, state = rule.update(grad, rule.init(theta), lr, theta)
    assert state == {}
    return theta + change


@pytest.mark.parametrize("shape", [(2,), (1, 2), (3, 1, 2)])
def test_one_step_reaches_the_minimum_of_a_quadratic(shape):
    theta = np.random.default_rng(0).standard_normal(shape)
    for hessian in (BOWL, np.broadcast_to(BOWL, (*shape[:-2], 2, 2))):
        end = step(Newton(lambda theta, hessian=hessian: hessian), BOWL, theta)
        assert end.shape == shape
        np.testing.assert_allclose(end, 0, atol=1e-13)


def test_it_goes_to_a_saddle_as_readily():
    """Gradient descent runs away from it along the second axis."""
    end = step(Newton(lambda theta: SADDLE), SADDLE, np.array([3.0, 0.1]))
    np.testing.assert_allclose(end, 0, atol=1e-15)


def test_damping_above_the_negative_curvature_leads_away_from_the_saddle():
    end = step(Newton(lambda theta: SADDLE, damping=3.0), SADDLE, np.array([3.0, 0.1]))
    # 3 - 1 * 3 / (1 + 3) and .1 - (-2 * .1) / (-2 + 3)
    np.testing.assert_allclose(end, [2.25, 0.3], rtol=1e-14)


def test_three_steps_on_a_quartic_by_hand():
    """Of x**4 / 4: gradient x**3, curvature 3 x**2, so that each step keeps two thirds of x."""
    rule, theta = Newton(lambda theta: np.diag(3 * theta**2)), np.array([1.0, -6.0])
    for expected in ([2 / 3, -4.0], [4 / 9, -8 / 3], [8 / 27, -16 / 9]):
        theta = theta + rule.update(theta**3, {}, 1.0, theta)[0]
        np.testing.assert_allclose(theta, expected, rtol=1e-14)


def test_the_learning_rate_shortens_the_step():
    theta = np.array([[[4.0, 2.0]], [[4.0, 2.0]]])
    end = step(Newton(lambda theta: BOWL), BOWL, theta, lr=per_model([0.25, 1.0]))
    np.testing.assert_allclose(end, [[[3.0, 1.5]], [[0.0, 0.0]]], atol=1e-13)


def test_each_model_has_its_own_curvature():
    curvatures = np.stack([BOWL, SADDLE])
    theta = np.array([[[1.0, 2.0]], [[3.0, 4.0]]])
    grad = np.stack([[BOWL @ theta[0, 0]], [SADDLE @ theta[1, 0]]])
    change, _ = Newton(lambda theta: curvatures).update(grad, {}, 1.0, theta)
    np.testing.assert_allclose(theta + change, 0, atol=1e-13)


def test_much_damping_is_gradient_descent():
    theta, damping = np.array([1.0, 2.0]), 1e8
    change, _ = Newton(lambda theta: BOWL, damping).update(BOWL @ theta, {}, damping * 0.1, theta)
    np.testing.assert_allclose(change, -0.1 * BOWL @ theta, rtol=1e-5)


def test_float32_stays_float32():
    theta, grad = np.ones((3, 1, 2), np.float32), np.ones((3, 1, 2), np.float32)
    rule = Newton(lambda theta: BOWL, per_model([0.0, 0.1, 1.0]))
    change, _ = rule.update(grad, {}, np.float64(0.5), theta)
    assert change.dtype == np.float32
    assert (grad == 1).all()
    assert (theta == 1).all()


@pytest.mark.parametrize(
    "singular",
    [
        np.zeros((2, 2)),
        np.array([[1.0, 1.0], [1.0, 1.0]]),
        np.array([[0.01, 0.03], [0.03, 0.09]]),  # singular but for rounding
        np.array([[np.nan, 0.0], [0.0, 1.0]]),
        np.array([[np.inf, 0.0], [0.0, 1.0]]),
    ],
)
def test_a_hessian_that_cannot_be_inverted(singular):
    theta = np.ones(2)
    with pytest.raises(ValueError, match=r"singular or not finite.*damping=0\.1"):
        Newton(lambda theta: singular).update(theta, {}, 1.0, theta)


def test_damping_helps_where_the_hessian_is_singular():
    theta = np.ones(2)
    change, _ = Newton(lambda theta: np.ones((2, 2)), 0.5).update(theta, {}, 1.0, theta)
    np.testing.assert_allclose(change, [-0.4, -0.4], rtol=1e-14)  # eigenvalue 2 + .5 along (1, 1)


def test_one_singular_model_of_a_stack_is_enough():
    curvatures = np.stack([BOWL, np.zeros((2, 2))])
    theta = np.ones((2, 1, 2))
    with pytest.raises(ValueError, match="singular"):
        Newton(lambda theta: curvatures).update(theta, {}, 1.0, theta)


def test_bad_input():
    theta = np.ones((1, 2))
    with pytest.raises(
        ValueError, match=r"Hessian of shape \(2, 2\) for theta of shape \(1, 2\); .* \(3, 3\)"
    ):
        Newton(lambda theta: np.eye(3)).update(theta, {}, 1.0, theta)
    with pytest.raises(TypeError, match="a function from theta to its Hessian; got ndarray"):
        Newton(BOWL)
    with pytest.raises(ValueError, match=r"damping must lie in \[0, inf\); got -1"):
        Newton(lambda theta: BOWL, damping=-1.0)
