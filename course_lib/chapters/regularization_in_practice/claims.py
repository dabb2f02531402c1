"""The conclusions of notebook 03c, each with what it rests on and what was varied around it."""

from typing import Any

from course_lib.chapters.regularization_in_practice import measured
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions

DIGITS: dict[str, Any] = {
    "seeds": 0, "examples": 300, "side": 28, "hidden": (100,) * 6, "activation": "relu",
    "batch_size": 100, "sampling": "replacement", "rule": "descent", "lr": 0.01, "epochs": 301,
    "flipped": 0.0,
}  # fmt: skip
"""The network of notebook 03; every seed has its own digits, first weights and batches."""

AROUND: dict[str, Conditions] = {
    "other digits and starts": {"seeds": 100},
    "150 digits": {"examples": 150},
    "14 x 14 pixels": {"side": 14},
    "three layers": {"hidden": (100,) * 3},
    "layers of 30": {"hidden": (30,) * 6},
    "tanh": {"activation": "tanh"},
    "twice the epochs": {"epochs": 602},
    "a tenth of the labels wrong": {"flipped": 0.1},
}

CLAIMS = (
    Claim(
        "stops",
        "Six ReLU layers learn 300 digits, and go on after their dev loss has turned: stopped by "
        "that loss they have a lower loss on new digits, and fewer right answers, than at the end.",
        measure=measured.stops, holds=measured.calmer_and_worse,
        needs="loss lower, and fewer right: each by 3 errors",
        base=DIGITS | {"patience": 28, "dev": 1000},
        variations=AROUND | {
            "every digit once an epoch": {"sampling": "shuffle"},
            "patience 70": {"patience": 70},
            "300 dev digits": {"dev": 300},
            "a third of the rate": {"lr": 0.003},
            "three times the rate": {"lr": 0.03},
        },
        limits={
            "three layers": "Six", "tanh": "ReLU",
            "a third of the rate": "after their dev loss has turned",
        },
    ),
    Claim(
        "start",
        "Stopped by a dev loss that has turned, six ReLU layers of 100 units that learn 300 digits "
        "are at least a tenth nearer to their start than at the end, and as long within 1 %; L2 of "
        "0.02 makes them shorter, and carries them farther away.",
        measure=measured.held, holds=measured.near_the_start,
        needs="0.9 of the distance; 1 % of the length; L2: 5 % shorter, 10 % farther; every seed",
        base=DIGITS | {"l2": 0.02},
        variations=AROUND | {
            "L2 0.01": {"l2": 0.01},
            "L2 0.001": {"l2": 0.001},
            "a third of the rate": {"lr": 0.003},
        },
        limits={
            "three layers": "six", "tanh": "ReLU", "layers of 30": "of 100 units",
            "150 digits": "300 digits", "L2 0.001": "L2 of 0.02",
            "a third of the rate": "that has turned",
        },
    ),
    Claim(
        "path",
        "Least squares by gradient descent from zero: the best stop and the best ridge, both "
        "chosen with the truth known, have errors on new examples within 10 % of each other, on "
        "average over 40 studies.",
        measure=measured.one_knob, holds=measured.as_good_as_ridge,
        needs="mean ratio within 10 %, and the stop better than the end by 3 errors",
        base={"seeds": 0, "examples": 50, "features": 40, "noise": 1.0, "start": 0.0, "decay": 0.0,
              "relevant": None, "rate": 0.5},
        variations={
            "other draws": {"seeds": 1000},
            "30 examples": {"examples": 30},
            "200 examples": {"examples": 200},
            "10 features": {"features": 10},
            "80 features": {"features": 80},
            "noise of 0.3": {"noise": 0.3},
            "noise of 3": {"noise": 3.0},
            "features of different size": {"decay": 1.0},
            "two features matter": {"relevant": 2},
            "a fifth of the rate": {"rate": 0.1},
            "from a start as long as the truth": {"start": 1.0},
            "from a start twice as long": {"start": 2.0},
        },
        limits={
            "from a start as long as the truth": "from zero",
            "from a start twice as long": "from zero",
        },
    ),
    Claim(
        "pruned",
        "Of six layers of 100 units that have learnt digits for 301 epochs at a rate of 0.01 a "
        "fifth of the weights, the smallest of all layers together, may go at a cost below a "
        "point, with L1, with L2 and without a penalty; with three fifths gone the network of "
        "L1 of 0.003 "
        "has more right answers than those of L2 of 0.02 and of no penalty.",
        measure=measured.without, holds=measured.l1_keeps_most,
        needs="a fifth: below a point in each; three fifths: L1 ahead of both by 3 errors",
        base=DIGITS | {"layerwise": False, "l1": 0.003, "l2": 0.02},
        variations=AROUND | {
            "the same share of each layer": {"layerwise": True},
            "L1 0.001": {"l1": 0.001},
            "L2 0.05": {"l2": 0.05},
            "L2 0.1": {"l2": 0.1},
            "a third of the rate": {"lr": 0.003},
        },
        limits={
            "three layers": "six layers", "layers of 30": "of 100 units",
            "twice the epochs": "for 301 epochs",
            "the same share of each layer": "of all layers together",
            "L1 0.001": "L1 of 0.003", "L2 0.05": "L2 of 0.02",
            "a third of the rate": "at a rate of 0.01",
        },
    ),
    Claim(
        "gap",
        "On moons without batch norm, of seven lambdas the one with the smallest gap has a higher "
        "loss on new points than the one that is best on other draws: a smaller gap is not a "
        "better network.",
        measure=measured.gaps, holds=measured.narrow_is_worse, needs="higher by 3 errors",
        base={"seeds": 0, "data": "moons", "points": 40, "noise": 0.3, "hidden": (30, 30),
              "normalization": "none", "activation": "ReLU", "lr": 0.01, "epochs": 500},
        variations={
            "other draws": {"seeds": 1000},
            "100 points": {"points": 100},
            "noise of 0.1": {"noise": 0.1},
            "noise of 0.5": {"noise": 0.5},
            "circles of noise 0.1": {"data": "circles", "noise": 0.1},
            "batch norm": {"normalization": "batch norm"},
            "tanh": {"activation": "tanh"},
            "one layer": {"hidden": (30,)},
            "a third of the rate": {"lr": 0.003},
        },
        limits={"circles of noise 0.1": "On moons", "batch norm": "without batch norm"},
    ),
    Claim(
        "kinks",
        "One hidden layer fits |x| + x under a growing L2 penalty: trained to the end, tanh "
        "becomes straight at a smaller lambda than ReLU, and at a larger one ReLU becomes "
        "straight, too, and still rises.",
        measure=measured.kinks, holds=measured.tanh_goes_first,
        needs="below a twentieth of the bend: tanh first, ReLU by 1.024 and with a fifth of the "
        "rise left, from each of 3 starts",
        base={"seeds": 0, "kind": "V", "place": 0.0, "slope": 1.0, "height": 1.0, "points": 41,
              "noise": 0.0, "hidden": 30, "rule": "Adam", "lr": 0.01, "epochs": 1500},
        variations={
            "other starts": {"seeds": 100},
            "noise of 0.1": {"noise": 0.1},
            "a bend at 0.3": {"place": 0.3},
            "half as high": {"height": 0.5},
            "twice as high": {"height": 2.0},
            "21 points": {"points": 21},
            "10 units": {"hidden": 10},
            "a third of the rate": {"lr": 0.003},
            "a tenth of the rate": {"lr": 0.001},
            "a third of the epochs": {"epochs": 500},
            "|x| alone": {"slope": 0.0},
        },
        limits={"a tenth of the rate": "trained to the end", "|x| alone": "|x| + x"},
    ),
)  # fmt: skip
