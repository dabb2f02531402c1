"""The checks of notebook 08b: solutions pass, and each plausible mistake meets its message."""

import math

import numpy as np
import pytest

from course_lib.chapters.hyperparameter_search_further import check
from tests.checks.saying import said_of


def kernel(a, b, length):
    r = np.sqrt((((a[:, None] - b[None]) / length) ** 2).sum(axis=-1))
    return (1 + np.sqrt(5) * r + 5 / 3 * r**2) * np.exp(-np.sqrt(5) * r)


def parts(places, x, length, noise):
    return kernel(places, x, length), kernel(x, x, length) + noise * np.eye(len(x))


def guess_by_solving(places, x, y, length, noise):
    k, among = parts(places, x, length, noise)
    mean = k @ np.linalg.solve(among, y)
    return mean, np.sqrt(np.maximum(1 - (k.T * np.linalg.solve(among, k.T)).sum(axis=0), 0))


def guess_by_inverting(places, x, y, length, noise):
    k, among = parts(places, x, length, noise)
    inverse = np.linalg.inv(among)
    return [k @ inverse @ y, np.sqrt(1 - np.diag(k @ inverse @ k.T))]


def guess_one_by_one(places, x, y, length, noise):
    means, stds = [], []
    for u in places:
        k, among = parts(u[None], x, length, noise)
        means.append((k @ np.linalg.solve(among, y))[0])
        stds.append(math.sqrt(1 - (k @ np.linalg.solve(among, k.T))[0, 0]))
    return np.array(means), np.array(stds)


def guess_by_cholesky(places, x, y, length, noise):
    k, among = parts(places, x, length, noise)
    lower = np.linalg.cholesky(among)
    seen = np.linalg.solve(lower, k.T)
    return seen.T @ np.linalg.solve(lower, y), (1 - (seen**2).sum(axis=0)) ** 0.5


def bell(z):
    return np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def below(z):
    return np.array([(1 + math.erf(each / math.sqrt(2))) / 2 for each in np.ravel(z)])


def improvement(mean, std, best):
    z = (mean - best) / std
    return (mean - best) * below(z) + std * bell(z)


def improvement_by_numbers(mean, std, best):
    out = []
    for m, s in zip(mean, std, strict=True):
        z = (m - best) / s
        phi = math.exp(-z * z / 2) / (2 * math.pi) ** 0.5
        out.append((m - best) * (1 - math.erfc(z / 2**0.5) / 2) + s * phi)
    return np.array(out)


def improvement_by_scaling(mean, std, best):
    z = (mean - best) / std
    return std * (z * 0.5 * np.vectorize(math.erfc)(-z / math.sqrt(2)) + bell(z))


def improvement_by_summing(mean, std, best, count=10_001):
    """The mean of max(score - best, 0) over all scores that are possible."""
    z = np.linspace(-10, 10, count)
    scores = mean[:, None] + std[:, None] * z
    return np.trapezoid(np.maximum(scores - best, 0) * bell(z), z, axis=1)


SOLUTIONS = {
    "guess": [guess_by_solving, guess_by_inverting, guess_one_by_one, guess_by_cholesky],
    "improvement": [
        improvement,
        improvement_by_numbers,
        improvement_by_scaling,
        improvement_by_summing,
    ],
    "my_rule": [
        lambda mean, std, best: mean + std,
        lambda mean, std, best: mean - best + 2 * std,
        lambda mean, std, best: np.array([m + 1.5 * s for m, s in zip(mean, std, strict=True)]),
    ],
}


def changed(
    mean=lambda k, among, y: k @ np.linalg.solve(among, y), std=None, among=None, length=None
):
    """The right guess but for one part."""

    def guess(places, x, y, given, noise):
        k, right = parts(places, x, length or given, noise)
        used = right if among is None else among(right - noise * np.eye(len(x)), noise)
        variance = 1 - (k.T * np.linalg.solve(used, k.T)).sum(axis=0)
        stds = np.sqrt(np.maximum(variance, 0)) if std is None else std(variance, k, used, y, noise)
        return mean(k, used, y), stds

    return guess


