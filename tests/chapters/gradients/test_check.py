"""The checks of notebook 01: solutions pass, and each plausible mistake meets its message."""

import re

import numpy as np
import pytest

from course_lib.chapters.gradients import check as gradients
from course_lib.engine import Dense, Network, binary_cross_entropy, sigmoid
from tests.checks.saying import said_of

# Solutions, each in two ways.


def neuron_short(x, y, w, b):
    error = sigmoid(x @ w + b) - y
    return x.T @ error / len(y), error.mean()


def neuron_by_points(x, y, w, b):
    grad_w, grad_b = np.zeros(w.shape), 0.0
    for point, label in zip(x, y, strict=True):
        a = 1 / (1 + np.exp(-(np.sum(point * w) + b)))
        by_z = (-label / a + (1 - label) / (1 - a)) * a * (1 - a)
        grad_w += by_z * point / len(x)
        grad_b += by_z / len(x)
    return [grad_w, float(grad_b)]


def dense_short(x, W, grad_y):
    return x.T @ grad_y, grad_y.sum(axis=0, keepdims=True), grad_y @ W.T


def dense_einsum(x, W, grad_y):
    grad_w = np.einsum("ni,no->io", x, grad_y)
    return grad_w, grad_y.sum(0)[None, :], np.einsum("no,io->ni", grad_y, W)


def dense_in_float32(x, W, grad_y):
    return tuple(each.astype(np.float32) for each in dense_short(x, W, grad_y))


def numeric_copies(f, theta, epsilon):
    grad = np.zeros_like(theta)
    for i in range(len(theta)):
        up, down = theta.copy(), theta.copy()
        up[i] += epsilon
        down[i] -= epsilon
        grad[i] = (f(up) - f(down)) / (2 * epsilon)
    return grad


def numeric_rows(f, theta, epsilon):
    steps = epsilon * np.eye(theta.size)
    return np.array([f(theta + step) - f(theta - step) for step in steps]) / 2 / epsilon


SOLUTIONS = [
    (
        gradients.neuron_gradients,
        "Exercise 1 (neuron_gradients)",
        [neuron_short, neuron_by_points],
    ),
    (
        gradients.dense_backward,
        "Exercise 2 (dense_backward)",
        [dense_short, dense_einsum, dense_in_float32],
    ),
    (gradients.numeric_gradient, "Exercise 3 (numeric_gradient)", [numeric_copies, numeric_rows]),
]


@pytest.mark.parametrize(("check", "title", "solutions"), SOLUTIONS)
def test_solutions_pass(check, title, solutions, capsys):
    for solution in solutions:
        assert re.match(
            rf"{re.escape(title)}: passed. \d rules checked:\n  ", said_of(check, solution, capsys)
        )


def test_the_solutions_are_what_the_engine_computes():
    rng = np.random.default_rng(0)
    x, labels = rng.standard_normal((6, 3)), rng.integers(0, 2, 6)
    net = Network([Dense(3, 1)], rng=rng)
    grad = binary_cross_entropy(net.forward(x), labels)[1]
    grad_x = net.backward(grad, input_gradient=True)
    layer = net["output"]
    grad_w, grad_b = neuron_short(x, labels, layer.W[:, 0], layer.b[0, 0])
    np.testing.assert_allclose(grad_w, layer.gradients["W"][:, 0])
    np.testing.assert_allclose(grad_b, layer.gradients["b"][0, 0])
    for ours, engines in zip(
        dense_short(x, layer.W, grad),
        (layer.gradients["W"], layer.gradients["b"], grad_x),
        strict=True,
    ):
        np.testing.assert_allclose(ours, engines)


# Mistakes, one line each, with the words that they must meet.


def neuron(make):
    """A mistake in terms of the answers a, of the errors a - y, and of the inputs."""

    def attempt(x, y, w, b):
        a = sigmoid(x @ w + b)
        return make(x, y, w, a, a - y)

    return attempt


