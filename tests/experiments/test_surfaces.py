"""The surfaces against finite differences, and the walks on them against closed forms."""

import numpy as np
import pytest

from course_lib.engine import (
    AdaGrad,
    Adam,
    DampedMomentum,
    GradientDescent,
    Momentum,
    Newton,
    RMSProp,
)
from course_lib.experiments.descents import arrival, descend, given_up, race
from course_lib.experiments.surfaces import BOWL, RAVINE, SURFACES, quadratic, two_valleys

EVERY = [*SURFACES.values(), quadratic(2.0, 7.0, angle=0.6), two_valleys(0.1)]
NAMES = [f"{k} {surface.name}" for k, surface in enumerate(EVERY)]
SOME = np.random.default_rng(0).uniform(-2, 2, (4, 3, 2))
H = 1e-5


def central(function, at):
    """Differences along both coordinates, stacked last."""
    moved = [function(at + step) - function(at - step) for step in H * np.eye(2)]
    return np.stack(moved, axis=-1) / (2 * H)


@pytest.mark.parametrize("surface", EVERY, ids=NAMES)
class TestEverySurface:
    def test_gradient_and_hessian_are_the_derivatives(self, surface):
        assert surface.value(SOME).shape == SOME.shape[:-1]
        np.testing.assert_allclose(surface.gradient(SOME), central(surface.value, SOME), atol=1e-7)
        np.testing.assert_allclose(
            surface.hessian(SOME), central(surface.gradient, SOME), atol=1e-7
        )

    def test_the_minima_are_minima(self, surface):
        for minimum in np.array(surface.minima):
            np.testing.assert_allclose(surface.gradient(minimum), 0, atol=1e-12)
            assert np.linalg.eigvalsh(surface.hessian(minimum)).min() > 0
        heights = surface.value(np.array(surface.minima))
        assert (np.diff(heights) >= -1e-12).all()  # the deepest first

    def test_no_point_in_view_is_lower_than_the_first_minimum(self, surface):
        _, _, values = surface.grid()
        assert values.min() >= surface.value(np.array(surface.minima[0])) - 1e-9

    def test_start_and_minima_are_in_view(self, surface):
        left, right, bottom, top = surface.view
        for x, y in (*surface.minima, surface.start):
            assert left < x < right
            assert bottom < y < top

    def test_the_grid_has_its_rows_along_y(self, surface):
        x, y, values = surface.grid(7)
        assert values[2, 5] == surface.value(np.array([x[5], y[2]]))


def test_a_race_is_the_same_walk_as_each_alone():
    rules = {"momentum": Momentum(0.8), "Adam": Adam(), "RMSProp": RMSProp()}
    for surface in EVERY:
        together = race(surface, rules, 0.03, steps=20)
        for name, rule in rules.items():
            alone = descend(surface, rule, 0.03, steps=20)
            np.testing.assert_allclose(together[name], alone, rtol=1e-10, atol=1e-12)


# Closed forms on a quadratic, where each coordinate goes its own way.

START, CURVATURES = np.array([-4.0, 1.0]), np.array([1.0, 20.0])


@pytest.mark.parametrize("lr", [0.001, 0.05, 0.0999, 0.1001, 0.11])
def test_gradient_descent_ends_at_its_closed_form(lr):
    end = descend(RAVINE, GradientDescent(), lr, steps=60)[-1]
    np.testing.assert_allclose(end, (1 - lr * CURVATURES) ** 60 * START, rtol=1e-9)


@pytest.mark.parametrize(("rule", "scale"), [(Momentum, 1.0), (DampedMomentum, 0.1)])
def test_momentum_ends_at_its_closed_form(rule, scale):
    """(theta, velocity) is multiplied by one matrix a step; its power is taken by eigenvalues."""
    lr, beta = 0.04, 0.9
    end = descend(RAVINE, rule(beta), lr, steps=60)[-1]
    for curvature, first, last in zip(CURVATURES, START, end, strict=True):
        gain = lr * scale
        matrix = np.array([[1 - gain * curvature, -gain * beta], [curvature, beta]])
        roots, vectors = np.linalg.eig(matrix.astype(complex))
        start = np.linalg.solve(vectors, [first, 0])
        np.testing.assert_allclose(last, (vectors @ (roots**60 * start))[0].real, rtol=1e-8)


def test_the_adaptive_rules_end_where_their_equations_lead():
    """AdaGrad, RMSProp and Adam in plain numbers, one coordinate at a time, written anew."""
    lr, steps, eps = 0.1, 80, 1e-8
    ends = {
        name: descend(RAVINE, rule, lr, steps=steps)[-1]
        for name, rule in (("AdaGrad", AdaGrad()), ("RMSProp", RMSProp(0.95)), ("Adam", Adam()))
    }
    for place, (curvature, first) in enumerate(zip(CURVATURES, START, strict=True)):
        ada, rms, adam = first, first, first
        ada_sum = rms_mean = m = v = 0.0
        for t in range(1, steps + 1):
            g = curvature * ada
            ada_sum += g * g
            ada -= lr * g / (ada_sum**0.5 + eps)
            g = curvature * rms
            rms_mean = 0.95 * rms_mean + 0.05 * g * g
            rms -= lr * g / (rms_mean**0.5 + eps)
            g = curvature * adam
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            adam -= lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)) ** 0.5 + eps)
        np.testing.assert_allclose(ends["AdaGrad"][place], ada, rtol=1e-9)
        np.testing.assert_allclose(ends["RMSProp"][place], rms, rtol=1e-9)
        np.testing.assert_allclose(ends["Adam"][place], adam, rtol=1e-9)


def test_newton_is_there_after_one_step_on_a_quadratic():
    surface = quadratic(2.0, 7.0, angle=0.6)
    rule = Newton(lambda theta: surface.hessian(theta[..., 0, :]))
    np.testing.assert_allclose(descend(surface, rule, 1.0, steps=1)[-1], 0, atol=1e-12)


def test_a_walk_that_leaves_is_given_up():
    path = descend(RAVINE, GradientDescent(), 0.5, steps=50)
    assert np.isfinite(path[0]).all()
    assert np.isnan(path[-1]).all()
    assert arrival(path, RAVINE) is None
    np.testing.assert_array_equal(given_up(path), path)


def test_arrival_counts_from_the_last_time_that_it_was_away():
    path = np.array([[0.0, 0.0], [1.0, 0.0], [0.01, 0.0], [0.0, 0.0]])
    assert arrival(path, BOWL) == 2
    assert arrival(path[2:], BOWL) == 0
    assert arrival(path[:2], BOWL) is None


def test_many_learning_rates_walk_side_by_side():
    rates = np.array([0.01, 0.05]).reshape(-1, 1, 1)
    paths = descend(RAVINE, Momentum(), rates, steps=10)
    assert paths.shape == (2, 11, 2)
    np.testing.assert_allclose(paths[1], descend(RAVINE, Momentum(), 0.05, steps=10))


def test_noise_comes_from_the_generator():
    walks = [
        descend(BOWL, GradientDescent(), 0.1, steps=5, noise=1, rng=np.random.default_rng(seed))
        for seed in (0, 0, 1)
    ]
    np.testing.assert_array_equal(walks[0], walks[1])
    assert (walks[0][-1] != walks[2][-1]).all()
