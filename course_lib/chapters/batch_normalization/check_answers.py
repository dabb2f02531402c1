"""The course's own answers of notebook 07, and the inputs that its checks draw."""

import numpy as np

from course_lib import checks

Floats = checks.Floats


def batch_norm(x: Floats, scale: Floats, shift: Floats, eps: float) -> Floats:
    """Each feature over the examples."""
    return np.asarray(scale * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps) + shift)


def batch_norm_backward(
    grad_y: Floats, x_hat: Floats, std: Floats, scale: Floats
) -> tuple[Floats, Floats, Floats]:
    """Mean and variance depend on x, too."""
    g = grad_y * scale
    grad_x = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / std
    return grad_x, (grad_y * x_hat).sum(axis=0), grad_y.sum(axis=0)


def running_averages(
    mean: Floats, variance: Floats, batch: Floats, keep: float
) -> tuple[Floats, Floats]:
    """Unbiased; a batch of one leaves them alone."""
    if len(batch) < 2:
        return mean, variance
    new_mean, new_variance = batch.mean(axis=0), batch.var(axis=0, ddof=1)
    return keep * mean + (1 - keep) * new_mean, keep * variance + (1 - keep) * new_variance


def fold(
    W: Floats,
    b: Floats,
    scale: Floats,
    shift: Floats,
    mean: Floats,
    variance: Floats,
    eps: float,
) -> tuple[Floats, Floats]:
    """One factor for each unit."""
    factor = scale / np.sqrt(variance + eps)
    return W * factor, (b - mean) * factor + shift


def same_pace(lr: float, shrink: float, step: int) -> float:
    """The gradient is larger, and what it moves is smaller."""
    return float(lr / shrink ** (2 * step))


def _normalized(rng: np.random.Generator, x: Floats, std: Floats) -> Floats:
    return np.asarray((x - x.mean(axis=0)) / std)


_n, _features, _units = checks.size(1, 4), checks.size(1, 3), checks.size(1, 3)
_eps = checks.number(1e-3, 1, log=True)
_x = checks.array(checks.size(2, 4), _features)
_std = checks.made(lambda rng, x, eps: np.sqrt(x.var(axis=0) + eps), _x, _eps)
BATCH_NORM = checks.drawn(
    batch_norm,
    x=checks.array(_n, _features),
    scale=checks.array(_features),
    shift=checks.array(_features),
    eps=_eps,
)
BATCH_NORM_BACKWARD = checks.drawn(
    batch_norm_backward,
    grad_y=checks.made(lambda rng, x: np.round(rng.uniform(-3, 3, x.shape), 1), _x),
    x_hat=checks.made(_normalized, _x, _std),
    std=_std,
    scale=checks.array(_features),
)
RUNNING_AVERAGES = checks.drawn(
    running_averages,
    mean=checks.array(_features),
    variance=checks.array(_features, low=0),
    batch=checks.array(_n, _features),
    keep=checks.number(0, 1, 0.0, 1.0),
)
FOLD = checks.drawn(
    fold,
    {
        "W": np.array([[1.0, 1.0]]),
        "b": np.zeros(2),
        "scale": np.array([1.0, 2.0]),
        "shift": np.zeros(2),
        "mean": np.zeros(2),
        "variance": np.ones(2),
        "eps": 0.0,
    },
    W=checks.array(_features, _units),
    b=checks.array(_units),
    scale=checks.array(_units),
    shift=checks.array(_units),
    mean=checks.array(_units),
    variance=checks.array(_units, low=0.1),
    eps=_eps,
)
SAME_PACE = checks.drawn(
    same_pace,
    lr=checks.number(0.01, 1),
    shrink=checks.number(0.7, 0.99),
    step=checks.size(0, 6),
)
