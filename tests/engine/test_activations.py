"""Every activation: its values and derivatives, its kink, its noise, and what it learns."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib.engine import (
    ELU,
    GELU,
    L2,
    Dense,
    Dropout,
    GradientDescent,
    Identity,
    LeakyReLU,
    Network,
    Optimizer,
    PReLU,
    ReLU,
    RReLU,
    Sigmoid,
    SiLU,
    Tanh,
    accuracy,
    binary_cross_entropy,
    check_gradients,
    cross_entropy,
    mlp,
    per_model,
    sigmoid,
    softmax,
    stack,
    train,
    unstack,
)

# Each activation for 6 features, with hyperparameters of its own for model k.
ACTIVATIONS = {
    "identity": lambda k: Identity(),
    "sigmoid": lambda k: Sigmoid(),
    "tanh": lambda k: Tanh(),
    "relu": lambda k: ReLU(),
    "leaky": lambda k: LeakyReLU(0.01 + 0.2 * k),
    "prelu": lambda k: PReLU(6, start=0.25 + 0.2 * k),
    "prelu shared": lambda k: PReLU(start=0.25 + 0.2 * k),
    "prelu image": lambda k: PReLU((1, 2, 3), start=0.25 + 0.2 * k),
    "rrelu": lambda k: RReLU(0.1 * k, 0.3 + 0.2 * k),
    "elu": lambda k: ELU(),
    "elu with a kink": lambda k: ELU(0.5 + 0.4 * k),
    "gelu": lambda k: GELU(),
    "silu": lambda k: SiLU(),
}
SMOOTH = ("identity", "sigmoid", "tanh", "gelu", "silu")
KINKED = [name for name in ACTIVATIONS if name not in SMOOTH]
DTYPES = [np.float32, np.float64]

numbers = arrays(np.float64, (3, 4), elements=st.floats(-50, 50))
slopes = st.floats(0, 1)
property_of = settings(deadline=None, derandomize=True, max_examples=50)


def alone(layer, dtype=np.float64):
    """The layer as a network's only one, so that it has its parameters."""
    Network([layer], rng=np.random.default_rng(0), dtype=dtype)
    return layer


def between(layer, seed=0, dtype=np.float64):
    rng = np.random.default_rng(seed)
    return Network([Dense(3, 6), layer, Dense(6, 4)], rng=rng, dtype=dtype)


def labelled(loss, rng):
    x, labels = rng.standard_normal((7, 3)), rng.integers(4, size=7)
    return x, labels if loss is cross_entropy else np.eye(4)[labels]


# Values and derivatives, worked by hand.

