"""The runs of notebook 05 against closed forms, the engine and published figures."""

import numpy as np
import pytest

from course_lib.chapters.optimizers.adam_steps import adam_steps
from course_lib.chapters.optimizers.line import curvatures, line_surface
from course_lib.datasets import load_weather
from course_lib.engine import Adam, AdamUncorrected


def test_the_lines_surface_is_its_loss():
    x, y = load_weather("low")[1], load_weather("high")[1]
    surface = line_surface(x, y)
    at = np.array([[0.0, 0.0], [1.2, 5.0], [-1.0, 20.0]])
    for w, b in at:
        loss = np.mean((w * x + b - y) ** 2) / 2
        error = w * x + b - y
        gradient = [np.mean(error * x), np.mean(error)]
        np.testing.assert_allclose(surface.value(np.array([w, b])), loss)
        np.testing.assert_allclose(surface.gradient(np.array([w, b])), gradient)
    np.testing.assert_allclose(surface.minima[0], np.polyfit(x, y, 1))
    low, high = curvatures(surface)
    np.testing.assert_allclose(low * high, x.var())  # the determinant
    np.testing.assert_allclose(low + high, np.mean(x**2) + 1)  # the trace


def test_the_view_holds_start_and_minimum():
    surface = line_surface([0.0, 1.0, 2.0], [1.0, 3.0, 5.0], start=(-1.0, 4.0))
    left, right, bottom, top = surface.view
    for w, b in (surface.start, surface.minima[0]):
        assert left < w < right
        assert bottom < b < top


@pytest.mark.parametrize(("rule", "corrected"), [(Adam, True), (AdamUncorrected, False)])
def test_adam_in_slow_motion_is_the_engines_adam(rule, corrected):
    gradients = np.random.default_rng(0).standard_normal(30)
    adam, theta = rule(0.8, 0.95, 1e-3), np.zeros(1)
    state = adam.init(theta)
    changes = []
    for grad in gradients:
        change, state = adam.update(np.array([grad]), state, 1.0, theta)
        changes.append(float(change[0]))
    slow = adam_steps(gradients, beta1=0.8, beta2=0.95, eps=1e-3, corrected=corrected)
    np.testing.assert_allclose(slow.step, np.negative(changes), rtol=1e-10)
    np.testing.assert_allclose(slow.m[-1], state["m"][0])
