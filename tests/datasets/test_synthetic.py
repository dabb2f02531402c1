"""The moons are the published ones and lie where they should."""

import numpy as np
import pytest

from course_lib.datasets import moons

# Published, to 8 decimals: the set of 300 points, noise .2, seed 3.
PUBLISHED_INDICES = [15, 8, 6, 26, 3, 11]
PUBLISHED_FIRST_COORDINATES = [
    -0.54036985, 0.68047869, 0.6347694, -0.01740858, 2.10855562, -0.3799942,
]  # fmt: skip


def test_the_published_points_come_back():
    points, labels = moons(300, noise=0.2, rng=np.random.RandomState(3))
    np.testing.assert_allclose(points[15], [-0.54036985, 0.60092263], rtol=0, atol=5e-9)
    np.testing.assert_allclose(
        points[PUBLISHED_INDICES, 0], PUBLISHED_FIRST_COORDINATES, rtol=0, atol=5e-9
    )
    assert labels[15] == 0


@pytest.mark.parametrize(("n", "counts"), [(2, [1, 1]), (7, [3, 4]), (300, [150, 150])])
def test_without_noise_points_lie_on_two_half_circles(n, counts):
    points, labels = moons(n, noise=0, rng=np.random.default_rng(0))
    assert points.shape == (n, 2)
    assert points.dtype == np.float64
    assert labels.dtype == np.int64
    assert np.bincount(labels).tolist() == counts
    upper, lower = points[labels == 0], points[labels == 1]
    np.testing.assert_allclose(np.hypot(*upper.T), 1)
    np.testing.assert_allclose(np.hypot(*(lower - [1, 0.5]).T), 1)
    assert upper[:, 1].min() > -1e-12
    assert lower[:, 1].max() < 0.5 + 1e-12


def test_the_noise_has_the_spread_asked_for():
    clean, _ = moons(20_000, noise=0, rng=np.random.default_rng(5))
    noisy, _ = moons(20_000, noise=0.3, rng=np.random.default_rng(5))
    np.testing.assert_allclose((noisy - clean).std(axis=0), 0.3, rtol=0.03)
    np.testing.assert_allclose((noisy - clean).mean(axis=0), 0, atol=0.01)


def test_classes_are_shuffled_and_the_seed_decides():
    _, labels = moons(300, noise=0.2, rng=np.random.default_rng(0))
    assert (np.diff(labels) != 0).sum() > 100
    one, same, other = (
        moons(300, noise=0.2, rng=np.random.default_rng(seed))[0] for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("n", [1, 0, -3])
def test_too_few_points_are_refused(n):
    with pytest.raises(ValueError, match=f"at least 2.*got {n}"):
        moons(n, noise=0.1, rng=np.random.default_rng(0))


@pytest.mark.parametrize("noise", [-0.1, np.nan, np.inf])
def test_a_noise_that_is_none_is_refused(noise):
    with pytest.raises(ValueError, match=f"finite and at least 0; got {noise}"):
        moons(10, noise=noise, rng=np.random.default_rng(0))


@pytest.mark.parametrize("source", [3, None])
def test_a_seed_is_not_a_generator(source):
    with pytest.raises(TypeError, match=f"must be a Generator or a RandomState; got {source}"):
        moons(10, noise=0.1, rng=source)
