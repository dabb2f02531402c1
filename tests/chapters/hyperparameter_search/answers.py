"""Answers of notebook 08 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import math

import numpy as np

from tests.chapters.hyperparameter_search.test_check import MISTAKES, SOLUTIONS, place, share


def one_minus(log):
    return lambda u, low, high: 1 - log(u, 1 - low, 1 - high)


def log_uniform(u, low, high):
    return low * (high / low) ** u


one_minus_log = one_minus(log_uniform)


def log_by_interpolation(u, low, high):
    return np.exp(np.interp(u, [0, 1], np.log([low, high])))


def effect_by_moving(scores, axis):
    rows = np.moveaxis(scores, axis, 0).reshape(scores.shape[axis], -1)
    return np.array(rows.mean(axis=1).var() / scores.var())


def gain_by_numbers(mean, std, best):
    out = []
    for m, s in zip(mean, std, strict=True):
        z = (m - best) / s
        phi = math.exp(-z * z / 2) / (2 * math.pi) ** 0.5
        out.append((m - best) * (1 - math.erfc(z / 2**0.5) / 2) + s * phi)
    return np.array(out)


def gain_by_scaling(mean, std, best):
    z = (mean - best) / std
    below = 0.5 * np.vectorize(math.erfc)(-z / math.sqrt(2))
    return std * (z * below + np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi))


def border_by_distance(value, low, high, share):
    decades = [math.log10(high) - math.log10(low), math.log10(value) - math.log10(low)]
    return np.abs(decades[1] / decades[0] - 0.5) > 0.5 - share


def border_by_where(value, low, high, share):
    width = math.log(high / low) * share
    near = [math.log(value) < math.log(low) + width, math.log(value) > math.log(high) - width]
    return np.array(any(near))


RIGHT = {check.__name__: dict(enumerate(known)) for check, known in SOLUTIONS.items()}
RIGHT["one_minus_log"]["interpolation"] = one_minus(log_by_interpolation)
RIGHT["main_effect"]["moving"] = effect_by_moving
RIGHT["expected_improvement"] |= {"numbers": gain_by_numbers, "scaling": gain_by_scaling}
RIGHT["near_border"] |= {"distance": border_by_distance, "where": border_by_where}
SEEN = {check.__name__: known for check, known in MISTAKES.items()}
WRONG = {
    "log_uniform": {
        "sorted": lambda u, low, high: log_uniform(np.sort(u), low, high),
        "ends below 1": lambda u, low, high: log_uniform(u, low, min(high, 1)),
    },
    "one_minus_log": {
        "the docstring's ends": lambda u, low, high: 1 - 0.1 ** (1 + 2 * u),
        "low 0.9": lambda u, low, high: one_minus_log(u, 0.9, high),
        "high 0.999": lambda u, low, high: one_minus_log(u, low, 0.999),
        "0.1 and 0.001": lambda u, low, high: 1 - log_uniform(u, 0.1, 0.001),
        "sorted": lambda u, low, high: one_minus_log(np.sort(u), low, high),
    },
    "main_effect": {
        "three axes": lambda scores, axis: (
            scores.mean(axis=((axis + 1) % 3, (axis + 2) % 3)).var() / scores.var()
        ),
        "the largest share": lambda scores, axis: max(share(scores, k) for k in range(scores.ndim)),
    },
    "expected_improvement": {},
    "near_border": {
        "lower share 0.1": lambda value, low, high, share: (
            place(value, low, high) < 0.1 or place(value, low, high) > 1 - share
        ),
        "a tenth below, share above": lambda value, low, high, share: bool(
            math.log(value / low) < 0.1 * math.log(high / low)
            or math.log(high / value) < share * math.log(high / low)
        ),
    },
}
