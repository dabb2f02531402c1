"""What notebook 10b concludes, each with what it rests on; see ``course_lib.claims``."""

from typing import Any

from course_lib.chapters.models_in_use import measured
from course_lib.claims import Claim

RECIPE = {
    "count": 20_000, "start": 0, "epochs": 4, "hidden": (100,), "activation": "ReLU",
    "rule": "Adam", "seed": 0, "pixelwise": False, "test": 0,
}  # fmt: skip
AROUND: dict[str, dict[str, Any]] = {
    "other seeds": {"seed": 100},
    "other digits": {"start": 30_000},
    "other test digits": {"test": 5000},
    "2000 digits": {"count": 2000, "epochs": 10},
    "1 epoch": {"epochs": 1},
    "two hidden layers": {"hidden": (100, 100)},
    "no hidden layer": {"hidden": ()},
    "tanh": {"activation": "tanh"},
    "gradient descent": {"rule": "gradient descent"},
    "a mean for each pixel": {"pixelwise": True},
}
RUN = {
    "rule": "Adam", "stop": 30, "end": 60, "updates": 400, "rate": 1.0, "drop_rate": 0.2,
    "schedule": True, "seed": 0, "start": 0, "width": 32, "batch_size": 50, "norm": False,
    "examples": 500,
}  # fmt: skip
OTHER_RULES = (
    "gradient descent", "momentum", "damped momentum", "Nesterov", "AdaGrad", "RMSProp", "AdamW",
    "RAdam",
)  # fmt: skip

CLAIMS = (
    Claim(
        "dark_on_light",
        "A dense network that has learnt light digits on dark names less than a fifth of dark ones "
        "on light, and is surer of them than it is right.",
        measure=measured.dark_on_light, holds=measured.below_twenty,
        needs="below 20 % right; sure by 30 points more than that",
        base=RECIPE, variations=AROUND,
    ),
    Claim(
        "elsewhere",
        "Four pixels to the side cost a dense network on digits more than half of its right "
        "answers; centred as its own were, it has them again.",
        measure=measured.elsewhere, holds=measured.lost_and_found,
        needs="below half when moved, within 2 points when prepared",
        base=RECIPE | {"pixels": 4},
        variations=AROUND | {
            "four to the left": {"pixels": -4}, "six pixels": {"pixels": 6},
            "two pixels": {"pixels": 2},
        },
        limits={"two pixels": "Four pixels"},
    ),
    Claim(
        "size_alone",
        "Scaling to the same box gives back most of what a digit's size costs, and less than half "
        "of what its tilt or the thickness of its lines costs.",
        measure=measured.not_mended, holds=measured.size_alone,
        needs="over half back for size, below half for the others; each costs 5 points or more",
        base=RECIPE | {"size": 12.0, "tilt": -30.0, "thick": -2 / 3},
        variations=AROUND | {
            "tilted to the right": {"tilt": 30.0}, "thicker": {"thick": 4 / 3},
            "larger": {"size": 28.0},
        },
    ),
    Claim(
        "never_none",
        "Softmax has no answer for none: of pictures of clothes a network for digits is more than "
        "half sure on average, and of some above 90 %.",
        measure=measured.no_digit, holds=measured.sure_of_nothing,
        needs="mean above 50 %, more than one in twenty above 90 %",
        base=RECIPE | {"shown": "clothes"},
        variations=AROUND | {
            "noise": {"shown": "noise"}, "digits, their pixels shuffled":
            {"shown": "shuffled pixels"},
        },
        limits={"digits, their pixels shuffled": "of pictures of clothes"},
    ),
    Claim(
        "forgotten",
        "With ReLU, and one mean and one std for all pixels, a forgotten normalization hardly "
        "shows in the right answers (at most ten points), but in the certainty: it falls, and with "
        "pixels to 255 it is complete.",
        measure=measured.forgotten, holds=measured.hardly_seen,
        needs="at most 10 points lost; certainty 20 points lower, above 99 % with 255",
        base=RECIPE, variations=AROUND,
        limits={"tanh": "With ReLU", "a mean for each pixel": "one mean and one std"},
    ),
    Claim(
        "bit_for_bit",
        "From network, rule's state, step count and random streams a run goes on bit for bit, with "
        "dropout, a schedule and any of the engine's rules for networks.",
        measure=measured.bit_for_bit, holds=measured.the_same,
        needs="no weight and no loss differs",
        base=RUN,
        variations={
            "other seeds": {"seed": 100}, "other digits": {"start": 3000},
            **{rule: {"rule": rule} for rule in OTHER_RULES},
            "batch norm": {"norm": True}, "no schedule": {"schedule": False},
            "no dropout": {"drop_rate": 0.0}, "after 1 update": {"stop": 1},
            "a short last batch": {"batch_size": 33},
        },
    ),
    Claim(
        "memory",
        "Without its memory AdaGrad takes its first steps at full length again, and the loss jumps "
        "by a tenth or more; Adam, whose averages are corrected, moves it by less, at its usual "
        "rate.",
        measure=measured.without_memory, holds=measured.one_jumps,
        needs="a tenth of the loss or more in each of three runs; below it in each",
        base={key: value for key, value in RUN.items() if key != "rule"}
        | {"jumps": "AdaGrad", "rests": "Adam", "stop": 100, "end": 105},
        variations={
            "other seeds": {"seed": 100}, "other digits": {"start": 3000},
            "ended at 60": {"stop": 60, "end": 65}, "ended at 150": {"stop": 150, "end": 155},
            "twice the rate": {"rate": 2.0}, "no dropout": {"drop_rate": 0.0},
            "no schedule": {"schedule": False}, "width 64": {"width": 64},
            "batches of 25": {"batch_size": 25}, "momentum for Adam": {"rests": "momentum"},
            "RMSProp for AdaGrad": {"jumps": "RMSProp"}, "five times the rate": {"rate": 5.0},
        },
        limits={"RMSProp for AdaGrad": "AdaGrad", "twice the rate": "at its usual rate",
                "five times the rate": "at its usual rate"},
    ),
)  # fmt: skip
