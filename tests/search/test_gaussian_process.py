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
