"""The check of exercise 1: ridge in closed form."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_array, require_equal

Floats = npt.NDArray[Any]

# Columns with mean 0; FLAT's do not overlap and are of different lengths, LEANING's do.
FLAT = np.array([[1.0, 2.0], [1.0, -2.0], [-1.0, 2.0], [-1.0, -2.0]])
LEANING = np.array([[1.0, 2.0], [1.0, 0.0], [-1.0, 1.0], [-1.0, -3.0]])
WEIGHTS = np.array([[3.0], [-0.5]])
STRENGTH = 0.6


def ridge_weights(function: object) -> None:
    """Check ``ridge_weights(H, t, strength)``: the minimum of mean(e**2) / 2 + L2, shape (d, 1).

    Examples
    --------
    >>> def summed(H, t, strength):
    ...     return np.linalg.solve(H.T @ H + strength * np.eye(2), H.T @ t)
    >>> ridge_weights(summed)
    Exercise 1 (ridge_weights): not yet right: each weight must solve its equation:
      H.T @ H / n diagonal 1 4, H.T @ t / n 3, strength 0.6: expected 1.875, got 2.609. The loss \
is a mean: divide both H.T @ H and H.T @ t by n.
    """
    rules = [_plain_at_strength_0, _one_weight_at_a_time, _features_that_overlap]
    report("Exercise 1 (ridge_weights)", function, rules)


def _solve(attempt: Attempt, features: Floats, strength: float) -> Floats:
    got = attempt(H=features.copy(), t=features @ WEIGHTS, strength=strength)
    return require_array("the result", got, WEIGHTS.shape)


def _by(features: Floats, penalty: Floats | float, share: float = 1.0) -> Floats:
    """The solution with a penalty matrix, and the two products times ``share`` of 1/n."""
    gram = features.T @ features / 4 * share
    solved = np.linalg.solve(gram + penalty, features.T @ features @ WEIGHTS / 4 * share)
    return np.asarray(solved)


def _plain_at_strength_0(attempt: Attempt) -> None:
    got = _solve(attempt, LEANING, 0.0)
    hints = {
        "H.T @ H is divided by n, so H.T @ t must be, too.": 4 * WEIGHTS,
        "H.T @ t is divided by n, so H.T @ H must be, too.": WEIGHTS / 4,
        "The sign is reversed.": -WEIGHTS,
        "H.T @ H is missing on the left of the equation.": LEANING.T @ LEANING @ WEIGHTS / 4,
    }
    rule = "with strength 0 and no noise the result must be the true weights"
    require_equal(rule, got, WEIGHTS, hints, strength=0)


def _one_weight_at_a_time(attempt: Attempt) -> None:
    got = _solve(attempt, FLAT, STRENGTH)
    eye = STRENGTH * np.eye(2)
    hints = {
        "The loss is a mean: divide both H.T @ H and H.T @ t by n.": _by(FLAT, eye, 4),
        "n is the number of rows of this H: len(H), not 12.": _by(FLAT, eye, 4 / 12),
        "The penalty has no effect.": WEIGHTS,
        "The strength stands on the diagonal: strength * np.eye(d).": _by(FLAT, STRENGTH),
        "The penalty must pull towards 0: plus strength * I.": _by(FLAT, -eye),
        "The gradient of strength / 2 * w**2 is strength * w, not half of it.": _by(FLAT, eye / 2),
        "The gradient of strength / 2 * w**2 is strength * w, not twice that.": _by(FLAT, 2 * eye),
        "Not evenly: what is kept depends on the feature.": WEIGHTS / (1 + STRENGTH),
        "The strength is not squared.": _by(FLAT, STRENGTH * eye),
    }
    rule = "each weight must solve its equation"
    moments = (FLAT.T @ FLAT @ WEIGHTS / 4).ravel()[:, None]
    require_equal(
        rule, got, _by(FLAT, eye), hints,
        **{"H.T @ H / n diagonal": [1, 4], "H.T @ t / n": moments, "strength": STRENGTH},
    )  # fmt: skip


def _features_that_overlap(attempt: Attempt) -> None:
    got = _solve(attempt, LEANING, STRENGTH)
    eye = STRENGTH * np.eye(2)
    alone = np.diag(np.diag(LEANING.T @ LEANING)) / 4
    hints = {
        "H.T @ H has entries beside its diagonal, too.": np.linalg.solve(
            alone + eye, LEANING.T @ LEANING @ WEIGHTS / 4
        ),
    }
    rule = "features that overlap share their weights: solve all equations together"
    require_equal(rule, got, _by(LEANING, eye), hints, strength=STRENGTH)
