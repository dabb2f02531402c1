"""What notebook 07 concludes, each with what it rests on; see ``course_lib.claims``."""

from typing import Any

from course_lib.chapters.batch_normalization import measured, measured_training
from course_lib.claims import Claim

DEEP = {
    "depth": 5, "width": 50, "activation": "ReLU", "epochs": 20, "batch_size": 100, "count": 1000,
    "start": 0, "seeds": 0,
}  # fmt: skip
AROUND: dict[str, dict[str, Any]] = {
    "other seeds": {"seeds": 100},
    "seeds again": {"seeds": 200},
    "other digits": {"start": 5000},
    "500 digits": {"count": 500},
    "40 epochs": {"epochs": 40},
    "batches of 50": {"batch_size": 50},
    "width 30": {"width": 30},
    "width 80": {"width": 80},
}

CLAIMS = (
    Claim(
        "starts",
        "Five to eight ReLU layers with weights of std 0.01 stay at a guess for 20 epochs of "
        "gradient descent without batch norm, and learn nearly all training digits with it.",
        measure=measured_training.starts, holds=measured_training.only_with,
        needs="below 35 % without, above 90 % with, at the better of two rates",
        base=DEEP | {"std": 0.01, "rates": (0.1, 0.3)},
        variations=AROUND
        | {
            "8 layers": {"depth": 8}, "std 0.003": {"std": 0.003}, "tanh": {"activation": "tanh"},
            "1 layer": {"depth": 1}, "19 layers": {"depth": 19},
        },
        limits={
            "1 layer": "Five to eight", "19 layers": "Five to eight", "tanh": "ReLU layers",
        },
    ),
    Claim(
        "he",
        "From He's start five layers learn without batch norm, too: each at its best rate, the two "
        "end within 5 points of each other on other digits (batch norm from 1 behind to 4 ahead "
        "after 200 updates, level after 400).",
        measure=measured_training.from_he, holds=measured_training.as_good,
        needs="above 90 % of the training digits, dev within 5 points",
        base=DEEP | {"rates": (0.05, 0.1, 0.2, 0.3, 1.0), "draws": 3},
        variations=AROUND | {"3 layers": {"depth": 3}, "tanh": {"activation": "tanh"}},
    ),
    Claim(
        "deep",
        "With 19 layers from He's start the network with batch norm is ahead on other digits after "
        "200 updates, each at the best of three rates.",
        measure=measured_training.from_he, holds=measured_training.far_ahead,
        needs="ahead on dev by 5 points and three standard errors",
        base=DEEP | {"depth": 19, "rates": (0.03, 0.1, 0.3), "draws": 5},
        variations={
            "other seeds": {"seeds": 100}, "seeds again": {"seeds": 200},
            "other digits": {"start": 5000}, "500 digits, 40 epochs": {"count": 500, "epochs": 40},
            "400 updates": {"epochs": 40}, "batches of 50": {"batch_size": 50, "epochs": 10},
            "width 30": {"width": 30}, "width 80": {"width": 80}, "13 layers": {"depth": 13},
            "5 layers": {"depth": 5},
            "five rates, 0.02 to 1": {"rates": (0.02, 0.03, 0.1, 0.3, 1.0), "draws": 3},
            "100 epochs": {"epochs": 100, "rates": (0.05, 0.3), "draws": 3},
        },
        limits={"5 layers": "With 19 layers", "100 epochs": "after 200 updates"},
    ),
    Claim(
        "parts",
        "The gradient by what enters a batch norm has lost two parts: over the batch it sums to 0, "
        "and so does it times x_hat (as long as the batch spreads more than eps).",
        measure=measured.parts_lost, holds=measured.both_gone,
        needs="less than a hundredth of each is left",
        base={"m": 8, "shape": "normal", "spread": 1.0, "offset": 0.0, "seeds": 0},
        variations={
            "batches of 3": {"m": 3}, "batches of 1000": {"m": 1000},
            "skewed": {"shape": "skewed"}, "mean 100": {"offset": 100.0},
            "std 0.1": {"spread": 0.1}, "std 100": {"spread": 100.0},
            "other seeds": {"seeds": 100}, "seeds again": {"seeds": 200},
            "std 0.001": {"spread": 0.001},
        },
        limits={"std 0.001": "spreads more than eps"},
    ),
    Claim(
        "size",
        "Weights before a batch norm that are all multiplied by one number give the same answers "
        "in training mode; their gradient is divided by it, and is orthogonal to them (unless they "
        "are so small that eps counts).",
        measure=measured.resized, holds=measured.only_the_pace,
        needs="answers, gradient times the number and the cosine, each to 2 %",
        base={
            "factor": 10.0, "layer": 2, "norm": True, "activation": "ReLU", "batch_size": 1000,
            "epochs": 0, "start": 0, "seeds": 0,
        },
        variations={
            "times 0.3": {"factor": 0.3}, "times 100": {"factor": 100.0}, "layer 1": {"layer": 1},
            "layer 5": {"layer": 5}, "tanh": {"activation": "tanh"},
            "batches of 10": {"batch_size": 10}, "after 5 epochs": {"epochs": 5},
            "other digits": {"start": 5000}, "other seeds": {"seeds": 100},
            "times 0.003": {"factor": 0.003}, "no batch norm": {"norm": False},
        },
        limits={"times 0.003": "so small that eps counts", "no batch norm": "before a batch norm"},
    ),
    Claim(
        "shrinking",
        "To shrink the weights before batch norms after every step does to the answers what a "
        "learning rate does that grows by 1 / shrink^2 a step (as long as that rate can train).",
        measure=measured.shrunk, holds=measured.same_answers,
        needs="95 % of the answers equal, more than without either; losses apart by less than 5 %",
        base={
            "lr": 0.03, "shrink": 0.995, "epochs": 20, "batch_size": 100, "depth": 5, "width": 50,
            "norm": "batch norm", "start": 0, "seeds": 0,
        },
        variations={
            "shrink 0.998": {"shrink": 0.998}, "rate 0.01": {"lr": 0.01},
            "10 epochs": {"epochs": 10}, "batches of 50": {"batch_size": 50, "epochs": 10},
            "2 layers": {"depth": 2}, "width 100": {"width": 100}, "other digits": {"start": 5000},
            "other seeds": {"seeds": 100}, "seeds again": {"seeds": 200},
            "shrink 0.98": {"shrink": 0.98}, "no batch norm": {"norm": "none"},
        },
        limits={
            "shrink 0.98": "as long as that rate can train", "no batch norm": "before batch norms",
        },
    ),
    Claim(
        "slow",
        "From large weights at a small rate batch norm learns more slowly: from std 0.3 at a rate "
        "of 0.01 the network without it has more of the training digits right after 20 epochs.",
        measure=measured_training.slow, holds=measured_training.behind,
        needs="without ahead by three standard errors",
        base=DEEP | {"std": 0.3, "lr": 0.01, "draws": 4},
        variations=AROUND
        | {
            "rate 0.005": {"lr": 0.005}, "std 0.5, rate 0.005": {"std": 0.5, "lr": 0.005},
            "rate 0.3": {"lr": 0.3}, "std 0.05": {"std": 0.05},
        },
        limits={
            "rate 0.3": "at a small rate", "std 0.05": "From large weights",
            "width 30": "From large weights",
        },
    ),
    Claim(
        "tolerance",
        "Batch norm forgives in gradient descent: of nine pairs of a std (0.01, 0.1, 0.5) and a "
        "rate (0.03, 0.1, 0.3; with momentum a tenth) at least twice as many bring 90 % of the "
        "training digits as without.",
        measure=measured_training.tolerance, holds=measured_training.forgives,
        needs="twice as many pairs, and two",
        base=DEEP
        | {"rule": "gradient descent", "stds": (0.01, 0.1, 0.5), "rates": (0.03, 0.1, 0.3)},
        variations=AROUND
        | {
            "3 layers": {"depth": 3}, "tanh": {"activation": "tanh"},
            "momentum": {"rule": "momentum", "rates": (0.003, 0.01, 0.03)},
            "Adam": {"rule": "Adam", "rates": (0.003, 0.01, 0.03)},
        },
        limits={"Adam": "in gradient descent"},
    ),
    Claim(
        "forgotten",
        "In training mode, by the statistics of batches of 8, a network with batch norm gets fewer "
        "new digits right than by its running averages (not by those of batches of 128).",
        measure=measured.forgotten, holds=measured.loses,
        needs="1.5 points lost, and three standard errors",
        base={
            "batch": 8, "trained_with": 100, "epochs": 20, "depth": 2, "width": 50, "lr": 0.1,
            "start": 0, "seeds": 0,
        },
        variations={
            "batches of 4": {"batch": 4}, "batches of 16": {"batch": 16},
            "trained with 32": {"trained_with": 32}, "trained with 8": {"trained_with": 8},
            "5 layers": {"depth": 5}, "width 100": {"width": 100}, "rate 0.3": {"lr": 0.3},
            "other digits": {"start": 5000}, "other seeds": {"seeds": 100},
            "batches of 128": {"batch": 128},
        },
        limits={"batches of 128": "not by those of batches of 128"},
    ),
    Claim(
        "disturbed",
        "In 200 updates a batch norm whose outputs are stretched and pushed at random in every "
        "step starts from weights that are too small for the network without (std 0.1, five layers "
        "of 50 units or more layers); and it gets fewer training digits right than an undisturbed "
        "one.",
        measure=measured_training.disturbed, holds=measured_training.costs_and_starts,
        needs="30 points over without; three standard errors behind batch norm",
        base=DEEP | {"std": 0.1, "lr": 0.1, "draws": 4},
        variations=AROUND
        | {
            "8 layers": {"depth": 8}, "std 0.05": {"std": 0.05}, "std 0.2": {"std": 0.2},
        },
        limits={
            "std 0.2": "std 0.1", "40 epochs": "In 200 updates", "batches of 50": "In 200 updates",
            "width 80": "of 50 units",
        },
    ),
    Claim(
        "ahead",
        "At a rate of 0.1 the loss four steps ahead along the gradient is higher at most looks "
        "without batch norm, and lower with it (not one step ahead, and not at a rate of 0.01).",
        measure=measured.ahead, holds=measured.only_without,
        needs="higher at over half of the looks without, at a fifth at most with",
        base={"lr": 0.1, "factor": 4, "start": 0.0, "epochs": 20, "place": 0, "seeds": 0},
        variations={
            "from std 0.2": {"start": 0.2}, "from std 0.3": {"start": 0.3},
            "rate 0.2": {"lr": 0.2}, "10 epochs": {"epochs": 10}, "40 epochs": {"epochs": 40},
            "other digits": {"place": 5000}, "other seeds": {"seeds": 100},
            "seeds again": {"seeds": 200}, "one step ahead": {"factor": 1},
            "rate 0.01": {"lr": 0.01},
        },
        limits={"one step ahead": "not one step ahead", "rate 0.01": "not at a rate of 0.01"},
    ),
    Claim(
        "still",
        "At a rate of 0.1 from He's start a layer deep inside is stiller with batch norm: its "
        "inputs move less for each image, and its gradient changes less when the layers before it "
        "take their step (not at a rate of 0.01, where its gradient changes more).",
        measure=measured.stillness, holds=measured.stiller,
        needs="each less by a quarter, means of two seeds",
        base={"lr": 0.1, "start": 0.0, "epochs": 20, "batch_size": 100, "place": 0, "seeds": 0},
        variations={
            "from std 0.2": {"start": 0.2}, "from std 0.3": {"start": 0.3},
            "rate 0.2": {"lr": 0.2}, "10 epochs": {"epochs": 10},
            "batches of 50": {"batch_size": 50, "epochs": 10}, "other digits": {"place": 5000},
            "other seeds": {"seeds": 100}, "seeds again": {"seeds": 200},
            "rate 0.01": {"lr": 0.01},
        },
        limits={"rate 0.01": "not at a rate of 0.01"},
    ),
)  # fmt: skip
