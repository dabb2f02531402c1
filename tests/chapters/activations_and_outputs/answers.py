"""Answers of notebook 01b by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.activations_and_outputs.test_check import (
    LAYER_MISTAKES,
    SCALE_MISTAKES,
    SOFTMAX_MISTAKES,
    layers_as_lists,
    layers_by_question,
    layers_by_table,
    scale_by_loop,
    scale_by_mean,
    scale_by_norm,
    softmax_in_place,
    softmax_short,
    with_one,
)


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
    "scale_for": {"mean": scale_by_mean, "norm": scale_by_norm, "loop": scale_by_loop},
    "last_layer": {
        "table": layers_by_table,
        "lists": layers_as_lists,
        "question": layers_by_question,
    },
    "softmax_gradient": {
        "short": softmax_short,
        "in place": softmax_in_place,
        "by rows": softmax_by_rows,
    },
}
SEEN = {
    "scale_for": SCALE_MISTAKES,
    "last_layer": LAYER_MISTAKES,
    "softmax_gradient": SOFTMAX_MISTAKES,
}
WRONG = {
    "scale_for": {
        "of the first layer": lambda slopes: 1 / np.mean(np.atleast_2d(slopes)[0] ** 2),
        "always 16": lambda slopes: 16.0,
        "of the median": lambda slopes: 1 / np.median(slopes) ** 2,
        "one over the variance": lambda slopes: 1 / np.var(slopes),
        "sum": lambda slopes: 1 / np.sum(slopes**2),
    },
    "last_layer": {
        "words": lambda problem: "softmax",
        "numbers": lambda problem: (1, 2),
        "exp on pixels": with_one("pixels", ("exp", "Poisson")),
        "nothing on yes or no": with_one("yes or no", ("none", "squared error")),
        "nothing": lambda problem: None,
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
