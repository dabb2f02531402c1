"""What notebook 10 concludes, each with what it rests on; see ``course_lib.claims``."""

from typing import Any

from course_lib.chapters.transfer_learning import measured
from course_lib.claims import Claim

BASE: dict[str, Any] = {
    "per_class": 5, "seeds": 0, "by": 2, "hidden": [64, 64], "passes": 60, "draw": 0,
    "longer": 1.0,
}  # fmt: skip
AROUND: dict[str, dict[str, Any]] = {
    "other seeds": {"seeds": 100},
    "other digits": {"draw": 1},
    "wandering by 1": {"by": 1},
    "wandering by 3": {"by": 3},
    "width 32": {"hidden": [32, 32]},
    "width 128": {"hidden": [128, 128]},
    "a third of the passes": {"passes": 20},
    "three times the updates": {"longer": 3.0},
}

CLAIMS = (
    Claim(
        "few",
        "With five digits of each class that wander by two pixels or more, a new last layer "
        "alone, on two layers of 64 units or more that have learned other digits for 60 epochs, "
        "has more right answers than a network that is trained whole at once, from these layers or "
        "from scratch, each at its own rate.",
        measure=measured.few, holds=measured.head_leads,
        needs="ahead of both by three errors", base=BASE,
        variations=AROUND | {"10 of each class": {"per_class": 10}},
        limits={
            "wandering by 1": "by two pixels or more", "width 32": "of 64 units or more",
            "a third of the passes": "for 60 epochs",
        },
    ),
    Claim(
        "random",
        "Where the digits wander, it is not the freezing that helps: the same last layer on two "
        "random layers has over five points fewer right answers.",
        measure=measured.few, holds=measured.random_lags,
        needs="five points less, by three errors", base=BASE,
        variations=AROUND | {"10 of each class": {"per_class": 10}},
    ),
    Claim(
        "many",
        "On layers of other digits, with 50 of each class the layer below must learn, too: trained "
        "from the middle the network is ahead of the last layer alone.",
        measure=measured.many, holds=measured.middle_leads,
        needs="ahead by three errors", base=BASE | {"per_class": 50},
        variations=AROUND,
    ),
    Claim(
        "unlike",
        "On layers that have learned clothes, and with 50 digits of each class, a last layer alone "
        "is behind a network that is trained from scratch: to freeze can harm.",
        measure=measured.unlike, holds=measured.harms,
        needs="from scratch ahead by three errors", base=BASE | {"per_class": 50},
        variations=AROUND,
    ),
    Claim(
        "still",
        "With five digits of each class that stand still, a last layer alone on layers that have "
        "learned other digits standing still is behind a network from scratch, and behind one that "
        "is trained whole from these layers: it is the freezing that harms.",
        measure=measured.few, holds=measured.freezing_harms,
        needs="both ahead by three errors", base=BASE | {"by": 0},
        variations={words: changed for words, changed in AROUND.items() if "by" not in changed}
        | {"20 of each class": {"per_class": 20}, "10 of each class": {"per_class": 10}},
    ),
    Claim(
        "told",
        "What one can say, say: trained from scratch, its five digits of each class moved anew in "
        "each batch, a network is ahead of a last layer alone on the layers of other digits, its "
        "pictures not moved.",
        measure=measured.told, holds=measured.telling_wins,
        needs="ahead by three errors", base=BASE | {"longer": 4.0},
        variations={**AROUND, "three times the updates": {"longer": 12.0},
                    "10 of each class": {"per_class": 10}},
    ),
    Claim(
        "layered",
        "With 20 of each class that wander by two pixels or more, and everything trained (up to 64 "
        "units a layer), a rate for each layer, a tenth of that of the layer above, has more right "
        "answers than one rate for all.",
        measure=measured.layered, holds=measured.layers_win,
        needs="ahead by three errors", base=BASE | {"per_class": 20, "ratio": 0.1},
        variations=AROUND | {"a third": {"ratio": 0.3}, "a thirtieth": {"ratio": 0.03},
                             "50 of each class": {"per_class": 50}},
        limits={"wandering by 1": "by two pixels or more", "width 128": "up to 64 units a layer"},
    ),
)  # fmt: skip
