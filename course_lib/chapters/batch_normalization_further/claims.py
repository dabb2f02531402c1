"""What notebook 07b concludes, each with what it rests on; see ``course_lib.claims``."""

from typing import Any

from course_lib.chapters.batch_normalization_further import measured
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions

NETWORK: dict[str, Any] = {
    "seeds": 0, "depth": 2, "width": 50, "activation": "ReLU", "rule": "gradient descent",
    "start": 0, "examples": 1000,
}  # fmt: skip
AROUND: dict[str, Conditions] = {
    "other seeds": {"seeds": 100},
    "other digits": {"start": 5000},
    "2000 digits": {"examples": 2000},
    "width 30": {"width": 30},
    "width 100": {"width": 100},
    "tanh": {"activation": "tanh"},
    "momentum": {"rule": "momentum"},
}
UNTRAINED: dict[str, Any] = {
    "norm": "batch norm", "depth": 2, "width": 50, "activation": "ReLU", "weights": 1.0,
    "start": 0, "seeds": 0,
}  # fmt: skip
AROUND_UNTRAINED: dict[str, Conditions] = {
    "other seeds": {"seeds": 100},
    "other digits": {"start": 5000},
    "width 10": {"width": 10},
    "width 200": {"width": 200},
    "half of He's std": {"weights": 0.5},
    "three times He's std": {"weights": 3.0},
}


def without(*names: str) -> dict[str, Conditions]:
    """Give what is varied around a network, but for some."""
    return {name: each for name, each in AROUND.items() if name not in names}


