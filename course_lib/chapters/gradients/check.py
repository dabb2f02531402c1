"""Checks of notebook 01: a neuron, a layer's way back, and a difference."""

from collections.abc import Callable

import numpy as np

from course_lib import checks
from course_lib.chapters.gradients import check_answers as answers
from course_lib.chapters.gradients.check_network import network_gradients

__all__ = ["dense_backward", "network_gradients", "neuron_gradients", "numeric_gradient"]

# Exercise 1: the chain rule for one neuron, all examples at once.

X = np.array([[2.0, -1.0, 0.5], [0.5, 1.5, -1.0], [-1.0, 0.5, 2.0], [1.0, 1.0, -0.5]])
Y, W, B = np.array([1.0, 0.0, 1.0, 0.0]), np.array([0.3, 0.8, -0.4]), 0.7
Z = X @ W + B
A, A_WITHOUT_B = 1 / (1 + np.exp(-Z)), 1 / (1 + np.exp(B - Z))


def neuron_gradients(function: object) -> None:
    """Check ``neuron_gradients(x, y, w, b)``, which returns ``(grad_w, grad_b)``.

    The gradients of the mean cross-entropy of n examples, where ``a = sigmoid(x @ w + b)``: the
    means of ``(a - y) x`` and of ``a - y``.

    Examples
    --------
    >>> def summed(x, y, w, b):
    ...     error = 1 / (1 + np.exp(-(x @ w + b))) - y
    ...     return x.T @ error, error.sum()
    >>> neuron_gradients(summed)
    Exercise 1 (neuron_gradients): not yet right: grad_b must be the mean of dL/dz:
      n 4, y 1 0 1 0: expected 0.219, got 0.8758. That is the sum: the loss is a mean over n.
    """
    rules = [
        checks.rule("shapes of the pair", _gradients),
        _bias,
        _weights,
        _right_answers_pull_little,
        answers.NEURON_GRADIENTS,
    ]
    checks.report("gradients", 1, "neuron_gradients", function, rules)


def _gradients(attempt: checks.Attempt, b: float = B) -> tuple[checks.Floats, float]:
    grad_w, grad_b = checks.require_pair("(grad_w, grad_b)", attempt(x=X, y=Y, w=W, b=b))
    return checks.require_array("grad_w", grad_w, W.shape), checks.require_number("grad_b", grad_b)


def _bias(attempt: checks.Attempt) -> None:
    _, got = _gradients(attempt)
    error, by_a = A - Y, -Y / A + (1 - Y) / (1 - A)
    hints = {
        "b moves z as much as it moves itself.": 0.0,
        "That is the sum: the loss is a mean over n.": error.sum(),
        "The sign is reversed: a - y, not y - a.": -error.mean(),
        "The sign is reversed, and the mean missing.": -error.sum(),
        "That is dL/da: the sigmoid's slope a (1 - a) is missing.": by_a.mean(),
        "The slope a (1 - a) came in twice: a - y already holds it.": (error * A * (1 - A)).mean(),
        "That is dz/dw: the bias has no x.": (error[:, None] * X).sum() / len(X),
        "That is da/dz alone.": (A * (1 - A)).mean(),
        "That is a itself: the label y is missing.": A.mean(),
        "That is z - y: the sigmoid is missing.": (Z - Y).mean(),
        "z is x @ w + b: here b is missing.": (A_WITHOUT_B - Y).mean(),
        "dz/db is 1, not b.": error.mean() * B,
        "That is the first example alone.": error[0],
    }
    rule = "grad_b must be the mean of dL/dz"
    checks.require_equal(rule, got, error.mean(), hints, n=len(Y), y=Y)


def _weights(attempt: checks.Attempt) -> None:
    got, _ = _gradients(attempt)
    right = X.T @ (A - Y) / len(Y)
    hints = {
        "The sign is reversed.": -right,
        "That is the sum: the loss is a mean over n.": right * len(Y),
        "dz/dw is x, not w.": (A - Y).mean() * W,
        "dz/dw = x is missing.": np.full(W.shape, (A - Y).mean()),
        "The mean of a - y times the mean of x is not the mean of (a - y) x.": (A - Y).mean()
        * X.mean(axis=0),
        "The slope a (1 - a) came in twice.": X.T @ ((A - Y) * A * (1 - A)) / len(Y),
        "Divide by the examples, not by the inputs.": right * len(Y) / W.size,
    }
    rule = "grad_w must be the mean of dL/dz times dz/dw, and dz/dw is x"
    checks.require_equal(rule, got, right, hints, **{"x[:, 0]": X[:, 0], "y": Y})


def _right_answers_pull_little(attempt: checks.Attempt) -> None:
    far = 25.0  # so sure that a is 1 to 9 digits
    got, _ = checks.require_pair("(grad_w, grad_b)", attempt(x=X, y=np.ones(len(Y)), w=W, b=far))
    rule = "a neuron that is sure and right must have next to no gradient"
    checks.require_equal(rule, got, np.zeros(W.shape))


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
    rule = "grad_W[i, u] must sum x[e, i] * grad_y[e, u] over the examples e"
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
    rule = "grad_x[e, i] must sum grad_y[e, u] * W[i, u] over the units u"
    shown = {"grad_y[0]": GRAD_Y[0], "W[0]": WEIGHTS[0]}
    checks.require_equal(rule, _back(attempt)[2], right, hints, **shown)


def _square_layers_too(attempt: checks.Attempt) -> None:
    """Where all sizes agree, a forgotten transpose raises no error."""
    x, weights, grad_y = INPUTS[:2, :2], WEIGHTS[:2], GRAD_Y[:2]
    grad_w, _, grad_x = _back(attempt, x, weights, grad_y)
    rule = "with 2 examples, 2 inputs and 2 outputs every product fits; which index is summed?"
    hints = {
        "The transpose of x is missing.": x @ grad_y,
        "The order is reversed.": grad_y.T @ x,
    }
    checks.require_equal(rule, grad_w, x.T @ grad_y, hints)
    rule = "with 2 examples, 2 inputs and 2 outputs every product fits; which index is summed?"
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
