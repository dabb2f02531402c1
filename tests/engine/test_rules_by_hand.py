"""Each rule against its equations, worked for one parameter at a time with plain numbers."""

import math

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
    RAdam,
    RMSProp,
    rectification,
)

START = [1.0, -3.0]
GRADS = [[2.0, -0.03], [-1.0, -0.01], [0.5, 0.2]]
LRS = [0.1, 0.1, 0.02]  # a rate that changes shows which form takes it in when
EPS = 0.01  # large enough that its place shows in every digit


def gradient_descent(theta, grads):
    for grad, lr in zip(grads, LRS, strict=True):
        theta -= lr * grad
        yield theta


def momentum(theta, grads):
    velocity = 0.0
    for grad, lr in zip(grads, LRS, strict=True):
        velocity = 0.8 * velocity + grad
        theta -= lr * velocity
        yield theta


def nesterov(theta, grads):
    velocity = 0.0
    for grad, lr in zip(grads, LRS, strict=True):
        velocity = 0.8 * velocity + grad
        theta -= lr * (grad + 0.8 * velocity)
        yield theta


def damped_momentum(theta, grads):
    velocity = 0.0
    for grad, lr in zip(grads, LRS, strict=True):
        velocity = 0.8 * velocity + (1 - 0.8) * grad
        theta -= lr * velocity
        yield theta


def momentum_of_steps(theta, grads):
    velocity = 0.0
    for grad, lr in zip(grads, LRS, strict=True):
        velocity = 0.8 * velocity - lr * grad
        theta += velocity
        yield theta


def adagrad(theta, grads):
    squares = 0.0
    for grad, lr in zip(grads, LRS, strict=True):
        squares += grad**2
        theta -= lr * grad / (math.sqrt(squares) + EPS)
        yield theta


def rmsprop(theta, grads):
    squares = 0.0
    for grad, lr in zip(grads, LRS, strict=True):
        squares = 0.8 * squares + (1 - 0.8) * grad**2
        theta -= lr * grad / (math.sqrt(squares) + EPS)
        yield theta


def adam_with(step):
    """The paths of Adam and its rivals, which differ in the step they make of m and v alone."""

    def path(theta, grads):
        m = v = 0.0
        for t, (grad, lr) in enumerate(zip(grads, LRS, strict=True), start=1):
            m = 0.7 * m + (1 - 0.7) * grad
            v = 0.9 * v + (1 - 0.9) * grad**2
            theta -= step(m, v, 1 - 0.7**t, 1 - 0.9**t, lr, theta)
            yield theta

    return path


def adam(m, v, c1, c2, lr, theta):
    return lr * (m / c1) / (math.sqrt(v / c2) + EPS)


def adamw(m, v, c1, c2, lr, theta):
    return adam(m, v, c1, c2, lr, theta) + lr * 0.5 * theta


def in_root(m, v, c1, c2, lr, theta):
    return lr * (m / c1) / math.sqrt(v / c2 + EPS)


def folded(m, v, c1, c2, lr, theta):
    return lr * math.sqrt(c2) / c1 * m / (math.sqrt(v) + EPS)


def uncorrected(m, v, c1, c2, lr, theta):
    return lr * m / (math.sqrt(v) + EPS)


CASES = [
    (GradientDescent(), gradient_descent),
    (Momentum(0.8), momentum),
    (Nesterov(0.8), nesterov),
    (DampedMomentum(0.8), damped_momentum),
    (MomentumOfSteps(0.8), momentum_of_steps),
    (AdaGrad(eps=EPS), adagrad),
    (RMSProp(0.8, eps=EPS), rmsprop),
    (Adam(0.7, 0.9, eps=EPS), adam_with(adam)),
    (AdamW(0.7, 0.9, eps=EPS, decay=0.5), adam_with(adamw)),
    (AdamEpsilonInRoot(0.7, 0.9, eps=EPS), adam_with(in_root)),
    (AdamEpsilonFolded(0.7, 0.9, eps=EPS), adam_with(folded)),
    (AdamUncorrected(0.7, 0.9, eps=EPS), adam_with(uncorrected)),
]


