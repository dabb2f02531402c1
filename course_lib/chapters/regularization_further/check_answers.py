"""The course's own answers of notebook 03b, and the inputs that its checks draw."""
# ruff: noqa: N803 - the letters are those of the exercises

import numpy as np

from course_lib import checks

Floats = checks.Floats


def ridge_weights(H: Floats, t: Floats, strength: float) -> Floats:
    """The loss is a mean, so both products are divided by n."""
    n, d = H.shape
    return np.asarray(np.linalg.solve(H.T @ H / n + strength * np.eye(d), H.T @ t / n))


def soft_threshold(z: Floats, amount: float) -> Floats:
    """Towards zero, and no further."""
    return np.sign(z) * np.maximum(np.abs(z) - amount, 0)


def best_weight(H: Floats, t: Floats, w: Floats, j: int, strength: float) -> float:
    """What the others leave over, asked by feature j alone: one weight, pulled, then divided."""
    left_over = t - H @ w + H[:, j] * w[j]
    pull = np.array(H[:, j] @ left_over / len(H))
    return float(soft_threshold(pull, strength) / np.mean(H[:, j] ** 2))


def my_truth() -> Floats:
    """Three that carry nearly everything, and 37 at the smallest size allowed."""
    small = np.full(40, 0.1)
    small[:3] = np.sqrt((4 - 37 * 0.1**2) / 3)
    return small


def _of_mean_0(rng: np.random.Generator, pairs: int, columns: int) -> Floats:
    half = np.round(rng.uniform(-3, 3, (pairs, columns)), 1)
    return np.concatenate([half, -half])


_pairs, _n, _d = checks.size(2, 3), checks.size(1, 4), checks.size(1, 3)
RIDGE_WEIGHTS = checks.drawn(
    ridge_weights,
    {
        "H": np.array([[1.0, 0.0, 1.0], [-1.0, 1.0, 0.0], [0.0, -1.0, -1.0]]),
        "t": np.array([[1.0], [0.0], [-1.0]]),
        "strength": 0.5,
    },
    H=checks.made(_of_mean_0, _pairs, _d),
    t=checks.made(_of_mean_0, _pairs, 1),
    strength=checks.number(0.05, 2),
)
SOFT_THRESHOLD = checks.drawn(
    soft_threshold,
    z=checks.one_of(checks.array(_n), checks.array(_n, _d), checks.array(2, _n, _d)),
    amount=checks.number(0, 3, 0.0),
)
BEST_WEIGHT = checks.drawn(
    best_weight,
    H=checks.made(_of_mean_0, _pairs, _d),
    t=checks.made(lambda rng, pairs: _of_mean_0(rng, pairs, 1)[:, 0], _pairs),
    w=checks.array(_d, low=-2, high=2),
    j=checks.made(lambda rng, d: int(rng.integers(d)), _d),
    strength=checks.number(0.05, 2),
)
