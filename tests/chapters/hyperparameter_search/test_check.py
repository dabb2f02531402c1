"""The checks of notebook 08: solutions pass, and each plausible mistake meets its message."""

import inspect
import math

import numpy as np
import pytest

from course_lib.chapters.hyperparameter_search import check as search
from tests.checks.saying import said_of


def bell(z):
    return np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def below(z):
    return np.array([(1 + math.erf(each / math.sqrt(2))) / 2 for each in np.ravel(z)])


def share(scores, axis):
    others = tuple(k for k in range(scores.ndim) if k != axis)
    return scores.mean(axis=others).var() / scores.var()


def place(value, low, high):
    return math.log(value / low) / math.log(high / low)


def improvement(mean, std, best):
    z = (mean - best) / std
    return (mean - best) * below(z) + std * bell(z)


SOLUTIONS = {
    search.log_uniform: [
        lambda u, low, high: 10 ** (np.log10(low) + u * (np.log10(high) - np.log10(low))),
        lambda u, low, high: np.exp(np.log(low) + u * np.log(high / low)),
        lambda u, low, high: low * (high / low) ** u,
    ],
    search.one_minus_log: [
        lambda u, low, high: 1 - (1 - low) * ((1 - high) / (1 - low)) ** u,
        lambda u, low, high: 1 - np.exp(np.log(1 - low) + u * np.log((1 - high) / (1 - low))),
    ],
    search.main_effect: [
        share,
        lambda scores, axis: float(
            np.var([np.take(scores, k, axis).mean() for k in range(scores.shape[axis])])
            / np.var(scores)
        ),
    ],
    search.expected_improvement: [improvement],
    search.near_border: [
        lambda value, low, high, share: (
            place(value, low, high) < share or place(value, low, high) > 1 - share
        ),
        lambda value, low, high, share: bool(
            min(place(value, low, high), 1 - place(value, low, high)) <= share
        ),
    ],
}


@pytest.mark.parametrize("check", SOLUTIONS, ids=lambda check: check.__name__)
def test_solutions_pass(check, capsys):
    for solution in SOLUTIONS[check]:
        assert ": passed. " in said_of(check, solution, capsys)


def log_in_place(u, low, high):
    u *= np.log(high / low)
    return low * np.exp(u)