GUESS_MISTAKES = {
    "no noise": (changed(among=lambda among, noise: among), "The noise is missing"),
    "noise everywhere": (changed(among=lambda a, noise: a + noise), "on the diagonal alone"),
    "noise squared": (
        changed(among=lambda among, noise: among + noise**2 * np.eye(len(among))), "not its square",
    ),
    "root of the noise": (
        changed(among=lambda among, noise: among + noise**0.5 * np.eye(len(among))), "not its root",
    ),
    "K for its inverse": (changed(mean=lambda k, among, y: k @ among @ y), "K must be inverted"),
    "no K": (changed(mean=lambda k, among, y: k @ y), "K is left out"),
    "an average": (
        changed(mean=lambda k, among, y: k @ y / np.maximum(k.sum(axis=1), 1e-9)),
        "That is an average with weights k",
    ),
    "length 1": (changed(length=1.0), "expected"),
    "the variance": (changed(std=lambda v, k, among, y, noise: v), "take its root"),
    "what is explained": (
        changed(std=lambda v, k, among, y, noise: np.sqrt(1 - v)), "far from all trials must be 1",
    ),
    "no K in the std": (
        changed(std=lambda v, k, among, y, noise: np.sqrt(np.maximum(1 - (k**2).sum(axis=1), 0))),
        "K is left out of the variance",
    ),
    "with the noise": (
        changed(std=lambda v, k, among, y, noise: np.sqrt(v + noise * (k.max(axis=1) > 1e-6))),
        "about the setting, not about one run of it",
    ),
    "the scores in the std": (
        changed(std=lambda v, k, among, y, noise: np.sqrt(
            np.maximum(1 - k @ np.linalg.solve(among, y), 0))),
        "The scores do not enter",
    ),
    "the mean alone": (lambda places, x, y, length, noise: np.zeros(len(places)), "pair"),
    "one number": (lambda places, x, y, length, noise: (0.0, 1.0), "must be an array of shape"),
}  # fmt: skip
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
    "the variance": (
        lambda m, s, b: (m - b) * below((m - b) / s**2) + s * bell((m - b) / s**2),
        "not gain / std",
    ),
    "no loss": (
        lambda m, s, b: np.maximum(m - b, 0) * below((m - b) / s) + s * bell((m - b) / s),
        "leave max out",
    ),
    "too few scores": (
        lambda m, s, b: improvement_by_summing(m, s, b, 101),
        "needs ten thousand scores",
    ),
    "drawn scores": (
        lambda m, s, b: np.maximum(
            m + s * np.random.default_rng(0).standard_normal((20_000, 1)) - b, 0
        ).mean(axis=0),
        "evenly spaced and not drawn",
    ),
}
RULE_MISTAKES = {
    "the mean": (lambda m, s, b: m, "It tries again and again what it knows"),
    "the spread": (lambda m, s, b: s, "goes where it knows least"),
    "a sign": (lambda m, s, b: s - m, "is a sign turned around?"),
    "shy": (lambda m, s, b: m - s, "It shuns what it does not know"),
    "the chance": (lambda m, s, b: (m - b) / s, "How much is the spread worth"),
    "hardly any hope": (lambda m, s, b: m + 0.02 * s, "How much is the spread worth"),
    "chance": (
        lambda m, s, b: m + s * np.random.default_rng().random(len(m)) / 50,
        "Asked the same twice, it answers differently",
    ),
    "too much hope": (lambda m, s, b: m + 30 * s, "How much is the spread worth"),
    "EI": (improvement, "that is expected improvement"),
    "twice EI": (lambda m, s, b: 2 * improvement(m, s, b), "or ranks all places as it does"),
    "its root": (
        lambda m, s, b: np.sqrt(np.maximum(improvement(m, s, b), 0)),
        "or ranks all places as it does",
    ),
    "all equal": (lambda m, s, b: np.zeros(len(m)), "nothing is chosen"),
    "one number": (lambda m, s, b: float(m[0]), "must be an array of shape"),
    "not finite": (lambda m, s, b: m / 0, "must be finite"),
}
MISTAKES = {"guess": GUESS_MISTAKES, "improvement": GAIN_MISTAKES, "my_rule": RULE_MISTAKES}


@pytest.mark.parametrize("name", SOLUTIONS)
def test_solutions_pass(name, capsys):
    for solution in SOLUTIONS[name]:
        assert ": passed. " in said_of(getattr(check, name), solution, capsys)


@pytest.mark.filterwarnings("ignore:divide by zero")
@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize(
    ("name", "mistake"), [(name, each) for name, known in MISTAKES.items() for each in known]
)
def test_each_mistake_meets_its_message(name, mistake, capsys):
    function, message = MISTAKES[name][mistake]
    out = said_of(getattr(check, name), function, capsys)
    assert "not yet right: " in out
    assert message in out
