"""Answers of notebook 01 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.gradients_and_activations.test_check import (
    DENSE_MISTAKES,
    NEURON_MISTAKES,
    NUMERIC_MISTAKES,
    SOFTMAX_MISTAKES,
    dense_einsum,
    neuron_by_factors,
    neuron_short,
    numeric_copies,
    numeric_rows,
    softmax_in_place,
    softmax_short,
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


def softmax_by_rows(logits, labels):
    rows = []
    for scores, label in zip(logits, labels, strict=True):
        p = np.exp(scores - max(scores))
        p /= sum(p)
        p[label] -= 1
        rows.append(p / len(labels))
    return np.array(rows)


def softmax_less(taken):
    def gradient(logits, labels):
        e = np.exp(logits - taken(logits))
        p = e / e.sum(axis=1, keepdims=True)
        return (p - np.eye(logits.shape[1])[labels]) / len(logits)

    return gradient


def classes_of_the_labels(logits, labels):
    p = softmax_short(logits, labels) * len(labels) + np.eye(logits.shape[1])[labels]
    return (p - np.eye(labels.max() + 1)[labels]) / len(logits)


def labels_as_they_come(logits, labels):
    p = softmax_short(logits, labels) * len(labels) + np.eye(logits.shape[1])[labels]
    return (p - (labels[:, None] == np.unique(labels))) / len(logits)


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
    "softmax_gradient": {
        "short": softmax_short,
        "in place": softmax_in_place,
        "by rows": softmax_by_rows,
    },
}
SEEN = {
    "neuron_gradients": NEURON_MISTAKES,
    "dense_backward": DENSE_MISTAKES,
    "numeric_gradient": NUMERIC_MISTAKES,
    "softmax_gradient": SOFTMAX_MISTAKES,
}
WRONG = {
    "neuron_gradients": {},
    "dense_backward": {},
    "numeric_gradient": {
        "three entries": lambda f, theta, epsilon: (
            numeric_copies(f, theta, epsilon) * (np.arange(theta.size) < 3)
        ),
    },
    "softmax_gradient": {
        "classes from the labels seen": classes_of_the_labels,
        "the largest of all subtracted": softmax_less(np.max),
        "the first score subtracted": softmax_less(lambda z: z[:, :1]),
        "the smallest subtracted": softmax_less(lambda z: z.min(axis=1, keepdims=True)),
        "the mean subtracted": softmax_less(lambda z: z.mean(axis=1, keepdims=True)),
        "labels in order of first appearance": labels_as_they_come,
    },
}
