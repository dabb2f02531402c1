"""What notebook 08 concludes, each with what it rests on; see ``course_lib.claims``.

Most are searches over stored tables, of three draws of the digits; two are trained anew.
"""

from typing import Any

from course_lib.chapters.hyperparameter_search import (
    measured,
    measured_halving,
    measured_scores,
    trained,
)
from course_lib.claims import Claim

ALL: dict[str, Any] = {"lr": (1e-3, 10.0), "hidden": (4, 64)}
FEW = {"lr": (1e-3, 10.0), "beta": (0.89, 0.91), "strength": (1e-5, 1e-3), "hidden": (16, 64)}
PLANE = {"lr": (1e-3, 10.0), "strength": (1e-3, 1e-3), "hidden": (16, 16)}
DESIGNS = {"digits": "first", "points": 3, "searches": 1000, "draws": 0, "noise": False,
           "few": FEW, "all_matter": PLANE}  # fmt: skip
AROUND_DESIGNS: dict[str, dict[str, Any]] = {
    "other digits": {"digits": "other"}, "third digits": {"digits": "third"},
    "2 values each": {"points": 2}, "4 values each": {"points": 4},
    "other draws": {"draws": 1}, "draws again": {"draws": 2},
    "64 units": {"all_matter": PLANE | {"hidden": (64, 64)}},
    "decay of 1e-5": {"all_matter": PLANE | {"strength": (1e-5, 1e-5)}},
    "beta 0.54": {"few": FEW | {"beta": (0.53, 0.54)}},
}  # fmt: skip
HALVING = {"digits": "first", "count": 48, "rungs": ((1, 12), (3, 3), (4, 1)), "searches": 2000,
           "draws": 0, "strength": (1e-5, 0.1), **ALL}  # fmt: skip
NO_OTHERS: dict[str, Any] = {"hidden": (32, 32), "strength": (1e-3, 1e-3)}
RANKS = {"digits": "first", "seeds": None, "epochs": 2, "best": 30, **ALL}
CURSE = {"digits": "first", "trials": (1, 10, 100), "searches": 1000, "draws": 0, "epochs": -1,
         "design": "random", **ALL}  # fmt: skip
FULL = [(1e-3, 10.0), (1e-3, 0.1), (1e-2, 1.0)]

