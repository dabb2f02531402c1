"""Answers of notebook 05b by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.optimizers_further.test_check import (
    ADAMW_MISTAKES,
    CHECKS,
    CLIP_MISTAKES,
    NESTEROV_MISTAKES,
    adamw,
    adamw_plain,
)


def nesterov_by_loop(theta, velocity, grad, lr, beta):
    new_t, new_v = np.zeros(theta.shape), np.zeros(theta.shape)
    for i in np.ndindex(theta.shape):
        new_v[i] = beta * velocity[i] + grad[i]
        new_t[i] = theta[i] - lr * (grad[i] + beta * new_v[i])
    return new_t, new_v


def adamw_by_loop(theta, m, v, grad, t, lr, beta1, beta2, eps, decay):
    out = np.zeros((3, theta.size))
    for i in range(theta.size):
        a = beta1 * m[i] + (1 - beta1) * grad[i]
        b = beta2 * v[i] + (1 - beta2) * grad[i] ** 2
        move = a / (1 - beta1**t) / ((b / (1 - beta2**t)) ** 0.5 + eps)
        out[:, i] = theta[i] - lr * move - lr * decay * theta[i], a, b
    return list(out)


def clip_by_hand(grad, limit):
    length = sum(float(g) ** 2 for g in grad) ** 0.5
    return np.array([g * min(1, limit / length) if length else g for g in grad])


def scaled_where(too_long):
    def clip(grad, limit):
        return grad * limit / np.linalg.norm(grad) if too_long(grad) > limit else grad

    return clip


RIGHT = {name: dict(enumerate(known)) for name, (_, _, known) in CHECKS.items()}
RIGHT["nesterov_step"]["loop"] = nesterov_by_loop
RIGHT["adamw_step"]["loop"] = adamw_by_loop
RIGHT["clip_by_norm"]["by hand"] = clip_by_hand
SEEN = {
    "nesterov_step": NESTEROV_MISTAKES,
    "adamw_step": [(adamw(**changed), message) for changed, message in ADAMW_MISTAKES],
    "clip_by_norm": CLIP_MISTAKES,
}
WRONG = {
    "nesterov_step": {},
    "adamw_step": {
        "lr 0.1": lambda *given: adamw_plain(*given[:5], 0.1, *given[6:]),
    },
    "clip_by_norm": {
        "the squared length": scaled_where(lambda g: (g**2).sum()),
        "the largest entry": scaled_where(lambda g: np.abs(g).max()),
        "the largest entry, signed": scaled_where(np.max),
        "the sum of sizes": scaled_where(lambda g: np.abs(g).sum()),
    },
}
