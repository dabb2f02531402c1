"""What notebook 04 concludes, each with what it rests on; see ``course_lib.claims``."""

from typing import Any

from course_lib.chapters.initialization import measured, measured_training
from course_lib.claims import Claim

RINGS = {
    "start": 0.5, "activation": "ReLU", "rule": "gradient descent", "lr": 0.1, "data": "rings",
    "batch_size": 300, "epochs": 1000, "dropout": 0.0, "seeds": 0, "equal": "in and out",
}  # fmt: skip
UNTRAINED = {"depth": 50, "width": 100, "inputs": "normal", "seeds": 0}
AROUND_UNTRAINED: dict[str, dict[str, Any]] = {
    "other seeds": {"seeds": 100},
    "seeds again": {"seeds": 200},
    "positive inputs": {"inputs": "positive"},
    "20 layers": {"depth": 20},
    "100 layers": {"depth": 100},
    "width 50": {"width": 50},
    "width 200": {"width": 200},
}
DIGITS = {
    "lr": 0.05, "epochs": 10, "seeds": 0, "width": 64, "activation": "ReLU",
    "rule": "gradient descent", "batch_size": 50, "start": 0, "count": 1000,
}  # fmt: skip
AROUND_DIGITS: dict[str, dict[str, Any]] = {
    "other seeds": {"seeds": 100},
    "seeds again": {"seeds": 200},
    "other digits": {"start": 5000},
    "width 32": {"width": 32},
    "width 128": {"width": 128},
    "batches of 25": {"batch_size": 25},
}

