"""The conclusions of notebook 00, each with what it rests on and what was varied around it."""

from typing import Any

from course_lib.chapters.start_here import measured
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions

HERE: dict[str, Any] = {
    "seeds": 0, "data": "moons", "noise": 0.2, "points": 150, "layers": (16, 16),
    "activation": "relu", "rule": "gradient descent", "lr": 0.1, "batch_size": 16, "epochs": 100,
}  # fmt: skip
"""The recipe of the notebook; every seed draws its own points, weights and order."""

AROUND: dict[str, Conditions] = {
    "other draws": {"seeds": 100},
    "more noise": {"noise": 0.4},
    "circles": {"data": "circles"},
    "300 points": {"points": 300},
    "8 units a layer": {"layers": (8, 8)},
    "three hidden layers": {"layers": (16, 16, 16)},
    "tanh": {"activation": "tanh"},
    "Adam": {"rule": "Adam", "lr": 0.01},
    "momentum": {"rule": "momentum", "lr": 0.02},
    "all points at once": {"batch_size": 150},
    "200 epochs": {"epochs": 200},
}
ONE_LAYER: dict[str, Conditions] = {"one hidden layer": {"layers": (16,)}}

CLAIMS = (
    Claim(
        "wrong_lambda",
        "With λ = 0.6 as the slide has it, not divided by the number of examples, every draw of "
        "the points ends at a guess, whatever the drop rate is.",
        measure=measured.copied_lambda, holds=measured.all_guess,
        needs="dev accuracy below 55 % in all of ten draws",
        base=HERE | {"drop_rate": 0.8, "strength": 0.6},
        variations=AROUND | ONE_LAYER | {
            "drop rate 0.2": {"drop_rate": 0.2},
            "no dropout": {"drop_rate": 0.0},
            "λ = 0.3": {"strength": 0.3},
            "λ = 0.03": {"strength": 0.03},
            "1 epoch": {"epochs": 1},
        },
        limits={"λ = 0.03": "λ = 0.6", "1 epoch": "ends"},
    ),
    Claim(
        "wrong_drop_rate",
        "With 16 units a layer and points of noise 0.2 a drop rate of 0.8 in the place of 0.2 "
        "costs accuracy on new points, but on average the network still learns.",
        measure=measured.drop_rates, holds=measured.learns_but_less,
        needs="lower by 3 errors, and above 65 % on average",
        base=HERE | {"strength": 0.004}, variations=AROUND | ONE_LAYER
        | {"no λ": {"strength": 0.0}},
        limits={"more noise": "noise 0.2", "8 units a layer": "16 units a layer"},
    ),
    Claim(
        "no_gain",
        "With noise 0.2 and dropout 0.2 the penalty itself gains nothing: with λ divided by the "
        "number of examples the network does no better on new points than without any.",
        measure=measured.with_and_without, holds=measured.no_better,
        needs="not higher by 3 errors; the wrong λ would be seen: below by 20 points",
        base=HERE | {"drop_rate": 0.2, "strength": 0.004},
        variations=AROUND | ONE_LAYER | {
            "no dropout": {"drop_rate": 0.0},
            "more noise, no dropout": {"noise": 0.4, "drop_rate": 0.0},
            "drop rate 0.5": {"drop_rate": 0.5},
            "λ = 0.001": {"strength": 0.001},
        },
    ),
    Claim(
        "no_return",
        "In 200 more epochs plain gradient descent does not bring a network with two or three "
        "hidden layers back once 100 epochs of λ = 0.6 have brought it to zero, also with λ turned "
        "down; a new start learns, on average, within 100 epochs.",
        measure=measured.turned_down, holds=measured.only_a_new_start_learns,
        needs="below 60 % in all draws, after a new start above 75 % on average",
        base=HERE | {"drop_rate": 0.8, "turned_at": 100, "later": 0.004},
        variations={words: changed for words, changed in AROUND.items() if words != "200 epochs"}
        | ONE_LAYER | {
            "drop rate 0.2": {"drop_rate": 0.2},
            "turned down to 0": {"later": 0.0},
            "to 0 after 5 epochs": {"turned_at": 5, "later": 0.0},
        },
        limits={
            "one hidden layer": "two or three hidden layers",
            "Adam": "plain gradient descent",
            "to 0 after 5 epochs": "100 epochs",
        },
    ),
)  # fmt: skip
