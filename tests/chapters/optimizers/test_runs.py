"""The runs of notebook 05 against closed forms, the engine and published figures."""

import numpy as np
import pytest

from course_lib.chapters.optimizers.adam_steps import adam_steps
from course_lib.chapters.optimizers.gradient_noise import (
    batch_gradients,
    example_gradients,
    noise,
    signal,
)
from course_lib.chapters.optimizers.line import curvatures, line_surface
from course_lib.datasets import load_weather, published_moons
from course_lib.engine import Adam, AdamUncorrected, binary_cross_entropy
from course_lib.experiments.worked_matrices import lecture_network


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


def test_the_mean_of_the_examples_gradients_is_that_of_all():
    x, labels = published_moons()
    network = lecture_network()
    network.backward(binary_cross_entropy(network.forward(x, training=True), labels)[1])
    np.testing.assert_allclose(example_gradients().mean(axis=0), network.gradient[0], atol=1e-14)
    assert signal() == pytest.approx(np.linalg.norm(network.gradient))


@pytest.mark.parametrize("size", [1, 16, 256])
def test_measured_noise_follows_the_law(size):
    batches = batch_gradients(size, draws=4000, rng=np.random.default_rng(0))
    off = batches - example_gradients().mean(axis=0)
    measured = np.sqrt((off**2).sum(axis=1).mean())
    assert measured == pytest.approx(noise(size), rel=0.05)


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
