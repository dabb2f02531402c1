"""What holds for every rule alike: shapes, dtypes, who owns which array, one value per model."""

import numpy as np
import pytest

from course_lib.engine import (
    AdaGrad,
    Adam,
    AdamEpsilonFolded,
    AdamEpsilonInRoot,
    AdamUncorrected,
    AdamW,
    DampedMomentum,
    GradientDescent,
    Momentum,
    MomentumOfSteps,
    Nesterov,
    Newton,
    Optimizer,
    RAdam,
    RMSProp,
    cross_entropy,
    mlp,
    per_model,
    stack,
    train,
    unstack,
)


def hessian(theta):
    """Of sum(theta**4) / 4 + sum(theta**2) / 2, whose gradient is theta**3 + theta."""
    return (3 * theta**2 + 1)[..., 0, :, None] * np.eye(theta.shape[-1])


def gradient(theta):
    return theta**3 + theta


BETA = {"beta": [0.0, 0.5, 0.9]}
ADAM = {"beta1": [0.9, 0.5, 0.0], "beta2": [0.999, 0.9, 0.8]}
PER_MODEL = {
    GradientDescent: {},
    Momentum: BETA,
    Nesterov: BETA,
    DampedMomentum: BETA,
    MomentumOfSteps: BETA,
    AdaGrad: {},
    RMSProp: BETA,
    Adam: ADAM,
    AdamW: ADAM | {"decay": [0.0, 0.1, 3.0]},
    RAdam: ADAM,
    AdamEpsilonInRoot: ADAM,
    AdamEpsilonFolded: ADAM,
    AdamUncorrected: ADAM,
}
RULES = [rule() for rule in PER_MODEL]
LRS = [0.01, 0.03, 0.1]


def named(rule):
    return getattr(rule, "__name__", type(rule).__name__)


def walk(rule, theta, lr, steps=20):
    state = rule.init(theta)
    for _ in range(steps):
        change, state = rule.update(gradient(theta), state, lr, theta)
        theta = theta + change
    return theta


@pytest.mark.parametrize("rule", RULES, ids=named)
@pytest.mark.parametrize("shape", [(2,), (1, 5), (3, 1, 5)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_shape_and_dtype_are_kept(rule, shape, dtype):
    theta = np.ones(shape, dtype)
    state = rule.init(theta)
    for _ in range(2):
        grad = np.full(shape, 0.5, dtype)
        change, state = rule.update(grad, state, np.float64(0.1), theta)
        assert change.shape == shape
        assert change.dtype == dtype
        assert all(array.dtype == dtype for array in state.values())
        assert (grad == 0.5).all()
        assert (theta == 1).all()


@pytest.mark.parametrize("rule", list(PER_MODEL), ids=named)
def test_values_per_model_stay_in_float32(rule):
    own = rule(**{name: per_model(values) for name, values in PER_MODEL[rule].items()})
    assert walk(own, np.ones((3, 1, 2), np.float32), per_model(LRS)).dtype == np.float32


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_nothing_shares_memory_with_the_gradient_or_theta(rule):
    """Both are overwritten by the next step; what a rule remembers must not follow them."""
    theta, grad = np.ones((1, 4)), np.full((1, 4), 0.5)
    change, state = rule.update(grad, rule.init(theta), 0.1, theta)
    for array in (change, *state.values()):
        assert not np.shares_memory(array, grad)
        assert not np.shares_memory(array, theta)


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_state_is_overwritten_in_place(rule):
    theta = np.ones((1, 4))
    before = rule.init(theta)
    arrays = dict(before)
    _, after = rule.update(np.full((1, 4), 0.5), before, 0.1, theta)
    assert after.keys() == arrays.keys()
    assert all(after[name] is array for name, array in arrays.items())


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_two_runs_of_one_rule_do_not_meet(rule):
    start = np.array([[0.5, -0.2]])
    alone = walk(rule, start, 0.1)
    walk(rule, 9 * start, 0.1, steps=3)
    np.testing.assert_array_equal(walk(rule, start, 0.1), alone)


@pytest.mark.parametrize("rule", list(PER_MODEL), ids=named)
def test_values_per_model_equal_separate_runs(rule):
    start = np.array([[[0.5, -0.2]], [[0.1, 0.4]], [[-0.3, 0.9]]])
    settings = PER_MODEL[rule]
    own = rule(**{name: per_model(values) for name, values in settings.items()})
    together = walk(own, start, per_model(LRS))
    for k, lr in enumerate(LRS):
        alone = rule(**{name: values[k] for name, values in settings.items()})
        np.testing.assert_allclose(together[k], walk(alone, start[k], lr), rtol=0, atol=1e-15)
    assert np.ptp(np.abs(together - start).sum(axis=-1)) > 1e-3  # the models do differ


def test_newtons_damping_per_model_equals_separate_runs():
    start, damping = np.array([[[0.5, -0.2]], [[0.1, 0.4]], [[-0.3, 0.9]]]), [0.0, 0.5, 4.0]
    together = walk(Newton(hessian, per_model(damping)), start, 0.3, steps=3)
    for k, value in enumerate(damping):
        alone = walk(Newton(hessian, value), start[k], 0.3, steps=3)
        np.testing.assert_allclose(together[k], alone, rtol=0, atol=1e-15)


@pytest.mark.parametrize("rule", list(PER_MODEL), ids=named)
def test_a_stack_of_networks_trains_as_its_members_would(rule):
    rng = np.random.default_rng(0)
    data = rng.standard_normal((12, 3)), rng.integers(2, size=12)

    def run(network, optimizer):
        for _ in train(
            network, cross_entropy, optimizer, data,
            epochs=5, batch_size=5, rng=np.random.default_rng(1),
        ):  # fmt: skip
            pass
        return network

    members = [mlp([3, 4, 2], rng=np.random.default_rng(seed)) for seed in range(3)]
    settings = PER_MODEL[rule]
    own = rule(**{name: per_model(values) for name, values in settings.items()})
    together = unstack(run(stack(members), Optimizer(own, per_model(LRS))))
    for k, lr in enumerate(LRS):
        start = members[k].theta.copy()
        alone = rule(**{name: values[k] for name, values in settings.items()})
        run(members[k], Optimizer(alone, lr))
        np.testing.assert_allclose(together[k].theta, members[k].theta, rtol=0, atol=1e-10)
        assert np.abs(members[k].theta - start).max() > 1e-3


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_every_rule_goes_down_a_bowl(rule):
    end = walk(rule, np.array([0.5, -0.2]), 0.02, steps=400)
    assert np.abs(end).max() < 0.12  # AdaGrad is the slowest; the adaptive ones circle at about lr


@pytest.mark.parametrize("rule", [Momentum, Nesterov, RMSProp])
def test_values_for_other_models_than_theta_holds_are_refused(rule):
    own = rule(per_model([0.1, 0.2, 0.3]))
    theta = np.zeros(2)
    with pytest.raises(ValueError, match="the rule has values for 3 models; theta holds one"):
        own.update(theta, own.init(theta), 0.1, theta)


def test_rates_for_other_models_than_theta_holds_are_refused():
    theta = np.zeros((2, 1, 4))
    with pytest.raises(ValueError, match="has values for 3 models; theta holds 2"):
        GradientDescent().update(theta, {}, per_model([1, 2, 3]), theta)