E1, E2 = math.exp(-1), math.exp(-2)
X = np.array([[-2.0, -1.0, 0.0, 1.0, 3.0]])
T1, S1 = (1 - E2) / (1 + E2), 1 / (1 + E1)  # tanh(1) and sigmoid(1)
BY_HAND = {
    "identity": (Identity(), X, [[1, 1, 1, 1, 1]]),
    "relu": (ReLU(), [[0, 0, 0, 1, 3]], [[0, 0, 0, 1, 1]]),
    "leaky": (LeakyReLU(), [[-0.02, -0.01, 0, 1, 3]], [[0.01, 0.01, 0.01, 1, 1]]),
    "prelu": (PReLU(5), [[-0.5, -0.25, 0, 1, 3]], [[0.25, 0.25, 0.25, 1, 1]]),
    "prelu shared": (PReLU(start=0.5), [[-1, -0.5, 0, 1, 3]], [[0.5, 0.5, 0.5, 1, 1]]),
    "rrelu": (RReLU(), [[-22 / 48, -11 / 48, 0, 1, 3]], [[11 / 48, 11 / 48, 11 / 48, 1, 1]]),
    "elu": (ELU(), [[E2 - 1, E1 - 1, 0, 1, 3]], [[E2, E1, 1, 1, 1]]),
    "elu with a kink": (ELU(2.0), [[2 * E2 - 2, 2 * E1 - 2, 0, 1, 3]], [[2 * E2, 2 * E1, 2, 1, 1]]),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_values_and_derivatives_by_hand(name):
    layer, y, derivative = BY_HAND[name]
    alone(layer)
    np.testing.assert_allclose(layer.forward(X), y, rtol=1e-14, atol=1e-15)
    np.testing.assert_allclose(layer.backward(np.full(X.shape, 2.0)), 2 * np.array(derivative))


def test_saturating_values_and_derivatives_by_hand():
    x = np.array([[-1.0, 0.0, 1.0]])
    tanh, logistic = Tanh(), Sigmoid()
    np.testing.assert_allclose(tanh.forward(x), [[-T1, 0, T1]])
    np.testing.assert_allclose(tanh.backward(np.ones((1, 3))), [[1 - T1**2, 1, 1 - T1**2]])
    np.testing.assert_allclose(logistic.forward(x), [[1 - S1, 0.5, S1]])
    steep = E1 / (1 + E1) ** 2
    np.testing.assert_allclose(logistic.backward(np.ones((1, 3))), [[steep, 0.25, steep]])


def test_smooth_rectifiers_by_hand():
    """P(1) = 0.8413447460685429, from math.erf; the slopes by the product rule."""
    x = np.array([[-1.0, 0.0, 1.0]])
    below, dense = (1 + math.erf(math.sqrt(0.5))) / 2, math.exp(-0.5) / math.sqrt(2 * math.pi)
    gelu, silu = GELU(), SiLU()
    np.testing.assert_allclose(gelu.forward(x), [[below - 1, 0, below]], atol=4e-12)
    np.testing.assert_allclose(
        gelu.backward(np.ones((1, 3))), [[1 - below - dense, 0.5, below + dense]], atol=4e-12
    )
    np.testing.assert_allclose(silu.forward(x), [[S1 - 1, 0, S1]])
    slope = S1 + S1 * (1 - S1)
    np.testing.assert_allclose(silu.backward(np.ones((1, 3))), [[1 - slope, 0.5, slope]])


def test_gelu_is_that_of_erf_at_every_size():
    x = np.linspace(-40, 40, 4001)[None]
    exact = [value * math.erfc(-value / math.sqrt(2)) / 2 for value in x[0]]
    np.testing.assert_allclose(GELU().forward(x)[0], exact, rtol=6e-12, atol=1e-14)


def test_gelu_beside_its_approximation():
    x = np.linspace(-6, 6, 1201)[None]
    inner = math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)
    apart = np.abs(GELU().forward(x) - x * (1 + np.tanh(inner)) / 2).max()
    assert 1e-4 < apart < 5e-4


@property_of
@given(numbers)
def test_smooth_rectifiers_are_odd_but_for_half_of_x(x):
    """y(x) - y(-x) = x, as the two probabilities add up to 1."""
    for kind in (GELU, SiLU):
        np.testing.assert_allclose(kind().forward(x) - kind().forward(-x), x, rtol=0, atol=1e-10)


def test_elu_keeps_all_digits_next_to_zero():
    x = np.array([[-1e-12]])
    np.testing.assert_allclose(ELU().forward(x), x + x**2 / 2, rtol=1e-15)


# Identities.


@property_of
@given(numbers)
def test_tanh_is_a_stretched_sigmoid(x):
    np.testing.assert_allclose(np.tanh(x), 2 * sigmoid(2 * x) - 1, rtol=0, atol=2e-15)
    np.testing.assert_array_equal(Tanh().forward(x), np.tanh(x))


@property_of
@given(numbers)
def test_the_sigmoid_is_symmetric_and_nowhere_steeper_than_a_quarter(x):
    layer = Sigmoid()
    y, flipped = layer.forward(x), Sigmoid().forward(-x)
    np.testing.assert_allclose(y + flipped, 1, rtol=2e-15)
    derivative = layer.backward(np.ones_like(x))
    assert (derivative >= 0).all()
    assert (derivative <= 0.25).all()


