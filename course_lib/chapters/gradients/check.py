"""Checks of notebook 01: a neuron, a layer's way back, a difference, and the softmax's gradient."""

from collections.abc import Callable

import numpy as np

from course_lib import checks
from course_lib.chapters.gradients import check_answers as answers

__all__ = ["dense_backward", "neuron_gradients", "numeric_gradient"]

# Exercise 1: the chain rule for one neuron.

X, W, B = np.array([2.0, -1.0, 0.5]), np.array([0.3, 0.8, -0.4]), 0.7
Z = float(X @ W + B)
A, A_WITHOUT_B = 1 / (1 + np.exp(-Z)), 1 / (1 + np.exp(B - Z))


def neuron_gradients(function: object) -> None:
    """Check ``neuron_gradients(x, y, w, b)``, which returns ``(grad_w, grad_b)``.

    The gradients of the cross-entropy ``-y log(a) - (1 - y) log(1 - a)`` of one example, where
    ``a = sigmoid(x @ w + b)``: ``(a - y) x`` and ``a - y``.

    Examples
    --------
    >>> def as_the_slides_say(x, y, w, b):
    ...     a = 1 / (1 + np.exp(-(x @ w + b)))
    ...     return (a - y) * x, 0.0
    >>> neuron_gradients(as_the_slides_say)
    Exercise 1 (neuron_gradients): not yet right: grad_b must be dL/dz times dz/db, and dz/db is 1:
      y 1, z 0.3: expected -0.4256, got 0. b moves z as much as it moves itself.
    """
    rules = [
        checks.rule("shapes of the pair", _gradients, 1.0),
        _bias,
        _weights,
        _right_answers_pull_little,
        answers.NEURON_GRADIENTS,
    ]
    checks.report("gradients", 1, "neuron_gradients", function, rules)


def _gradients(attempt: checks.Attempt, y: float, b: float = B) -> tuple[checks.Floats, float]:
    grad_w, grad_b = checks.require_pair("(grad_w, grad_b)", attempt(x=X, y=y, w=W, b=b))
    return checks.require_array("grad_w", grad_w, X.shape), checks.require_number("grad_b", grad_b)


def _bias(attempt: checks.Attempt) -> None:
    for y in (1.0, 0.0):
        _, got = _gradients(attempt, y)
        right = A - y
        by_a = -y / A + (1 - y) / (1 - A)
        hints = {
            "b moves z as much as it moves itself.": 0.0,
            "The sign is reversed: a - y, not y - a.": -right,
            "That is dL/da: the activation's slope a (1 - a) is missing.": by_a,
            "The slope a (1 - a) came in twice: a - y already holds it.": right * A * (1 - A),
            "That is dz/dw, summed over x: the bias has no x.": right * X.sum(),
            "That is da/dz alone.": A * (1 - A),
            "That is a itself: the target y is missing.": A,
            "That is z - y: the sigmoid is missing.": Z - y,
            "z is x @ w + b: here b is missing.": A_WITHOUT_B - y,
            "dz/db is 1, not b.": right * B,
        }
        rule = "grad_b must be dL/dz times dz/db, and dz/db is 1"
        checks.require_equal(rule, got, right, hints, y=y, z=Z)


def _weights(attempt: checks.Attempt) -> None:
    for y in (1.0, 0.0):
        got, _ = _gradients(attempt, y)
        right = (A - y) * X
        hints = {
            "The sign is reversed.": -right,
            "dz/dw is x, not w.": (A - y) * W,
            "dz/dw = x is missing.": np.full(X.shape, A - y),
            "The slope a (1 - a) came in twice.": right * A * (1 - A),
            "One example is no mean: nothing is divided.": right / X.size,
        }
        rule = "grad_w must be dL/dz times dz/dw, and dz/dw is x"
        checks.require_equal(rule, got, right, hints, x=X, y=y, z=Z)


def _right_answers_pull_little(attempt: checks.Attempt) -> None:
    far = 30.0  # so sure that a is 1 to 12 digits
    _, got = _gradients(attempt, 1.0, far)
    rule = "a neuron that is sure and right must have next to no gradient"
    checks.require_equal(rule, got, 0.0, y=1.0, z=Z - B + far)


# Exercise 2: the way back through a dense layer.