@pytest.mark.parametrize("models", [(), (1,), (4, 1)], ids=["bare", "one model", "stack"])
@pytest.mark.parametrize(("rule", "by_hand"), CASES, ids=[type(rule).__name__ for rule, _ in CASES])
def test_three_steps_of_two_parameters(rule, by_hand, models):
    theta = np.broadcast_to(START, (*models, 2)).copy()
    state, path = rule.init(theta), []
    for grad, lr in zip(GRADS, LRS, strict=True):
        change, state = rule.update(np.broadcast_to(grad, theta.shape).copy(), state, lr, theta)
        theta = theta + change
        path.append(theta)
    columns = [by_hand(START[i], [grad[i] for grad in GRADS]) for i in range(2)]
    expected = [list(step) for step in zip(*columns, strict=True)]
    assert len(expected) == len(path) == 3
    for ours, theirs in zip(path, expected, strict=True):
        np.testing.assert_allclose(ours, np.broadcast_to(theirs, ours.shape), rtol=0, atol=1e-14)


def test_no_two_rules_agree():
    """The settings above tell every pair of rules apart, so no case passes for another."""
    ends = [list(by_hand(1.0, [2.0, -1.0, 0.5]))[-1] for _, by_hand in CASES]
    assert np.diff(np.sort(ends)).min() > 1e-4


def radam(theta, grads, beta1=0.7, beta2=0.9):
    """In plain numbers, as algorithm 2 of the paper has it, with PyTorch's limit of 5."""
    m = v = 0.0
    longest = 2 / (1 - beta2) - 1
    for t, grad in enumerate(grads, start=1):
        m = beta1 * m + (1 - beta1) * grad
        v = beta2 * v + (1 - beta2) * grad**2
        m_hat, length = m / (1 - beta1**t), longest - 2 * t * beta2**t / (1 - beta2**t)
        if length > 5:
            squares = (length - 4) * (length - 2) * longest
            r = math.sqrt(squares / ((longest - 4) * (longest - 2) * length))
            theta -= 0.1 * r * m_hat / (math.sqrt(v / (1 - beta2**t)) + EPS)
        else:
            theta -= 0.1 * m_hat
        yield theta


@pytest.mark.parametrize("models", [(), (1,), (4, 1)], ids=["bare", "one model", "stack"])
def test_radam_is_momentum_at_first_and_rectified_adam_then(models):
    grads = 4 * GRADS  # with beta2 0.9 rho passes 5 at the sixth step
    rule, theta = RAdam(0.7, 0.9, eps=EPS), np.broadcast_to(START, (*models, 2)).copy()
    state, path = rule.init(theta), []
    for grad in grads:
        change, state = rule.update(np.broadcast_to(grad, theta.shape).copy(), state, 0.1, theta)
        theta = theta + change
        path.append(theta)
    expected = np.array([list(radam(a, [g[i] for g in grads])) for i, a in enumerate(START)]).T
    for step, now in zip(path, expected, strict=True):
        np.testing.assert_allclose(step, np.broadcast_to(now, theta.shape), rtol=1e-12)


def test_the_rectification_by_hand():
    """beta2 0.9: rho_inf 19; at t = 10, 0.9**10 is 0.348678, so rho is 19 - 10.7068 = 8.2932."""
    by_hand = math.sqrt(4.2932 * 6.2932 * 19 / (15 * 17 * 8.2932))
    assert rectification(10, 0.9) == pytest.approx(by_hand, rel=1e-4)
    assert rectification(np.array([4, 5]), 0.9).tolist() == [0, 0]
    assert rectification(6, 0.9) > 0
    assert rectification(10**6, 0.999) == pytest.approx(1)
    assert not rectification(np.arange(1, 100), 0.6).any()


def test_a_step_before_the_first_is_refused():
    with pytest.raises(ValueError, match="t counts steps from 1; got 0"):
        rectification(0, 0.9)