CLAIMS = (
    Claim(
        "alone",
        "In dense layers, in batches of one, batch norm and batch renormalization let no gradient "
        "of the loss through to the layers before them; layer norm does.",
        measure=measured.alone, holds=measured.cut_off,
        needs="below 1e-12 with the norm, above 1e-6 without",
        base=UNTRAINED | {"decay": 0.0},
        variations=AROUND_UNTRAINED | {
            "renorm": {"norm": "renorm"}, "one layer": {"depth": 1}, "ten layers": {"depth": 10},
            "tanh": {"activation": "tanh"}, "layer norm": {"norm": "layer norm"},
            "RMSNorm": {"norm": "RMSNorm"}, "weight decay of 0.1": {"decay": 0.1},
        },
        limits={"layer norm": "layer norm does", "RMSNorm": "batch norm and batch renormalization",
                "weight decay of 0.1": "of the loss"},
    ),
    Claim(
        "pairs",
        "In batches of two, batch norm with an eps of 1e-5 is more than 20 points behind layer "
        "norm, each at its best rate; an eps of 0.1 mends more than half of that.",
        measure=measured.pairs, holds=measured.a_step_in_the_way,
        needs="20 points by three errors; half of the loss",
        base=NETWORK | {"eps": 1e-5, "larger": 0.1, "other": "layer norm", "batch_size": 2,
                        "updates": 1000},
        variations=AROUND | {
            "against no norm": {"other": "none"}, "against group norm": {"other": "group norm"},
            "an eps of 1": {"larger": 1.0}, "an eps of 0.01": {"larger": 0.01},
            "1e-7 for 1e-5": {"eps": 1e-7}, "batches of 8": {"batch_size": 8},
            "three layers": {"depth": 3},
        },
        limits={"batches of 8": "In batches of two"},
    ),
    Claim(
        "sizes",
        "In batches of 3 batch norm is behind layer norm, each at its best rate; in batches of 32 "
        "the two are level within 3 points.",
        measure=measured.sizes, holds=measured.small_ones_only,
        needs="behind by three errors; within 3 points",
        base=NETWORK | {"small": 3, "large": 32, "other": "layer norm", "updates": 320},
        variations=AROUND | {
            "1000 updates": {"updates": 1000}, "against group norm": {"other": "group norm"},
            "against RMSNorm": {"other": "RMSNorm"}, "batches of 4": {"small": 4},
            "batches of 8": {"small": 8}, "batches of 100": {"large": 100},
        },
        limits={"batches of 8": "In batches of 3"},
    ),
    Claim(
        "places",
        "In two layers, after 320 updates, it is all the same, within 3 points, whether batch norm "
        "stands before or after the activation, each at its best rate; and after is not ahead in "
        "ten.",
        measure=measured.places, holds=measured.after_is_not_ahead,
        needs="within 3 points in two; not ahead by three errors in ten",
        base=NETWORK | {"deep": 10, "batch_size": 32, "updates": 320},
        variations=AROUND | {
            "five for ten": {"deep": 5}, "batches of 16": {"batch_size": 16},
        },
    ),
    Claim(
        "regularizes",
        "On 300 digits batch norm at its best rate leads the plain network at its own by less "
        "than a point of right answers on new digits.",
        measure=measured.remedies, holds=measured.no_gain, needs="less than a point, by the mean",
        base=NETWORK | {"batch_size": 30, "updates": 400, "examples": 300},
        variations={
            **without("2000 digits"),
            "150 digits": {"examples": 150}, "1000 digits": {"examples": 1000},
            "800 updates": {"updates": 800}, "batches of 10": {"batch_size": 10},
            "batches of 100": {"batch_size": 100}, "four layers": {"depth": 4},
        },
    ),
    Claim(
        "growth",
        "In untrained stacks each ReLU layer with batch norm enlarges the gradient on its way "
        "back by a factor of 1.2 to 1.45, whatever the size of the weights.",
        measure=measured.growth, holds=measured.grows_a_layer,
        needs="1.2 to 1.45, the median of five draws",
        base=UNTRAINED | {"depth": 34, "width": 30, "examples": 1000},
        variations=AROUND_UNTRAINED | {
            "ten layers": {"depth": 10}, "60 layers": {"depth": 60},
            "30 examples": {"examples": 30}, "tanh": {"activation": "tanh"},
            "no norm": {"norm": "none"}, "layer norm": {"norm": "layer norm"},
        },
        limits={"tanh": "ReLU", "no norm": "with batch norm", "layer norm": "with batch norm"},
    ),
    Claim(
        "stacks",
        "34 dense ReLU layers learn digits in 200 updates with a way around each layer and batch "
        "norm, or smaller first weights, in it; from He's start alone, or with batch norm alone, "
        "they hardly do.",
        measure=measured.stacks, holds=measured.only_both,
        needs="above 60 %; either alone below 40 %",
        base=NETWORK | {"depth": 34, "width": 30, "batch_size": 50, "updates": 200,
                        "within": "batch norm", "shrink": 1.0},
        variations={
            **without("width 30", "width 100"),
            "width 20": {"width": 20}, "19 layers": {"depth": 19}, "5 layers": {"depth": 5},
            "600 updates": {"updates": 600},
            "skip, small weights": {"within": "none", "shrink": 0.17},
            "skip, He's weights": {"within": "none"},
        },
        limits={"skip, He's weights": "and batch norm, or smaller first weights",
                "tanh": "ReLU", "19 layers": "34 dense", "5 layers": "34 dense"},
    ),
    Claim(
        "drift",
        "Haze over the new digits costs a network with batch renormalization no less than one "
        "with batch norm (with 100 units a layer, and of half the contrast, four seeds cannot "
        "tell); statistics estimated anew give both back what they lost.",
        measure=measured.drift, holds=measured.no_cure,
        needs="renorm loses as much by the mean, either 3 points by three errors; less than 2 anew",
        base=NETWORK | {"haze": 0.4, "contrast": 1.0, "lr": 0.1, "batch_size": 8, "updates": 625},
        variations=AROUND | {
            "haze 0.6": {"haze": 0.6}, "half the contrast": {"haze": 0.0, "contrast": 0.5},
            "batches of 4": {"batch_size": 4}, "batches of 32": {"batch_size": 32},
            "a third of the rate": {"lr": 0.03},
        },
        limits={"width 100": "with 100 units a layer", "half the contrast": "of half the contrast"},
    ),
)  # fmt: skip
