"""Answers of notebook 07 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.batch_normalization import test_check as known
from tests.chapters.batch_normalization.test_check import (
    AVERAGE_MISTAKES,
    BACKWARD_MISTAKES,
    FOLD_MISTAKES,
    FORWARD_MISTAKES,
    PACE_MISTAKES,
)


def norm_by_columns(x, scale, shift, eps):
    y = np.zeros(x.shape)
    for f in range(x.shape[1]):
        column = x[:, f] - sum(x[:, f]) / len(x)
        y[:, f] = scale[f] * column / (np.mean(column**2) + eps) ** 0.5 + shift[f]
    return y


def norm_by_moments(x, scale, shift, eps):
    mean = x.mean(axis=0)
    factor = scale / np.sqrt((x**2).mean(axis=0) - mean**2 + eps)
    return x * factor + (shift - mean * factor)


def backward_by_jacobian(grad_y, x_hat, std, scale):
    m, grad_x = len(x_hat), np.zeros(x_hat.shape)
    for f in range(x_hat.shape[1]):
        jacobian = np.eye(m) - 1 / m - np.outer(x_hat[:, f], x_hat[:, f]) / m
        grad_x[:, f] = jacobian @ grad_y[:, f] * scale[f] / std[f]
    return grad_x, np.einsum("nf,nf->f", grad_y, x_hat), np.ones(m) @ grad_y


def backward_in_sums(grad_y, x_hat, std, scale):
    m, grad_scale, grad_shift = len(grad_y), sum(grad_y * x_hat), sum(grad_y)
    return (
        scale / (m * std) * (m * grad_y - grad_shift - x_hat * grad_scale),
        grad_scale,
        grad_shift,
    )


def averages_by_factor(mean, variance, batch, keep):
    m = len(batch)
    if m == 1:
        return mean, variance
    return (
        mean + (1 - keep) * (batch.mean(axis=0) - mean),
        variance + (1 - keep) * (batch.var(axis=0) * m / (m - 1) - variance),
    )


def averages_by_columns(mean, variance, batch, keep):
    if len(batch) < 2:
        return mean.copy(), variance.copy()
    stats = [(c.mean(), ((c - c.mean()) ** 2).sum() / (len(c) - 1)) for c in batch.T]
    new = np.array(stats).T
    return [keep * old + (1 - keep) * each for old, each in zip((mean, variance), new, strict=True)]


def fold_by_diagonal(W, b, scale, shift, mean, variance, eps):
    factor = np.diag(scale / np.sqrt(variance + eps))
    return W @ factor, (b - mean) @ factor + shift


def fold_by_probes(W, b, scale, shift, mean, variance, eps):
    def both(x):
        return scale * (x @ W + b - mean) / np.sqrt(variance + eps) + shift

    zero = both(np.zeros(len(W)))
    return np.array([both(row) - zero for row in np.eye(len(W))]), zero


def pace_by_steps(lr, shrink, step):
    for _ in range(step):
        lr = lr / shrink / shrink
    return lr


def pace_by_exponential(lr, shrink, step):
    return np.array(lr * np.exp(-2 * step * np.log(shrink)))


def square_only(W, b, scale, shift, mean, variance, eps):
    factor = scale / np.sqrt(variance + eps)
    return W @ (np.eye(len(W)) * factor), factor * (b - mean) + shift


def as_many_units_as_rows(W, b, scale, shift, mean, variance, eps):
    factor = scale / np.sqrt(variance + eps)
    columns = [W[:, u] * factor[u] for u in range(W.shape[0])]
    return np.column_stack(columns), factor * (b - mean) + shift


RIGHT = {
    "batch_norm": {
        "known": known.batch_norm,
        "columns": norm_by_columns,
        "moments": norm_by_moments,
    },
    "batch_norm_backward": {
        "known": known.batch_norm_backward,
        "jacobian": backward_by_jacobian,
        "sums": backward_in_sums,
    },
    "running_averages": {
        "known": known.running_averages,
        "factor": averages_by_factor,
        "columns": averages_by_columns,
    },
    "fold": {"known": known.fold, "diagonal": fold_by_diagonal, "probes": fold_by_probes},
    "same_pace": {
        "known": known.same_pace,
        "steps": pace_by_steps,
        "exponential": pace_by_exponential,
    },
}
SEEN = {
    "batch_norm": FORWARD_MISTAKES,
    "batch_norm_backward": BACKWARD_MISTAKES,
    "running_averages": AVERAGE_MISTAKES,
    "fold": FOLD_MISTAKES,
    "same_pace": PACE_MISTAKES,
}
WRONG = {
    "batch_norm": {},
    "batch_norm_backward": {},
    "running_averages": {},
    "fold": {"square W": square_only, "as many units as rows": as_many_units_as_rows},
    "same_pace": {},
}
