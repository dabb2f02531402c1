"""The conclusions of notebook 08b, each with what it rests on and what was varied around it."""

from typing import Any

from course_lib.chapters.hyperparameter_search_further import measured
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions

SEARCH: dict[str, Any] = {
    "objective": "the table", "noise": False, "space": "all four", "trials": 30, "start": 8,
    "seeds": 0,
}  # fmt: skip
"""The race of the notebook; a search's seed decides its draws, and which run it sees."""

AROUND: dict[str, Conditions] = {
    "other draws": {"seeds": 1000},
    "one run a trial": {"noise": True},
    "other digits": {"objective": "other digits"},
    "after 4 epochs": {"objective": "after 4 epochs"},
    "rate and beta alone": {"space": "rate and beta"},
    "the rate on an even scale": {"space": "the rate on an even scale"},
    "4 trials to begin with": {"start": 4},
}

CLAIMS = (
    Claim(
        "lead",
        "With four hyperparameters on scales that suit them, and where neighbours have like "
        "scores, Bayesian search with 20 to 30 trials finds a better setting of the table than "
        "random search with as many, and is not clearly (3 errors) ahead of random search with "
        "four times as many; where a score is one run, 40 searches did not show it on these "
        "digits, 120 did; on other digits 40 were enough.",
        measure=measured.lead, holds=measured.leads_until_four,
        needs="ahead of as many by 3 errors; not so of four times as many",
        base=SEARCH | {"searches": 40, "own_draws": False},
        variations=AROUND | {
            "20 trials": {"trials": 20},
            "draws of its own": {"own_draws": True},
            "one run, 120 searches": {"noise": True, "searches": 120},
            "other digits, one run": {"objective": "other digits", "noise": True},
            "shuffled scores": {"objective": "shuffled"},
        },
        limits={"shuffled scores": "where neighbours have like scores",
                "rate and beta alone": "four hyperparameters",
                "the rate on an even scale": "on scales that suit them",
                "one run a trial": "40 searches did not show it on these digits"},
    ),
    Claim(
        "rules",
        "With four hyperparameters on scales that suit them, scores without noise, and 500 to "
        "8000 random places to choose from, expected improvement, the mean alone and the mean + 2 "
        "std find settings of the table within a point of each other; the spread alone is behind.",
        measure=measured.rules, holds=measured.spread_alone_is_behind,
        needs="three within a point; the spread alone behind by 3 errors",
        base=SEARCH | {"trials": 24, "searches": 24, "candidates": 500, "counted": False},
        variations=AROUND | {
            "64 searches": {"searches": 64, "counted": True},
            "8000 places, 64 searches": {"candidates": 8000, "searches": 64, "counted": True},
        },
        limits={"rate and beta alone": "four hyperparameters",
                "the rate on an even scale": "on scales that suit them",
                "one run a trial": "scores without noise"},
    ),
    Claim(
        "stuck",
        "Along the learning rate alone, from three random trials, the mean alone is behind "
        "expected improvement after eight trials.",
        measure=measured.one_axis, holds=measured.mean_alone_is_behind, needs="by 3 errors",
        base={"objective": "the table", "beta": 3, "hidden": 3, "trials": 8, "length": 0.25,
              "noise": 0.01, "begin": 3, "seeds": 0, "searches": 600},
        variations={
            "other starts": {"seeds": 1000},
            "other digits": {"objective": "other digits", "hidden": 2},
            "after 4 epochs": {"objective": "after 4 epochs"},
            "no momentum": {"beta": 0},
            "4 units": {"hidden": 0},
            "length 0.15": {"length": 0.15},
            "length 0.4": {"length": 0.4},
            "noise 0.1": {"noise": 0.1},
            "6 trials": {"trials": 6},
            "12 trials": {"trials": 12},
            "5 trials to begin with": {"begin": 5},
        },
    ),
    Claim(
        "panda",
        "From a rate drawn over four decades, a run that is watched, its rate corrected up and "
        "down, ends with more right answers than the same run left alone, and the best of eight "
        "that are left alone with more than either.",
        measure=measured.cubs_and_eggs, holds=measured.eggs_before_cubs,
        needs="each by 3 errors",
        base=measured.WATCHED | {"start": 0, "seeds": 0, "runs": 48, "low": 1e-3, "high": 10.0,
                                 "machines": 8, "days": 16},
        variations={
            "other starts and rates": {"seeds": 1000},
            "other digits": {"start": 30_000},
            "8 epochs": {"days": 8},
            "32 epochs": {"days": 32},
            "four machines": {"machines": 4},
            "never upwards": {"up": 1.0},
            "the rate never changed": {"up": 1.0, "down": 1.0},
            "half the rate after a bad day": {"down": 0.5},
            "a rate from 0.01 to 1": {"low": 0.01, "high": 1.0},
        },
        limits={"four machines": "the best of eight", "never upwards": "up and down",
                "the rate never changed": "its rate corrected",
                "a rate from 0.01 to 1": "over four decades"},
    ),
)  # fmt: skip
