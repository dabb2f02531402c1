"""Ridge and lasso are the minima they claim to be, for one model and for many."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.engine import (
    L2,
    LinearFit,
    effective_degrees_of_freedom,
    lasso,
    per_model,
    polynomial_features,
    ridge,
    soft_threshold,
)


def strength_max(features, targets):
    """The smallest strength at which the lasso leaves no weight."""
    h, t = (array - array.mean(axis=0) for array in (features, targets))
    return np.abs(h.T @ t).max() / len(h)


def problem(n=12, d=5, outputs=2, seed=0, models=()):
    """Correlated features of different sizes, none with mean zero."""
    rng = np.random.default_rng(seed)
    features = rng.standard_normal((*models, n, d)) @ rng.standard_normal((d, d)) + 3
    return features, rng.standard_normal((*models, n, outputs)) - 1


def wave(n=30, seed=0, low=-1.0):
    rng = np.random.default_rng(seed)
    x = rng.uniform(low, 1, (n, 1))
    return x, np.sin(np.pi * x) + 0.2 * rng.standard_normal((n, 1))


def with_ones(features):
    return np.hstack([features, np.ones((len(features), 1))])


def objective(fit, features, targets, penalty):
    error = features @ fit.weights + fit.intercept - targets
    return 0.5 * np.mean(np.sum(error**2, axis=1)) + penalty(fit.weights)


def slopes(fit, features, targets):
    """The gradient of the squared error's half mean by the weights."""
    return features.T @ (features @ fit.weights + fit.intercept - targets) / len(features)


def kkt_miss(fit, features, targets, strength):
    """How far a lasso fit is from the conditions of a minimum, weight by weight."""
    slope, worst = slopes(fit, features, targets), 0.0
    for w, g in zip(fit.weights.ravel(), slope.ravel(), strict=True):
        if w > 0:
            miss = abs(g + strength)
        elif w < 0:
            miss = abs(g - strength)
        else:
            miss = max(abs(g) - strength, 0)
        worst = max(worst, miss)
    return worst


# Powers of x


