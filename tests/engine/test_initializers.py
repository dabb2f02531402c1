import numpy as np
import pytest

from course_lib.engine import (
    VarianceScaling,
    glorot_normal,
    glorot_uniform,
    he_normal,
    he_uniform,
    mlp,
)


@pytest.mark.parametrize(
    ("initializer", "variance"),
    [
        (he_normal, 2 / 400),
        (he_uniform, 2 / 400),
        (glorot_normal, 2 / 600),
        (glorot_uniform, 2 / 600),
        (VarianceScaling(1.0), 1 / 400),
    ],
)
def test_initializers_have_their_variance(initializer, variance):
    W = initializer((400, 200), rng=np.random.default_rng(0))
    assert W.shape == (400, 200)
    # 80 000 draws: the variance is known to about 0.5 %
    assert W.var() == pytest.approx(variance, rel=0.02)
    assert abs(W.mean()) < 4 * np.sqrt(variance / W.size)


@pytest.mark.parametrize(
    ("initializer", "variance"), [(he_uniform, 2 / 400), (glorot_uniform, 2 / 600)]
)
def test_the_uniform_ones_end_at_an_edge(initializer, variance):
    largest = np.abs(initializer((400, 200), rng=np.random.default_rng(0))).max()
    edge = np.sqrt(3 * variance)
    assert 0.99 * edge < largest <= edge


def test_every_layer_and_every_seed_draws_other_weights():
    net, other = (mlp([3, 3, 3], rng=np.random.default_rng(seed)) for seed in (0, 1))
    assert (net["hidden 1"].W != net["output"].W).all()
    assert (net.weights != other.weights).all()
