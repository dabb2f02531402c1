"""Exponentially weighted averages against a loop over plain numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.engine import Adam, exponential_average, window_weights

VALUES = [10.0, -4.0, 0.5, 7.0]
series = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12)
betas = st.floats(0, 0.999)


def by_hand(values, beta, corrected=False):
    v, averages = 0.0, []
    for t, value in enumerate(values, start=1):
        v = beta * v + (1 - beta) * value
        averages.append(v / (1 - beta**t) if corrected else v)
    return averages


def test_four_values_worked_out():
    # .5 * 0 + 5, .5 * 5 - 2, .5 * .5 + .25, .5 * .5 + 3.5; then over 1/2, 3/4, 7/8, 15/16
    averages = [5.0, 0.5, 0.5, 3.75]
    np.testing.assert_allclose(exponential_average(VALUES, 0.5), averages, rtol=1e-15)
    np.testing.assert_allclose(
        exponential_average(VALUES, 0.5, corrected=True), [10.0, 2 / 3, 4 / 7, 4.0], rtol=1e-15
    )


@pytest.mark.parametrize("corrected", [False, True])
@pytest.mark.parametrize("beta", [0.0, 0.3, 0.9, 0.999])
def test_against_the_loop(beta, corrected):
    values = np.random.default_rng(0).standard_normal(50)
    np.testing.assert_allclose(
        exponential_average(values, beta, corrected=corrected),
        by_hand(values.tolist(), beta, corrected),
        rtol=0,
        atol=1e-14,
    )


def test_the_correction_is_not_written_back():
    """Corrected in place, the running value would carry the correction on into what follows."""
    v, written_back = 0.0, []
    for t in range(1, 11):
        v = (0.9 * v + 0.1 * 1.0) / (1 - 0.9**t)
        written_back.append(v)
    assert written_back[1] == pytest.approx(1 / 0.19)  # of values that are all 1
    corrected = exponential_average(np.ones(10), 0.9, corrected=True)
    np.testing.assert_allclose(corrected, 1, rtol=1e-14)


@settings(deadline=None, derandomize=True)
@given(values=series, beta=betas)
def test_a_corrected_average_lies_between_the_values(values, beta):
    averages = exponential_average(values, beta, corrected=True)
    # 1 - beta**t has lost up to three digits at beta .999
    slack = 1e-11 * max(abs(value) for value in values)
    assert (averages >= np.minimum.accumulate(values) - slack).all()
    assert (averages <= np.maximum.accumulate(values) + slack).all()
    assert averages[0] == pytest.approx(values[0], rel=1e-12, abs=1e-300)


@settings(deadline=None, derandomize=True)
@given(values=series, beta=betas)
def test_an_average_is_the_sum_of_its_window_weights(values, beta):
    weights = window_weights(beta, len(values))
    newest_first = np.array(values[::-1])
    expected = float(weights @ newest_first)
    slack = 1e-12 * float(weights @ np.abs(newest_first))
    assert exponential_average(values, beta)[-1] == pytest.approx(expected, rel=1e-12, abs=slack)


def test_many_betas_at_once():
    values = np.random.default_rng(0).standard_normal(20)
    together = exponential_average(values, np.array([[0.0], [0.5], [0.98]]), corrected=True)
    assert together.shape == (3, 20)
    for row, beta in zip(together, (0.0, 0.5, 0.98), strict=True):
        np.testing.assert_array_equal(row, exponential_average(values, beta, corrected=True))


def test_many_series_and_many_betas():
    values = np.random.default_rng(0).standard_normal((2, 20))
    together = exponential_average(values, np.array([0.1, 0.5, 0.98]).reshape(3, 1, 1))
    assert together.shape == (3, 2, 20)
    np.testing.assert_allclose(together[2, 1], by_hand(values[1].tolist(), 0.98), atol=1e-14)


def test_time_is_the_last_axis():
    values = np.array([VALUES, [0.0, 0.0, 1.0, 0.0]])
    averages = exponential_average(values, 0.5)
    np.testing.assert_allclose(averages, [[5.0, 0.5, 0.5, 3.75], [0, 0, 0.5, 0.25]], rtol=1e-15)


def test_dtypes():
    values = np.array(VALUES, np.float32)
    for corrected in (False, True):
        averages = exponential_average(values, np.float64(0.9), corrected=corrected)
        assert averages.dtype == np.float32
    np.testing.assert_allclose(averages, by_hand(VALUES, 0.9, corrected=True), rtol=1e-6)
    assert exponential_average([1, 2], 0.5).dtype == np.float64
    assert exponential_average([1, 2], 0.5).tolist() == [0.5, 1.25]


def test_the_values_are_left_alone_and_none_are_none():
    values = np.array(VALUES)
    exponential_average(values, 0.9, corrected=True)
    assert values.tolist() == VALUES
    assert exponential_average([], 0.9).shape == (0,)


def test_the_average_is_adams():
    """Adam keeps one running value of each: what it has after 30 gradients is the curve's end."""
    grads = np.random.default_rng(0).standard_normal((30, 2))
    rule, theta = Adam(0.9, 0.99), np.zeros(2)
    state = rule.init(theta)
    for grad in grads:
        rule.update(grad, state, 0.1, theta)
    m, v = exponential_average(grads.T, 0.9), exponential_average(grads.T**2, 0.99)
    np.testing.assert_allclose(state["m"], m[:, -1], rtol=0, atol=1e-14)
    np.testing.assert_allclose(state["v"], v[:, -1], rtol=0, atol=1e-14)


def test_the_window_holds_two_thirds_of_the_mass():
    assert window_weights(0.9, 10).sum() == pytest.approx(0.6513, abs=5e-5)
    assert window_weights(0.99, 100).sum() == pytest.approx(0.6340, abs=5e-5)


def test_window_weights_are_newest_first_and_add_up_to_one():
    np.testing.assert_allclose(window_weights(0.9, 3), [0.1, 0.09, 0.081], rtol=1e-14)
    assert window_weights(0.9, 1000).sum() == pytest.approx(1, abs=1e-12)
    assert window_weights(0.0, 3).tolist() == [1, 0, 0]
    many = window_weights(np.array([[0.5], [0.9]]), 4)
    assert many.shape == (2, 4)
    np.testing.assert_array_equal(many[1], window_weights(0.9, 4))
    assert window_weights(0.5, 0).shape == (0,)


@pytest.mark.parametrize("function", [exponential_average, window_weights])
def test_bad_betas(function):
    first = VALUES if function is exponential_average else None

    def call(beta):
        return function(first, beta) if first is not None else function(beta, 3)

    with pytest.raises(ValueError, match=r"beta must lie in \[0, 1\); got 1"):
        call(1.0)
    with pytest.raises(ValueError, match=r"beta must lie in \[0, 1\); got -0.5"):
        call(np.array([[0.5], [-0.5]]))
    with pytest.raises(ValueError, match=r"many betas need the shape \(..., 1\).*got shape \(2,\)"):
        call(np.array([0.5, 0.9]))


def test_bad_values_and_lengths():
    with pytest.raises(ValueError, match=r"needs a series, its last axis time; got 3\.0"):
        exponential_average(3.0, 0.5)
    with pytest.raises(ValueError, match="length must be a whole number, at least 0; got -1"):
        window_weights(0.5, -1)
    with pytest.raises(ValueError, match="length must be a whole number, at least 0; got 10"):
        window_weights(0.9, 1 / (1 - 0.9))
