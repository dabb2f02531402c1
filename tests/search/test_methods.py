"""Methods: rounds, what they keep, and that the cleverer ones find the bowl's bottom."""

import numpy as np
import pytest

from course_lib.search import (
    Bayesian,
    CoarseToFine,
    Halving,
    Listed,
    Space,
    Uniform,
    random_settings,
    run,
)
from tests.search.objectives import bowl

SQUARE = Space(a=Uniform(0, 1), b=Uniform(0, 1))


def methods(seed=0):
    rng = np.random.default_rng(seed)
    return {
        "random": Listed(random_settings(SQUARE, 24, rng=rng)),
        "coarse to fine": CoarseToFine(SQUARE, rounds=3, count=8, keep=2, rng=rng),
        "Bayesian": Bayesian(SQUARE, count=24, rng=rng, start=6),
        "Bayesian by fours": Bayesian(SQUARE, count=24, rng=rng, start=8, together=4),
    }


@pytest.mark.parametrize("name", methods())
def test_every_method_makes_its_trials_and_repeats_itself(name):
    first, again = (list(run(bowl, methods()[name], seed=3)) for _ in range(2))
    assert first == again
    assert [trial.number for trial in first] == list(range(24))


def test_what_learns_finds_more_than_what_does_not():
    best = {name: [] for name in methods()}
    for seed in range(10):
        for name, method in methods(seed).items():
            best[name].append(max(trial.score for trial in run(bowl, method, seed=seed)))
    means = {name: np.mean(values) for name, values in best.items()}
    assert means["Bayesian"] > means["random"] + 0.005
    assert means["coarse to fine"] > means["random"]
    assert means["Bayesian by fours"] > means["random"]


def test_halving_gives_the_best_of_each_rung_a_longer_run():
    start = [{"a": float(a), "b": 0.7} for a in np.linspace(0, 1, 9)]
    method = Halving(start, budgets=(1, 3, 9), factor=3)
    trials = list(run(lambda settings, seed: -abs(settings["a"] - 0.3), method))
    budgets = [trial.settings["epochs"] for trial in trials]
    assert budgets == [1] * 9 + [3] * 3 + [9]
    assert [trial.settings["a"] for trial in trials[9:]] == [0.125, 0.25, 0.375, 0.25]


def test_halving_keeps_the_first_of_equals():
    method = Halving([{"a": a} for a in range(4)], budgets=(1, 2), factor=4)
    trials = list(run(lambda settings, seed: 1.0, method))
    assert trials[-1].settings == {"a": 0, "epochs": 2}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda rng: CoarseToFine(SQUARE, rounds=2, count=3, keep=4, rng=rng), "keep <= count"),
        (lambda rng: Halving([], budgets=(1,), factor=1), "at least 2"),
        (lambda rng: Halving([], budgets=(1,), factor=2.5), "a whole factor.*; got 2.5"),
        (lambda rng: Bayesian(SQUARE, count=4, start=5, rng=rng), "start <= count"),
        (lambda rng: Bayesian(SQUARE, count=8, together=0, rng=rng), "together >= 1"),
    ],
)
def test_bad_input_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make(np.random.default_rng(0))


def halving(rng):
    return Halving([{"a": a, "b": 0.5} for a in range(9)], budgets=(1, 3), factor=3)


@pytest.mark.parametrize(
    "make",
    [
        halving,
        lambda rng: CoarseToFine(SQUARE, rounds=3, count=9, keep=2, rng=rng),
        lambda rng: Bayesian(SQUARE, count=24, rng=rng, start=9),
    ],
    ids=["halving", "coarse to fine", "Bayesian"],
)
@pytest.mark.parametrize("scores", [[1.0, 2.0, 3.0], [0.0] * 10, [0.0] * 8 + [np.nan]])
def test_other_than_one_score_for_each_is_refused_and_changes_nothing(make, scores):
    told, plain = (make(np.random.default_rng(0)) for _ in range(2))
    assert told.ask() == plain.ask()
    with pytest.raises(ValueError, match="needed 9 finite scores, one for each of the round; got"):
        told.tell(scores)
    told.tell([float(k) for k in range(9)])
    plain.tell([float(k) for k in range(9)])
    assert told.ask() == plain.ask()
