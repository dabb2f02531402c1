"""The course's own answers to notebook 01b's exercises, and inputs to draw."""

from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.activations_and_outputs.fitting import FITTING

Floats = checks.Floats


def scale_for(slopes: Floats) -> float:
    """One over the mean square of the slopes."""
    return float(1 / np.mean(np.square(slopes)))


def _slopes(rng: np.random.Generator, layers: int, units: int) -> Floats:
    """Of several layers, some of them off."""
    return np.asarray(np.round(rng.uniform(-0.1, 1, (layers, units)), 2) * rng.choice([0, 1, 1]))


SCALE_FOR = checks.drawn(
    scale_for,
    {"slopes": np.array([[0.25, 0.1], [0.0, 0.2]])},
    slopes=checks.made(_slopes, checks.size(1, 3), checks.size(2, 5)),
)


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


KNOWN = {
    ("none", "squared error"), ("sigmoid", "squared error"), ("sigmoid", "binary cross-entropy"),
    ("softmax", "cross-entropy"), ("exp", "Poisson"),
}  # fmt: skip

WHY: dict[str, dict[str, str]] = {
    "digit": {
        "none": "these are no probabilities; they can be negative",
        "exp": "nothing keeps the ten below 1",
    },
    "labels": {
        "none": "these are no probabilities; they can be negative",
        "softmax": "its outputs add up to 1; a point in two discs needs two of them near 1",
        "exp": "nothing keeps them below 1",
    },
    "rating": {
        "sigmoid": "it never says more than 1",
        "softmax": "one output alone is always 1",
    },
    "count": {
        "none": "it says negative numbers, too",
        "sigmoid": "it never says more than 1",
        "softmax": "one output alone is always 1",
    },
    "pixels": {
        "none": "it says numbers outside 0..1",
        "softmax": "its 49 outputs add up to 1: that is one bright pixel at most",
        "exp": "nothing keeps them below 1",
    },
    "yes or no": {
        "none": "it says numbers outside 0..1",
        "softmax": "one output alone is always 1",
        "exp": "nothing keeps it below 1",
    },
}


def last_layer(problem: str) -> tuple[str, str]:
    """The first of the pairs that fit."""
    return FITTING[problem][0]