LOG_MISTAKES = {
    "even": (lambda u, low, high: low + u * (high - low), "even on the plain scale"),
    "exponent": (
        lambda u, low, high: np.log10(low) + u * np.log10(high / low),
        "That is the exponent: raise 10 to it.",
    ),
    "two bases": (
        lambda u, low, high: np.exp(np.log10(low) + u * np.log10(high / low)),
        "must have the same base",
    ),
    "10 ** of natural logs": (
        lambda u, low, high: 10 ** (np.log(low) + u * np.log(high / low)),
        "np.log10, not np.log",
    ),
    "exchanged": (lambda u, low, high: high * (low / high) ** u, "The ends are exchanged."),
    "one number": (lambda u, low, high: low * (high / low) ** u[0], "array of shape (4,)"),
    "fixed ends": (lambda u, low, high: 1e-4 * 1e4**u, "the ends must be those passed in"),
    "squared": (lambda u, low, high: low * (high / low) ** (u**2), "middle order of magnitude"),
    "in place": (log_in_place, "u was edited in place"),
}
BETA_MISTAKES = {
    "even": (lambda u, low, high: low + u * (high - low), "even on the plain scale"),
    "log of beta": (lambda u, low, high: low * (high / low) ** u, "log-uniform in beta"),
    "forgot to go back": (
        lambda u, low, high: (1 - low) * ((1 - high) / (1 - low)) ** u,
        "That is 1 - beta: draw it from 1 - low to 1 - high",
    ),
    "drawn between the betas": (
        lambda u, low, high: 1 - low * (high / low) ** u,
        "That is 1 - beta: draw it from 1 - low to 1 - high",
    ),
    "exchanged": (
        lambda u, low, high: 1 - (1 - high) * ((1 - low) / (1 - high)) ** u,
        "The ends are exchanged.",
    ),
    "list": (lambda u, low, high: list(u), "must be an array of shape (4,); got a list"),
    "logs of minus": (lambda u, low, high: np.log10(u - 1) + low, "must be finite"),
}
EFFECT_MISTAKES = {
    "the wrong axes": (
        lambda s, axis: s.mean(axis=axis).var() / s.var(),
        "You averaged over this axis, and kept the others.",
    ),
    "no division": (
        lambda s, axis: share(s, axis) * s.var(),
        "Divide by the variance of all scores.",
    ),
    "standard deviations": (lambda s, axis: share(s, axis) ** 0.5, "take variances"),
    "upside down": (lambda s, axis: 1 / share(s, axis), "upside down"),
    "mean of variances": (
        lambda s, axis: s.var(axis=axis).mean() / s.var(),
        "take the variance of means",
    ),
    "always axis 0": (lambda s, axis: share(s, 0), "That is the share of axis 0."),
    "an array": (lambda s, axis: s.mean(axis=axis), "must be one number; got an array"),
    "ddof": (
        lambda s, axis: (
            s.mean(axis=tuple(k for k in range(s.ndim) if k != axis)).var(ddof=1) / s.var()
        ),
        "without ddof",
    ),
}
GAIN_MISTAKES = {
    "no chance": (lambda m, s, b: np.maximum(m - b, 0), "Chance is left out"),
    "bell without std": (
        lambda m, s, b: (m - b) * below((m - b) / s) + bell((m - b) / s),
        "phi(z) must be multiplied by std",
    ),
    "a chance": (lambda m, s, b: below((m - b) / s), "not its size"),
    "the sign": (
        lambda m, s, b: (b - m) * below((b - m) / s) + s * bell((b - m) / s),
        "not best - mean",
    ),
    "z without std": (
        lambda m, s, b: (m - b) * below(m - b) + s * bell(m - b),
        "z must be divided by std",
    ),
    "exchanged": (
        lambda m, s, b: (m - b) * bell((m - b) / s) + s * below((m - b) / s),
        "Phi and phi are exchanged",
    ),
    "brackets": (
        lambda m, s, b: (m - b) * below(m - b / s) + s * bell(m - b / s),
        "z = (mean - best) / std needs its brackets",
    ),
    "half of it": (lambda m, s, b: s * bell((m - b) / s), "gain * Phi(z) is missing"),
    "minus": (
        lambda m, s, b: (m - b) * below((m - b) / s) - s * bell((m - b) / s),
        "got -0.03989. The two parts are added.",
    ),
    "a number": (lambda m, s, b: float(improvement(m, s, b)[0]), "must be an array of shape"),
}
BORDER_MISTAKES = {
    "one end": (lambda v, low, high, s: place(v, low, high) >= 1 - s, "the lower end is a border"),
    "even": (
        lambda v, low, high, s: v <= low + s * (high - low) or v >= high - s * (high - low),
        "the upper end, counted in orders of magnitude, is a border",
    ),
    "inside": (
        lambda v, low, high, s: s < place(v, low, high) < 1 - s,
        "the upper end, counted in orders of magnitude, is a border",
    ),
    "fixed share": (
        lambda v, low, high, s: not 0.1 < place(v, low, high) < 0.9,
        "share says how much",
    ),
    "half a share": (
        lambda v, low, high, s: not s / 2 < place(v, low, high) < 1 - s / 2,
        "the lower end is a border too",
    ),
    "natural log of the share": (
        lambda v, low, high, s: v <= low * np.exp(4 * s) or v >= high * np.exp(-4 * s),
        "the lower end is a border too",
    ),
    "a decade": (
        lambda v, low, high, s: v <= 10 * low or v >= high / 10,
        "count in orders of magnitude",
    ),
    "the place": (lambda v, low, high, s: place(v, low, high), "True or False; got float"),
    "fixed range": (
        lambda v, low, high, s: not s < place(v, 1e-6, 1e-2) < 1 - s,
        "the range must be the one passed in",
    ),
}
MISTAKES = {
    search.log_uniform: LOG_MISTAKES,
    search.one_minus_log: BETA_MISTAKES,
    search.main_effect: EFFECT_MISTAKES,
    search.expected_improvement: GAIN_MISTAKES,
    search.near_border: BORDER_MISTAKES,
}


@pytest.mark.parametrize(
    ("check", "name"),
    [(check, name) for check, mistakes in MISTAKES.items() for name in mistakes],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_each_mistake_meets_its_message(check, name, capsys):
    function, message = MISTAKES[check][name]
    out = said_of(check, function, capsys)
    assert "not yet right: " in out
    assert message in out


def test_every_check_has_at_least_five_mistakes():
    assert set(MISTAKES) == set(SOLUTIONS)
    assert all(len(mistakes) >= 5 for mistakes in MISTAKES.values())
    assert all(inspect.isfunction(check) for check in MISTAKES)
