"""What notebook 05c concludes, each with what it rests on; see ``course_lib.claims``."""

from typing import Any

from course_lib.chapters.optimizers_in_practice import measured, measured_steps
from course_lib.claims import Claim

POINTS = {
    "data": "moons", "points": 300, "noise": 0.2, "width": 16, "activation": "ReLU",
    "rule": "descent", "seeds": 0,
}  # fmt: skip
AROUND_POINTS: dict[str, dict[str, Any]] = {
    "other seeds": {"seeds": 100},
    "seeds again": {"seeds": 200},
    "noise 0.1": {"noise": 0.1},
    "noise 0.3": {"noise": 0.3},
    "width 50": {"width": 50},
    "tanh": {"activation": "tanh"},
}
DIGITS = {
    "strength": 0.1, "lr": 0.001, "epochs": 100, "batch_size": 100, "width": 50, "first": 0,
    "images": 300, "seeds": 0,
}  # fmt: skip

CLAIMS = (
    Claim(
        "equal",
        "At a small rate of gradient descent the number of updates decides, not the batch: after "
        "500 updates at 0.03 batches of 8, 64 and 300 end at the same loss on moons, within 10 %; "
        "at 0.3 they do not.",
        measure=measured.equal_updates, holds=measured.alike,
        needs="the highest of the mean losses within 10 % of the lowest",
        base=POINTS | {"lr": 0.03, "sizes": (300, 64, 8), "updates": 500},
        variations=AROUND_POINTS | {
            "rate 0.01": {"lr": 0.01}, "rate 0.1": {"lr": 0.1}, "rate 0.3": {"lr": 0.3},
            "1500 updates": {"updates": 1500}, "circles": {"data": "circles", "noise": 0.1},
            "single examples": {"sizes": (300, 64, 1)},
            "momentum, 0.003": {"rule": "momentum", "lr": 0.003},
            "Adam, 0.001": {"rule": "Adam", "lr": 0.001},
        },
        limits={"rate 0.3": "at 0.3 they do not", "Adam, 0.001": "of gradient descent"},
    ),
    Claim(
        "scaling",
        "On 300 moons, after equal epochs, batches of 64 at 16 times the rate end where batches "
        "of 4 do, within 15 %, by the median of nine draws; all 300 at once, at 75 times the "
        "rate, do not get there: that rate, 3, is no longer usable.",
        measure=measured.scaled, holds=measured.holds_and_ends,
        needs="within 15 %; the rate kept, and the whole set, more than 15 % higher",
        base=POINTS | {"each": 0.01, "small": 4, "large": 64, "whole": 300, "epochs": 20},
        variations=AROUND_POINTS | {
            "10 epochs": {"epochs": 10}, "40 epochs": {"epochs": 40},
            "from batches of 2": {"small": 2}, "0.005 for each example": {"each": 0.005},
            "0.001 for each example": {"each": 0.001},
            "circles": {"data": "circles", "noise": 0.1},
        },
        limits={"circles": "On 300 moons",
                "0.005 for each example": "that rate, 3, is no longer usable",
                "0.001 for each example": "that rate, 3, is no longer usable"},
    ),
    Claim(
        "noise",
        "The batch size at which noise and full gradient are equally long grows at least fivefold "
        "in the first 300 updates.",
        measure=measured.scale_grows, holds=measured.grown,
        needs="in each of four networks five times as large at least",
        base=POINTS | {"lr": 0.1, "updates": 300},
        variations=AROUND_POINTS | {
            "1000 updates": {"updates": 1000}, "rate 0.3": {"lr": 0.3},
            "1000 points": {"points": 1000}, "circles": {"data": "circles", "noise": 0.1},
        },
    ),
    Claim(
        "clipping",
        "Recurrent ReLU networks of 10 units that add up 20 numbers, in batches of 20: with a "
        "limit of five times the usual norm at least seven of eight learn it in 1000 updates; "
        "without one, at the best of five rates, fewer do (in 2000 updates as many), and few or "
        "none with a tenth of that norm at the same rate; at a thirty times larger rate nearly all "
        "do.",
        measure=measured.clipping, holds=measured.clipping_helps,
        needs="seven of eight learn; fewer without a limit, three fewer with the tight one, and "
        "seven with it at the largest rate",
        base={"length": 20, "width": 10, "batch": 20, "gain": 1.0, "activation": "ReLU",
              "rates": (0.01, 0.015, 0.02, 0.03, 0.1), "lr": 0.03, "faster": (0.3, 1.0),
              "times": 5.0, "updates": 1000, "seeds": 0},
        variations={
            "other seeds": {"seeds": 100}, "seeds again": {"seeds": 200},
            "3 times": {"times": 3.0}, "10 times": {"times": 10.0},
            "batches of 40": {"batch": 40}, "width 20": {"width": 20},
            "30 numbers": {"length": 30}, "10 numbers": {"length": 10},
            "2000 updates": {"updates": 2000},
        },
        limits={"2000 updates": "in 2000 updates as many", "batches of 40": "in batches of 20",
                "width 20": "of 10 units", "30 numbers": "20 numbers", "10 numbers": "20 numbers"},
    ),
    Claim(
        "spared",
        "Under Adam an L2 penalty spares the weights whose gradients are large; AdamW shrinks all "
        "alike. Of four weights L2 leaves at least twice as much of that with the largest as of "
        "that with the smallest, after 1000 steps at 0.001; after as many at 0.0005 not yet.",
        measure=measured_steps.spared, holds=measured_steps.large_ones_are_spared,
        needs="L2 leaves twice as much of the weight with the largest; AdamW alike within 10 %",
        base={"strength": 1.0, "lr": 0.001, "beta2": 0.999, "steps": 1000, "seeds": 0},
        variations={
            "lambda 0.1": {"strength": 0.1}, "lambda 0.3": {"strength": 0.3},
            "lambda 3": {"strength": 3.0}, "rate 0.0005": {"lr": 0.0005},
            "2000 steps": {"steps": 2000}, "beta2 0.99": {"beta2": 0.99},
            "beta2 0.9": {"beta2": 0.9}, "other series": {"seeds": 100},
        },
        limits={"rate 0.0005": "after as many at 0.0005 not yet"},
    ),
    Claim(
        "swap",
        "A lambda of 0.1 costs more than five points of right answers as L2 under Adam, and "
        "nothing as AdamW: 300 digits, 30 epochs or more.",
        measure=measured_steps.costs, holds=measured_steps.l2_costs_and_adamw_does_not,
        needs="L2 five points in each of five networks; AdamW half a point at most, on average",
        base=DIGITS,
        variations={
            "other seeds": {"seeds": 100}, "other digits": {"first": 5000},
            "digits again": {"first": 12_000}, "rate 0.003": {"lr": 0.003},
            "200 epochs": {"epochs": 200}, "30 epochs": {"epochs": 30},
            "batches of 30": {"batch_size": 30}, "width 25": {"width": 25},
            "lambda 0.3": {"strength": 0.3},
            "lambda 0.01": {"strength": 0.01},
        },
        limits={"lambda 0.01": "A lambda of 0.1"},
    ),
    Claim(
        "nesterov",
        "On a quadratic Nesterov explodes at a lower rate than momentum; each at its own best "
        "rate, it arrives sooner where beta is clearly larger than the ravine asks for, "
        "((sqrt k - 1) / (sqrt k + 1))^2 with the condition number k, and later where it is not.",
        measure=measured_steps.nesterov, holds=measured_steps.limits_hold,
        needs="both explode 1 % above their limits; Nesterov sooner",
        base={"condition": 20.0, "beta": 0.9, "dims": 2, "scale": 1.0, "seeds": 0},
        variations={
            "k 5": {"condition": 5.0}, "k 100": {"condition": 100.0},
            "k 1000, beta 0.99": {"condition": 1000.0, "beta": 0.99},
            "k 100, beta 0.99": {"condition": 100.0, "beta": 0.99},
            "beta 0.7": {"beta": 0.7}, "ten dimensions": {"dims": 10},
            "ten others": {"dims": 10, "seeds": 1}, "all curvatures x 30": {"scale": 30.0},
            "k 1000": {"condition": 1000.0}, "beta 0.4": {"beta": 0.4},
            "k 1000, beta 0.8": {"condition": 1000.0, "beta": 0.8},
        },
        limits={"k 1000": "clearly larger", "beta 0.4": "and later where it is not",
                "k 1000, beta 0.8": "and later where it is not"},
    ),
    Claim(
        "epsilon",
        "Epsilon inside the root does what its own root does outside: Adam's way is the same "
        "within a factor of the root of 2, whatever the size of the gradients.",
        measure=measured_steps.epsilon, holds=measured_steps.within_root_two,
        needs="0.99 to 1.43 times as far",
        base={"size": 1e-6, "eps": 1e-8, "steps": 100, "beta2": 0.999, "seeds": 0},
        variations={
            "gradients of 1e-4": {"size": 1e-4}, "gradients of 1e-2": {"size": 1e-2},
            "gradients of 1e-8": {"size": 1e-8}, "eps 1e-4": {"eps": 1e-4},
            "eps 1e-12": {"eps": 1e-12}, "1000 steps": {"steps": 1000},
            "beta2 0.9": {"beta2": 0.9}, "other noise": {"seeds": 100},
        },
    ),
)  # fmt: skip
