"""Answers of notebook 01 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.gradients.test_check import (
    DENSE_MISTAKES,
    NEURON_MISTAKES,
    NUMERIC_MISTAKES,
    dense_einsum,
    neuron_by_factors,
    neuron_short,
    numeric_copies,
    numeric_rows,
)


def dense_by_loops(x, W, grad_y):
    grad_w, grad_b, grad_x = np.zeros(W.shape), np.zeros((1, W.shape[1])), np.zeros(x.shape)
    for e, i, u in np.ndindex(*x.shape, W.shape[1]):
        grad_w[i, u] += x[e, i] * grad_y[e, u]
        grad_x[e, i] += W[i, u] * grad_y[e, u]
    for row in grad_y:
        grad_b[0] += row
    return grad_w, grad_b, grad_x


def dense_by_ones(x, W, grad_y):
    return np.dot(x.T, grad_y), np.ones((1, len(x))) @ grad_y, np.inner(grad_y, W)


def dense_of_lists(x, W, grad_y):
    return (
        np.array([[float(a @ g) for g in grad_y.T] for a in x.T]),
        np.array([[sum(map(float, column)) for column in grad_y.T]]),
        np.array([[float(g @ w) for w in W] for g in grad_y]),
    )


def dense_filled(x, W, grad_y):
    grad_b = np.empty((1, W.shape[1]))
    grad_b[0] = grad_y.sum(axis=0)
    return sum(map(np.outer, x, grad_y), np.zeros(W.shape)), grad_b, grad_y @ W.T


def neuron_in_loops(x, y, w, b):
    z = b + sum(float(a) * float(c) for a, c in zip(x, w, strict=True))
    error = np.array(1 / (1 + np.exp(-z)) - y)
    return np.array([error * each for each in x]), error


def numeric_one_at_a_time(f, theta, epsilon):
    def moved(i, by):
        return f(np.array([value + by * (k == i) for k, value in enumerate(theta)]))

    n = len(theta)
    return np.array([(moved(i, epsilon) - moved(i, -epsilon)) / epsilon / 2 for i in range(n)])


RIGHT = {
    "neuron_gradients": {
        "short": neuron_short,
        "factors": neuron_by_factors,
        "loops": neuron_in_loops,
    },
    "dense_backward": {
        "einsum": dense_einsum,
        "loops": dense_by_loops,
        "ones": dense_by_ones,
        "lists": dense_of_lists,
        "filled": dense_filled,
    },
    "numeric_gradient": {
        "copies": numeric_copies,
        "rows": numeric_rows,
        "one at a time": numeric_one_at_a_time,
    },
}
SEEN = {
    "neuron_gradients": NEURON_MISTAKES,
    "dense_backward": DENSE_MISTAKES,
    "numeric_gradient": NUMERIC_MISTAKES,
}
WRONG = {
    "neuron_gradients": {},
    "dense_backward": {},
    "numeric_gradient": {
        "three entries": lambda f, theta, epsilon: (
            numeric_copies(f, theta, epsilon) * (np.arange(theta.size) < 3)
        ),
    },
}
