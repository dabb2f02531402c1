"""The course's own answers of notebook 01, and the inputs that its checks draw."""

from collections.abc import Callable

import numpy as np

from course_lib import checks

Floats = checks.Floats


def neuron_gradients(x: Floats, y: float, w: Floats, b: float) -> tuple[Floats, float]:
    """The chain collapses into a - y."""
    error = 1 / (1 + np.exp(-(x @ w + b))) - y
    return error * x, float(error)


def dense_backward(x: Floats, W: Floats, grad_y: Floats) -> tuple[Floats, Floats, Floats]:
    """Three products, each of the one shape that fits."""
    return x.T @ grad_y, grad_y.sum(axis=0, keepdims=True), grad_y @ W.T


def numeric_gradient(f: Callable[[Floats], float], theta: Floats, epsilon: float) -> Floats:
    """Each entry by itself, up and down."""
    steps = epsilon * np.eye(theta.size)
    return np.array([(f(theta + step) - f(theta - step)) / (2 * epsilon) for step in steps])


def _some_function(rng: np.random.Generator) -> Callable[[Floats], float]:
    """Curved, and of all entries together."""
    a, b = rng.uniform(0.5, 2, 2)

    def f(theta: Floats) -> float:
        places = np.arange(1, theta.size + 1)
        return float(np.sin(a * theta * places).sum() + b * np.prod(theta))

    return f


_n, _inputs, _units = (checks.size(1, 4) for _ in range(3))
NEURON_GRADIENTS = checks.drawn(
    neuron_gradients,
    x=checks.array(_inputs),
    y=checks.one_of(0.0, 1.0),
    w=checks.array(_inputs, low=-1, high=1),
    b=checks.number(-2, 2),
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
