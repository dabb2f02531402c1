"""Rules and clips against PyTorch, whose forms are those of the course unless a test says so."""

import numpy as np
import pytest

from course_lib.engine import (
    AdaGrad,
    Adam,
    AdamW,
    ClipByNorm,
    ClipByValue,
    DampedMomentum,
    GradientDescent,
    Momentum,
    Nesterov,
    RAdam,
    RMSProp,
)

torch = pytest.importorskip("torch")

STEPS, LR = 50, 0.05
X = np.random.default_rng(0).standard_normal((30, 6))
Y = np.random.default_rng(1).standard_normal((30, 1))
START = np.random.default_rng(2).standard_normal((1, 6))


def gradient(theta):
    """Of mean((tanh(X theta) - y)**2) + sum(theta**4) / 10: neither quadratic nor separable."""
    output = np.tanh(X @ theta.T)
    inner = 2 * (output - Y) * (1 - output**2) / len(X)
    return (X.T @ inner).T + 0.4 * theta**3


def ours(rule, start=START):
    theta, state, path = start, rule.init(start), []
    for _ in range(STEPS):
        change, state = rule.update(gradient(theta), state, LR, theta)
        theta = theta + change
        path.append(theta)
    return np.array(path)


def theirs(make):
    theta = torch.tensor(START, requires_grad=True)
    optimizer, x, y, path = make([theta]), torch.tensor(X), torch.tensor(Y), []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = ((torch.tanh(x @ theta.T) - y) ** 2).mean() + (theta**4).sum() / 10
        loss.backward()
        optimizer.step()
        path.append(theta.detach().numpy().copy())
    return np.array(path)


def sgd(**settings):
    return lambda theta: torch.optim.SGD(theta, lr=LR, **settings)


CASES = {
    "gradient descent": (GradientDescent(), sgd()),
    "momentum": (Momentum(0.9), sgd(momentum=0.9)),
    "Nesterov": (Nesterov(0.9), sgd(momentum=0.9, nesterov=True)),
    "AdaGrad": (AdaGrad(), lambda theta: torch.optim.Adagrad(theta, lr=LR, eps=1e-8)),
    "RMSProp": (RMSProp(), lambda theta: torch.optim.RMSprop(theta, lr=LR, alpha=0.9, eps=1e-8)),
    "Adam": (Adam(), lambda theta: torch.optim.Adam(theta, lr=LR)),
    "Adam, other betas": (
        Adam(0.5, 0.9, 1e-3),
        lambda theta: torch.optim.Adam(theta, lr=LR, betas=(0.5, 0.9), eps=1e-3),
    ),
    "AdamW": (AdamW(), lambda theta: torch.optim.AdamW(theta, lr=LR)),
    # PyTorch's epsilon stands beside the uncorrected root; so small a one shows in no digit here.
    "RAdam": (RAdam(eps=1e-15), lambda theta: torch.optim.RAdam(theta, lr=LR, eps=1e-15)),
    "RAdam, few gradients in its average": (
        RAdam(0.8, 0.9, 1e-15),
        lambda theta: torch.optim.RAdam(theta, lr=LR, betas=(0.8, 0.9), eps=1e-15),
    ),
    "AdamW, much decay": (
        AdamW(decay=2.0),
        lambda theta: torch.optim.AdamW(theta, lr=LR, weight_decay=2.0),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_fifty_steps(name):
    rule, make = CASES[name]
    path = ours(rule)
    np.testing.assert_allclose(path, theirs(make), rtol=0, atol=1e-10)
    assert np.abs(path[-1] - START).max() > 0.1


def test_dampening_is_the_damped_form_begun_at_the_first_gradient():
    """PyTorch takes the first gradient whole; ours starts from zeros."""
    dampened = theirs(sgd(momentum=0.9, dampening=0.9))
    rule = DampedMomentum(0.9)
    assert np.abs(ours(rule) - dampened).max() > 0.01
    theta, state = START, {"velocity": gradient(START)}  # .9 v + .1 v leaves it as it is
    for expected in dampened:
        change, state = rule.update(gradient(theta), state, LR, theta)
        theta = theta + change
        np.testing.assert_allclose(theta, expected, rtol=0, atol=1e-10)


def clipped(function, grad, *arguments):
    theta = torch.zeros(grad.shape, dtype=torch.float64)
    theta.grad = torch.tensor(grad)
    function([theta], *arguments)
    return theta.grad.numpy()


@pytest.mark.parametrize("limit", [0.1, 1.0, 100.0])
def test_clip_by_value(limit):
    grad = np.random.default_rng(3).standard_normal((1, 20))
    theirs = clipped(torch.nn.utils.clip_grad_value_, grad, limit)
    np.testing.assert_array_equal(ClipByValue(limit)(grad), theirs)


@pytest.mark.parametrize("limit", [0.1, 1.0, 100.0])
def test_clip_by_norm(limit):
    grad = np.random.default_rng(3).standard_normal((1, 20))
    theirs = clipped(torch.nn.utils.clip_grad_norm_, grad, limit)
    norm = np.sqrt((grad**2).sum())
    if norm > limit:  # theirs divides by norm + 1e-6
        theirs = theirs * (norm + 1e-6) / norm
    np.testing.assert_allclose(ClipByNorm(limit)(grad), theirs, rtol=0, atol=1e-10)
