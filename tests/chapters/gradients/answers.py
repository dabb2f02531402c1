"""Answers of notebook 01 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.gradients.test_check import (
    DENSE_MISTAKES,
    NEURON_MISTAKES,
    NUMERIC_MISTAKES,
    dense_einsum,
    neuron_by_points,
    neuron_short,
    numeric_copies,
    numeric_rows,
)
from tests.chapters.gradients.test_check_network import NETWORK_MISTAKES


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
    errors = []
    for point, label in zip(x, y, strict=True):
        z = b + sum(float(a) * float(c) for a, c in zip(point, w, strict=True))
        errors.append(1 / (1 + np.exp(-z)) - label)
    n = len(errors)
    by_w = [sum(e * p[j] for e, p in zip(errors, x, strict=True)) / n for j in range(len(w))]
    return np.array(by_w), np.array(sum(errors) / n)


def numeric_one_at_a_time(f, theta, epsilon):
    def moved(i, by):
        return f(np.array([value + by * (k == i) for k, value in enumerate(theta)]))

    n = len(theta)
    return np.array([(moved(i, epsilon) - moved(i, -epsilon)) / epsilon / 2 for i in range(n)])


def network_by_factors(x, y, W1, b1, W2, b2):
    z1 = x @ W1 + b1
    a1 = z1 * (z1 > 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    by_p = -y / p + (1 - y) / (1 - p)
    dz2 = by_p * p * (1 - p) / len(y)
    dz1 = np.where(z1 > 0, dz2 @ W2.T, 0)
    return x.T @ dz1, dz1.sum(0)[None], a1.T @ dz2, dz2.sum(0)[None]


def network_by_examples(x, y, W1, b1, W2, b2):
    found = [np.zeros(block.shape) for block in (W1, b1, W2, b2)]
    for point, label in zip(x, y, strict=True):
        z1 = point @ W1 + b1[0]
        a1 = np.maximum(z1, 0)
        dz2 = 1 / (1 + np.exp(-(a1 @ W2 + b2[0]))) - label
        dz1 = W2[:, 0] * dz2 * (z1 > 0)
        for block, part in zip(
            found, (np.outer(point, dz1), dz1, np.outer(a1, dz2), dz2), strict=True
        ):
            block += part / len(x)
    return found


def network_by_einsum(x, y, W1, b1, W2, b2):
    z1 = np.einsum("ei,iu->eu", x, W1) + b1
    error = (1 / (1 + np.exp(-(np.maximum(z1, 0) @ W2 + b2))) - y) / len(y)
    back = np.einsum("eo,uo,eu->eu", error, W2, (z1 > 0).astype(float))
    ones = np.ones((1, len(x)))
    by_w2 = np.einsum("eu,eo->uo", np.maximum(z1, 0), error)
    return np.einsum("ei,eu->iu", x, back), ones @ back, by_w2, ones @ error


RIGHT = {
    "neuron_gradients": {
        "short": neuron_short,
        "points": neuron_by_points,
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
    "network_gradients": {
        "factors": network_by_factors,
        "examples": network_by_examples,
        "einsum": network_by_einsum,
    },
}
SEEN = {
    "neuron_gradients": NEURON_MISTAKES,
    "dense_backward": DENSE_MISTAKES,
    "numeric_gradient": NUMERIC_MISTAKES,
    "network_gradients": NETWORK_MISTAKES,
}
WRONG = {
    "neuron_gradients": {},
    "dense_backward": {},
    "numeric_gradient": {
        "three entries": lambda f, theta, epsilon: (
            numeric_copies(f, theta, epsilon) * (np.arange(theta.size) < 3)
        ),
    },
    "network_gradients": {
        "always sixteen units": lambda x, y, W1, b1, W2, b2: network_by_factors(
            x, y, W1, b1 * (W1.shape[1] == 3), W2, b2
        ),
    },
}
