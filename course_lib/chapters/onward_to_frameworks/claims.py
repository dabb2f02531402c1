"""The conclusions of notebook 11, each with what it rests on and what was varied around it."""

from functools import partial
from typing import Any

from course_lib.chapters.onward_to_frameworks import measured
from course_lib.chapters.onward_to_frameworks.slips import CLEAR, ONE_OPTIMIZER, PER_EPOCH
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions

RUNS: dict[str, Any] = {
    "seeds": 0, "runs": 10, "epochs": 10, "batch_size": 50, "count": 1000, "width": 32,
    "hidden": 2, "batch_norm": True, "images": "digits",
}  # fmt: skip
ADAM = RUNS | {"rule": "Adam", "lr": 0.01, "gamma": 0.8}
PLAIN = RUNS | {"batch_norm": False}
AROUND: dict[str, Conditions] = {
    "other digits and starts": {"seeds": 1000},
    "clothes": {"images": "clothes"},
    "batches of 20": {"batch_size": 20},
    "batches of 100": {"batch_size": 100},
    "64 units": {"width": 64},
    "one hidden layer": {"hidden": 1},
    "500 digits": {"count": 500},
    "20 epochs": {"epochs": 20},
}
RATES: dict[str, Conditions] = {
    "a tenth of the rate": {"lr": 0.001}, "a third of it": {"lr": 0.003},
    "ten times the rate": {"lr": 0.1},
}  # fmt: skip
RULES: dict[str, Conditions] = {
    "momentum": {"rule": "momentum", "lr": 0.05},
    "gradient descent": {"rule": "descent", "lr": 0.5},
    "no batch norm": {"batch_norm": False},
}

CLAIMS = (
    Claim(
        "gradients",
        "Forty lines that know six operations give the gradients of the engine's hand-written way "
        "back, to rounding: 1e-12 of the largest.",
        measure=measured.gradients, holds=measured.to_rounding,
        needs="no further apart than 1e-12 of the largest gradient",
        base={"hidden": 2, "width": 32, "batch_size": 50, "scale": 1.0, "images": "digits",
              "seeds": 0},
        variations={
            "other digits and start": {"seeds": 1000}, "no hidden layer": {"hidden": 0},
            "8 hidden layers": {"hidden": 8}, "3 units": {"width": 3}, "300 units": {"width": 300},
            "one example": {"batch_size": 1}, "1000 examples": {"batch_size": 1000},
            "pixels to 255": {"scale": 255.0}, "pixels to 0.001": {"scale": 0.001},
            "clothes": {"images": "clothes"},
        },
    ),
    Claim(
        "typed",
        "A rate that suits momentum with (1 - beta) reads over 5 points fewer digits when it is "
        "typed unchanged into momentum without it (beta 0.9, rates of 0.5 and more); a "
        "tenth of it gives the same run.",
        measure=measured.typed, holds=measured.another_rule,
        needs="fewer by 3 errors and 5 points; at a tenth apart by 1e-6 at most",
        base=PLAIN | {"lr": 1.0},
        variations=AROUND | {
            "rate 0.5": {"lr": 0.5}, "rate 0.3": {"lr": 0.3}, "rate 0.1": {"lr": 0.1},
            "batch norm": {"batch_norm": True},
        },
        limits={"rate 0.3": "rates of 0.5 and more", "rate 0.1": "rates of 0.5 and more"},
    ),
    Claim(
        "clear",
        "Gradients that are never set to zero cost 2 points and more of the right answers, at a "
        "rate that suits the run where they are; at one that is too low they may help.",
        measure=partial(measured.one_slip, CLEAR), holds=measured.costs_two_points,
        needs="fewer by 3 errors and 2 points", base=ADAM, variations=AROUND | RULES | RATES,
        limits=dict.fromkeys(["a tenth of the rate", "a third of it"], "at a rate that suits"),
    ),
    Claim(
        "twice",
        "A softmax before a cross-entropy that takes logits keeps the printed loss of ten classes "
        "above 1.46; with batch norm Adam hides it otherwise (within 5 points), and gradient "
        "descent loses over 5, at rates up to 1 (at higher ones less).",
        measure=measured.hidden_by_adam, holds=measured.adam_hides_it,
        needs="printed above 1.46; Adam within 5 points, descent behind by 5",
        base=RUNS | {"descent_lr": 0.5},
        variations=AROUND | {
            "no batch norm": {"batch_norm": False}, "descent at 0.2": {"descent_lr": 0.2},
            "descent at 1": {"descent_lr": 1.0}, "descent at 2": {"descent_lr": 2.0},
            "80 epochs": {"epochs": 80},
        },
        limits={"no batch norm": "with batch norm", "descent at 2": "at rates up to 1"},
    ),
    Claim(
        "per_batch",
        "A decay to 0.9 and less, meant for each epoch and made at each batch, costs 2 points and "
        "more.",
        measure=partial(measured.one_slip, PER_EPOCH), holds=measured.costs_two_points,
        needs="fewer by 3 errors and 2 points", base=ADAM,
        variations=AROUND | RULES | RATES | {
            "to 0.9": {"gamma": 0.9}, "to 0.5": {"gamma": 0.5}, "to 0.99": {"gamma": 0.99},
        },
        limits={"to 0.99": "to 0.9 and less"},
    ),
    Claim(
        "memory",
        "An Adam made anew at each epoch, its memory lost, costs a point and a half of the right "
        "answers at most; where updates are few or the rate is low, it may even gain.",
        measure=partial(measured.one_slip, ONE_OPTIMIZER), holds=measured.costs_little,
        needs="fewer by 1.5 points at most", base=ADAM,
        variations=AROUND | RULES | RATES | {
            "batches of 500": {"batch_size": 500}, "a constant rate": {"gamma": 1.0},
        },
    ),
    Claim(
        "eval",
        "Batch norm that is tested without eval() costs 3 points at most in mixed batches of 50, "
        "over 10 points in batches of 4, and most answers where a batch holds one class.",
        measure=measured.eval_forgotten, holds=measured.depends_on_the_batch,
        needs="50: within 3 points; 4: fewer by 10; class by class: below 50 %",
        base=ADAM | {"few": 4, "many": 50},
        variations=AROUND | RULES | {"batches of 200 in the test": {"many": 200}},
        limits={"no batch norm": "Batch norm that is tested"},
    ),
    Claim(
        "sum",
        "Without a penalty Adam trains with the sum of a batch's losses as it does with their "
        "mean; gradient descent, at the rate that suits the mean, loses over 20 points.",
        measure=measured.sum_or_mean, holds=measured.only_adam_is_blind,
        needs="Adam within a point; descent behind by 3 errors and 20 points",
        base=RUNS | {"descent_lr": 0.5},
        variations=AROUND | {
            "no batch norm": {"batch_norm": False}, "descent at 0.2": {"descent_lr": 0.2},
            "descent at 0.1": {"descent_lr": 0.1},
        },
        limits={"descent at 0.1": "at the rate that suits the mean"},
    ),
)  # fmt: skip