@property_of
@given(numbers)
def test_the_ends_of_each_family(x):
    grad = np.cos(x)
    for one, other in [
        (LeakyReLU(0.0), ReLU()),
        (LeakyReLU(1.0), Identity()),
        (PReLU(4, start=0.3), LeakyReLU(0.3)),
        (PReLU(start=0.3), LeakyReLU(0.3)),
        (PReLU((2, 1, 2), start=0.3), LeakyReLU(0.3)),
        (ELU(0.0), ReLU()),
    ]:
        alone(one)
        np.testing.assert_array_equal(one.forward(x), other.forward(x))
        np.testing.assert_array_equal(one.backward(grad), other.backward(grad))


@property_of
@given(numbers, slopes)
def test_bounds_that_meet_leave_no_chance(x, slope):
    one, other = RReLU(slope, slope), LeakyReLU(slope)
    y = one.forward(x, training=True, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(y, other.forward(x))
    np.testing.assert_array_equal(one.backward(x), other.backward(x))


@property_of
@given(numbers, slopes, st.integers(0, 10))
def test_a_leaky_unit_scales_with_its_input(x, slope, power):
    layer = LeakyReLU(slope)
    y = layer.forward(x)
    np.testing.assert_allclose(
        layer.forward(x * 2.0**power), y * 2.0**power, rtol=1e-15, atol=1e-300
    )


@property_of
@given(numbers)
def test_elu_lies_between_the_identity_and_minus_one(x):
    y = ELU().forward(x)
    assert (y >= np.maximum(x, -1) - 1e-15).all()
    np.testing.assert_array_equal(y[x > 0], x[x > 0])


@property_of
@given(numbers, st.floats(-1e3, 1e3))
def test_softmax_gives_probabilities_that_a_shift_leaves_alone(x, shift):
    p = softmax(x)
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-14)
    np.testing.assert_allclose(softmax(x + shift), p, rtol=1e-11)


def test_softmax_and_sigmoid_take_lists_and_whole_numbers():
    np.testing.assert_array_equal(softmax([[0, 0]]), [[0.5, 0.5]])
    np.testing.assert_array_equal(sigmoid([0, -(10**4)]), [0.5, 0])
    np.testing.assert_array_equal(sigmoid(np.array([0, 200], np.uint8)), [0.5, 1])


def test_a_score_of_minus_infinity_is_impossible_and_one_of_infinity_has_no_softmax():
    inf = np.inf
    p = softmax(np.array([[0.0, -inf], [0.0, inf], [-inf, -inf], [np.nan, 0.0]]))  # no warning
    np.testing.assert_array_equal(p[0], [1, 0])
    assert np.isnan(p[1:]).any(axis=-1).all()


def test_softmax_of_two_scores_is_the_sigmoid_of_their_difference():
    p = softmax(np.array([[3.0, 1.0]]))
    np.testing.assert_allclose(p, [[1 / (1 + E2), E2 / (1 + E2)]])
    np.testing.assert_allclose(p[0, 0], sigmoid(np.array(2.0)))


# Every activation alike.


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("models", [1, 4])
@pytest.mark.parametrize("loss", [cross_entropy, binary_cross_entropy])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_gradients(name, loss, models, training):
    rng = np.random.default_rng(7)
    members = [between(ACTIVATIONS[name](k), seed=k) for k in range(models)]
    network = members[0] if models == 1 else stack(members)
    report = check_gradients(network, loss, labelled(loss, rng), rng=rng, training=training)
    assert report.error < 1e-7, report.worst


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_gradients_where_a_stack_shares_its_input(name):
    rng = np.random.default_rng(7)
    network = stack(
        [
            Network([ACTIVATIONS[name](k), Dense(6, 4)], rng=np.random.default_rng(k))
            for k in range(4)
        ]
    )
    data = rng.standard_normal((7, 6)), rng.integers(4, size=7)
    report = check_gradients(network, cross_entropy, data, rng=rng, coordinates=60)
    assert report.error < 1e-7, report.worst


