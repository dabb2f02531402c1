"""Answers of notebook 05 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from course_lib.chapters.optimizers.momenta import best_settings
from tests.chapters.optimizers.test_check import (
    ADAM_MISTAKES,
    AVERAGE_MISTAKES,
    CHECKS,
    MOMENTUM_MISTAKES,
    NORMALIZE_MISTAKES,
    adam,
    adam_plain,
)
from tests.chapters.optimizers.test_check_own import (
    RATE_MISTAKES,
    RATES_RIGHT,
    SETTINGS_MISTAKES,
    SETTINGS_RIGHT,
)


def normalize_by_columns(x_train, x_dev):
    centred = [
        [(column - t.mean()) / t.std() for column, t in zip(x.T, x_train.T, strict=True)]
        for x in (x_train, x_dev)
    ]
    return np.array(centred[0]).T, np.array(centred[1]).T


def momentum_by_loop(theta, velocity, grad, lr, beta):
    new_t, new_v = np.zeros(theta.shape), np.zeros(theta.shape)
    for i in np.ndindex(theta.shape):
        new_v[i] = beta * velocity[i] + grad[i]
        new_t[i] = theta[i] - lr * new_v[i]
    return new_t, new_v


def momentum_of_lists(theta, velocity, grad, lr, beta):
    v = [beta * float(a) + float(g) for a, g in zip(velocity, grad, strict=True)]
    return np.array([float(t) - lr * w for t, w in zip(theta, v, strict=True)]), np.array(v)


def momentum_in_float64(theta, velocity, grad, lr, beta):
    v = np.add(beta * velocity, grad, dtype=np.float64)
    return np.subtract(theta, lr * v, dtype=np.float64), v


def adam_by_loop(theta, m, v, grad, t, lr, beta1, beta2, eps):
    out = np.zeros((3, theta.size))
    for i in range(theta.size):
        a = beta1 * m[i] + (1 - beta1) * grad[i]
        b = beta2 * v[i] + (1 - beta2) * grad[i] ** 2
        move = a / (1 - beta1**t) / ((b / (1 - beta2**t)) ** 0.5 + eps)
        out[:, i] = theta[i] - lr * move, a, b
    return tuple(out)


def by_other(**fixed):
    """Adam, but for what is written into it."""
    names = "theta", "m", "v", "grad", "t", "lr", "beta1", "beta2", "eps"
    return lambda *given: adam_plain(**dict(zip(names, given, strict=True)) | fixed)


def customary_corrections(theta, m, v, grad, t, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
    return theta - lr * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + eps), m, v


def by_centre(centre):
    def normalize(x_train, x_dev):
        return tuple((x - centre(x_train)) / x_train.std(0) for x in (x_train, x_dev))

    return normalize


RIGHT = {name: dict(enumerate(known)) for name, (_, _, known) in CHECKS.items()}
RIGHT["largest_rate"] = dict(enumerate(RATES_RIGHT))
RIGHT["settings"] = dict(enumerate(SETTINGS_RIGHT))
RIGHT["normalize"]["columns"] = normalize_by_columns
RIGHT["momentum_step"] |= {
    "loop": momentum_by_loop,
    "lists": momentum_of_lists,
    "float64": momentum_in_float64,
}
RIGHT["adam_step"]["loop"] = adam_by_loop
SEEN = {
    "normalize": NORMALIZE_MISTAKES,
    "largest_rate": RATE_MISTAKES,
    "settings": SETTINGS_MISTAKES,
    "average": AVERAGE_MISTAKES,
    "momentum_step": MOMENTUM_MISTAKES,
    "adam_step": [(adam(**changed), message) for changed, message in ADAM_MISTAKES],
}
WRONG = {
    "normalize": {
        "median": by_centre(lambda x: np.median(x, axis=0)),
        "half way from least to most": by_centre(lambda x: (x.max(0) + x.min(0)) / 2),
    },
    "largest_rate": {
        "of this data": lambda x: 0.16258,
        "as if centred": lambda x: 2 / max(np.mean(x**2), 1.0),
    },
    "settings": {
        "for a ravine of 20": lambda low, high: best_settings(1.0, 20.0),
        "for any k of 20": lambda low, high: (1.9 / high, 0.4),
        "0.95": lambda low, high: (3 / high, 0.95),
    },
    "average": {},
    "momentum_step": {},
    "adam_step": {
        "lr 0.1": by_other(lr=0.1),
        "customary betas": by_other(beta1=0.9, beta2=0.999),
        "customary corrections": customary_corrections,
        "0.9 in m": by_other(beta1=0.9),
    },
}