CLAIMS = (
    Claim(
        "equal",
        "Units of a layer that begin with equal weights into them and out of them stay equal, "
        "whatever the number (as long as dropout does not tell them apart); from random weights "
        "all units differ, though all biases begin at 0.",
        measure=measured_training.equal, holds=measured_training.still_equal,
        needs="one unit in each layer after training; from random weights 10 and 5",
        base=RINGS,
        variations={
            "from 0": {"start": 0.0}, "from -0.3": {"start": -0.3}, "from 0.05": {"start": 0.05},
            "tanh": {"activation": "tanh"}, "sigmoid": {"activation": "sigmoid"},
            "Adam": {"rule": "Adam", "lr": 0.01}, "momentum": {"rule": "momentum"},
            "batches of 10": {"batch_size": 10, "epochs": 100},
            "ten times the epochs": {"epochs": 10_000},
            "moons": {"data": "moons"}, "half of the points": {"data": "half of the rings"},
            "other seeds": {"seeds": 100}, "dropout 0.3": {"dropout": 0.3},
            "equal into layer 1 alone": {"equal": "in"},
        },
        limits={"dropout 0.3": "as long as dropout does not tell them apart",
                "equal into layer 1 alone": "and out of them"},
    ),
    Claim(
        "power",
        "In L layers of ReLU without biases, weights that are all larger by a factor f make the "
        "outputs f^L times as large, and the gradient too.",
        measure=measured.errors_multiply, holds=measured.to_the_power,
        needs="the power within 1 % of the number of layers, forward and backward",
        base={"activation": "ReLU", "factor": 1.1, "depth": 50, "width": 100, "bias": 0.0,
              "seeds": 0},
        variations={
            "factor 0.8": {"factor": 0.8}, "factor 2": {"factor": 2.0},
            "20 layers": {"depth": 20}, "100 layers": {"depth": 100}, "width 10": {"width": 10},
            "width 200": {"width": 200}, "other seeds": {"seeds": 100}, "linear":
            {"activation": "linear"}, "tanh": {"activation": "tanh"},
            "GELU": {"activation": "GELU"}, "biases of 0.1": {"bias": 0.1},
        },
        limits={"tanh": "of ReLU", "GELU": "of ReLU", "biases of 0.1": "without biases"},
    ),
    Claim(
        "luck",
        "He's 2/n keeps the mean square on average over networks of ReLU; most single ones of L "
        "layers and n units lie lower, with a median rms of about exp(-5L/4n), and scatter about "
        "that by a factor of about exp(sqrt(5L/4n)).",
        measure=measured.luck, holds=measured.as_the_law_says,
        needs="the mean square within a quarter of 1; logs of median and scatter within 40 %",
        base=UNTRAINED | {"activation": "ReLU"},
        variations=AROUND_UNTRAINED | {
            "one example": {"inputs": "one example"}, "width 30": {"width": 30},
            "linear": {"activation": "linear"}, "tanh": {"activation": "tanh"},
        },
        limits={"linear": "of ReLU", "tanh": "of ReLU"},
    ),
    Claim(
        "orthogonal",
        "Orthogonal weights take the luck away with tanh or no activation at 1/n, hardly with "
        "ReLU at 2/n.",
        measure=measured.orthogonal, holds=measured.no_luck_left,
        needs="the logs' spread a fifth at most; with ReLU half at least",
        base=UNTRAINED | {"linear": "tanh", "kept": 1.0},
        variations={
            **AROUND_UNTRAINED,
            "30 layers": {"depth": 30}, "linear": {"linear": "linear"},
            "gain 5/3": {"kept": 5 / 3},
        },
        limits={"gain 5/3": "at 1/n"},
    ),
    Claim(
        "strays",
        "Through many layers an activation mends the luck of its start (ELU, 2 tanh), keeps it "
        "(ReLU), or adds to it (GELU, SiLU): there even the right std strays.",
        measure=measured.strays, holds=measured.in_this_order,
        needs="the logs' spread over 1.5 times that of ReLU, and below half of it",
        base=UNTRAINED | {"grows": "GELU", "keeps": "ReLU", "mends": "ELU"},
        variations=AROUND_UNTRAINED | {
            "SiLU": {"grows": "SiLU"}, "2 tanh": {"mends": "2 tanh"},
            "leaky": {"keeps": "leaky, 0.5"},
        },
    ),
    Claim(
        "width",
        "At equal s sqrt(n) sigmoid layers of 100 units and of 300 multiply the gradient alike, "
        "as long as several units of each are not saturated; the narrower, the smaller the "
        "factor, and with 1 to 3 units next to nothing is left.",
        measure=measured.equal_products, holds=measured.alike,
        needs="within 10 % a layer from 100 to 300; in the narrow one a tenth at most",
        base={"product": 30.0, "widths": (3, 100, 300), "depth": 10, "inputs": "normal",
              "seeds": 0},
        variations={
            "product 3": {"product": 3.0}, "product 10": {"product": 10.0},
            "product 20": {"product": 20.0}, "product 100": {"product": 100.0},
            "one unit": {"widths": (1, 100, 300)}, "from 10 units": {"widths": (3, 10, 100, 300)},
            "5 layers": {"depth": 5}, "20 layers": {"depth": 20},
            "positive inputs": {"inputs": "positive"}, "other seeds": {"seeds": 100},
            "seeds again": {"seeds": 200}, "inputs x 3": {"inputs": "three times as large"},
            "product 300": {"product": 300.0},
        },
        limits={"from 10 units": "the narrower, the smaller the factor",
                "product 300": "several units of each are not saturated"},
    ),
    Claim(
        "sigmoids_carry",
        "With a variance near 100/n and zero biases sigmoids carry the gradient through 50 layers "
        "of 100 or more, though two thirds are saturated; but inputs become alike.",
        measure=measured.fifty_sigmoids, holds=measured.carried_and_alike,
        needs="gradient within a factor of 20; over half saturated; alike to a fifth",
        base=UNTRAINED | {"variance": 100.0},
        variations=AROUND_UNTRAINED | {
            "90/n": {"variance": 90.0}, "120/n": {"variance": 120.0}, "16/n": {"variance": 16.0},
            "width 20": {"width": 20},
        },
        limits={"16/n": "a variance near 100/n", "width 20": "of 100 or more"},
    ),
    Claim(
        "first_loss",
        "A high first loss tells of weights that are too large (eight ReLU layers of twice He's, "
        "drawn at random up to the last layer, begin far above ln 10); one of ln 10 does not tell "
        "that they are too small: these begin there, like healthy ones.",
        measure=measured.first_losses, holds=measured.only_large_is_seen,
        needs="small within 2 % of ln 10, He within 25 %, too large above twice ln 10",
        base={"depth": 8, "width": 64, "start": 0, "seeds": 0, "times": 2.0,
              "activation": "ReLU", "drawn": "random"},
        variations={
            "other seeds": {"seeds": 100}, "other digits": {"start": 5000},
            "20 layers": {"depth": 20}, "5 layers": {"depth": 5}, "2 layers": {"depth": 2},
            "width 32": {"width": 32}, "width 200": {"width": 200}, "3 times": {"times": 3.0},
            "1.5 times": {"times": 1.5}, "tanh": {"activation": "tanh"},
            "equal weights": {"drawn": "equal"}, "last layer 0": {"drawn": "all but the last"},
        },
        limits={"tanh": "ReLU layers", "equal weights": "drawn at random",
                "last layer 0": "up to the last layer"},
    ),
    Claim(
        "narrows",
        "With one hidden layer half of He's std, He's and twice He's all learn 1000 digits in ten "
        "epochs; with eight layers of ReLU, by gradient descent, only He's of these three does.",
        measure=measured_training.narrows, holds=measured_training.forgives_and_not,
        needs="all above 60 % with one layer; with many He's alone",
        base=DIGITS | {"deep": 8},
        variations=AROUND_DIGITS | {
            "12 layers": {"deep": 12}, "5 layers": {"deep": 5}, "rate 0.02": {"lr": 0.02},
            "tanh": {"activation": "tanh"}, "40 epochs": {"epochs": 40},
            "Adam": {"rule": "Adam", "lr": 0.001},
            "5000 digits, 40 epochs": {"count": 5000, "epochs": 40},
        },
        limits={"tanh": "of ReLU", "Adam": "by gradient descent",
                "5000 digits, 40 epochs": "1000 digits"},
    ),
    Claim(
        "slower",
        "Twenty ReLU layers from He's start learn digits without any further help, only slower: "
        "by gradient descent, at the better of two rates, they gain 10 points or more from epoch "
        "10 to 40.",
        measure=measured_training.slower, holds=measured_training.only_slower,
        needs="above 60 % of other digits after 40 epochs, 10 points more than after 10",
        base={key: value for key, value in DIGITS.items() if key not in ("lr", "epochs")}
        | {"depth": 20, "rates": (0.02, 0.05), "few": 10, "many": 40},
        variations={
            "other seeds": {"seeds": 100}, "seeds again": {"seeds": 200},
            "other digits": {"start": 5000}, "width 32": {"width": 32},
            "batches of 100": {"batch_size": 100}, "rate 0.02 alone": {"rates": (0.02,)},
            "rate 0.05 alone": {"rates": (0.05,)}, "30 layers": {"depth": 30},
            "Adam": {"rule": "Adam", "rates": (0.0005, 0.001)},
        },
        limits={"Adam": "by gradient descent"},
    ),
    Claim(
        "default",
        "By gradient descent on 1000 to 5000 digits eight ReLU layers from PyTorch's default "
        "start, biases included, stay at a guess for ten epochs, and from He's they come past "
        "60 % of other digits.",
        measure=measured_training.default, holds=measured_training.he_only,
        needs="He's above 60 %, the default below 20 %",
        base=DIGITS | {"depth": 8},
        variations=AROUND_DIGITS | {
            "5 layers": {"depth": 5}, "3 layers": {"depth": 3}, "rate 0.02": {"lr": 0.02},
            "rate 0.1": {"lr": 0.1}, "40 epochs": {"epochs": 40},
            "Adam": {"rule": "Adam", "lr": 0.001},
            "Adam, other seeds": {"rule": "Adam", "lr": 0.001, "seeds": 100},
            "5000 digits": {"count": 5000}, "5000 digits, 40 epochs": {"count": 5000, "epochs": 40},
        },
        limits={"3 layers": "eight ReLU layers", "Adam": "By gradient descent",
                "Adam, other seeds": "By gradient descent"},
    ),
)  # fmt: skip