@pytest.mark.parametrize("x", [1e-7, -1e-7])
@pytest.mark.parametrize("name", KINKED)
def test_the_gradient_check_sees_the_kink(name, x):
    """ELU with alpha 1 too: its slope does not jump at zero, but its curvature does."""
    rng = np.random.default_rng(0)
    network = Network([ACTIVATIONS[name](0), Dense(6, 2)], rng=rng)
    near = np.full((1, 6), x), np.array([0])
    report = check_gradients(network, cross_entropy, near, rng=rng)
    assert report.kinks > 0
    assert report.error < 1e-7, report.worst


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_side_is_told_where_there_is_a_kink(name):
    layer = alone(ACTIVATIONS[name](0))
    x = np.array([[-2.0, -1e-9, 0.0, 1e-9, 1.0, 2.0]])
    layer.forward(x)
    if name in KINKED:
        assert layer.side().ravel().tolist() == [False, False, False, True, True, True]
    else:
        assert layer.side() is None


@pytest.mark.parametrize("generators", ["one", "each its own"])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_stack_trains_as_its_members_alone(name, generators):
    rng = np.random.default_rng(3)
    data = rng.standard_normal((50, 3)), rng.integers(4, size=50)

    def trained(network, generator):
        for _ in train(
            network, cross_entropy, Optimizer(lr=0.1), data,
            epochs=5, batch_size=16, rng=generator,
        ):  # fmt: skip
            pass
        return network

    def generator(k):
        return np.random.default_rng(9 if generators == "one" else k)

    def member(k):
        return between(ACTIVATIONS[name](k), seed=k)

    shared = generator(0) if generators == "one" else [generator(k) for k in range(3)]
    together = trained(stack([member(k) for k in range(3)]), shared)
    for k, apart in enumerate(unstack(together)):
        np.testing.assert_allclose(
            apart.theta, trained(member(k), generator(k)).theta, rtol=0, atol=1e-10
        )
        assert (apart.theta != member(k).theta).mean() > 0.9


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("models", [1, 3])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_dtype_is_kept(name, models, training, dtype):
    members = [between(ACTIVATIONS[name](k), dtype=dtype) for k in range(models)]
    network = members[0] if models == 1 else stack(members)
    layer = network.layers[1]
    x = np.random.default_rng(0).standard_normal((5, 6)).astype(dtype)
    y = layer.forward(x, training=training, rng=np.random.default_rng(0))
    assert y.dtype == layer.backward(np.ones_like(y)).dtype == dtype


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_numbers_of_any_size_are_safe(name, training, dtype):
    """Warnings are errors here: nothing overflows on the way."""
    huge = np.finfo(dtype).max
    x = np.array([[-huge, -1e4, -100, 100, 1e4, huge]], dtype)
    layer = alone(ACTIVATIONS[name](0), dtype)
    y = layer.forward(x, training=training, rng=np.random.default_rng(0))
    assert np.isfinite(y).all()
    derivative = layer.backward(np.ones_like(x))
    assert (derivative >= (-1e-30 if name == "silu" else 0)).all()
    assert (derivative <= 1).all()


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_levels_far_out(dtype):
    far, ones = np.array([[-1e4, 1e4]], dtype), np.ones((1, 2), dtype)
    for layer, y, derivative in [
        (Sigmoid(), [0, 1], [0, 0]),
        (Tanh(), [-1, 1], [0, 0]),
        (ELU(1.5), [-1.5, 1e4], [0, 1]),
        (SiLU(), [0, 1e4], [0, 1]),
        (GELU(), [0, 1e4], [0, 1]),
    ]:
        np.testing.assert_array_equal(layer.forward(far), [y])
        np.testing.assert_array_equal(layer.backward(ones), [derivative])
    np.testing.assert_array_equal(softmax(far), [[0, 1]])


