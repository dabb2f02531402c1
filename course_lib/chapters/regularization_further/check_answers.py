"""The course's own answers of notebook 03b, and the inputs that its checks draw."""
# ruff: noqa: N803 - the letters are those of the exercises

import numpy as np

from course_lib import checks

Floats = checks.Floats


def ridge_weights(H: Floats, t: Floats, strength: float) -> Floats:
    """The loss is a mean, so both products are divided by n."""
    n, d = H.shape
    return np.asarray(np.linalg.solve(H.T @ H / n + strength * np.eye(d), H.T @ t / n))


def degrees_of_freedom(H: Floats, strength: float) -> float:
    """Each direction has a share that is free."""
    squares = np.linalg.svd(H, compute_uv=False) ** 2
    return float(np.sum(squares / (squares + len(H) * strength)))


def soft_threshold(z: Floats, amount: float) -> Floats:
    """Towards zero, and no further."""
    return np.asarray(np.sign(z) * np.maximum(np.abs(z) - amount, 0))


def to_ours(number: float, form: str, m: int) -> float:
    """A sum has m in it, a square without its half a 2."""
    if form in ("lambda/2m", "summed"):
        return number / m
    return 2 * number if form == "no half" else number


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
DEGREES_OF_FREEDOM = checks.drawn(
    degrees_of_freedom,
    H=checks.made(_of_mean_0, _pairs, _d),
    strength=checks.number(0.05, 3),
)
SOFT_THRESHOLD = checks.drawn(
    soft_threshold,
    z=checks.one_of(checks.array(_n), checks.array(_n, _d), checks.array(2, _n, _d)),
    amount=checks.number(0, 3, 0.0),
)
TO_OURS = checks.drawn(
    to_ours,
    {"number": 1.0, "form": "summed", "m": 3000},  # more than three decimals
    number=checks.number(0.001, 50, log=True),
    form=checks.one_of("lambda/2", "lambda/2m", "summed", "no half"),
    m=checks.size(2, 5000),
)
