"""Above 2 / L: a line explodes, a network moves; and what notebook 05 says of Adam's correction."""

import numpy as np
import pytest

from course_lib.chapters.optimizers.adam_steps import adam_steps
from course_lib.chapters.optimizers.edge import edge_run
from course_lib.chapters.optimizers.line import curvatures, line_surface
from course_lib.datasets import load_weather
from course_lib.engine import GradientDescent, Momentum
from course_lib.experiments.descents import descend


def temperatures():
    dates, high = load_weather("high")
    _, low = load_weather("low")
    first = dates < np.datetime64("2015-01-01")
    return line_surface(low[first], high[first])


def test_one_percent_decides_on_a_line():
    ground = temperatures()
    flat, steep = curvatures(ground)
    assert 2 / steep == pytest.approx(0.0220, abs=5e-5)
    assert steep / flat == pytest.approx(322, abs=0.5)
    below, above = (
        np.linalg.norm(descend(ground, GradientDescent(), factor * 2 / steep, steps=400)[-1])
        for factor in (0.99, 1.01)
    )
    assert below < 10 < 1000 < above


def test_descent_just_below_its_limit_and_momentum_at_the_same_rate():
    """Steps after which a line is within 0.01 °C of the best: 398 and 84; 672 at 2 / (L + l)."""
    dates, y = load_weather("high")
    _, x = load_weather("low")
    first = dates < np.datetime64("2015-01-01")
    x, y, ground = x[first], y[first], temperatures()
    flat, steep = curvatures(ground)

    def needed(rule, lr):
        path = np.vstack([descend(ground, rule, lr, steps=1000), ground.minima[0]])
        off = np.sqrt(np.mean((path[:, :1] * x + path[:, 1:] - y) ** 2, axis=1))
        return np.flatnonzero(off - off[-1] > 0.01)[-1] + 1

    assert needed(GradientDescent(), 0.99 * 2 / steep) == 398
    assert needed(Momentum(0.9), 0.99 * 2 / steep) == 84
    assert needed(GradientDescent(), 2 / (flat + steep)) == 672


@pytest.mark.parametrize(("lr", "low", "high"), [(1.0, 1.8, 2.2), (2.0, 0.7, 1.1)])
def test_a_network_comes_to_2_over_its_rate_and_learns(lr, low, high):
    run = edge_run(lr, updates=1000, every=100)
    assert run.curvatures[0] == pytest.approx(3.27, abs=0.01)
    assert low < np.median(run.curvatures[-4:]) < high
    assert 0.4 < run.rises < 0.6
    assert run.losses[-20:].mean() < 0.08 < run.losses[:5].mean()


def test_from_below_the_curvature_rises_to_the_edge():
    run = edge_run(0.5, seed=1, updates=1000, every=100)
    assert run.curvatures[0] == pytest.approx(1.34, abs=0.01)
    assert np.median(run.curvatures[-4:]) == pytest.approx(4.2, abs=0.1)


def test_late_at_a_rate_of_2_it_is_below_and_the_loss_still_rises():
    run = edge_run(2.0, updates=1000, every=100)
    assert np.median(run.curvatures[-4:]) < 0.9
    assert run.rises > 0.4


def test_at_a_small_rate_it_stays_below_and_the_loss_falls_in_every_update():
    run = edge_run(0.1, updates=300, every=100)
    assert run.curvatures.max() < 2 / 0.1
    assert run.rises == 0


def test_batches_keep_it_below_the_edge():
    run = edge_run(1.0, updates=600, every=100, batch_size=10)
    assert np.median(run.curvatures[-4:]) < 0.6 * 2


def test_adams_steps_are_a_rate_at_most_where_gradients_agree_and_far_less_where_they_do_not():
    signs = np.where(np.arange(1000) % 2 == 0, 1.0, -1.0)
    assert abs(adam_steps(signs).step[-1]) == pytest.approx(0.053, abs=5e-4)
    assert np.abs(adam_steps(np.ones(1000)).step).max() == pytest.approx(1)