@pytest.mark.parametrize("kind", [SiLU, GELU])
def test_the_slope_of_a_smooth_rectifier_at_infinity_is_1(kind):
    layer = kind()
    layer.forward(np.array([[np.inf]]))
    assert layer.backward(np.ones((1, 1))) == 1


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_what_is_no_number_stays_so(name):
    layer = alone(ACTIVATIONS[name](0))
    assert np.isnan(layer.forward(np.full((1, 6), np.nan))).all()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_arguments_are_left_alone(name):
    layer = alone(ACTIVATIONS[name](0))
    x = np.linspace(-2, 3, 12).reshape(2, 6)
    x.flags.writeable = False  # writing would raise
    y = layer.forward(x, training=True, rng=np.random.default_rng(0))
    grad = np.ones_like(y)
    grad.flags.writeable = False
    layer.backward(grad)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_layer_is_built_again_from_what_it_tells(name):
    layer = ACTIVATIONS[name](1)
    values = {key: getattr(layer, key) for key in layer.hyperparameters}
    twin = type(layer)(**layer.settings(), **values, name="twin")
    x = np.linspace(-2, 3, 12).reshape(2, 6)
    np.testing.assert_array_equal(alone(twin).forward(x), alone(layer).forward(x))


MLP_TAKES = [Identity, Sigmoid, Tanh, ReLU, LeakyReLU, PReLU, RReLU, ELU, GELU, SiLU]


@pytest.mark.parametrize("kind", MLP_TAKES)
def test_mlp_takes_every_activation_as_it_is(kind):
    net = mlp([2, 5, 3, 1], rng=np.random.default_rng(0), activation=kind)
    assert [type(layer) for layer in net.layers] == [Dense, kind, Dense, kind, Dense]
    assert net.forward(np.ones((4, 2))).shape == (4, 1)


def test_a_network_of_identities_is_a_single_matrix():
    net = mlp([2, 5, 3], rng=np.random.default_rng(0), activation=Identity)
    x = np.random.default_rng(1).standard_normal((4, 2))
    np.testing.assert_allclose(net.forward(x), x @ (net["hidden 1"].W @ net["output"].W))


# Hyperparameters, one for each model or moved between forward and backward.


def test_each_model_has_its_own_slope_and_level():
    x = np.array([[-1e4, 2.0]])
    y = LeakyReLU(per_model([0.0, 0.1])).forward(x)
    np.testing.assert_allclose(y, [[[0, 2]], [[-1000, 2]]])
    y = ELU(per_model([1.0, 0.5])).forward(x)
    np.testing.assert_allclose(y, [[[-1, 2]], [[-0.5, 2]]])


def test_backward_uses_what_forward_used():
    x, ones = np.array([[-1.0, 1.0]]), np.ones((1, 2))
    leaky, elu, prelu = LeakyReLU(0.1), ELU(0.5), alone(PReLU(2, start=0.2))
    for layer in (leaky, elu, prelu):
        layer.forward(x)
    leaky.slope, elu.alpha, prelu.slope[...] = 0.9, 0.9, 0.9
    np.testing.assert_allclose(leaky.backward(ones), [[0.1, 1]])
    np.testing.assert_allclose(elu.backward(ones), [[0.5 * E1, 1]])
    np.testing.assert_allclose(prelu.backward(ones), [[0.2, 1]])


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
@pytest.mark.parametrize(
    ("build", "name"),
    [(LeakyReLU, "slope"), (RReLU, "low"), (RReLU, "high"), (PReLU, "start")],
)
def test_slopes_out_of_range(build, name, value):
    with pytest.raises(ValueError, match=rf"{name} must lie in \[0, 1\]; got {value}"):
        build(**{name: value})
    layer = build()
    with pytest.raises(ValueError, match=f"{name} must lie in"):
        setattr(layer, name, value)
    with pytest.raises(ValueError, match=f"{name}: one value per model has the shape"):
        setattr(layer, name, np.array([0.1, 0.2]))


