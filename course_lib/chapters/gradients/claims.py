"""The conclusions of notebook 01, each with what it rests on and what was varied around it."""

from typing import Any

from course_lib.chapters.gradients import measured, measured_checks, on_kinks
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
FEW: dict[str, Conditions] = {"20 points": {"points": 20}, "4 units": {"units": 4}}
CHECKED: dict[str, Any] = HERE | {"updates": 0}
TRAINED: dict[str, Conditions] = {"after 500 updates": {"updates": 500}}
AROUND_CHECKS = {
    name: changed for name, changed in AROUND.items() if name != "twice the updates"
} | TRAINED

SMOOTH: dict[str, Any] = CHECKED | {"hidden": "tanh", "precision": "float64"}
AROUND_SMOOTH = {name: each for name, each in AROUND_CHECKS.items() if name != "tanh"} | {
    "sigmoid": {"hidden": "sigmoid"},
    "ReLU": {"hidden": "ReLU"},
    "32-bit numbers": {"precision": "float32"},
}

CLAIMS = (
    Claim(
        "straight_down",
        "A short step against the gradient lowers the loss more than any of a thousand random "
        "steps of its length; how short is short, the curvature decides.",
        measure=measured_checks.random_steps, holds=measured_checks.none_is_better,
        needs="more than any of 1000 random directions, in each of five networks",
        base=CHECKED | {"length": 0.01}, variations=AROUND_CHECKS
        | {
            "a tenth of the length": {"length": 0.001},
            "ten times the length": {"length": 0.1},
            "length 10": {"length": 10.0},
            "after 3000 updates": {"updates": 3000},
            "after 3000 updates, length 0.0001": {"updates": 3000, "length": 0.0001},
        },
        limits=dict.fromkeys(("length 10", "after 3000 updates"), "the curvature decides"),
    ),
    Claim(
        "bends",
        "On moons of noise 0.2 or less, from 100 points on, sixteen ReLUs err on less than half as "
        "many new points as a single neuron, however long that is trained.",
        measure=measured.neuron_and_network, holds=measured.bends,
        needs="less than half the error, and by three standard errors",
        base=HERE, variations=AROUND | FEW
        | {"100 updates": {"updates": 100}},
        limits={
            "more noise": "noise 0.2 or less",
            "digits, even or odd": "On moons",
            "20 points": "from 100 points on",
            "4 units": "sixteen ReLUs",
        },
    ),
    Claim(
        "no_check",
        "A network that trains well may have a wrong gradient: from 100 points and 8 units on, at "
        "least four of our ten mistakes end less than a point below the right one, each at its "
        "own rate; on moons only the reversed sign does not beat a coin.",
        measure=measured.wrong_passes_train, holds=measured.training_is_no_check,
        needs="at least four within a point on new points, nine above a coin",
        base=HERE, variations=AROUND | FEW,
        limits={
            "circles": "on moons",
            "20 points": "from 100 points",
            "4 units": "8 units on",
        },
    ),
    Claim(
        "direction",
        "On inputs of a spread near 1, off the kinks, and at an epsilon from 1e-9 to 1e-5, one "
        "random direction through all parameters finds each of the ten in 95 of 100 draws or "
        "more, and hardly ever cries wolf.",
        measure=measured_checks.directions_that_catch, holds=measured_checks.any_direction_sees_all,
        needs="each in 95 of 100 directions, no false alarm in more than 5",
        base=CHECKED | {"epsilon": 1e-5, "spread": 1.0}, variations=AROUND_CHECKS
        | {
            "epsilon 1e-7": {"epsilon": 1e-7},
            "epsilon 1e-9": {"epsilon": 1e-9},
            "after 3000 updates": {"updates": 3000},
            "epsilon 1e-3": {"epsilon": 1e-3},
            "epsilon 1e-12": {"epsilon": 1e-12},
            "inputs x 3": {"spread": 3.0},
            "inputs x 100": {"spread": 100.0},
            "inputs x 0.01": {"spread": 0.01},
        },
        limits=dict.fromkeys(("epsilon 1e-3", "epsilon 1e-12"), "from 1e-9 to 1e-5")
        | dict.fromkeys(("inputs x 100", "inputs x 0.01"), "of a spread near 1"),
    ),
    Claim(
        "best_epsilon",
        "In 64-bit numbers a two-sided check of a smooth network is most exact near an epsilon of "
        "1e-5: a larger one bends, a smaller one rounds.",
        measure=measured_checks.errors_by_epsilon,
        holds=measured_checks.best_near_a_hundred_thousandth,
        needs="lowest between 1e-6 and 1e-4, a hundred times higher at 1e-12 and at 0.1",
        base=SMOOTH, variations=AROUND_SMOOTH,
        limits={"32-bit numbers": "In 64-bit numbers"},
    ),
    Claim(
        "two_sided",
        "In 64-bit numbers the smallest error of a two-sided check of a smooth network is a "
        "hundred times smaller than of a one-sided one, or better.",
        measure=measured_checks.errors_by_epsilon, holds=measured_checks.two_sides_are_better,
        needs="a hundred times smaller, each at its best epsilon",
        base=SMOOTH, variations=AROUND_SMOOTH,
        limits={"32-bit numbers": "In 64-bit numbers"},
    ),
    Claim(
        "kinks",
        "Where a ReLU's sum is exactly 0 for some points, a right gradient passes along a random "
        "direction at no epsilon, unless these points (nearly) cancel out; with the biases moved "
        "by a hair it passes.",
        measure=on_kinks.checks_on_kinks, holds=on_kinks.kinks_fail,
        needs="95 of 100 above 1e-6 on the kink, none beside it; ten networks or more",
        base={
            "seeds": 0, "data": "moons", "noise": 0.2, "points": 30, "units": 5, "second": 2,
            "hair": 0.01, "draws": 200,
        },
        variations={
            "other seeds, other points": {"seeds": 1000},
            "more noise": {"noise": 0.3},
            "circles": {"data": "circles"},
            "300 points": {"points": 300},
            "1000 points": {"points": 1000},
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
