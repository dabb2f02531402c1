"""What notebook 03 concludes, each with what it rests on; see ``course_lib.claims``."""

from typing import Any

from course_lib.chapters.regularization import measured
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions

HERE: dict[str, Any] = {
    "first": 0, "images": 300, "layers": 6, "units": 100, "lr": 0.01, "activation": "relu",
    "epochs": 201,
}  # fmt: skip
"""The notebook's network; the first set of digits, and with it the first of the seeds."""

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
LONGER: dict[str, Any] = HERE | {"epochs": 301}

CLAIMS = (
    Claim(
        "smaller",
        "On 300 digits one hidden layer gets more new digits right than six, and so does the "
        "nearest neighbour, which learns nothing.",
        measure=measured.smaller, holds=measured.smaller_is_better,
        needs="more, each by three errors, over five sets of digits",
        base=HERE, variations=AROUND | {"twice the epochs": {"epochs": 402}},
    ),
    Claim(
        "surer",
        "Once the training digits are learned, the loss on new digits rises while their errors do "
        "not: the network grows surer, where it is wrong, too.",
        measure=measured.halves, holds=measured.grows_surer,
        needs="second half: loss and confidence up by 3 errors, accuracy not down a point",
        base=HERE, variations=AROUND | {"twice the epochs": {"epochs": 402}},
    ),
    Claim(
        "gap",
        "A smaller gap is no better network: the smallest belongs to the one that has learned "
        "nothing.",
        measure=measured.gaps, holds=measured.small_gap_is_no_merit,
        needs="lambda 0, 0.1, 0.3: gap and accuracy on new digits fall, by three errors",
        base=HERE, variations=AROUND,
    ),
    Claim(
        "little",
        "Weight decay of 0.02 gains a little, less than two points: pairs can tell it with half of "
        "the error or less.",
        measure=measured.gains, holds=measured.little_but_real,
        needs="3 errors, under 2 points; the paired error half of the unpaired or less",
        base=HERE | {"count": 6, "remedies": ["none", "L2 0.02"]}, variations=AROUND,
    ),
    Claim(
        "kept",
        "Dropout keeps the mean of the next layer's input; over six layers of ReLU it grows, and "
        "training takes back more than half of the growth.",
        measure=measured.signals, holds=measured.mean_is_kept_next_door,
        needs="layer 1 within 5 %; the last above 1.3, and trained less than half of the excess",
        base=LONGER | {"rate": 0.2},
        variations=AROUND | {"rate 0.1": {"rate": 0.1}, "rate 0.5": {"rate": 0.5}},
    ),
    Claim(
        "knowledge",
        "What you know about digits is worth more than a penalty: shifts of two pixels gain more "
        "than weight decay or a little dropout, and what is wrong, flips, costs points.",
        measure=measured.gains, holds=measured.knowledge_pays,
        needs="each by three errors",
        base=LONGER
        | {"count": 3, "remedies": ["none", "L2 0.02", "dropout 0.02", "shift 2", "flip half"]},
        variations=AROUND,
    ),
    Claim(
        "time",
        "A strong remedy needs time: shifts of up to four pixels cost points after 301 epochs, and "
        "gain some after 1001.",
        measure=measured.at_two_budgets, holds=measured.strong_needs_time,
        needs="lower, then higher than without, by three errors",
        base=LONGER | {"longer": 1001}, variations=AROUND,
    ),
)  # fmt: skip
