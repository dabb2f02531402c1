"""The course's own answers of notebook 01, and the inputs that its checks draw."""

from collections.abc import Callable

import numpy as np

from course_lib import checks

Floats = checks.Floats


def neuron_gradients(x: Floats, y: Floats, w: Floats, b: float) -> tuple[Floats, float]:
    """The chain collapses into a - y; then the means."""
    error = 1 / (1 + np.exp(-(x @ w + b))) - y
    return x.T @ error / len(y), float(error.mean())


def dense_backward(x: Floats, W: Floats, grad_y: Floats) -> tuple[Floats, Floats, Floats]:
    """Three products, each of the one shape that fits."""
    return x.T @ grad_y, grad_y.sum(axis=0, keepdims=True), grad_y @ W.T


def numeric_gradient(f: Callable[[Floats], float], theta: Floats, epsilon: float) -> Floats:
    """Each entry by itself, up and down."""
    steps = epsilon * np.eye(theta.size)
    return np.array([(f(theta + step) - f(theta - step)) / (2 * epsilon) for step in steps])


def network_gradients(
    x: Floats, y: Floats, W1: Floats, b1: Floats, W2: Floats, b2: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Forward, the error at the output, and back through two layers."""
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    by_w2, by_b2, by_a1 = dense_backward(a1, W2, (p - y) / len(x))
    by_w1, by_b1, _ = dense_backward(x, W1, by_a1 * (z1 > 0))
    return by_w1, by_b1, by_w2, by_b2


def _some_function(rng: np.random.Generator) -> Callable[[Floats], float]:
    """Curved, and of all entries together."""
    a, b = rng.uniform(0.5, 2, 2)

    def f(theta: Floats) -> float:
        places = np.arange(1, theta.size + 1)
        return float(np.sin(a * theta * places).sum() + b * np.prod(theta))

    return f


def _labels(rng: np.random.Generator, examples: int) -> Floats:
    return rng.integers(2, size=examples).astype(float)


def _column(rng: np.random.Generator, examples: int) -> Floats:
    return _labels(rng, examples)[:, None]


_n, _inputs, _units = (checks.size(1, 4) for _ in range(3))
NEURON_GRADIENTS = checks.drawn(
    neuron_gradients,
    x=checks.array(_n, _inputs),
    y=checks.made(_labels, _n),
    w=checks.array(_inputs, low=-1, high=1),
    b=checks.number(-2, 2),
)
NETWORK_GRADIENTS = checks.drawn(
    # So small that no answer rounds to 0 or 1: whoever divides by p is right, too.
    network_gradients,
    x=checks.array(_n, _inputs, low=-1, high=1),
    y=checks.made(_column, _n),
    W1=checks.array(_inputs, _units, low=-1, high=1),
    b1=checks.array(1, _units, low=-1, high=1),
    W2=checks.array(_units, 1, low=-1, high=1),
    b2=checks.array(1, 1, low=-1, high=1),
)
DENSE_BACKWARD = checks.drawn(
    dense_backward,
    x=checks.array(_n, _inputs),
    W=checks.array(_inputs, _units),
    grad_y=checks.array(_n, _units),
)
NUMERIC_GRADIENT = checks.drawn(
    numeric_gradient,
    f=checks.made(_some_function),
    theta=checks.array(checks.size(1, 5)),
    epsilon=checks.number(0.01, 0.5),
)