INPUTS = np.array([[1.0, 2.0, -1.0], [0.5, 0.0, 3.0], [-2.0, 1.0, 1.0], [4.0, -3.0, 2.0]])
WEIGHTS = np.array([[1.0, -2.0], [0.5, 3.0], [-1.5, 4.0]])
GRAD_Y = np.array([[0.5, -1.0], [0.25, 2.0], [-1.0, 0.5], [3.0, 1.5]])


def dense_backward(function: object) -> None:
    """Check ``dense_backward(x, W, grad_y)``, which returns ``(grad_W, grad_b, grad_x)``.

    For ``y = x @ W + b``: ``x.T @ grad_y``, the sum of ``grad_y`` over the examples, of shape
    (1, outputs), and ``grad_y @ W.T``.

    Examples
    --------
    >>> def averaged(x, W, grad_y):
    ...     return x.T @ grad_y, grad_y.mean(axis=0, keepdims=True), grad_y @ W.T
    >>> dense_backward(averaged)
    Exercise 2 (dense_backward): not yet right: grad_b must be the sum of grad_y over the examples:
      grad_y[:, 0] 0.5 0.25 -1 3: expected 2.75, got 0.6875. The mean's 1/n is in grad_y already.
    """
    rules = [
        checks.rule("three of the right shapes", _back),
        checks.rule("weights", _layer_weights),
        _biases,
        _inputs,
        _square_layers_too,
        answers.DENSE_BACKWARD,
    ]
    checks.report("gradients", 2, "dense_backward", function, rules)


def _back(
    attempt: checks.Attempt,
    x: checks.Floats = INPUTS,
    weights: checks.Floats = WEIGHTS,
    grad_y: checks.Floats = GRAD_Y,
) -> list[checks.Floats]:
    got = attempt(x=x, W=weights, grad_y=grad_y)
    shapes = {"grad_W": weights.shape, "grad_b": (1, weights.shape[1]), "grad_x": x.shape}
    return checks.require_arrays("(grad_W, grad_b, grad_x)", got, shapes)


def _layer_weights(attempt: checks.Attempt) -> None:
    right = INPUTS.T @ GRAD_Y
    hints = {
        "The mean's 1/n is in grad_y already.": right / len(INPUTS),
        "The sign is reversed: a gradient points uphill.": -right,
    }
    rule = "grad_W must be x.T @ grad_y"
    shown = {"x[:, 0]": INPUTS[:, 0], "grad_y[:, 0]": GRAD_Y[:, 0]}
    checks.require_equal(rule, _back(attempt)[0], right, hints, **shown)


def _biases(attempt: checks.Attempt) -> None:
    right = GRAD_Y.sum(axis=0, keepdims=True)
    hints = {
        "The mean's 1/n is in grad_y already.": right / len(INPUTS),
        "The sign is reversed.": -right,
        "b has no x beside it.": (INPUTS.T @ GRAD_Y).sum(axis=0, keepdims=True),
    }
    rule = "grad_b must be the sum of grad_y over the examples"
    checks.require_equal(rule, _back(attempt)[1], right, hints, **{"grad_y[:, 0]": GRAD_Y[:, 0]})


def _inputs(attempt: checks.Attempt) -> None:
    right = GRAD_Y @ WEIGHTS.T
    hints = {
        "The sign is reversed.": -right,
        "The 1/n is in grad_y already.": right / len(INPUTS),
    }
    rule = "grad_x must be grad_y @ W.T"
    shown = {"grad_y[0]": GRAD_Y[0], "W[0]": WEIGHTS[0]}
    checks.require_equal(rule, _back(attempt)[2], right, hints, **shown)


def _square_layers_too(attempt: checks.Attempt) -> None:
    """Where all sizes agree, a forgotten transpose raises no error."""
    x, weights, grad_y = INPUTS[:2, :2], WEIGHTS[:2], GRAD_Y[:2]
    grad_w, _, grad_x = _back(attempt, x, weights, grad_y)
    rule = "with 2 examples, 2 inputs and 2 outputs every product fits; grad_W is x.T @ grad_y"
    hints = {
        "The transpose of x is missing.": x @ grad_y,
        "The order is reversed.": grad_y.T @ x,
    }
    checks.require_equal(rule, grad_w, x.T @ grad_y, hints)
    rule = "with 2 examples, 2 inputs and 2 outputs every product fits; grad_x is grad_y @ W.T"
    hints = {
        "The transpose of W is missing.": grad_y @ weights,
        "The order is reversed.": weights @ grad_y,
    }
    checks.require_equal(rule, grad_x, grad_y @ weights.T, hints)


