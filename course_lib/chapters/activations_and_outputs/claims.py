"""The conclusions of notebook 01b, each with what it rests on and what was varied around it."""

from functools import partial
from typing import Any

from course_lib.chapters.activations_and_outputs import measured, measured_outputs
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions

MOONS: dict[str, Any] = {
    "lr": 0.1, "seeds": 0, "data": "published", "draw": 0, "noise": 0.2, "points": 300,
    "depth": 10, "width": 10, "updates": 1000, "batch_size": 32, "rule": "descent",
}  # fmt: skip
AROUND_MOONS: dict[str, Conditions] = {
    "other seeds": {"seeds": 100},
    "each seed its own draw of the moons": {"data": "moons"},
    "circles": {"data": "circles", "noise": 0.05},
    "five layers": {"depth": 5},
    "twenty layers": {"depth": 20},
    "width 30": {"width": 30},
    "rate 0.03": {"lr": 0.03},
    "rate 0.3": {"lr": 0.3},
    "a budget of 2000": {"updates": 2000},
    "momentum": {"rule": "momentum", "lr": 0.01},
    "Adam": {"rule": "Adam", "lr": 0.003},
}

DIGITS: dict[str, Any] = {
    "seeds": 0, "data": "images", "draw": 0, "points": 300, "depth": 2, "width": 50,
    "updates": 300, "batch_size": 100, "rule": "descent",
}  # fmt: skip
AROUND_DIGITS: dict[str, Conditions] = {
    "other seeds": {"seeds": 40},
    "other digits": {"draw": 70},
    "100 digits": {"points": 100, "batch_size": 100},
    "width 20": {"width": 20},
    "a budget of 600": {"updates": 600},
    "batches of 50": {"batch_size": 50},
    "7 x 7 pixels": {"data": "digits"},
}

SURE: dict[str, Any] = {
    "seeds": 0, "bias": -7.0, "data": "moons", "noise": 0.2, "points": 300, "hidden": (16, 16),
    "batch_size": 32, "goal": 0.8, "draw": 0, "rule": "descent", "unit": 1.0,
}  # fmt: skip

OUTPUTS: dict[str, Any] = {"seeds": 0, "draw": 0, "points": 400, "width": 32, "updates": 1500}
AROUND_OUTPUTS: dict[str, Conditions] = {
    "other seeds": {"seeds": 50},
    "another draw of the data": {"draw": 1},
    "200 examples": {"points": 200},
    "1000 examples": {"points": 1000},
    "16 units": {"width": 16},
    "64 units": {"width": 64},
    "a budget of 750": {"updates": 750},
    "a budget of 3000": {"updates": 3000},
}

DEAD: dict[str, Any] = {
    "seeds": 0, "bias": -1.0, "lr": 0.1, "data": "moons", "width": 20, "hidden": 2,
    "batch_size": 32, "epochs": 100, "rule": "descent", "strength": 0.0, "draw": 0,
    "shift": 0.0,
}  # fmt: skip

