import numpy as np
import pytest

from course_lib.engine import (
    L1,
    L2,
    ElasticNet,
    GradientDescent,
    Optimizer,
    check_gradients,
    cross_entropy,
    fit,
    mlp,
    per_model,
    stack,
)

STRENGTHS = [0.0, 0.1, 1.0, 10.0]
ALL = [L1(0.1), L2(0.1), ElasticNet(0.1, 0.3)]
PER_MODEL = [
    L1(per_model(STRENGTHS)),
    L2(per_model(STRENGTHS)),
    ElasticNet(per_model(STRENGTHS), per_model(STRENGTHS[::-1])),
    ElasticNet(per_model(STRENGTHS), 0.3),
]


def name(regularizer):
    return type(regularizer).__name__


def test_worked_by_hand():
    weights = np.array([[1.0, 0.0, -2.0]])
    assert float(L1(0.5).penalty(weights)) == 0.5 * 3
    np.testing.assert_array_equal(L1(0.5).gradient(weights), [[0.5, 0, -0.5]])
    assert float(L2(0.5).penalty(weights)) == 0.25 * 5
    np.testing.assert_array_equal(L2(0.5).gradient(weights), [[0.5, 0, -1]])
    both = ElasticNet(0.5, 0.25)
    assert float(both.penalty(weights)) == 0.5 * 3 + 0.125 * 5
    np.testing.assert_array_equal(both.gradient(weights), [[0.75, 0, -1]])


def test_the_elastic_net_ends_at_l1_and_l2():
    weights = np.random.default_rng(0).standard_normal((1, 9))
    for both, one in ((ElasticNet(0.3, 0), L1(0.3)), (ElasticNet(0, 0.3), L2(0.3))):
        np.testing.assert_array_equal(both.penalty(weights), one.penalty(weights))
        np.testing.assert_array_equal(both.gradient(weights), one.gradient(weights))


@pytest.mark.parametrize("regularizer", PER_MODEL, ids=name)
def test_a_strength_for_each_model(regularizer):
    weights = np.random.default_rng(0).standard_normal((4, 1, 9))
    penalty, gradient = regularizer.penalty(weights), regularizer.gradient(weights)
    assert penalty.shape == (4,)
    assert gradient.shape == weights.shape
    for k in range(4):
        own = {
            field: float(value[k, 0, 0]) if isinstance(value, np.ndarray) else value
            for field, value in vars(regularizer).items()
        }
        alone = type(regularizer)(**own)
        assert float(penalty[k]) == pytest.approx(float(alone.penalty(weights[k])), rel=1e-14)
        np.testing.assert_array_equal(gradient[k], alone.gradient(weights[k]))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("regularizer", ALL + PER_MODEL, ids=name)
def test_the_dtype_is_that_of_the_weights(regularizer, dtype):
    weights = np.ones((4, 1, 3), dtype)
    assert regularizer.penalty(weights).dtype == dtype
    assert regularizer.gradient(weights).dtype == dtype


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize(
    ("regularizer", "models"),
    [(shared, models) for shared in ALL for models in (1, 4)] + [(own, 4) for own in PER_MODEL],
)
def test_the_gradients(regularizer, models, training):
    rng = np.random.default_rng(1)
    members = [mlp([3, 6, 4], rng=rng, drop_rate=0.2) for _ in range(models)]
    network = members[0] if models == 1 else stack(members)
    data = rng.standard_normal((7, 3)), rng.integers(4, size=7)
    report = check_gradients(
        network, cross_entropy, data, rng=rng, training=training, regularizer=regularizer
    )
    assert report.error < 1e-7, report.worst


@pytest.mark.parametrize("regularizer", [L1(0.5), ElasticNet(0.5, 0.1)], ids=name)
def test_the_gradient_check_moves_off_the_kink(regularizer):
    rng = np.random.default_rng(1)
    network = mlp([3, 4], rng=rng)
    network["output"].W[0] = 0
    network["output"].W[1] = 1e-7  # on one side of the kink, but within reach
    data = rng.standard_normal((7, 3)), rng.integers(4, size=7)
    report = check_gradients(network, cross_entropy, data, rng=rng, regularizer=regularizer)
    assert report.kinks > 0
    assert report.error < 1e-7, report.worst


def test_the_side_of_a_weight_is_its_sign_where_there_is_a_kink():
    weights = np.array([[[2.0, 0.0, -3.0]], [[-1.0, 4.0, 0.0]]])
    for regularizer in (L1(0.1), ElasticNet(0.1, 0)):
        np.testing.assert_array_equal(regularizer.side(weights), np.sign(weights))
    for regularizer in (L1(per_model([0, 0.1])), ElasticNet(per_model([0, 0.1]), 1.0)):
        np.testing.assert_array_equal(regularizer.side(weights), [[[0, 0, 0]], [[-1, 1, 0]]])
    assert L2(0.1).side(weights) is None


@pytest.mark.parametrize("regularizer", ALL, ids=name)
def test_biases_are_left_alone(regularizer):
    net = mlp([2, 3, 2], rng=np.random.default_rng(0))
    net.theta = np.ones_like(net.theta)
    net.gradient[...] = 0
    Optimizer(GradientDescent(), 1.0, regularizer).step(net)
    for layer in ("hidden 1", "output"):
        assert (net[layer].b == 1).all()
        assert (net[layer].W < 1).all()


def test_l1_sends_weights_to_zero_that_l2_only_shrinks():
    """Of six features one says all; the others' weights keep within a step of zero under L1."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((200, 6))
    labels = (x[:, 0] > 0).astype(int)
    lr, sizes = 0.02, {}
    for regularizer in (L1(0.05), L2(0.05)):
        net = mlp([6, 2], rng=np.random.default_rng(0))
        fit(
            net, cross_entropy, Optimizer(lr=lr, regularizer=regularizer), (x, labels),
            epochs=1500, batch_size=200, rng=np.random.default_rng(1),
        )  # fmt: skip
        sizes[name(regularizer)] = np.abs(net["output"].W[1:])
    one_step = lr * 0.05
    assert (sizes["L1"] < 2 * one_step).all()
    assert (sizes["L2"] > 10 * one_step).all()


@pytest.mark.parametrize("wrong", [-0.1, np.nan, np.inf])
def test_strengths_that_cannot_be(wrong):
    for make in (L1, L2):
        with pytest.raises(ValueError, match=r"strength must lie in \[0, inf\); got"):
            make(wrong)
    with pytest.raises(ValueError, match=r"l1 must lie in \[0, inf\); got"):
        ElasticNet(wrong, 0.1)
    with pytest.raises(ValueError, match=r"l2 must lie in \[0, inf\); got"):
        ElasticNet(0.1, wrong)
    with pytest.raises(ValueError, match="strength: one value per model has the shape"):
        L1(np.array([0.1, 0.2]))
