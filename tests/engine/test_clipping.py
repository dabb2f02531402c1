"""Clips limit a gradient, each model by itself, and leave the one passed in alone."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.engine import ClipByNorm, ClipByValue, per_model

CLIPS = [ClipByValue(1.0), ClipByNorm(1.0)]
gradients = st.lists(st.floats(-1e200, 1e200), min_size=1, max_size=6).map(np.array)
limits = st.floats(1e-6, 1e6)


def test_by_value_limits_every_entry_by_itself():
    clipped = ClipByValue(0.5)(np.array([3.0, -4.0, 0.2, -0.5, 0.0]))
    assert clipped.tolist() == [0.5, -0.5, 0.2, -0.5, 0.0]


def test_by_norm_shortens_to_the_limit():
    np.testing.assert_allclose(ClipByNorm(2.5)(np.array([3.0, -4.0])), [1.5, -2.0], rtol=1e-15)


@pytest.mark.parametrize("clip", [ClipByValue(5.0), ClipByNorm(5.0)])
def test_a_gradient_within_the_limit_passes_bit_by_bit(clip):
    for gradient in ([3.0, -4.0], [0.1, 0.7], [1e-200, 1e-300]):
        np.testing.assert_array_equal(clip(np.array(gradient)), gradient)


@settings(deadline=None, derandomize=True)
@given(gradient=gradients, limit=limits)
def test_by_norm_keeps_the_direction_and_the_limit(gradient, limit):
    clipped = ClipByNorm(limit)(gradient)
    norm = math.hypot(*gradient)
    assert math.hypot(*clipped) <= limit * (1 + 1e-12)
    np.testing.assert_allclose(clipped, gradient * min(1, limit / norm if norm else 1), rtol=1e-12)


@settings(deadline=None, derandomize=True)
@given(gradient=gradients, limit=limits)
def test_by_value_twice_is_by_value_once(gradient, limit):
    once = ClipByValue(limit)(gradient)
    assert np.abs(once).max() <= limit
    assert (once * gradient >= 0).all()
    np.testing.assert_array_equal(ClipByValue(limit)(once), once)


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: type(clip).__name__)
@pytest.mark.parametrize("shape", [(3,), (1, 3), (2, 1, 3)])
def test_a_gradient_of_zero_stays_zero(clip, shape):
    clipped = clip(np.zeros(shape))
    assert clipped.shape == shape
    assert (clipped == 0).all()


def test_each_model_has_its_own_norm():
    gradient = np.array([[[3.0, 4.0]], [[0.3, 0.4]], [[30.0, 40.0]]])
    np.testing.assert_allclose(
        ClipByNorm(1.0)(gradient), [[[0.6, 0.8]], [[0.3, 0.4]], [[0.6, 0.8]]], rtol=1e-15
    )


@pytest.mark.parametrize("clip", [ClipByValue, ClipByNorm])
def test_limits_per_model_equal_separate_clips(clip):
    gradient = np.random.default_rng(0).standard_normal((3, 1, 5))
    limits = [0.1, 1.0, 100.0]
    together = clip(per_model(limits))(gradient)
    for k, limit in enumerate(limits):
        np.testing.assert_array_equal(together[k], clip(limit)(gradient[k]))


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: type(clip).__name__)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_and_the_gradient_passed_in_are_kept(clip, dtype):
    gradient = np.full((2, 1, 4), 3.0, dtype)
    for limited in (clip(gradient), type(clip)(per_model([1.0, 2.0]))(gradient)):
        assert limited.dtype == dtype
        assert limited.shape == gradient.shape
        assert np.abs(limited).max() < 3
    assert (gradient == 3).all()


def test_squares_that_overflow_do_not_hide_the_direction():
    exploded = np.array([3e30, -4e30], np.float32)
    np.testing.assert_allclose(ClipByNorm(1.0)(exploded), [0.6, -0.8], rtol=1e-6)
    np.testing.assert_allclose(ClipByNorm(1.0)(np.array([1e308, 1e308])), [0.5**0.5] * 2)


def test_by_value_turns_the_direction_and_by_norm_does_not():
    gradient = np.array([100.0, 1.0])
    assert ClipByValue(1.0)(gradient).tolist() == [1.0, 1.0]
    by_norm = ClipByNorm(1.0)(gradient)
    assert by_norm[0] / by_norm[1] == pytest.approx(100)


@pytest.mark.parametrize("clip", [ClipByValue, ClipByNorm])
def test_bad_limits(clip):
    with pytest.raises(ValueError, match=r"limit must lie in \(0, inf\); got 0"):
        clip(0)
    with pytest.raises(ValueError, match=r"limit must lie in \(0, inf\); got -1"):
        clip(-1.0)
    with pytest.raises(ValueError, match=r"limit must lie in .* got inf"):
        clip(float("inf"))
    with pytest.raises(ValueError, match=r"limit must lie in \(0, inf\); got 0"):
        clip(per_model([1.0, 0.0]))
    with pytest.raises(ValueError, match=r"shape \(K, 1, 1\).*got shape \(2,\)"):
        clip(np.ones(2))


@pytest.mark.parametrize("clip", [ClipByValue, ClipByNorm])
def test_gradients_that_do_not_fit(clip):
    with pytest.raises(ValueError, match="limit has values for 3 models; the gradient holds one"):
        clip(per_model([1, 2, 3]))(np.ones(2))
    with pytest.raises(
        TypeError, match="the gradient to clip must be of float64 or float32; got int64"
    ):
        clip(1.0)(np.array([3, -4]))