@pytest.mark.parametrize("value", [-1, float("inf"), float("nan")])
def test_levels_out_of_range(value):
    with pytest.raises(ValueError, match=r"alpha must lie in \[0, inf\); got"):
        ELU(value)


# RReLU's noise.


def test_every_unit_of_every_example_draws_its_own_slope():
    layer, rng = RReLU(0.2, 0.6), np.random.default_rng(0)
    x = -np.ones((500, 400))
    slope = -layer.forward(x, training=True, rng=rng)
    assert len(np.unique(slope)) == slope.size
    assert slope.min() >= 0.2
    assert slope.max() < 0.6
    # 200 000 draws of standard deviation 0.4 / sqrt(12): the mean's standard error is 0.0003
    assert slope.mean() == pytest.approx(0.4, abs=0.0015)
    assert slope.std() == pytest.approx(0.4 / math.sqrt(12), abs=0.001)
    assert (slope != -layer.forward(x, training=True, rng=rng)).all()


def test_a_random_slope_serves_backward_too():
    layer, x = RReLU(), np.linspace(-3, 3, 40).reshape(4, 10)
    y = layer.forward(x, training=True, rng=np.random.default_rng(0))
    np.testing.assert_allclose(layer.backward(np.ones_like(x)), y / x)


def test_inference_takes_the_mean_slope_and_draws_nothing():
    rng, untouched = np.random.default_rng(0), np.random.default_rng(0)
    layer, x = RReLU(0.2, 0.6), np.array([[-1.0, 0.0, 2.0]])
    layer.forward(x, training=True, rng=np.random.default_rng(1))
    np.testing.assert_allclose(layer.forward(x, rng=rng), [[-0.4, 0, 2]])
    np.testing.assert_allclose(layer.backward(np.ones((1, 3))), [[0.4, 0.4, 1]])
    assert rng.random() == untouched.random()


def test_models_share_the_draw_and_keep_their_own_bounds():
    layer = RReLU(per_model([0.0, 0.5, 0.1]), per_model([1.0, 1.0, 0.1]))
    y = layer.forward(-np.ones((3, 4)), training=True, rng=np.random.default_rng(0))
    draw = np.random.default_rng(0).random((3, 4))
    np.testing.assert_allclose(-y, [draw, 0.5 + 0.5 * draw, np.full((3, 4), 0.1)])


def test_with_a_list_of_generators_each_model_draws_for_itself():
    generators = [np.random.default_rng(seed) for seed in (4, 5)]
    y = RReLU(0.0, 1.0).forward(-np.ones((3, 4)), training=True, rng=generators)
    draws = [np.random.default_rng(seed).random((3, 4)) for seed in (4, 5)]
    np.testing.assert_array_equal(-y, draws)


def test_positive_units_draw_too():
    """Networks that differ only in their weights then share all later noise."""
    rng, twin = np.random.default_rng(0), np.random.default_rng(0)
    RReLU(0.3, 0.3).forward(np.ones((3, 4)), training=True, rng=rng)
    Dropout(0.0).forward(np.ones((3, 4)), training=True, rng=twin)
    assert rng.random() == twin.random()


def test_low_above_high():
    with pytest.raises(ValueError, match=r"RReLU needs low <= high; got low 0.5 and high 0.2"):
        RReLU(0.5, 0.2)
    layer = RReLU(0.1, 0.2)
    layer.low, layer.high = 0.5, 0.6  # may cross for a moment
    np.testing.assert_allclose(layer.forward(np.array([[-1.0]])), [[-0.55]])
    layer.low = per_model([0.1, 0.9])
    with pytest.raises(ValueError, match="RReLU needs low <= high"):
        layer.forward(np.array([[-1.0]]))


