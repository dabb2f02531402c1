"""What notebook 03 concludes, each with what it rests on; see ``course_lib.claims``."""

from typing import Any

from course_lib.chapters.regularization import measured
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions

NETWORK: dict[str, Any] = {
    "first": 0, "images": 300, "layers": 6, "units": 100, "lr": 0.01, "activation": "relu",
}  # fmt: skip
"""The notebook's network; the first set of digits, and with it the first of the seeds."""
HERE = NETWORK | {"soon": 101, "epochs": 201, "late": 301}

AROUND: dict[str, Conditions] = {
    "other digits, other seeds": {"first": 10},
    "still other digits": {"first": 20},
    "100 digits": {"images": 100},
    "1000 digits": {"images": 1000},
    "three layers": {"layers": 3},
    "50 units": {"units": 50},
    "tanh": {"activation": "tanh"},
    "three times the rate": {"lr": 0.03},
}

CLAIMS = (
    Claim(
        "smaller",
        "On 300 digits, at this rate, after 201 epochs, one hidden layer gets more new digits "
        "right than six of ReLU, and so does the nearest neighbour, which learns nothing.",
        measure=measured.rivals, holds=measured.smaller_is_better,
        needs="each on both sets, and by a point on average, after 201 epochs",
        base=HERE, variations=AROUND,
        limits={
            "100 digits": "On 300 digits",
            "1000 digits": "On 300 digits",
            "three layers": "than six",
            "tanh": "of ReLU",
            "three times the rate": "at this rate",
        },
    ),
    Claim(
        "surer",
        "In six layers of ReLU, once the training digits are learned, the loss on new digits "
        "rises and their errors do not: the network grows surer, where it is wrong, too.",
        measure=measured.remedies, holds=measured.grows_surer,
        needs="epochs 101 to 301: loss and confidence up, accuracy not down by a point",
        base=HERE | {"names": ["none"]}, variations=AROUND | {"one layer": {"layers": 1}},
        limits={
            "1000 digits": "once the training digits are learned",
            "three layers": "In six layers",
            "50 units": "once the training digits are learned",
            "tanh": "of ReLU",
            "one layer": "In six layers",
        },
    ),
    Claim(
        "gap",
        "A smaller gap is no better network: the smallest belongs to the one that has learned "
        "nothing.",
        measure=measured.remedies, holds=measured.small_gap_is_no_merit,
        needs="lambda 0.3: a third of the gap or less, ten points lower or more",
        base=HERE | {"names": ["none", "L2 0.3"]}, variations=AROUND,
    ),
    Claim(
        "confidence",
        "In six layers of ReLU, weight decay of 0.02 mends the confidence more than the errors: "
        "of the loss on new digits it takes a larger part than of their number.",
        measure=measured.remedies, holds=measured.mends_confidence,
        needs="after 301 epochs: the loss lower, and by a larger share than the errors",
        base=HERE | {"names": ["none", "L2 0.02"]}, variations=AROUND,
        limits={
            "three layers": "In six layers",
            "tanh": "of ReLU",
        },
    ),
    Claim(
        "kept",
        "Dropout keeps the mean of what the next layer hears; over six layers of ReLU it grows, "
        "and at drop rates up to 0.2 training takes back more than half of the growth.",
        measure=measured.signals, holds=measured.mean_is_kept_next_door,
        needs="layer 1 within 5 %; the last 1.2 or more; trained, less than half the excess",
        base=NETWORK | {"rate": 0.2, "late": 301},
        variations=AROUND | {"a rate of 0.1": {"rate": 0.1}, "a rate of 0.5": {"rate": 0.5}},
        limits={
            "tanh": "of ReLU",
            "a rate of 0.5": "at drop rates up to 0.2",
        },
    ),
    Claim(
        "knowledge",
        "What you know about the data pays: with 300 digits and six layers of 100 ReLUs, shifts "
        "of up to two pixels gain two points and more after 301 epochs, and what is wrong of "
        "digits, flipping half of them, costs two points and more.",
        measure=measured.remedies, holds=measured.knowledge_pays,
        needs="two points, both ways, after 301 epochs",
        base=HERE | {"names": ["none", "shift 2", "flip half"]}, variations=AROUND,
        limits={
            "100 digits": "with 300 digits",
            "1000 digits": "with 300 digits",
            "three layers": "six layers of 100",
            "50 units": "six layers of 100",
            "tanh": "ReLUs",
        },
    ),
    Claim(
        "time",
        "A strong remedy needs time: at this rate, with 300 digits and six layers of ReLU, "
        "shifts of up to two pixels cost accuracy after 101 epochs, and gain two points or more "
        "after 301.",
        measure=measured.remedies, holds=measured.strong_needs_time,
        needs="lower, then two points higher",
        base=HERE | {"names": ["none", "shift 2"]}, variations=AROUND,
        limits={
            "100 digits": "with 300 digits",
            "1000 digits": "with 300 digits",
            "three layers": "six layers",
            "tanh": "of ReLU",
            "three times the rate": "at this rate",
        },
    ),
)  # fmt: skip
