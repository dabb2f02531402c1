import numpy as np
import pytest

from course_lib.datasets import published_circles


def test_the_sets_are_those_of_the_assignment():
    (points, labels), (test_points, test_labels) = published_circles()
    assert points.shape == (300, 2)
    assert test_points.shape == (100, 2)
    assert np.bincount(labels).tolist() == [150, 150]
    assert np.bincount(test_labels).tolist() == [50, 50]
    radius = np.hypot(*points.T)
    assert radius[labels == 0].mean() == pytest.approx(1, abs=0.02)
    assert radius[labels == 1].mean() == pytest.approx(0.8, abs=0.02)


def test_scikit_learn_draws_the_same():
    make_circles = pytest.importorskip("sklearn.datasets").make_circles
    for (points, labels), n, seed in zip(published_circles(), (300, 100), (1, 2), strict=True):
        theirs, their_labels = make_circles(n_samples=n, noise=0.05, random_state=seed)
        np.testing.assert_allclose(points, theirs, rtol=0, atol=1e-15)
        np.testing.assert_array_equal(labels, their_labels)
