"""The course's own answers to notebook 01b's exercises, and inputs to draw."""

from typing import Any

import numpy as np

from course_lib import checks

Floats = checks.Floats


def softmax_gradient(logits: Floats, labels: Floats) -> Floats:
    """Probabilities less one-hot labels, over n."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = raised / raised.sum(axis=1, keepdims=True)
    return np.asarray((p - np.eye(logits.shape[1])[labels]) / len(labels))


def _scores(rng: np.random.Generator, examples: int, classes: int) -> Floats:
    """Rows that lie far apart, and scores that lie far apart within a row."""
    spread = rng.choice([1, 1, 1000], (examples, 1))
    height = rng.choice([0, 0, 1e4, -1e4], (examples, 1))
    return np.asarray(np.round(rng.uniform(-3, 3, (examples, classes)), 2) * spread + height)


def _labels(rng: np.random.Generator, examples: int, classes: int) -> Any:
    """Of few examples, so that classes are missing, the last one too."""
    return rng.integers(classes, size=examples)


_n, _classes = checks.size(1, 4), checks.size(2, 4)
SOFTMAX_GRADIENT = checks.drawn(
    softmax_gradient,
    {"logits": np.array([[1e4, 0, 0], [-1e4, -1e4, -1e4]]), "labels": np.array([0, 1])},
    {"logits": np.array([[0.0, 2000.0, 1.0], [0.0, 0.0, 0.0]]), "labels": np.array([0, 1])},
    logits=checks.made(_scores, _n, _classes),
    labels=checks.made(_labels, _n, _classes),
)