NEURON_MISTAKES = {
    "sign": (lambda x, y, w, a, e: (-x.T @ e / 4, -e.mean()), "reversed: a - y, not y - a."),
    "sum": (lambda x, y, w, a, e: (x.T @ e, e.sum()), "That is the sum: the loss is a mean over n"),
    "sum and sign": (lambda x, y, w, a, e: (-x.T @ e, -e.sum()), "reversed, and the mean missing"),
    "bias forgotten": (lambda x, y, w, a, e: (x.T @ e / 4, 0.0), "b moves z as much as it moves"),
    "slope twice": (
        lambda x, y, w, a, e: (x.T @ (e * a * (1 - a)) / 4, (e * a * (1 - a)).mean()),
        "The slope a (1 - a) came in twice",
    ),
    "slope missing": (
        lambda x, y, w, a, e: (x.T @ e / 4, (-y / a + (1 - y) / (1 - a)).mean()),
        "That is dL/da: the sigmoid's slope a (1 - a) is missing.",
    ),
    "label missing": (lambda x, y, w, a, e: (x.T @ a / 4, a.mean()), "the label y is missing"),
    "bias with x": (
        lambda x, y, w, a, e: (x.T @ e / 4, (e[:, None] * x).sum() / 4), "the bias has no x"
    ),
    "first point": (lambda x, y, w, a, e: (x.T @ e / 4, e[0]), "the first example alone"),
    "w for x": (lambda x, y, w, a, e: (e.mean() * w, e.mean()), "dz/dw is x, not w."),
    "x missing": (lambda x, y, w, a, e: (np.full(3, e.mean()), e.mean()), "dz/dw = x is missing."),
    "means multiplied": (
        lambda x, y, w, a, e: (e.mean() * x.mean(axis=0), e.mean()), "is not the mean of (a - y) x"
    ),
    "weights summed": (lambda x, y, w, a, e: (x.T @ e, e.mean()), "That is the sum"),
    "mean over inputs": (lambda x, y, w, a, e: (x.T @ e / 3, e.mean()), "not by the inputs"),
    "order": (lambda x, y, w, a, e: (e.mean(), x.T @ e / 4), "grad_w must be an array of shape"),
    "sigmoid missing": (
        lambda x, y, w, a, e: (x.T @ e / 4, (np.log(a / (1 - a)) - y).mean()), "z - y: the sigm"
    ),
    "one thing": (lambda x, y, w, a, e: x.T @ e / 4, "it must return the pair (grad_w, grad_b)"),
    "column": (lambda x, y, w, a, e: ((x.T @ e / 4)[:, None], e.mean()), "of shape (3, 1)"),
}  # fmt: skip


@pytest.mark.parametrize("name", NEURON_MISTAKES)
def test_mistakes_in_the_neuron(name, capsys):
    make, message = NEURON_MISTAKES[name]
    assert message in said_of(gradients.neuron_gradients, neuron(make), capsys)


@pytest.mark.parametrize(
    ("attempt", "message"),
    [
        (
            lambda x, y, w, b: (x[0], (sigmoid(x @ w) - y).mean()),
            "z is x @ w + b: here b is missing.",
        ),
        (
            lambda x, y, w, b: (x[0], (sigmoid(x @ w + b) - y).mean() * b),
            "dz/db is 1, not b.",
        ),
    ],
)
def test_mistakes_with_the_bias(attempt, message, capsys):
    assert message in said_of(gradients.neuron_gradients, attempt, capsys)


def dense_in_place(x, W, grad_y):
    result = dense_short(x, W, grad_y)
    grad_y *= 2
    return result


def dense_reshaped(x, W, grad_y):
    return x.T @ grad_y, grad_y.sum(axis=0), grad_y @ W.T


DENSE_MISTAKES = {
    "1/n twice in W": (
        lambda x, W, g: (x.T @ g / len(x), g.sum(0, keepdims=True), g @ W.T),
        "grad_W[i, u] must sum x[e, i] * grad_y[e, u] over the examples e:\n"
        "  x[:, 0] 1 0.5 -2 4, grad_y[:, 0] 0.5 0.25 -1 3: expected 14.62, got 3.656. "
        "The mean's 1/n is in grad_y already.",
    ),
    "sign": (lambda x, W, g: (-x.T @ g, -g.sum(0, keepdims=True), g @ W.T), "points uphill"),
    "bias by mean": (
        lambda x, W, g: (x.T @ g, g.mean(0, keepdims=True), g @ W.T),
        "grad_b must be the sum of grad_y over the examples",
    ),
    "bias without keepdims": (dense_reshaped, "grad_b must be an array of shape (1, 2); got"),
    "bias over the units": (
        lambda x, W, g: (x.T @ g, g.sum(1, keepdims=True), g @ W.T),
        "grad_b must be an array of shape (1, 2); got an array of shape (4, 1)",
    ),
    "order": (
        lambda x, W, g: (g @ W.T, g.sum(0, keepdims=True), x.T @ g),
        "grad_W must be an array of shape (3, 2); got an array of shape (4, 3)",
    ),
    "transpose of W forgotten where it fits": (
        lambda x, W, g: (x.T @ g, g.sum(0, keepdims=True), g @ (W if len(W) == 2 else W.T)),
        "The transpose of W is missing.",
    ),
    "transpose of x forgotten where it fits": (
        lambda x, W, g: ((x if len(x) == 2 else x.T) @ g, g.sum(0, keepdims=True), g @ W.T),
        "The transpose of x is missing.",
    ),
    "two things": (lambda x, W, g: (x.T @ g, g @ W.T), "it must return (grad_W, grad_b, grad_x)"),
    "in place": (dense_in_place, "grad_y was edited in place"),
}


