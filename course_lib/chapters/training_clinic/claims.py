"""The conclusions of notebook 09, each with what it rests on and what was varied around it."""

from typing import Any

from course_lib.chapters.training_clinic import measured, measured_data
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions

RUN: dict[str, Any] = {
    "seeds": 0, "problem": "digits", "width": 16, "examples": 300, "updates": 300, "rate": 1.0,
}  # fmt: skip
AROUND_RUN: dict[str, Conditions] = {
    "other digits and starts": {"seeds": 100},
    "moons": {"problem": "moons"},
    "four tags": {"problem": "tags"},
    "width 8": {"width": 8},
    "width 48": {"width": 48},
    "100 examples": {"examples": 100},
    "half of the rate": {"rate": 0.5},
    "twice the rate": {"rate": 2.0},
    "600 updates on 20": {"updates": 600},
    "100 updates on 20": {"updates": 100},
}
RARE: dict[str, Any] = {
    "seeds": 0, "rare": 0.05, "count": 600, "data": "clouds", "noise": 0.8, "width": 16,
    "lr": 0.1, "epochs": 10,
}  # fmt: skip
AROUND_RARE: dict[str, Conditions] = {
    "other points": {"seeds": 100},
    "points again": {"seeds": 200},
    "1 in 10": {"rare": 0.1},
    "1 in 4": {"rare": 0.25},
    "2000 points": {"count": 2000, "epochs": 5},
    "moons": {"data": "moons", "noise": 0.4},
    "clouds apart": {"noise": 0.3},
    "width 4": {"width": 4},
    "three times the epochs": {"epochs": 30},
    "a third of the rate": {"lr": 0.03},
}

CLAIMS = (
    Claim(
        "signs",
        "Of patients with one of the clinic's fifteen faults, three of each, nine of ten show its "
        "sign, and of the same patients without the fault one of ten at most.",
        measure=measured.signs, holds=measured.all_tell,
        needs="nine of ten with the fault, one of ten without",
        base={"seeds": 0, "examples": 300, "width": 16, "rate": 1.0, "epochs": 10},
        variations={
            "other patients": {"seeds": 100},
            "200 examples": {"examples": 200},
            "250 examples": {"examples": 250},
            "half as wide": {"width": 8},
            "twice as wide": {"width": 32},
            "three quarters of the rate": {"rate": 0.75},
            "a quarter more rate": {"rate": 1.25},
            "15 epochs": {"epochs": 15},
        },
    ),
    Claim(
        "twenty",
        "On 20 of its examples a run that is well comes below 0.6 of a guess in 300 updates, and "
        "so does one with shuffled labels (not always with two inputs alone); with a sigmoid "
        "before the loss, dead units or a 3000th of the rate it does not.",
        measure=measured.two_numbers, holds=measured.broken_or_data,
        needs="four of five patients each", base=RUN, variations=AROUND_RUN,
        limits={"moons": "not always with two inputs alone"},
    ),
    Claim(
        "ratio",
        "The largest of the first 20 updates of gradient descent is between a thousandth and a "
        "half of the weights where the rate is right, below that at a 3000th of it, above it at "
        "30 times as much.",
        measure=measured.two_numbers, holds=measured.ratio_tells,
        needs="four of five patients each", base=RUN, variations=AROUND_RUN,
    ),
    Claim(
        "floor",
        "With a sigmoid before softmax and cross-entropy the loss never comes below "
        "ln(e + K - 1) - 1, and yet of new digits as many come out right, within ten points.",
        measure=measured.floor, holds=measured.above_its_floor,
        needs="above the floor; without it below half of it; 10 points",
        base={"seeds": 0, "classes": 10, "count": 300, "hidden": 32, "lr": 0.5, "epochs": 20,
              "start": 0},
        variations={
            "other starts": {"seeds": 100}, "other digits": {"start": 3000},
            "3 classes": {"classes": 3}, "5 classes": {"classes": 5},
            "1000 digits": {"count": 1000, "epochs": 10}, "100 units": {"hidden": 100},
            "a fifth of the rate": {"lr": 0.1}, "40 epochs": {"epochs": 40},
            "5 epochs": {"epochs": 5},
        },
    ),
    Claim(
        "chosen",
        "Columns chosen before the split, few of hundreds of which hardly any tells, make dev "
        "promise five points more than new rows keep; a mean and std taken before it change less "
        "than two.",
        measure=measured_data.leaking, holds=measured_data.choice_leaks,
        needs="5 points and 3 errors; within 2 points; 20 tables",
        base={"seeds": 0, "rows": 100, "columns": 500, "telling": 2, "effect": 1.0, "kept": 30,
              "hidden": 16, "epochs": 20},
        variations={
            "other tables": {"seeds": 100}, "tables again": {"seeds": 200},
            "200 columns": {"columns": 200}, "40 columns": {"columns": 40},
            "50 rows": {"rows": 50}, "400 rows": {"rows": 400},
            "nothing tells": {"telling": 0}, "ten columns tell": {"telling": 10},
            "10 kept": {"kept": 10}, "twice the units": {"hidden": 32},
            "60 epochs": {"epochs": 60},
        },
        limits={"40 columns": "few of hundreds", "ten columns tell": "hardly any tells"},
    ),
    Claim(
        "lie",
        "Where one example of 20 is of the rare class and the classes overlap, a network without "
        "class weights has more right answers than one with them, and finds 20 points fewer of "
        "the rare class.",
        measure=measured_data.rare_class, holds=measured_data.accuracy_lies,
        needs="both by 3 errors, six studies", base=RARE, variations=AROUND_RARE,
        limits={"1 in 4": "one example of 20", "clouds apart": "the classes overlap"},
    ),
    Claim(
        "threshold",
        "There (one of 20, classes that overlap) the plain network with its threshold at the rare "
        "share has a mean of both recalls within four points of that with class weights.",
        measure=measured_data.rare_class, holds=measured_data.threshold_does_it,
        needs="within 4 points; 5 points and 3 errors above plain", base=RARE,
        variations=AROUND_RARE,
        limits={"1 in 4": "one of 20", "clouds apart": "classes that overlap"},
    ),
    Claim(
        "prior",
        "Resampled from 95 to 5 to 65 to 35, a network's mean probability of the rare class is at "
        "least twice its share, where the classes overlap; the plain one's is right within two "
        "points.",
        measure=measured_data.rare_class, holds=measured_data.prior_moves,
        needs="within 2 points; twice the share", base=RARE, variations=AROUND_RARE,
        limits={"1 in 4": "from 95 to 5", "clouds apart": "where the classes overlap"},
    ),
)  # fmt: skip
