"""The conclusions of notebook 06b, each with what it rests on and what was varied around it."""

from functools import partial
from typing import Any

from course_lib.chapters.learning_rate_schedules_further import measured
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions
from course_lib.experiments.contests import compared

HERE: dict[str, Any] = {
    "seeds": 5, "data": "moons", "draw": 0, "points": 500, "noise": 0.2, "updates": 1000,
    "hidden": (16, 16), "activation": "relu", "batch_size": 10, "rule": "descent",
}  # fmt: skip
"""The notebook's problem; ``seeds`` is the first of those that judge."""

DIGITS = {"data": "digits", "points": 1000, "hidden": (32,)}

AROUND: dict[str, Conditions] = {
    "other seeds": {"seeds": 100},
    "another draw of the data": {"draw": 1},
    "each seed its own draw": {"draw": None},
    "more noise": {"noise": 0.3},
    "width 64": {"hidden": (64, 64)},
    "tanh": {"activation": "tanh"},
    "circles": {"data": "circles"},
    "1000 digits": DIGITS,
    "momentum": {"rule": "momentum"},
    "batches of 2": {"batch_size": 2},
    "batches of 25": {"batch_size": 25},
}
HALF, TWICE = "a budget of 500", "a budget of 2000"
BUDGETS: dict[str, Conditions] = {HALF: {"updates": 500}, TWICE: {"updates": 2000}}

LARGE = HERE | {"batch_size": 100, "updates": 300, "peak": 3.2}

ADAM: dict[str, Any] = {
    "seeds": 5, "data": "digits", "draw": 0, "points": 1000, "hidden": (32,) * 4, "updates": 400,
    "batch_size": 32, "activation": "relu", "rule": "Adam",
}  # fmt: skip

AROUND_ADAM: dict[str, Conditions] = {
    "other seeds": {"seeds": 100},
    "other digits": {"draw": 7},
    "each seed its own digits": {"draw": None},
    "28 x 28 pixels": {"data": "images"},
    "300 digits": {"points": 300},
    "one hidden layer": {"hidden": (32,)},
    "six hidden layers": {"hidden": (32,) * 6},
    "a budget of 800": {"updates": 800},
    "batches of 100": {"batch_size": 100},
    "tanh": {"activation": "tanh"},
    "moons": {"data": "moons", "points": 500, "hidden": (16, 16), "batch_size": 10,
              "updates": 1000},
}  # fmt: skip

CLAIMS = (
    Claim(
        "elsewhere",
        "On moons and circles a cosine, one cycle, restarts and hold-then-decay, each at its own "
        "peak, all end lower in training loss than the best constant rate, and none by a tenth "
        "lower than the cosine.",
        measure=measured.elsewhere, holds=measured.all_fall_lower,
        needs="each below constant by 3 errors, none 10 % and 3 errors below cosine",
        base=HERE, variations=AROUND | BUDGETS
        | {"3000 digits": DIGITS | {"points": 3000}},
        limits={"1000 digits": "On moons and circles", "3000 digits": "On moons and circles"},
    ),
    Claim(
        "plateau",
        "On moons and circles, in a run of 20 epochs or more, a plateau rule with a patience of 3 "
        "epochs ends lower in training loss than the best constant rate.",
        measure=measured.plateau, holds=partial(measured.lower, "on plateau", "constant"),
        needs="lower by 3 errors",
        base=HERE, variations=AROUND | BUDGETS
        | {"1000 digits, 40 epochs": DIGITS | {"updates": 4000}},
        limits=dict.fromkeys(("batches of 2", HALF), "of 20 epochs or more")
        | dict.fromkeys(("1000 digits", "1000 digits, 40 epochs"), "On moons and circles"),
    ),
    Claim(
        "cut_short",
        "On moons and circles a cosine made for twice the budget and stopped ends higher in "
        "training loss than one made for the budget.",
        measure=measured.cut_short,
        holds=lambda n: compared(n["made for twice, stopped"], n["made for it"]).higher,
        needs="higher by 3 errors",
        base=HERE, variations=AROUND | BUDGETS,
        limits={"1000 digits": "On moons and circles"},
    ),
    Claim(
        "branches",
        "One run that holds its peak serves two budgets of at least 500 updates, the whole and a "
        "half: a fall over the last 40 % ends no more than 5 % above the cosine made for it.",
        measure=measured.one_run_for_all, holds=measured.branches_keep_up,
        needs="within 5 %, at half the budget and at the whole",
        base=HERE | {"share": 0.4}, variations=AROUND | BUDGETS
        | {
            "a fall over the last 20 %": {"share": 0.2},
            "a fall over the last 10 %": {"share": 0.1},
        },
        limits={HALF: "at least 500 updates", "a fall over the last 10 %": "the last 40 %"},
    ),
    Claim(
        "batches",
        "Ten times the batch half way ends within 5 % of the loss of a smaller rate, be it a third "
        "or a twentieth of it, in little more than half of the updates.",
        measure=measured.larger_batch, holds=measured.same_loss_in_fewer,
        needs="within 5 %, in less than 0.6 of the updates",
        base=HERE | {"factor": 10}, variations=AROUND | {TWICE: BUDGETS[TWICE]}
        | {
            "the full rate": {"factor": 1},
            "half of the rate": {"factor": 2},
            "a third of the rate": {"factor": 3},
            "a fifth of the rate": {"factor": 5},
            "a twentieth of the rate": {"factor": 20},
            "a hundredth of the rate": {"factor": 100},
        },
        limits={"the full rate": "a smaller rate", "a hundredth of the rate": "a twentieth"},
    ),
    Claim(
        "large_batches",
        "On moons of noise 0.2, with batches of 100 and a peak of 3.2, fewer runs fail with a "
        "warm-up than without one.",
        measure=measured.cold_fails, holds=measured.fewer_fail,
        needs="fewer by 3 errors of the difference of two counts",
        base=LARGE,
        variations={
            "other seeds": {"seeds": 1000},
            "another draw of the data": {"draw": 1},
            "each seed its own draw": {"draw": None},
            "more noise": {"noise": 0.3},
            "width 64": {"hidden": (64, 64)},
            "a budget of 600": {"updates": 600},
            "batches of 50": {"batch_size": 50},
            "a peak of 2.4": {"peak": 2.4},
            "a peak of 1.6": {"peak": 1.6},
        },
        limits={
            "more noise": "noise 0.2",
            "a peak of 2.4": "a peak of 3.2",
            "a peak of 1.6": "a peak of 3.2",
        },
    ),
    Claim(
        "warm_up",
        "With Adam and ReLUs on 1000 digits, a warm-up ends lower in training loss than a cold "
        "beginning, each at its own peak.",
        measure=measured.warm_up_begins, holds=partial(measured.lower, "warm-up 30 %", "cold"),
        needs="lower by 3 errors",
        base=ADAM, variations=AROUND_ADAM | {"beta2 0.99": {"rule": "Adam, beta2 0.99"}},
        limits={"300 digits": "1000 digits", "tanh": "ReLUs", "moons": "digits"},
    ),
    Claim(
        "radam",
        "On 1000 digits RAdam ends lower in training loss than Adam without a warm-up, with ReLUs "
        "and with tanh, each at its own peak.",
        measure=measured.radam_begins, holds=partial(measured.lower, "RAdam", "cold"),
        needs="lower by 3 errors",
        base=ADAM, variations=AROUND_ADAM | {"beta2 0.99": {"rule": "Adam, beta2 0.99"}},
        limits={"moons": "digits"},
    ),
)  # fmt: skip
