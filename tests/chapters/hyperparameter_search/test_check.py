"""The checks of notebook 08: solutions pass, and each plausible mistake meets its message."""

import inspect

import numpy as np
import pytest

from course_lib.chapters.hyperparameter_search import check as search
from course_lib.chapters.hyperparameter_search import check_search
from tests.checks.saying import said_of


def share(scores, axis):
    others = tuple(k for k in range(scores.ndim) if k != axis)
    return scores.mean(axis=others).var() / scores.var()


def halving(count, *rungs):
    """Begin with so many, and keep so many after each number of epochs."""

    def search(draw, run):
        left = [draw() for _ in range(count)]
        for epochs, keep in rungs:
            scores = [run(settings, epochs) for settings in left]
            left = [left[k] for k in np.argsort(scores)[::-1][:keep]]
        return left[0]

    return search


def kept(scores):
    winner = scores[:, 0].argmax()
    return scores[winner, 0], scores[winner, 1:].mean()


def kept_by_sorting(scores):
    first, *others = max(scores.tolist(), key=lambda row: row[0])
    return [first, sum(others) / len(others)]


SOLUTIONS = {
    search.log_uniform: [
        lambda u, low, high: 10 ** (np.log10(low) + u * (np.log10(high) - np.log10(low))),
        lambda u, low, high: np.exp(np.log(low) + u * np.log(high / low)),
        lambda u, low, high: low * (high / low) ** u,
    ],
    search.main_effect: [
        share,
        lambda scores, axis: float(
            np.var([np.take(scores, k, axis).mean() for k in range(scores.shape[axis])])
            / np.var(scores)
        ),
    ],
    search.my_search: [
        halving(12, (4, 3), (16, 1)),
        halving(11, (4, 3), (16, 1)),
        halving(10, (4, 3), (16, 1)),
    ],
    search.promised_and_kept: [kept, kept_by_sorting],
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
    "places of its own": (lambda u, low, high: np.geomspace(low, high, len(u)), "u is not used"),
    "draws of its own": (
        lambda u, low, high: low * (high / low) ** np.random.default_rng().random(len(u)),
        "draw nothing",
    ),
    "whole exponents": (
        lambda u, low, high: 10 ** np.round(np.log10(low) + u * np.log10(high / low)),
        "The exponent is rounded",
    ),
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
    "ddof twice": (
        lambda s, axis: (
            s.mean(axis=tuple(k for k in range(s.ndim) if k != axis)).var(ddof=1) / s.var(ddof=1)
        ),
        "no sample of more",
    ),
    "percent": (lambda s, axis: 100 * share(s, axis), "not percent"),
}


def twice(draw, run):
    """Look at six, and give back the first, whatever came of it."""
    tried = [draw() for _ in range(6)]
    for settings in tried:
        run(settings, 16)
    return tried[0]


def forever(draw, run):
    while True:
        run(draw(), 16)


def settings_of_its_own(draw, run):
    """Draw, and run something else."""
    draw()
    run({"lr": 0.1, "beta": 0.9}, 16)
    return {"lr": 0.1, "beta": 0.9}


def known(settings):
    """One run of whatever came, and settings that were known beforehand."""

    def search(draw, run):
        run(draw(), 1)
        return settings

    return search


def the_worst(draw, run):
    """Sorted the wrong way round."""
    left = [draw() for _ in range(12)]
    scores = [run(settings, 4) for settings in left]
    return max([left[k] for k in np.argsort(scores)[:3]], key=lambda settings: run(settings, 16))


def one_setting(draw, run):
    """A list of one thing, many times."""
    left = [draw()] * 6
    return max(left, key=lambda settings: run(settings, 16))


