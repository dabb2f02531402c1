"""The Gaussian process against scikit-learn's, and what expected improvement is."""

import numpy as np
import pytest

from course_lib.search import GaussianProcess, expected_improvement, first_best, fitted, kernel


def some_scores(n=12, d=3):
    rng = np.random.default_rng(0)
    x = rng.random((n, d))
    return x, np.sin(5 * x[:, 0]) + x[:, 1] + 0.1 * rng.standard_normal(n)


@pytest.mark.parametrize("length", [0.3, (0.2, 0.7, 1.5)])
@pytest.mark.parametrize("noise", [1e-6, 0.1])
def test_it_agrees_with_scikit_learn(length, noise):
    peer = pytest.importorskip("sklearn.gaussian_process")
    x, y = some_scores()
    z = np.random.default_rng(1).random((50, 3))
    ours = GaussianProcess(x, y, np.asarray(length), noise)
    theirs = peer.GaussianProcessRegressor(
        peer.kernels.Matern(length, nu=2.5), alpha=noise, optimizer=None, normalize_y=True
    ).fit(x, y)
    mean, std = theirs.predict(z, return_std=True)
    our_mean, our_std = ours.predict(z)
    assert np.abs(our_mean - mean).max() < 1e-6
    assert np.abs(our_std - std).max() < 1e-6
    assert ours.log_likelihood() == pytest.approx(theirs.log_marginal_likelihood(), abs=1e-6)


def test_the_kernel_by_hand():
    a, b = np.array([[0.0, 0.0]]), np.array([[0.0, 0.0], [0.3, 0.0], [9.0, 9.0]])
    d = 0.3 / 0.5
    expected = (1 + np.sqrt(5) * d + 5 / 3 * d**2) * np.exp(-np.sqrt(5) * d)
    np.testing.assert_allclose(kernel(a, b, 0.5), [[1, expected, 0]], atol=1e-12)


def test_between_trials_it_is_less_sure_than_at_them():
    x = np.array([[0.2], [0.8]])
    mean, std = GaussianProcess(x, np.array([1.0, 3.0]), 0.2, 1e-8).predict(
        np.array([[0.2], [0.5], [0.8]])
    )
    assert mean[[0, 2]] == pytest.approx([1, 3], abs=1e-4)
    assert std[1] > 100 * std[0]


def test_equal_scores_do_not_divide_by_zero():
    mean, std = GaussianProcess(np.array([[0.1], [0.9]]), np.array([2.0, 2.0])).predict(
        np.array([[0.5]])
    )
    assert mean == pytest.approx(2)
    assert np.isfinite(std).all()


def test_the_likelihood_finds_which_hyperparameter_matters():
    rng = np.random.default_rng(2)
    x = rng.random((30, 2))
    chosen = fitted(x, np.sin(6 * x[:, 0]) + 0.01 * rng.standard_normal(30))
    assert chosen.length[0] < chosen.length[1]
    assert chosen.noise <= 0.1


def test_expected_improvement_is_the_mean_gain():
    draws = np.random.default_rng(0).normal(0.2, 0.5, 400_000)
    counted = np.maximum(draws - 0.4, 0).mean()
    computed = expected_improvement(np.array([0.2]), np.array([0.5]), 0.4)
    assert computed == pytest.approx(counted, rel=0.01)
    sure = expected_improvement(np.array([0.2, 0.7]), np.zeros(2), 0.4)
    np.testing.assert_allclose(sure, [0, 0.3])


def test_of_equals_the_first():
    assert first_best([0.1, 1.0, 1.0 + 1e-9, 0.5]) == 1
    assert first_best([-5.0, -2.0, -2.0 - 1e-9]) == 1
    assert first_best([0.0, 0.0]) == 0


@pytest.mark.parametrize(
    ("x", "y"), [(np.zeros(3), np.zeros(3)), (np.zeros((3, 1)), np.zeros(2)),
                 (np.zeros((0, 1)), np.zeros(0)), (np.zeros((1, 1)), np.array([np.nan]))]
)  # fmt: skip
def test_bad_input_is_refused(x, y):
    with pytest.raises(ValueError, match="needed"):
        GaussianProcess(x, y)


TWO = ([[0.2, 0.1], [0.8, 0.5]], [1.0, 3.0])


def test_lists_do_as_well_as_arrays():
    known = GaussianProcess(*TWO, 0.3, 0.01)
    same = GaussianProcess(np.array(TWO[0]), np.array(TWO[1]), 0.3, 0.01)
    for ours, theirs in zip(known.predict(TWO[0]), same.predict(np.array(TWO[0])), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert expected_improvement([0.0], [1.0], 0.0) == pytest.approx(0.39894, abs=1e-5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((*TWO, -0.3), "needed one length above 0, or 2 of them; got -0.3"),
        ((*TWO, [0.1, 0.2, 0.3]), r"or 2 of them; got \[0.1, 0.2, 0.3\]"),
        ((*TWO, 0.3, -1e-3), "needed a finite noise, 0 or more; got -0.001"),
        (([[0.2], [0.2]], [1.0, 3.0], 0.3, 0.0), "a noise above 0 where a place was tried twice"),
    ],
)
def test_what_no_process_can_have_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        GaussianProcess(*arguments)


def test_places_of_other_columns_are_refused():
    known = GaussianProcess([[0.2], [0.8]], [1.0, 3.0], 0.3, 0.01)
    for places in (np.zeros((1, 3)), np.zeros(1)):
        with pytest.raises(ValueError, match=r"needed places of shape \(m, 1\); got \("):
            known.predict(places)


def test_places_too_near_for_no_noise_are_refused_in_words():
    known = GaussianProcess([[0.2], [0.2 + 1e-12]], [1.0, 3.0], 0.3, 0.0)
    with pytest.raises(ValueError, match="needed more noise, or shorter lengths"):
        known.predict([[0.5]])


def test_expected_improvement_is_right_far_below_the_best():
    z = np.array([-7.0, -8.0, -9.0, -12.0])
    right = [1.7603e-13, 7.5502e-17, 1.2247e-20, 1.46e-34]  # to 40 digits, then rounded
    computed = expected_improvement(z, np.ones(4), 0.0)
    np.testing.assert_allclose(computed, right, rtol=0.02)
    steps = expected_improvement(np.linspace(-12, 0, 500), np.ones(500), 0.0)
    assert (np.diff(steps) > 0).all()
    with pytest.raises(ValueError, match="standard deviations of 0 or more"):
        expected_improvement(z, -np.ones(4), 0.0)