@pytest.mark.parametrize("name", DENSE_MISTAKES)
def test_mistakes_in_the_layer(name, capsys):
    attempt, message = DENSE_MISTAKES[name]
    assert message in said_of(gradients.dense_backward, attempt, capsys)


def by_entry(make):
    def attempt(f, theta, epsilon):
        steps = np.eye(theta.size)
        return np.array([make(f, theta, epsilon, step) for step in steps])

    return attempt


def never_put_back(f, theta, epsilon):
    moving, grad = theta.copy(), np.zeros_like(theta)
    for i in range(len(theta)):
        moving[i] += epsilon
        up = f(moving)
        moving[i] -= 2 * epsilon
        grad[i] = (up - f(moving)) / (2 * epsilon)
    return grad


def on_theta_itself(f, theta, epsilon):
    grad = np.zeros_like(theta)
    for i in range(len(theta)):
        theta[i] += epsilon
        up = f(theta)
        theta[i] -= 2 * epsilon
        grad[i] = (up - f(theta)) / (2 * epsilon)
        theta[i] += epsilon
    theta[0] += epsilon
    return grad


def back_to_theta(f, theta, epsilon):
    moving, grad = theta.copy(), np.zeros_like(theta)
    for i in range(len(theta)):
        moving[i] += epsilon
        up = f(moving)
        moving[i] -= epsilon
        grad[i] = (up - f(moving)) / (2 * epsilon)
    return grad


def never_copied(f, theta, epsilon):
    grad = np.zeros_like(theta)
    for i in range(len(theta)):
        up, down = theta, theta
        up[i] += epsilon
        down[i] -= epsilon
        grad[i] = (f(up) - f(down)) / (2 * epsilon)
    return grad


def one_entry_to_f(f, theta, epsilon):
    return np.array([(f(t + epsilon) - f(t - epsilon)) / (2 * epsilon) for t in theta])


NUMERIC_MISTAKES = {
    "one-sided": (
        by_entry(lambda f, t, e, s: (f(t + e * s) - f(t)) / e), "one-sided: go down by epsilon"
    ),
    "one-sided below": (
        by_entry(lambda f, t, e, s: (f(t) - f(t - e * s)) / e), "one-sided: go up by epsilon"
    ),
    "half the distance": (
        by_entry(lambda f, t, e, s: (f(t + e * s) - f(t - e * s)) / e),
        "The two points are 2 epsilon apart.",
    ),
    "brackets": (
        by_entry(lambda f, t, e, s: (f(t + e * s) - f(t - e * s)) / 2 * e),
        "In a / 2 * b Python multiplies by b",
    ),
    "no division": (
        by_entry(lambda f, t, e, s: f(t + e * s) - f(t - e * s)), "by 2 * epsilon is missing"
    ),
    "sign": (
        by_entry(lambda f, t, e, s: (f(t - e * s) - f(t + e * s)) / (2 * e)), "up minus down"
    ),
    "all at once": (
        by_entry(lambda f, t, e, s: (f(t + e) - f(t - e)) / (2 * e)), "Only one entry moves"
    ),
    "own epsilon": (
        by_entry(lambda f, t, e, s: (f(t + 1e-6 * s) - f(t - 1e-6 * s)) / 2e-6),
        "A smaller step was taken.",
    ),
    "never put back": (never_put_back, "theta must be back where it was before the next entry"),
    "on theta itself": (on_theta_itself, "theta was edited in place"),
    "back to theta": (back_to_theta, "is theta again: down by 2 epsilon"),
    "never copied": (never_copied, "up = theta is no copy"),
    "one entry to f": (one_entry_to_f, "f wants the whole array, not one entry."),
    "one number": (lambda f, t, e: 2.0, "the gradient must be an array of shape (3,)"),
}  # fmt: skip


@pytest.mark.parametrize("name", NUMERIC_MISTAKES)
def test_mistakes_in_the_difference(name, capsys):
    attempt, message = NUMERIC_MISTAKES[name]
    assert message in said_of(gradients.numeric_gradient, attempt, capsys)