def test_random_slopes_need_a_generator_in_training():
    with pytest.raises(ValueError, match="RReLU 'r' needs rng in training: it draws a slope"):
        RReLU(name="r").forward(np.ones((1, 1)), training=True)


# PReLU's slope.


@pytest.mark.parametrize(
    ("layer", "gradient"),
    [(PReLU(2), [[-102, -4000]]), (PReLU(), [[-4102]]), (PReLU((1, 1, 2)), [[-102, -4000]])],
    ids=["each feature", "shared", "image"],
)
def test_the_slopes_gradient_by_hand(layer, gradient):
    alone(layer).forward(np.array([[-2.0, 3.0], [-1.0, -4.0]]))
    layer.backward(np.array([[1.0, 10.0], [100.0, 1000.0]]))
    np.testing.assert_array_equal(layer.gradients["slope"], gradient)


def test_each_channel_of_an_image_has_one_slope():
    layer = alone(PReLU((1, 2, 2)))  # two pixels of two channels
    layer.slope[...] = [[0.5, 0.1]]
    y = layer.forward(np.array([[-1.0, -2.0, -3.0, 4.0]]))
    np.testing.assert_allclose(y, [[-0.5, -0.2, -1.5, 4]])
    np.testing.assert_allclose(layer.backward(np.ones((1, 4))), [[0.5, 0.1, 0.5, 1]])
    np.testing.assert_array_equal(layer.gradients["slope"], [[-1 - 3, -2]])


def test_the_slope_is_a_parameter_that_does_not_decay():
    net = between(PReLU(6))
    assert net.theta.size == 3 * 6 + 6 + 6 + 6 * 4 + 4
    assert net.weights.size == 3 * 6 + 6 * 4
    net.gradient[...] = 0
    Optimizer(GradientDescent(), lr=0.5, regularizer=L2(1.0)).step(net)
    np.testing.assert_array_equal(net["prelu 1"].slope, np.full((1, 6), 0.25))
    np.testing.assert_allclose(net["output"].W, 0.5 * between(PReLU(6))["output"].W)


def test_the_slope_learns_what_the_data_needs():
    """Behind one unit a linear classifier tells small |x| from large with a negative slope only."""
    rng = np.random.default_rng(0)
    x = rng.uniform(-1, 1, (400, 1))
    data = x, (np.abs(x[:, 0]) > 0.5).astype(int)
    net = Network([PReLU(1), Dense(1, 2)], rng=rng)
    for _ in train(net, cross_entropy, Optimizer(lr=0.3), data, epochs=100, batch_size=50, rng=rng):
        pass
    assert net["prelu 1"].slope.item() == pytest.approx(-1, abs=0.2)
    assert accuracy(net.forward(x), data[1]) > 0.95


def test_members_that_start_with_other_slopes_can_be_stacked():
    together = stack([between(PReLU(6, start=start)) for start in (0.0, 0.25)])
    np.testing.assert_array_equal(together["prelu 1"].slope[:, 0, 0], [0, 0.25])
    assert [member["prelu 1"].start for member in unstack(together)] == [0.0, 0.25]


def test_prelu_refuses_what_does_not_fit():
    for features in (0, (4, 4), (0, 4, 4), ()):
        with pytest.raises(ValueError, match=r"PReLU takes a number of features or an image shape"):
            PReLU(features)
    with pytest.raises(ValueError, match=r"PReLU 'prelu 1' takes 6 features; got .* \(5, 3\)"):
        alone(PReLU(6)).forward(np.ones((5, 3)))
    with pytest.raises(ValueError, match=r"PReLU 'p' has no weights yet: put it into a Network"):
        PReLU(3, name="p").forward(np.ones((5, 3)))
    with pytest.raises(TypeError, match="computes in float64; got an input of float32"):
        alone(PReLU()).forward(np.ones((5, 3), np.float32))
    with pytest.raises(ValueError, match="needs one start for one model; got 2: build networks"):
        alone(PReLU(6, start=per_model([0.1, 0.2])))