CLAIMS = (
    Claim(
        "law",
        "In an untrained network, on its way back through a layer of at least 30 units, the "
        "gradient is multiplied by about the root of the scale of the weights times the mean "
        "square of the slopes, if the scale is not huge: at most 900 for sigmoids, 16 for others.",
        measure=measured.law, holds=measured.law_holds,
        needs="within 10 % of what ten layers pass on, per layer",
        base={"name": "sigmoid", "scale": 16.0, "width": 100, "depth": 10, "inputs": "moons",
              "seeds": 0},
        variations={
            "other seeds": {"seeds": 100},
            "normal inputs": {"inputs": "normal"},
            "scale 1": {"scale": 1.0},
            "scale 64": {"scale": 64.0},
            "scale 900": {"scale": 900.0},
            "tanh": {"name": "tanh"},
            "ReLU": {"name": "ReLU"},
            "SiLU": {"name": "SiLU"},
            "width 30": {"width": 30},
            "width 300": {"width": 300},
            "twenty layers": {"depth": 20},
            "width 10": {"width": 10},
            "scale 10000, width 30": {"scale": 10_000.0, "width": 30},
            "tanh, scale 900, width 30": {"name": "tanh", "scale": 900.0, "width": 30},
        },
        limits={"width 10": "at least 30 units", "scale 10000, width 30": "at most 900",
                "tanh, scale 900, width 30": "16 for others"},
    ),
    Claim(
        "sigmoids_learn",
        "By gradient descent on the moons ten layers of sigmoids learn nothing in 1000 updates "
        "with weights of variance 1/n_in, and most of them learn with 64/n_in.",
        measure=measured.learn, holds=measured.sigmoids_learn,
        needs="none of ten runs with 1/n_in, six or more with 64/n_in",
        base=MOONS, variations=AROUND_MOONS,
        limits={"circles": "on the moons", "twenty layers": "ten layers",
                "five layers": "ten layers", "Adam": "By gradient descent"},
    ),
    Claim(
        "centred",
        "On the moons twenty layers of sigmoids with weights of 16/n_in learn by gradient descent "
        "when their biases are minus half the sum of the weights, and not when they are 0.",
        measure=measured.centre, holds=measured.centring_helps,
        needs="six or more of ten runs, and five more than with zero biases",
        base=MOONS | {"depth": 20},
        variations={
            words: around for words, around in AROUND_MOONS.items() if words != "twenty layers"
        } | {"fifteen layers": {"depth": 15}},
        limits={"five layers": "twenty layers", "circles": "On the moons",
                "Adam": "by gradient descent"},
    ),
    Claim(
        "window",
        "By gradient descent on the moons, at rates of 0.1 and 0.3, ten layers of sigmoids learn "
        "at no fewer scales than ten of ReLU; they lie elsewhere.",
        measure=measured.window, holds=measured.no_narrower,
        needs="at as many scales, each twice the last, half of the runs learn",
        base=MOONS,
        variations={
            words: around for words, around in AROUND_MOONS.items()
            if words not in ("momentum", "Adam")
        } | {"rate 1": {"lr": 1.0}},
        limits={"twenty layers": "ten layers", "circles": "on the moons"}
        | dict.fromkeys(("rate 0.03", "rate 1"), "at rates of 0.1 and 0.3"),
    ),
    Claim(
        "six_sigmoids",
        "With weights of 16/n_in or 32/n_in and a rate of their own, six layers of sigmoids come "
        "within 4 points of ReLU on digits of 28 x 28 pixels.",
        measure=measured.six_sigmoids, holds=partial(measured.close_behind, 4.0),
        needs="less than 4 points behind",
        base=DIGITS | {"depth": 6, "scale": 16},
        variations=AROUND_DIGITS | {
            "four layers": {"depth": 4}, "32/n_in": {"scale": 32}, "64/n_in": {"scale": 64},
        },
        limits={"7 x 7 pixels": "on digits of 28 x 28 pixels",
                "64/n_in": "16/n_in or 32/n_in"},
    ),
    Claim(
        "same_rate",
        "On digits, with two or three hidden layers, most of the lead that ReLU has over the "
        "sigmoid with 1/n_in at one learning rate, 0.1, is the learning rate.",
        measure=measured.same_rate, holds=measured.mostly_the_rate,
        needs="less than half of the lead is left at rates of their own",
        base=DIGITS, variations=AROUND_DIGITS | {"three layers": {"depth": 3}},
    ),
    Claim(
        "rectifiers",
        "On 100 to 300 digits ReLU, ELU and SiLU, each with weights and a rate of its own, end "
        "within 4 points.",
        measure=measured.rectifiers, holds=partial(measured.within, 4.0),
        needs="less than 4 points apart",
        base=DIGITS, variations=AROUND_DIGITS | {"six layers": {"depth": 6}},
    ),
    Claim(
        "dead",
        "A ReLU of layer 1 that is dead at the start never comes back by descent without decay, as "
        "its gradient is 0; in layer 2 some do.",
        measure=measured_outputs.deaths, holds=measured_outputs.only_later_layers,
        needs="none of layer 1, some of layer 2",
        base=DEAD,
        variations={
            "other seeds": {"seeds": 100},
            "another draw of the data": {"draw": 1},
            "circles": {"data": "circles"},
            "biases of -0.5": {"bias": -0.5},
            "rate 0.3": {"lr": 0.3},
            "width 50": {"width": 50},
            "three hidden layers": {"hidden": 3},
            "batches of 10": {"batch_size": 10},
            "300 epochs": {"epochs": 300},
            "momentum": {"rule": "momentum", "lr": 0.01},
            "Adam": {"rule": "Adam", "lr": 0.01},
            "decay, biases of 0.5, inputs moved by 5": {
                "strength": 0.03, "bias": 0.5, "shift": 5.0,
            },
        },
        limits={"decay, biases of 0.5, inputs moved by 5": "without decay"},
    ),
    Claim(
        "sure_and_wrong",
        "On the moons, with plain gradient descent, where the output is wrong and very sure (z = "
        "-7 or less), squared error behind a sigmoid takes more than ten times as many updates as "
        "cross-entropy at the same rate, and more than twice as many at its best.",
        measure=measured_outputs.mind, holds=measured_outputs.later,
        needs="more than 10 times at rate 0.8, more than twice at the best",
        base=SURE,
        variations={
            "other seeds": {"seeds": 100},
            "another draw of the data": {"draw": 1},
            "circles": {"data": "circles", "noise": 0.05},
            "less noise": {"noise": 0.1},
            "width 64": {"hidden": (64, 64)},
            "one hidden layer": {"hidden": (16,)},
            "batches of 10": {"batch_size": 10},
            "1000 points": {"points": 1000},
            "z = -4": {"bias": -4.0},
            "z = -10": {"bias": -10.0},
            "Adam": {"rule": "Adam", "unit": 0.125},
        },
        limits={"circles": "On the moons", "z = -4": "z = -7 or less",
                "Adam": "with plain gradient descent"},
    ),
    Claim(
        "cannot_say",
        "A sigmoid on unscaled stars, and a softmax on several labels, read at one half, do no "
        "better than one answer for all.",
        measure=measured_outputs.cannot_say, holds=measured_outputs.no_better_than_one_answer,
        needs="more than 0.9 of its error; the fitting layers less than half",
        base=OUTPUTS, variations=AROUND_OUTPUTS,
    ),
    Claim(
        "impossible",
        "With nothing after the last layer more than one count in a hundred is negative, and on "
        "pixels, through at most 32 units, the error is more than half as large again as behind a "
        "sigmoid.",
        measure=measured_outputs.impossible, holds=measured_outputs.often,
        needs="more than 1 % of the counts; more than 1.5 times the sigmoid's error",
        base=OUTPUTS, variations=AROUND_OUTPUTS,
        limits={"64 units": "at most 32 units"},
    ),
)  # fmt: skip
