"""The sets in the plane are the published ones where there are any, and lie where they should."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.datasets import (
    PUBLISHED_THIRTY,
    blobs,
    circles,
    moons,
    published_moons,
    spiral,
    xor,
)

SETS = [moons, circles, spiral, xor, blobs]

# Published, to 8 decimals: the set of 300 points, noise .2, seed 3.
PUBLISHED_INDICES = [15, 8, 6, 26, 3, 11]
PUBLISHED_FIRST_COORDINATES = [
    -0.54036985, 0.68047869, 0.6347694, -0.01740858, 2.10855562, -0.3799942,
]  # fmt: skip

# Printed by scikit-learn's make_circles(1000, noise=0.03, random_state=42), to 8 decimals.
PUBLISHED_CIRCLES = [
    [0.75424625, 0.23148074], [-0.75615888, 0.15325888], [-0.81539193, 0.17328203],
    [-0.39373073, 0.69288277], [0.44220765, -0.89672343],
]  # fmt: skip


def drawn(make, n=300, *, noise=0.0, seed=0, **kwargs):
    """The points of both classes apart, each in the order of the set."""
    points, labels = make(n, noise=noise, rng=np.random.default_rng(seed), **kwargs)
    return points[labels == 0], points[labels == 1]


def test_the_published_moons_come_back():
    points, labels = published_moons()
    assert tuple(PUBLISHED_INDICES) == PUBLISHED_THIRTY[:6]
    assert len(set(PUBLISHED_THIRTY)) == 30
    np.testing.assert_allclose(points[15], [-0.54036985, 0.60092263], rtol=0, atol=5e-9)
    np.testing.assert_allclose(
        points[PUBLISHED_INDICES, 0], PUBLISHED_FIRST_COORDINATES, rtol=0, atol=5e-9
    )
    assert labels[15] == 0


def test_the_published_circles_come_back():
    points, labels = circles(1000, noise=0.03, rng=np.random.RandomState(42))
    np.testing.assert_allclose(points[:5], PUBLISHED_CIRCLES, rtol=0, atol=5e-9)
    assert labels[:5].tolist() == [1, 1, 1, 1, 0]
    # The example of scikit-learn's documentation: make_circles(random_state=42).
    _, labels = circles(100, noise=0, rng=np.random.RandomState(42))
    assert labels[:5].tolist() == [1, 1, 1, 0, 0]


@pytest.mark.parametrize("make", SETS)
@settings(deadline=None, derandomize=True, max_examples=30)
@given(n=st.integers(2, 500), noise=st.floats(0, 3), seed=st.integers(0, 99))
def test_every_set_has_n_points_in_two_balanced_classes(make, n, noise, seed):
    points, labels = make(n, noise=noise, rng=np.random.default_rng(seed))
    assert points.shape == (n, 2)
    assert points.dtype == np.float64
    assert np.isfinite(points).all()
    assert labels.dtype == np.int64
    assert np.bincount(labels, minlength=2).tolist() == [n // 2, n - n // 2]


@pytest.mark.parametrize("n", [2, 7, 300])
def test_without_noise_moons_lie_on_two_half_circles(n):
    upper, lower = drawn(moons, n)
    np.testing.assert_allclose(np.hypot(*upper.T), 1)
    np.testing.assert_allclose(np.hypot(*(lower - [1, 0.5]).T), 1)
    assert upper[:, 1].min() > -1e-12
    assert lower[:, 1].max() < 0.5 + 1e-12


@pytest.mark.parametrize("factor", [0, 0.4, 0.8])
def test_without_noise_circles_have_two_radii_and_go_all_around(factor):
    outer, inner = drawn(circles, 16, factor=factor)
    np.testing.assert_allclose(np.hypot(*outer.T), 1)
    np.testing.assert_allclose(np.hypot(*inner.T), factor, atol=1e-15)
    angles = np.sort(np.arctan2(*outer.T) % (2 * np.pi))
    np.testing.assert_allclose(np.diff(angles), np.pi / 4, atol=1e-12)


def test_circles_are_as_far_apart_as_usual_unless_told():
    _, inner = drawn(circles)
    np.testing.assert_allclose(np.hypot(*inner.T), 0.8)


@pytest.mark.parametrize("turns", [0.5, 1.25, 3])
def test_without_noise_a_spiral_s_radius_grows_with_its_angle(turns):
    zero, one = drawn(spiral, 400, turns=turns)
    for arm, half_turn in ((zero, 0), (one, np.pi)):
        radius = np.hypot(*arm.T)
        angle = 2 * np.pi * turns * radius / 2 + half_turn
        place = radius * np.stack([np.cos(angle), np.sin(angle)])
        np.testing.assert_allclose(arm, place.T, atol=1e-12)
        assert radius.max() == pytest.approx(2)
        assert radius.min() > 0


def test_the_arms_of_a_spiral_are_one_another_turned_by_half_a_turn():
    zero, one = (arm[np.argsort(np.hypot(*arm.T))] for arm in drawn(spiral))
    np.testing.assert_allclose(one, -zero)


def test_points_stand_about_equally_far_apart_along_a_spiral():
    zero, _ = drawn(spiral, 600, turns=1.25)
    in_order = zero[np.argsort(np.hypot(*zero.T))]
    gaps = np.hypot(*np.diff(in_order, axis=0).T)[30:]  # the very centre is straighter
    assert gaps.max() / gaps.min() < 1.2


@pytest.mark.parametrize("n", [2, 3, 7, 300])
def test_without_noise_xor_tells_the_signs_apart_in_quadrants_of_one_size(n):
    points, labels = xor(n, noise=0, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(labels, np.prod(points, axis=1) < 0)
    assert 0 < np.abs(points).min() < np.abs(points).max() <= 2
    quadrants = np.bincount(2 * (points[:, 0] > 0) + (points[:, 1] > 0), minlength=4)
    assert np.ptp(quadrants) <= 1


def test_xor_is_spread_evenly_over_its_square():
    points, _ = xor(40_000, noise=0, rng=np.random.default_rng(0))
    np.testing.assert_allclose(np.abs(points).mean(axis=0), 1, atol=0.02)
    np.testing.assert_allclose(points.var(axis=0), 4 / 3, atol=0.03)


def test_blobs_are_two_clouds_whose_width_is_the_noise():
    zero, one = drawn(blobs, 40_000, noise=0.5)
    for cloud, centre in ((zero, -0.5), (one, 0.5)):
        np.testing.assert_allclose(cloud.mean(axis=0), centre, atol=0.02)
        np.testing.assert_allclose(np.cov(cloud.T), 0.25 * np.eye(2), atol=0.01)
    wrong = (zero.sum(axis=1) > 0).mean()
    assert wrong == pytest.approx(0.0786, abs=0.005)  # a normal variable beyond sqrt(2)


@pytest.mark.parametrize("make", SETS)
def test_the_noise_has_the_spread_asked_for(make):
    clean, _ = make(20_000, noise=0, rng=np.random.default_rng(5))
    noisy, _ = make(20_000, noise=0.3, rng=np.random.default_rng(5))
    np.testing.assert_allclose((noisy - clean).std(axis=0), 0.3, rtol=0.03)
    np.testing.assert_allclose((noisy - clean).mean(axis=0), 0, atol=0.01)


@pytest.mark.parametrize("make", SETS)
def test_classes_are_shuffled_and_the_seed_decides(make):
    _, labels = make(300, noise=0.2, rng=np.random.default_rng(0))
    assert (np.diff(labels) != 0).sum() > 100
    one, same, other = (
        make(300, noise=0.2, rng=np.random.default_rng(seed))[0] for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("make", SETS)
@pytest.mark.parametrize("n", [1, 0, -3])
def test_too_few_points_are_refused(make, n):
    with pytest.raises(ValueError, match=f"at least 2.*got {n}"):
        make(n, noise=0.1, rng=np.random.default_rng(0))


@pytest.mark.parametrize("make", SETS)
@pytest.mark.parametrize("noise", [-0.1, np.nan, np.inf])
def test_a_noise_that_is_none_is_refused(make, noise):
    with pytest.raises(ValueError, match=f"finite and at least 0; got {noise}"):
        make(10, noise=noise, rng=np.random.default_rng(0))


@pytest.mark.parametrize("make", SETS)
@pytest.mark.parametrize("source", [3, None])
def test_a_seed_is_not_a_generator(make, source):
    with pytest.raises(TypeError, match=f"must be a Generator or a RandomState; got {source}"):
        make(10, noise=0.1, rng=source)


@pytest.mark.parametrize("factor", [-0.1, 1, np.nan])
def test_an_inner_ring_lies_inside(factor):
    with pytest.raises(ValueError, match=rf"factor must lie in \[0, 1\).*got {factor}"):
        circles(10, noise=0, rng=np.random.default_rng(0), factor=factor)


@pytest.mark.parametrize("turns", [0, -1, np.inf, np.nan])
def test_a_spiral_winds(turns):
    with pytest.raises(ValueError, match=f"turns must be a number above 0; got {turns}"):
        spiral(10, noise=0, rng=np.random.default_rng(0), turns=turns)
