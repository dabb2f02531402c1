"""The conclusions of notebook 01, each with what it rests on and what was varied around it."""

from typing import Any

from course_lib.chapters.gradients import measured, on_kinks
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions

HERE: dict[str, Any] = {
    "seeds": 0, "data": "moons", "noise": 0.2, "points": 300, "units": 16, "hidden": "ReLU",
    "updates": 500,
}  # fmt: skip
"""The notebook's problem; every seed draws its own points, and its own first weights."""

AROUND: dict[str, Conditions] = {
    "other seeds, other points": {"seeds": 100},
    "less noise": {"noise": 0.1},
    "more noise": {"noise": 0.3},
    "circles": {"data": "circles", "noise": 0.1},
    "digits, even or odd": {"data": "digits"},
    "100 points": {"points": 100},
    "600 points": {"points": 600},
    "8 units": {"units": 8},
    "32 units": {"units": 32},
    "tanh": {"hidden": "tanh"},
    "twice the updates": {"updates": 1000},
}
CHECKED: dict[str, Any] = HERE | {"updates": 0}
TRAINED: dict[str, Conditions] = {"after 500 updates": {"updates": 500}}
AROUND_CHECKS = {
    name: changed for name, changed in AROUND.items() if name != "twice the updates"
} | TRAINED

CLAIMS = (
    Claim(
        "straight_down",
        "Of all steps of one short length, the one against the gradient lowers the loss the most.",
        measure=measured.random_steps, holds=measured.none_is_better,
        needs="more than any of 1000 random directions, in each of five networks",
        base=CHECKED | {"length": 0.01}, variations=AROUND_CHECKS
        | {
            "a tenth of the length": {"length": 0.001},
            "ten times the length": {"length": 0.1},
            "length 10": {"length": 10.0},
        },
        limits={"length 10": "of one short length"},
    ),
    Claim(
        "bends",
        "On moons of noise 0.2 or less, sixteen ReLUs err on less than half as many new points as "
        "a single neuron, however long that is trained.",
        measure=measured.neuron_and_network, holds=measured.bends,
        needs="less than half the error, and by three standard errors",
        base=HERE, variations=AROUND,
        limits={"more noise": "noise 0.2 or less", "digits, even or odd": "On moons"},
    ),
    Claim(
        "no_check",
        "A network that trains well may have a wrong gradient: of our ten mistakes four end within "
        "a point of the right one, each at its own rate; on moons only the reversed sign learns "
        "nothing.",
        measure=measured.wrong_passes_train, holds=measured.training_is_no_check,
        needs="at least four within a point on new points, nine above a coin",
        base=HERE, variations=AROUND,
        limits={"circles": "on moons"},
    ),
    Claim(
        "direction",
        "At an epsilon of 1e-5 or less, one random direction through all parameters finds each of "
        "the ten; a single weight of the first layer misses at least three.",
        measure=measured.directions_that_catch, holds=measured.any_direction_sees_all,
        needs="each in 95 of 100 directions, no false alarm in more than 5; three missed",
        base=CHECKED | {"epsilon": 1e-5}, variations=AROUND_CHECKS
        | {"epsilon 1e-7": {"epsilon": 1e-7}, "epsilon 1e-3": {"epsilon": 1e-3}},
        limits={"epsilon 1e-3": "1e-5 or less"},
    ),
    Claim(
        "best_epsilon",
        "In 64-bit numbers a two-sided check of a smooth network is most exact near an epsilon of "
        "1e-5: a larger one bends, a smaller one rounds.",
        measure=measured.errors_by_epsilon, holds=measured.best_near_a_hundred_thousandth,
        needs="lowest between 1e-6 and 1e-4, a hundred times higher at 1e-12 and at 0.1",
        base=CHECKED | {"hidden": "tanh", "precision": "float64"},
        variations={name: each for name, each in AROUND_CHECKS.items() if name != "tanh"}
        | {
            "sigmoid": {"hidden": "sigmoid"},
            "ReLU": {"hidden": "ReLU"},
            "32-bit numbers": {"precision": "float32"},
        },
        limits={"32-bit numbers": "In 64-bit numbers"},
    ),
    Claim(
        "two_sided",
        "Two-sided, the smallest error of a smooth network is a hundred times smaller than "
        "one-sided, or better.",
        measure=measured.errors_by_epsilon, holds=measured.two_sides_are_better,
        needs="a hundred times smaller, each at its best epsilon",
        base=CHECKED | {"hidden": "tanh", "precision": "float64"},
        variations={name: each for name, each in AROUND_CHECKS.items() if name != "tanh"}
        | {"sigmoid": {"hidden": "sigmoid"}, "ReLU": {"hidden": "ReLU"}},
    ),
    Claim(
        "kinks",
        "Where a ReLU's sum is exactly 0 the check fails at every epsilon, and nothing is wrong; "
        "move the biases by a hair, and it passes.",
        measure=on_kinks.checks_on_kinks, holds=on_kinks.kinks_fail,
        needs="all fail on the kink, none beside it; ten networks or more",
        base={
            "seeds": 0, "data": "moons", "noise": 0.2, "points": 30, "units": 5, "second": 2,
            "hair": 0.01, "draws": 200,
        },
        variations={
            "other seeds, other points": {"seeds": 1000},
            "more noise": {"noise": 0.3},
            "circles": {"data": "circles"},
            "300 points": {"points": 300},
            "3 units in layer 1": {"units": 3},
            "6 units in layer 1": {"units": 6},
            "5 units in layer 2": {"second": 5},
            "a tenth of the hair": {"hair": 0.001},
            "ten times the hair": {"hair": 0.1},
            "less than epsilon": {"hair": 1e-12},
        },
        limits={"less than epsilon": "by a hair"},
    ),
)  # fmt: skip