def test_powers_by_hand():
    x = np.array([[2.0], [-0.5]])
    np.testing.assert_array_equal(
        polynomial_features(x, 4), [[2, 4, 8, 16], [-0.5, 0.25, -0.125, 0.0625]]
    )
    own = polynomial_features(np.stack([x, x + 1]), 2)
    assert own.shape == (2, 2, 2)
    np.testing.assert_array_equal(own[1], [[3, 9], [0.5, 0.25]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_powers_keep_the_dtype(dtype):
    assert polynomial_features(np.ones((3, 1), dtype), 15).dtype == dtype


@pytest.mark.parametrize(
    ("x", "degree", "error", "message"),
    [
        (np.ones((3, 2)), 2, ValueError, r"shape \(..., n, 1\); got shape \(3, 2\)"),
        (np.ones(3), 2, ValueError, r"got shape \(3,\)"),
        (np.ones((3, 1)), 0, ValueError, "degree must be a whole number, at least 1; got 0"),
        (np.ones((3, 1)), 2.0, ValueError, "at least 1; got 2.0"),
        (np.ones((3, 1), int), 2, TypeError, "float64 or float32; got int64"),
        (np.array([[np.nan]]), 2, ValueError, "1 NaN or inf in x"),
    ],
)
def test_what_has_no_powers_is_refused(x, degree, error, message):
    with pytest.raises(error, match=message):
        polynomial_features(x, degree)


# Ridge


@pytest.mark.parametrize("strength", [1e-6, 0.1, 7.0])
def test_ridge_solves_the_normal_equations(strength):
    features, targets = problem()
    fit = ridge(features, targets, strength=strength)
    # the intercept as one more column, that no penalty touches
    h, n = with_ones(features), len(features)
    penalty = strength * np.diag([1, 1, 1, 1, 1, 0])
    by_hand = np.linalg.solve(h.T @ h / n + penalty, h.T @ targets / n)
    np.testing.assert_allclose(fit.weights, by_hand[:-1], rtol=0, atol=1e-10)
    np.testing.assert_allclose(fit.intercept, by_hand[-1:], rtol=0, atol=1e-10)


def test_without_a_penalty_it_is_plain_least_squares():
    features, targets = problem()
    fit = ridge(features, targets)
    by_hand = np.linalg.lstsq(with_ones(features), targets)[0]
    np.testing.assert_allclose(fit.weights, by_hand[:-1], rtol=0, atol=1e-10)
    np.testing.assert_allclose(fit.intercept, by_hand[-1:], rtol=0, atol=1e-10)


def test_of_many_solutions_it_takes_the_smallest():
    features, targets = problem(n=4, d=9)
    fit = ridge(features, targets)
    np.testing.assert_allclose(fit.predict(features), targets, rtol=0, atol=1e-10)
    centred = features - features.mean(axis=0)
    least = np.linalg.lstsq(centred, targets - targets.mean(axis=0))[0]
    np.testing.assert_allclose(fit.weights, least, rtol=0, atol=1e-10)
    # and a vanishing penalty leads there
    nearly = ridge(features, targets, strength=1e-12)
    np.testing.assert_allclose(nearly.weights, least, rtol=0, atol=1e-8)


def test_degree_15_does_not_break_it():
    x, targets = wave(low=0.0)
    predicted = ridge(polynomial_features(x, 15), targets).predict(polynomial_features(x, 15))
    # the same space of functions in a harmless basis
    chebyshev = np.polynomial.chebyshev.chebvander(2 * x[:, 0] - 1, 15)
    expected = chebyshev @ np.linalg.lstsq(chebyshev, targets)[0]
    np.testing.assert_allclose(predicted, expected, rtol=0, atol=1e-5)
    normal = np.linalg.cond(polynomial_features(x, 15)) ** 2
    assert normal > 1 / np.finfo(float).eps  # where the normal equations have no digit left


@pytest.mark.parametrize("strength", [0.5, 5.0])
def test_each_direction_shrinks_by_its_own_factor(strength):
    features, targets = problem()
    n = len(features)
    _, s, v_t = np.linalg.svd(features - features.mean(axis=0), full_matrices=False)
    plain = v_t @ ridge(features, targets).weights
    shrunk = v_t @ ridge(features, targets, strength=strength).weights
    factor = s**2 / (s**2 + n * strength)
    assert factor.max() - factor.min() > 0.2
    np.testing.assert_allclose(shrunk, factor[:, None] * plain, rtol=0, atol=1e-10)


def test_ridge_is_the_minimum_with_the_engines_l2():
    features, targets = problem()
    penalty = L2(0.3)
    fit = ridge(features, targets, strength=0.3)
    gradient = slopes(fit, features, targets) + penalty.gradient(fit.weights)
    np.testing.assert_allclose(gradient, 0, rtol=0, atol=1e-12)

    def total(weights):
        return penalty.penalty(weights.reshape(1, -1))

    best, rng = objective(fit, features, targets, total), np.random.default_rng(1)
    for _ in range(20):
        moved = LinearFit(
            fit.weights + 1e-3 * rng.standard_normal(fit.weights.shape),
            fit.intercept + 1e-3 * rng.standard_normal(fit.intercept.shape),
        )
        assert objective(moved, features, targets, total) > best


def test_a_very_strong_penalty_leaves_the_mean():
    features, targets = problem()
    fit = ridge(features, targets, strength=1e308)
    np.testing.assert_allclose(fit.weights, 0, rtol=0, atol=1e-300)
    np.testing.assert_allclose(fit.intercept[0], targets.mean(axis=0), rtol=0, atol=1e-14)


@pytest.mark.parametrize("strength", [0.0, 0.05, 2.0])
def test_degrees_of_freedom_are_the_trace_of_the_hat_matrix(strength):
    features, _ = problem()
    # Fitting the identity gives the matrix that turns targets into predictions.
    hat = ridge(features, np.eye(len(features)), strength=strength).predict(features)
    freedom = effective_degrees_of_freedom(features, strength)
    assert freedom.shape == ()
    np.testing.assert_allclose(freedom, np.trace(hat) - 1, rtol=0, atol=1e-10)


def test_degrees_of_freedom_fall_from_the_rank():
    features, _ = problem(n=4, d=9)
    strengths = per_model([0, 0.01, 1, 1e9])
    freedom = effective_degrees_of_freedom(features, strengths)
    assert freedom.shape == (4,)
    np.testing.assert_allclose(freedom[0], 3, rtol=0, atol=1e-12)  # 4 examples without their mean
    assert (np.diff(freedom) < 0).all()
    assert freedom[-1] < 1e-6
    sets, _ = problem(models=(3,))
    assert effective_degrees_of_freedom(sets, 0.1).shape == (3,)


# Soft threshold


def test_soft_threshold_by_hand():
    pulled = soft_threshold(np.array([-3.0, -1.0, -0.4, 0.0, 0.4, 1.0, 3.0]), 1.0)
    np.testing.assert_array_equal(pulled, [-2, 0, 0, 0, 0, 0, 2])
    assert not np.signbit(pulled[1:6]).any()  # no -0. in a table
    np.testing.assert_array_equal(soft_threshold(np.ones((2, 2)), np.array([[0.25], [2]]))[1], 0)
    np.testing.assert_array_equal(soft_threshold([-3, 3], 0.5), [-2.5, 2.5])


def test_soft_threshold_is_a_minimum():
    grid = np.linspace(-4, 4, 80_001)
    for z, amount in [(-2.3, 0.7), (0.3, 0.7), (1.9, 0.2), (1.5, 0.0)]:
        best = grid[np.argmin((grid - z) ** 2 / 2 + amount * np.abs(grid))]
        assert abs(float(soft_threshold(z, amount)) - best) < 1e-4


@pytest.mark.parametrize("amount", [-0.1, np.nan, np.array([1, -1])])
def test_an_amount_that_is_none_is_refused(amount):
    with pytest.raises(ValueError, match="amount of 0 or more; got"):
        soft_threshold(np.ones(2), amount)


def test_soft_threshold_keeps_float32():
    z = np.ones(3, np.float32)
    assert soft_threshold(z, np.float64(0.1)).dtype == np.float32
    assert soft_threshold(z, np.full(3, 0.1)).dtype == np.float32


# Lasso


@pytest.mark.parametrize("share", [1e-4, 0.01, 0.1, 0.5, 0.9])
@pytest.mark.parametrize(("n", "d"), [(12, 5), (40, 20), (6, 15)])
def test_the_conditions_of_a_minimum_hold(n, d, share):
    features, targets = problem(n, d)
    strength = share * float(strength_max(features, targets))
    fit = lasso(features, targets, strength=strength)
    assert kkt_miss(fit, features, targets, strength) < 1e-8
    np.testing.assert_allclose(
        (fit.predict(features) - targets).mean(axis=0), 0, rtol=0, atol=1e-12
    )


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    n=st.integers(1, 12),
    d=st.integers(1, 7),
    share=st.floats(0, 1.2),
    seed=st.integers(0, 10_000),
    doubled=st.booleans(),
)
def test_the_conditions_hold_for_any_problem(n, d, share, seed, doubled):
    features, targets = problem(n, d, outputs=1, seed=seed)
    if doubled:
        features = np.hstack([features, features])
    strength = share * float(strength_max(features, targets))
    fit = lasso(features, targets, strength=strength)
    assert kkt_miss(fit, features, targets, strength) < 1e-8


@pytest.mark.parametrize("strength", [0.02, 0.3, 1.0, 2.5])
def test_lasso_is_the_best_over_all_patterns_of_signs(strength):
    features, targets = problem(n=10, d=4, outputs=1)
    h, t = features - features.mean(axis=0), targets - targets.mean(axis=0)
    best, best_value = None, np.inf
    for signs in itertools.product([-1, 0, 1], repeat=4):
        # With the signs given the penalty is linear, and the minimum a solution of equations.
        held, w = np.flatnonzero(signs), np.zeros((4, 1))
        part, sign = h[:, held], np.array(signs, float)[held, None]
        w[held] = np.linalg.solve(part.T @ part / 10, part.T @ t / 10 - strength * sign)
        value = np.sum((h @ w - t) ** 2) / 20 + strength * np.abs(w).sum()
        if value < best_value:
            best, best_value = w, value
    found = lasso(features, targets, strength=strength).weights
    assert list(found[:, 0] == 0) == list(best[:, 0] == 0)
    np.testing.assert_allclose(found, best, rtol=0, atol=1e-10)


def test_with_orthonormal_features_it_is_soft_thresholded_least_squares():
    rng = np.random.default_rng(2)
    raw = rng.standard_normal((20, 6))
    q, _ = np.linalg.qr(raw - raw.mean(axis=0))
    features, targets = q * np.sqrt(20), rng.standard_normal((20, 1))  # H.mT @ H / n = identity
    plain = np.linalg.lstsq(features, targets - targets.mean())[0]
    fit = lasso(features, targets, strength=0.15)
    expected = np.sign(plain) * np.maximum(np.abs(plain) - 0.15, 0)
    assert 0 < np.count_nonzero(expected) < 6
    np.testing.assert_array_equal(fit.weights == 0, expected == 0)
    np.testing.assert_allclose(fit.weights, expected, rtol=0, atol=1e-12)


def test_from_strength_max_on_every_weight_is_exactly_zero():
    features, targets = problem()
    h, t = features - features.mean(axis=0), targets - targets.mean(axis=0)
    most = np.abs(h.T @ t).max() / 12
    np.testing.assert_allclose(strength_max(features, targets), most, rtol=1e-12)
    for strength in (most * (1 + 1e-12), 2 * most):
        fit = lasso(features, targets, strength=strength)
        assert not fit.weights.any()
        np.testing.assert_allclose(fit.intercept[0], targets.mean(axis=0), rtol=0, atol=1e-14)
    assert lasso(features, targets, strength=0.999 * most).weights.any()


def test_powers_of_x_converge_along_the_whole_path():
    x, targets = wave()
    features = polynomial_features(x, 15)
    strengths = float(strength_max(features, targets)) * np.logspace(-4, 0, 30)
    fits = lasso(features, targets, strength=per_model(strengths))  # a warning would be an error
    used = np.count_nonzero(fits.weights, axis=(1, 2))
    assert used[-1] == 0
    assert used[-2] == 1
    assert 4 < used[0] < 15
    for strength, weights, intercept in zip(strengths, fits.weights, fits.intercept, strict=True):
        assert kkt_miss(LinearFit(weights, intercept), features, targets, strength) < 1e-8
        # the digits do not depend on how long its neighbours kept it in the descent
        alone = lasso(features, targets, strength=strength)
        np.testing.assert_allclose(weights, alone.weights, rtol=0, atol=1e-9)


def test_without_a_penalty_lasso_is_least_squares():
    features, targets = problem()
    fit, plain = lasso(features, targets, strength=0), ridge(features, targets)
    np.testing.assert_allclose(fit.weights, plain.weights, rtol=0, atol=1e-9)


def test_what_did_not_converge_is_said():
    x, targets = wave()
    features = polynomial_features(x, 15)
    with pytest.warns(RuntimeWarning, match=r"not converge in 2 sweeps for 1 of 2 fits: .* 1e-10"):
        lasso(features, targets, strength=per_model([1e-5, 1e5]), max_sweeps=2)
    with pytest.warns(RuntimeWarning) as caught:
        lasso(features, targets, strength=1e-5, max_sweeps=1)
    assert caught[0].filename == __file__
    lasso(features, targets, strength=1e-5, max_sweeps=2, tolerance=1)  # easily content


def test_a_start_at_the_answer_ends_at_once():
    features, targets = problem(n=30)
    answer = lasso(features, targets, strength=0.1)
    again = lasso(features, targets, strength=0.1, start=answer, max_sweeps=1)
    np.testing.assert_allclose(again.weights, answer.weights, rtol=0, atol=1e-12)
    other = lasso(features, targets, strength=per_model([0.1, 0.2]), start=answer)
    np.testing.assert_allclose(other.weights[0], answer.weights, rtol=0, atol=1e-10)
    assert kkt_miss(LinearFit(other.weights[1], other.intercept[1]), features, targets, 0.2) < 1e-8


def test_a_start_of_another_shape_is_refused():
    features, targets = problem()
    wrong = lasso(features[:, :3], targets, strength=0.1)
    with pytest.raises(ValueError, match=r"weights of shape \(5, 2\); got shape \(3, 2\)"):
        lasso(features, targets, strength=0.1, start=wrong)


# What both have in common

FITS = pytest.mark.parametrize("fit", [ridge, lasso], ids=["ridge", "lasso"])


@FITS
def test_a_stack_of_strengths_is_as_many_fits(fit):
    features, targets = problem()
    strengths = [0.0, 0.01, 0.3, 2.0]
    stack = fit(features, targets, strength=per_model(strengths))
    assert stack.weights.shape == (4, 5, 2)
    assert stack.intercept.shape == (4, 1, 2)
    predicted = stack.predict(features)
    for k, strength in enumerate(strengths):
        alone = fit(features, targets, strength=strength)
        np.testing.assert_allclose(stack.weights[k], alone.weights, rtol=0, atol=1e-9)
        np.testing.assert_allclose(stack.intercept[k], alone.intercept, rtol=0, atol=1e-9)
        np.testing.assert_allclose(predicted[k], alone.predict(features), rtol=0, atol=1e-9)


@FITS
@pytest.mark.parametrize("own", ["features and targets", "features", "targets"])
def test_a_stack_of_data_sets_is_as_many_fits(fit, own):
    features, targets = problem(n=30, models=(3,))
    strengths = per_model([0.01, 0.1, 0.5])
    if own == "targets":
        features = features[0]
    if own == "features":
        targets = targets[0]
    stack = fit(features, targets, strength=strengths)
    for k in range(3):
        one = features if own == "targets" else features[k]
        alone = fit(
            one, targets if own == "features" else targets[k], strength=strengths.ravel()[k]
        )
        np.testing.assert_allclose(stack.weights[k], alone.weights, rtol=0, atol=1e-9)
        np.testing.assert_allclose(stack.intercept[k], alone.intercept, rtol=0, atol=1e-9)
        np.testing.assert_allclose(
            stack.predict(features)[k], alone.predict(one), rtol=0, atol=1e-9
        )


@FITS
def test_the_intercept_is_free(fit):
    features, targets = problem()
    plain = fit(features, targets, strength=0.2)
    raised = fit(features, targets + 100, strength=0.2)
    np.testing.assert_allclose(raised.weights, plain.weights, rtol=0, atol=1e-10)
    np.testing.assert_allclose(raised.intercept, plain.intercept + 100, rtol=0, atol=1e-10)
    moved = fit(features + 7, targets, strength=0.2)
    np.testing.assert_allclose(moved.weights, plain.weights, rtol=0, atol=1e-10)
    np.testing.assert_allclose(
        moved.predict(features + 7), plain.predict(features), rtol=0, atol=1e-10
    )


@FITS
@pytest.mark.parametrize("strength", [0.0, 0.1])
@pytest.mark.parametrize("value", [0.0, 1.0, 0.1, 1e9])
def test_a_feature_that_never_changes_gets_no_weight(fit, strength, value):
    features, targets = problem()
    more = np.insert(features, 2, value, axis=1)
    found, plain = (fit(h, targets, strength=strength) for h in (more, features))
    assert not found.weights[2].any()
    np.testing.assert_allclose(
        np.delete(found.weights, 2, axis=0), plain.weights, rtol=0, atol=1e-9
    )


@FITS
def test_a_single_example_is_its_own_mean(fit):
    found = fit(np.ones((1, 3)), np.full((1, 1), 5.0), strength=0.1)
    assert not found.weights.any()
    assert found.predict(np.zeros((1, 3))) == 5


@FITS
def test_float32_stays_float32(fit):
    features, targets = (part.astype(np.float32) for part in problem(n=30))
    strengths = per_model([0.1, 0.5])
    found = fit(features, targets, strength=strengths)
    assert found.weights.dtype == found.intercept.dtype == np.float32
    assert found.predict(features).dtype == np.float32
    double = fit(features.astype(float), targets.astype(float), strength=strengths)
    assert double.weights.dtype == double.predict(features.astype(float)).dtype == np.float64
    np.testing.assert_array_equal(found.weights, double.weights.astype(np.float32))


@FITS
def test_the_data_are_left_alone(fit):
    features, targets = problem()
    kept = features.copy(), targets.copy()
    start = LinearFit(np.ones((5, 2)), np.zeros((1, 2)))
    if fit is lasso:
        fit(features, targets, strength=0.1, start=start)
    else:
        fit(features, targets, strength=0.1).predict(features)
    np.testing.assert_array_equal(features, kept[0])
    np.testing.assert_array_equal(targets, kept[1])
    assert (start.weights == 1).all()


H, T = problem()


@FITS
@pytest.mark.parametrize(
    ("features", "targets", "strength", "error", "message"),
    [
        (H, T[:5], 0.1, ValueError, r"\(12, 5\) and targets of shape \(5, 2\)"),
        (H, T[:, 0], 0.1, ValueError, r"targets of shape \(n, columns\).*got shape \(12,\)"),
        (H[:0], T[:0], 0.1, ValueError, r"none of them 0; got shape \(0, 5\)"),
        (H[:, :0], T, 0.1, ValueError, r"got shape \(12, 0\)"),
        (np.where(H > 3, np.nan, H), T, 0.1, ValueError, "NaN or inf in features"),
        (H, T + np.inf, 0.1, ValueError, "24 NaN or inf in targets"),
        (H.astype(np.float32), T, 0.1, TypeError, "one dtype.*'float32'.*'float64'"),
        (H.astype(int), T, 0.1, TypeError, "features as an array .*; got int64"),
        (H.tolist(), T, 0.1, TypeError, "got list"),
        (H, T, -0.1, ValueError, r"strength must lie in \[0, inf\); got -0.1"),
        (H, T, np.nan, ValueError, "strength must lie .* got nan"),
        (H, T, np.array([0.1, 0.2]), ValueError, r"\(K, 1, 1\).*got shape \(2,\)"),
        (np.stack([H, H]), T, per_model([1, 2, 3]), ValueError, r"'features': \(2,\).*\(3,\)"),
        (np.stack([H, H]), np.stack([T] * 3), 0.1, ValueError, r"\(2,\), 'targets': \(3,\)"),
    ],
)
def test_bad_input_is_refused_in_words(fit, features, targets, strength, error, message):
    with pytest.raises(error, match=message) as caught:
        fit(features, targets, strength=strength)
    assert fit.__name__ in str(caught.value) or "strength" in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"max_sweeps": 0}, ValueError, "max_sweeps must be a whole number, at least 1; got 0"),
        ({"max_sweeps": 1.5}, ValueError, "at least 1; got 1.5"),
        ({"tolerance": -1e-3}, ValueError, "tolerance must lie"),
    ],
)
def test_settings_of_the_descent_are_checked(wrong, error, message):
    with pytest.raises(error, match=message):
        lasso(H, T, strength=0.1, **wrong)


def test_predict_refuses_other_features():
    fit = ridge(H, T)
    with pytest.raises(ValueError, match=r"takes 5 features; got features of shape \(12, 4\)"):
        fit.predict(H[:, :4])
    with pytest.raises(TypeError, match="one dtype"):
        fit.predict(H.astype(np.float32))
    stack = ridge(H, T, strength=per_model([1, 2]))
    with pytest.raises(ValueError, match=r"'features': \(3,\), 'weights': \(2,\)"):
        stack.predict(np.stack([H] * 3))
