import numpy as np
import pytest

from course_lib.engine import (
    Tanh,
    VarianceScaling,
    filled,
    glorot_normal,
    he_normal,
    lecun_normal,
    mlp,
    normal,
    zeros,
)

NORMAL = [
    (he_normal, 2 / 400),
    (glorot_normal, 2 / 600),
    (lecun_normal, 1 / 400),
    (normal(0.01), 0.01**2),
    (normal(3), 9),
    (VarianceScaling(1.0), 1 / 400),
]
UNIFORM = [
    (VarianceScaling(2.0, "in", "uniform"), 2 / 400),
    (VarianceScaling(1.0, "average", "uniform"), 2 / 600),
    (VarianceScaling(0.25, "one", "uniform"), 0.25),
]


def draw(initializer, shape=(400, 200), seed=0):
    return initializer(shape, rng=np.random.default_rng(seed))


@pytest.mark.parametrize(("initializer", "variance"), NORMAL + UNIFORM)
def test_initializers_have_their_variance(initializer, variance):
    W = draw(initializer)
    assert W.shape == (400, 200)
    # 80 000 draws: the variance is known to about 0.5 %
    assert W.var() == pytest.approx(variance, rel=0.02)
    assert abs(W.mean()) < 4 * np.sqrt(variance / W.size)


@pytest.mark.parametrize(("initializer", "variance"), UNIFORM)
def test_the_uniform_ones_end_at_an_edge(initializer, variance):
    W = draw(initializer)
    edge = np.sqrt(3 * variance)
    assert 0.99 * edge < W.max() <= edge
    assert 0.99 * edge < -W.min() <= edge


@pytest.mark.parametrize(("initializer", "variance"), NORMAL)
def test_the_normal_ones_have_a_bell_s_tails(initializer, variance):
    beyond = (np.abs(draw(initializer)) > 2 * np.sqrt(variance)).mean()
    assert beyond == pytest.approx(0.0455, abs=0.004)  # none in a uniform draw of equal variance


@pytest.mark.parametrize("shape", [(3, 5), (5, 3), (1, 1)])
def test_the_draws_are_those_of_the_generator(shape):
    """Stored results hang on the seed: the same numbers, scaled, and nothing drawn besides."""
    n_in, n_out = shape
    for initializer, std in (
        (he_normal, np.sqrt(2 / n_in)),
        (glorot_normal, np.sqrt(2 / (n_in + n_out))),
        (lecun_normal, np.sqrt(1 / n_in)),
        (normal(0.3), 0.3),
    ):
        rng, other = np.random.default_rng(7), np.random.default_rng(7)
        for _ in range(2):
            np.testing.assert_allclose(
                initializer(shape, rng=rng), std * other.standard_normal(shape), rtol=1e-15
            )
    for initializer, bound in (
        (VarianceScaling(2.0, "in", "uniform"), np.sqrt(6 / n_in)),
        (VarianceScaling(1.0, "average", "uniform"), np.sqrt(6 / (n_in + n_out))),
    ):
        rng, other = np.random.default_rng(7), np.random.default_rng(7)
        for _ in range(2):
            np.testing.assert_allclose(
                initializer(shape, rng=rng), other.uniform(-bound, bound, shape), atol=1e-15
            )


def test_the_draws_are_what_they_were():
    """Written down once: a change here would change every stored result."""
    np.testing.assert_allclose(
        draw(he_normal, (2, 2)),
        [[0.1257302210933933, -0.1321048632913019], [0.6404226504432821, 0.10490011715303971]],
        rtol=1e-14,
    )
    np.testing.assert_allclose(
        draw(VarianceScaling(1.0, "average", "uniform"), (2, 2)),
        [[0.3354862482481793, -0.5639050832878075], [-1.1243806447841993, -1.1842605976919982]],
        rtol=1e-14,
    )


def test_zeros_and_filled_have_no_spread():
    W = draw(zeros, (3, 4))
    np.testing.assert_array_equal(W, np.zeros((3, 4)))
    assert not np.signbit(W).any()
    np.testing.assert_array_equal(draw(filled(-0.7), (3, 4)), np.full((3, 4), -0.7))


def test_a_mean_moves_the_draws():
    for distribution in ("normal", "uniform"):
        around_zero = VarianceScaling(2.0, "in", distribution)
        around_three = VarianceScaling(2.0, "in", distribution, mean=3.0)
        np.testing.assert_allclose(draw(around_three), draw(around_zero) + 3)


def test_constant_weights_draw_too_so_that_later_layers_stay_as_they_are():
    for initializer in (zeros, filled(1.0), normal(0.5)):
        rng, other = np.random.default_rng(0), np.random.default_rng(0)
        initializer((3, 4), rng=rng)
        he_normal((3, 4), rng=other)
        assert rng.random() == other.random()


@pytest.mark.parametrize(("initializer", "kept"), [(lecun_normal, True), (normal(0.01), False)])
def test_a_signal_keeps_its_size_through_linear_layers(initializer, kept):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((100, 200))
    for _ in range(10):
        x = x @ initializer((200, 200), rng=rng)
    assert (0.5 < x.std() < 2) == kept


def test_units_that_start_equal_stay_equal():
    """Why no hidden layer starts at one value: its units compute and learn the same."""
    net = mlp([3, 4, 2], rng=np.random.default_rng(0), initializer=filled(0.1), activation=Tanh)
    x = np.random.default_rng(1).standard_normal((5, 3))
    net.forward(x)
    net.backward(np.random.default_rng(2).standard_normal((5, 2)))
    gradient = net["hidden 1"].gradients["W"]
    assert gradient.any()
    np.testing.assert_allclose(gradient, gradient[:, :1] + np.zeros((3, 4)))


def test_every_layer_and_every_seed_draws_other_weights():
    net, other = (mlp([3, 3, 3], rng=np.random.default_rng(seed)) for seed in (0, 1))
    assert (net["hidden 1"].W != net["output"].W).all()
    assert (net.weights != other.weights).all()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"scale": -1.0}, r"scale must lie in \[0, inf\); got -1"),
        ({"scale": np.nan}, r"scale must lie in \[0, inf\); got nan"),
        ({"scale": 1.0, "mean": np.inf}, "mean must lie in .* got inf"),
        ({"scale": 1.0, "fan": "out"}, r"fan must be one of \('in', .* got 'out'"),
        ({"scale": 1.0, "distribution": "Normal"}, "distribution must be one of .* got 'Normal'"),
    ],
)
def test_settings_that_cannot_be(settings, words):
    with pytest.raises(ValueError, match=words):
        VarianceScaling(**settings)


@pytest.mark.parametrize("std", [-1.0, np.nan, np.inf])
def test_a_spread_that_cannot_be(std):
    with pytest.raises(ValueError, match=r"std must lie in \[0, inf\)"):
        normal(std)