SEARCH_MISTAKES = {
    "the worst go on": (the_worst, "np.argsort puts the smallest first"),
    "one setting": (one_setting, "call draw() for each"),
    "its own settings": (settings_of_its_own, "run what draw() gave in this game: it ran lr 0.1"),
    "those of the map": (known({"lr": 0.1, "beta": 0.9}), "it must return settings that it ran"),
    "those of the docstring": (
        known({"lr": 0.001, "beta": 0.0}),
        "it must return settings that it ran",
    ),
    "six full runs": (halving(6, (16, 1)), "All of its runs are full ones"),
    "one epoch": (halving(90, (1, 1)), "No run of 16 epochs stands behind"),
    "one epoch, then the best": (halving(80, (1, 1), (16, 1)), "look comes early"),
    "seven full runs": (halving(7, (16, 1)), "run refused it: 0 epochs are left of 96; got 16."),
    "five epochs": (halving(7, (5, 1)), "run refused it: a run takes one of"),
    "forever": (forever, "run refused it: 0 epochs are left"),
    "a list": (lambda draw, run: [draw(), draw()], "a list of them: one is asked for"),
    "a score": (lambda draw, run: run(draw(), 16), "it must return settings; got"),
    "no run": (lambda draw, run: draw(), "it returned settings without a run"),
    "half of the settings": (lambda draw, run: {"lr": 0.1}, "with the keys lr and beta"),
    "a rate of 100": (lambda draw, run: {"lr": 100.0, "beta": 0.9}, "from 0.001 to 10; got 100"),
    "the first": (twice, "It returned another than the best"),
    "half of the budget": (halving(2, (4, 1), (16, 1)), "It spent 24 of 96 epochs."),
}
KEPT_MISTAKES = {
    "with its own run": (
        lambda scores: (scores[:, 0].max(), scores[scores[:, 0].argmax()].mean()),
        "The lucky run is among them",
    ),
    "the best of the others": (
        lambda scores: (scores[:, 0].max(), scores[scores[:, 0].argmax(), 1:].max()),
        "take their mean",
    ),
    "one of the others": (
        lambda scores: (scores[:, 0].max(), scores[scores[:, 0].argmax(), 1]),
        "take the mean of all",
    ),
    "the best mean": (
        lambda scores: (scores[:, 0].max(), scores[:, 1:].mean(axis=1).max()),
        "That is the best mean of any trial",
    ),
    "the mean of all": (
        lambda scores: (scores[:, 0].max(), scores[:, 1:].mean()),
        "That is the mean over all trials",
    ),
    "the gap": (
        lambda scores: (scores[:, 0].max(), kept(scores)[0] - kept(scores)[1]),
        "return both",
    ),
    "twice the promise": (lambda scores: (scores[:, 0].max(),) * 2, "That is what was promised."),
    "the best of all runs": (lambda scores: (scores.max(), 0.0), "a search sees column 0 only"),
    "chosen by the mean": (
        lambda scores: (scores.mean(axis=1).max(), 0.0),
        "That is the mean of all runs of a trial",
    ),
    "exchanged": (lambda scores: kept(scores)[::-1], "The two are exchanged."),
    "the median": (
        lambda scores: (scores[:, 0].max(), np.median(scores[scores[:, 0].argmax(), 1:])),
        "the median of the others",
    ),
    "that of the best mean": (
        lambda scores: (scores[scores.mean(axis=1).argmax(), 0], 0.0),
        "the search saw column 0 only",
    ),
    "row for column": (lambda scores: (scores[0].max(), 0.0), "A trial is a row"),
    "the number": (lambda scores: (scores[:, 0].argmax(), 0.0), "not its score"),
    "the worst": (lambda scores: (scores[:, 0].min(), 0.0), "the worst of column 0"),
    "one number": (lambda scores: scores[:, 0].max(), "the pair promised, kept"),
}
MISTAKES = {
    search.log_uniform: LOG_MISTAKES,
    search.main_effect: EFFECT_MISTAKES,
    search.my_search: SEARCH_MISTAKES,
    search.promised_and_kept: KEPT_MISTAKES,
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


def test_who_is_ahead_by_little_is_told_so(monkeypatch, capsys):
    monkeypatch.setattr(check_search, "FEWEST_ERRORS", 1000)
    out = said_of(search.my_search, halving(12, (4, 3), (16, 1)), capsys)
    assert "You are ahead, but by less than three errors" in out


def test_every_check_has_at_least_five_mistakes():
    assert set(MISTAKES) == set(SOLUTIONS)
    assert all(len(mistakes) >= 5 for mistakes in MISTAKES.values())
    assert all(inspect.isfunction(check) for check in MISTAKES)