CLAIMS = (
    Claim(
        "scale",
        "Where the range goes on for two orders of magnitude above the good rates, a dozen draws "
        "of the exponent find better settings than a dozen of the number; where it ends among "
        "them, the scale hardly matters; where it ends below them, draws of the number are better.",
        measure=measured.scales, holds=measured.exponent_leads,
        needs="what the best is worth, higher by a point and by three errors",
        base={"digits": "first", "top": 10.0, "trials": 12, "searches": 1000, "draws": 0,
              "beta": 0.9, "hidden": 32},
        variations={
            "other digits": {"digits": "other", "hidden": 16},
            "third digits": {"digits": "third", "hidden": 16},
            "3 draws": {"trials": 3}, "30 draws": {"trials": 30}, "100 draws": {"trials": 100},
            "other draws": {"draws": 1}, "beta 0": {"beta": 0.0}, "beta 0.99": {"beta": 0.99},
            "4 units": {"hidden": 4}, "64 units": {"hidden": 64}, "up to 0.3": {"top": 0.317},
            "up to 0.01": {"top": 0.01},
        },
        limits={"up to 0.3": "where it ends among them", "up to 0.01": "where it ends below them"},
    ),
    Claim(
        "ranges",
        "What a hyperparameter explains, alone, depends on the ranges of all: from 0.01 to 1 the "
        "rate's own share is less than half of that from 0.001 to 10, and with rates up to 0.1 "
        "beta's is more than twice as large.",
        measure=measured_scores.shares, holds=measured_scores.depend_on_the_range,
        needs="the rate's share halved, beta's doubled",
        base={"digits": "first", "ranges": FULL, "seeds": None, "hidden": (4, 64),
              "strength": (1e-5, 0.1), "epochs": -1, "ranked": False},
        variations={
            "other digits": {"digits": "other"}, "third digits": {"digits": "third"},
            "one seed": {"seeds": [0]}, "another seed": {"seeds": [3]},
            "after 8 epochs": {"epochs": 3}, "after 4 epochs": {"epochs": 2},
            "ranks, not scores": {"ranked": True}, "16 units or more": {"hidden": (16, 64)},
            "decay up to 1e-3": {"strength": (1e-5, 1e-3)},
            "from 0.003": {"ranges": [(3e-3, 10.0), (3e-3, 0.1), (0.01, 1.0)]},
        },
    ),
    Claim(
        "order",
        "From 0.001 to 1 the rate moves the accuracy more than any other on Ng's list; from 0.01 "
        "to 0.3, with momentum, less than batch size and hidden units: his order, too, is one for "
        "wide ranges. With as many updates batch size's bar is half as long or shorter (in a "
        "network with one hidden layer).",
        measure=trained.bar_lengths, holds=trained.only_the_rate,
        needs="the rate's bar longest, or third; batch size's halved at equal updates",
        base={"start": 0, "seeds": 0, "count": 3, "base": {}},
        variations={
            "other digits": {"start": 10_000}, "third digits": {"start": 20_000},
            "other seeds": {"seeds": 100}, "seeds again": {"seeds": 200},
            "rate 0.03": {"base": {"lr": 0.03}}, "64 units": {"base": {"hidden": 64}},
            "no momentum": {"base": {"beta": 0.0}}, "32 epochs": {"base": {"epochs": 32}},
            "two layers": {"base": {"layers": 2}}, "batches of 64": {"base": {"batch_size": 64}},
        },
        limits={"two layers": "in a network with one hidden layer", "no momentum": "with momentum"},
    ),
    Claim(
        "band",
        "Rate and beta are tied: the smaller the rate, the larger the beta that is best with it, "
        "and 1 - beta goes about as the rate.",
        measure=measured_scores.band, holds=measured_scores.along_a_band,
        needs="a power of the rate between 0.5 and 1.5",
        base={"digits": "first", "rates": (0.01, 0.32), "hidden": (4, 64),
              "strength": (1e-5, 0.1), "epochs": -1, "seeds": None},
        variations={
            "other digits": {"digits": "other"}, "third digits": {"digits": "third"},
            "0.003 to 1": {"rates": (0.003, 1.0)}, "16 units": {"hidden": (16, 16)},
            "64 units": {"hidden": (64, 64)}, "4 units": {"hidden": (4, 4)},
            "decay up to 1e-3": {"strength": (1e-5, 1e-3)}, "after 8 epochs": {"epochs": 3},
            "one seed": {"seeds": 0}, "another seed": {"seeds": 3},
        },
    ),
    Claim(
        "designs",
        "Random draws, stratified or not, find better settings than a grid where one of three "
        "hyperparameters matters; where all matter (rate and beta), a grid finds better ones than "
        "random draws.",
        measure=measured.designs, holds=measured.each_where_it_belongs,
        needs="what the best is worth, apart by three errors",
        base=DESIGNS,
        variations=AROUND_DESIGNS | {"scores of one run": {"noise": True}},
    ),
    Claim(
        "stratified",
        "Stratified draws find settings as good as random ones or better: the fewer trials, the "
        "more (over all four, in single runs, two points or more with 4, a tenth with 27). In the "
        "two spaces above the lead drowns in single runs.",
        measure=measured.stratified, holds=measured.the_fewer_the_more,
        needs="ahead in one space; in all four by 2 points, then less, by three errors",
        base=DESIGNS | {"trials": (4, 9, 15, 27), "many": 20_000},
        variations=AROUND_DESIGNS | {"scores of one run": {"noise": True}},
        limits={"scores of one run": "the lead drowns in single runs"},
    ),
    Claim(
        "ranks",
        "After 4 of 16 epochs a score tells the bad from the good, not the good from the best; "
        "but there a full run hardly foretells another full run either. Nearly all of the 30 truly "
        "best are in the top quarter.",
        measure=measured_scores.early, holds=measured_scores.tells_the_bad_apart,
        needs="rank correlation 0.7 or more, 0.4 or less in the best tenth; 80 % kept",
        base=RANKS,
        variations={
            "other digits": {"digits": "other"}, "third digits": {"digits": "third"},
            "two seeds": {"seeds": (0, 1)}, "three others": {"seeds": (2, 3, 4)},
            "after 8 epochs": {"epochs": 3}, "after 1 epoch": {"epochs": 0},
            "the 10 best": {"best": 10}, "the 100 best": {"best": 100},
            "16 units or more": {"hidden": (16, 64)}, "rates up to 1": {"lr": (1e-3, 1.0)},
        },
        limits={"after 1 epoch": "After 4 of 16 epochs"},
    ),
    Claim(
        "halving",
        "Where good settings are rare (four hyperparameters over wide ranges, or two with six full "
        "runs), halving finds better ones with as many epochs; the lead shrinks as the budget "
        "grows. Where most settings are good, as with rates from 0.01 to 0.32, random search may "
        "find better ones.",
        measure=measured_halving.halved, holds=measured_halving.halving_leads,
        needs="higher by three errors; the lead smaller at three times the cost",
        base=HALVING,
        variations={
            "other digits": {"digits": "other"}, "third digits": {"digits": "third"},
            "other draws": {"draws": 1}, "a third of the cost": {
                "count": 16, "rungs": ((1, 4), (3, 1), (4, 1))},
            "three times the cost": {"count": 144, "rungs": ((1, 36), (3, 9), (4, 1))},
            "from 1 epoch": {"count": 96, "rungs": ((0, 24), (2, 6), (4, 1))},
            "halves": {"count": 96, "rungs": ((0, 48), (1, 24), (2, 12), (3, 6), (4, 1))},
            "rates up to 0.03": {"lr": (1e-3, 0.032)}, "16 units or more": {"hidden": (16, 64)},
            "rate and beta, 6 full runs": {
                "count": 12, "rungs": ((2, 3), (4, 1)), **NO_OTHERS},
            "rate and beta, 15 full runs": NO_OTHERS,
            "most are good": {
                "lr": (0.01, 0.32), "hidden": (16, 64), "strength": (1e-5, 0.01)},
        },
        limits={
            "16 units or more": "four hyperparameters over wide ranges",
            "rate and beta, 15 full runs": "or two with six full runs",
            "most are good": "Where most settings are good, as with rates from 0.01 to 0.32",
        },
    ),
    Claim(
        "too_early",
        "A first look after 1 epoch may keep half, not only the leader: with dropout, of eight "
        "rates the leader ends ten points or more below the best; the half that leads still holds "
        "one within about a point of it.",
        measure=trained.first_looks, holds=trained.leads_astray,
        needs="the leader ten points below the best, one of the half a point or less",
        base={"drop_rate": 0.5, "start": 0, "hidden": 64, "epochs": 64, "seeds": 0, "count": 5,
              "look": 1},
        variations={
            "other digits": {"start": 10_000}, "third digits": {"start": 20_000},
            "other seeds": {"seeds": 100}, "seeds again": {"seeds": 200},
            "drop rate 0.65": {"drop_rate": 0.65}, "drop rate 0.25": {"drop_rate": 0.25},
            "32 units": {"hidden": 32}, "128 units": {"hidden": 128}, "32 epochs": {"epochs": 32},
            "no dropout": {"drop_rate": 0.0}, "after 8 epochs": {"look": 8},
        },
        limits={"no dropout": "with dropout", "after 8 epochs": "A first look after 1 epoch"},
    ),
    Claim(
        "curse",
        "The winner's score is too good, and the more so the more trials there were: above its "
        "other runs by nothing after one trial, by two points or more after a hundred.",
        measure=measured.curse, holds=measured.grows,
        needs="0 within three errors for one trial, then growing, to two points or more",
        base=CURSE,
        variations={
            "other digits": {"digits": "other"}, "third digits": {"digits": "third"},
            "other draws": {"draws": 1}, "draws again": {"draws": 2},
            "stratified draws": {"design": "stratified"}, "after 8 epochs": {"epochs": 3},
            "16 units or more": {"hidden": (16, 64)}, "4 units": {"hidden": (4, 4)},
            "rates 0.01 to 1": {"lr": (0.01, 1.0)}, "up to 1000 trials": {"trials": (1, 30, 1000)},
        },
    ),
    Claim(
        "border",
        "Where a range cuts the good values off, as rates up to 0.01 do here, its winners lie at "
        "the border, and the wider range finds better ones with as many trials (on our three draws "
        "of digits by half a point to five).",
        measure=measured.border, holds=measured.wider_finds_more,
        needs="higher by three errors; half of the winners in the last fifth of the range",
        base={"digits": "first", "end": 0.01, "wide": 10.0, "trials": 100, "searches": 1000,
              "draws": 0, "beta": (0.0, 0.99), "hidden": (4, 64)},
        variations={
            "other digits": {"digits": "other"}, "third digits": {"digits": "third"},
            "30 trials": {"trials": 30}, "300 trials": {"trials": 300}, "other draws": {"draws": 1},
            "wider to 1": {"wide": 1.0}, "without momentum": {"beta": (-0.1, 0.1)},
            "beta 0.78 to 0.9": {"beta": (0.78, 0.91)}, "16 units or more": {"hidden": (16, 64)},
            "up to 0.1": {"end": 0.1},
        },
        limits={"up to 0.1": "Where a range cuts the good values off"},
    ),
)  # fmt: skip
