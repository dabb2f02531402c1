"""Random units whose output is fitted by cross-entropy in the place of least squares."""

import numpy as np
import numpy.typing as npt

from course_lib.chapters.bias_and_variance_further.double_descent import (
    JUDGING,
    Problem,
    drawn,
    wrong,
)

Floats = npt.NDArray[np.float64]

STEPS = 3000


def shares(scores: Floats) -> Floats:
    """Softmax of each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def fit(features: Floats, targets: Floats, *, steps: int = STEPS) -> tuple[Floats, Floats]:
    """Weights and intercept by gradient descent with Nesterov's momentum, from zero, no penalty.

    The steps are as long as the curvature allows, in coordinates in which the features are short.

    Examples
    --------
    >>> x = np.array([[-1.0], [1.0]])
    >>> weights, intercept = fit(x, np.eye(2))
    >>> (x @ weights + intercept).argmax(axis=1).tolist()
    [0, 1]
    """
    middle = features.mean(axis=0)
    u, s, v_t = np.linalg.svd(features - middle, full_matrices=False)
    h = np.hstack([u * s, np.ones((len(features), 1))])
    length = 2 * len(h) / max(s[0] ** 2, len(h))  # softmax curves by a half at most
    weights = np.zeros((h.shape[1], targets.shape[1]))
    before = weights
    for step in range(steps):
        ahead = weights + step / (step + 3) * (weights - before)
        gradient = h.T @ (shares(h @ ahead) - targets) / len(h)
        before, weights = weights, ahead - length * gradient
    back = v_t.T @ weights[:-1]
    return back, weights[-1] - middle @ back


def cross_entropy_errors(problem: Problem, width: int, seed: int) -> float:
    """The share of wrong answers on the digits that judge; for ten outputs.

    Examples
    --------
    >>> 0.1 < cross_entropy_errors(Problem(), 60, 0) < 0.5
    True
    """
    h, targets, h_new, targets_new = drawn(problem, width, seed)
    weights, intercept = fit(h, targets)
    return wrong(h_new[JUDGING:] @ weights + intercept, targets_new[JUDGING:])