# Exercise 3: the gradient by a two-sided difference.

THETA = np.array([1.0, -2.0, 0.5])
EPSILON = 0.1  # so large that every form of the difference gives other numbers


def numeric_gradient(function: object) -> None:
    """Check ``numeric_gradient(f, theta, epsilon)``, which returns the gradient of f at theta.

    For each entry by itself ``(f(theta + e) - f(theta - e)) / (2 epsilon)``, where e is epsilon at
    this entry and 0 elsewhere.

    Examples
    --------
    >>> def one_sided(f, theta, epsilon):
    ...     steps = epsilon * np.eye(theta.size)
    ...     return np.array([(f(theta + step) - f(theta)) / epsilon for step in steps])
    >>> numeric_gradient(one_sided)
    Exercise 3 (numeric_gradient): not yet right: on theta**2 a two-sided difference is exact:
      theta 1, epsilon 0.1: expected 2, got 2.1. That is one-sided: go down by epsilon, too.
    """
    rules = [
        checks.rule("same shape as theta", _numeric, _squares),
        _exact_on_squares,
        _each_entry_by_itself,
        _the_epsilon_that_is_given,
        answers.NUMERIC_GRADIENT,
    ]
    checks.report("gradients", 3, "numeric_gradient", function, rules)


def _squares(theta: checks.Floats) -> float:
    return float(np.sum(theta**2))


def _product(theta: checks.Floats) -> float:
    return float(np.prod(theta))


def _cubes(theta: checks.Floats) -> float:
    return float(np.sum(theta**3))


def _numeric(
    attempt: checks.Attempt, f: Callable[[checks.Floats], float], epsilon: float = EPSILON
) -> checks.Floats:
    got = attempt(f=f, theta=THETA, epsilon=epsilon)
    return checks.require_array("the gradient", got, THETA.shape)


def _exact_on_squares(attempt: checks.Attempt) -> None:
    right, rule = 2 * THETA, "on theta**2 a two-sided difference is exact"
    together = _squares(THETA + EPSILON) - _squares(THETA - EPSILON)
    hints = {
        "That is one-sided: go down by epsilon, too.": right + EPSILON,
        "That is one-sided: go up by epsilon, too.": right - EPSILON,
        "The two points are 2 epsilon apart.": 2 * right,
        "The two points are 2 epsilon apart, not 4.": right / 2,
        "The sign is reversed: up minus down.": -right,
        "The division by 2 * epsilon is missing.": right * 2 * EPSILON,
        "In a / 2 * b Python multiplies by b: write a / (2 * b).": right * EPSILON**2,
        "Up, then down by epsilon, is theta again: down by 2 epsilon.": right / 2 + EPSILON / 2,
        "up = theta is no copy (theta.copy() is), or nothing was filled in.": 0 * right,
        "Only one entry moves at a time.": np.full(3, together / (2 * EPSILON)),
    }
    got = _numeric(attempt, _squares)
    checks.require_equal(rule, got, right, hints, theta=THETA, epsilon=EPSILON)


def _each_entry_by_itself(attempt: checks.Attempt) -> None:
    rule = "theta must be back where it was before the next entry moves (f is the product of all)"
    got, right = _numeric(attempt, _product), np.prod(THETA) / THETA
    hints = {"f wants the whole array, not one entry.": np.ones(3)}
    checks.require_equal(rule, got, right, hints, theta=THETA, epsilon=EPSILON)


def _the_epsilon_that_is_given(attempt: checks.Attempt) -> None:
    rule = "the step must be the epsilon that is given: on theta**3 it shows, 3 theta**2 + eps**2"
    hints = {"A smaller step was taken.": 3 * THETA**2}
    for epsilon in (EPSILON, 0.5):
        got, right = _numeric(attempt, _cubes, epsilon), 3 * THETA**2 + epsilon**2
        checks.require_equal(rule, got, right, hints, theta=THETA, epsilon=epsilon)
