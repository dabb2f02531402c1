"""What notebook 02 concludes, each with what it rests on; see ``course_lib.claims``."""

from typing import Any

from course_lib.chapters.bias_and_variance import measured, measured_digits
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions
from course_lib.experiments.contests import ENOUGH

POINTS: dict[str, Any] = {
    "seeds": 0, "points": 300, "flipped": 0.1, "scatter": 0.1, "data": "spiral",
    "activation": "tanh", "rule": "Adam",
}  # fmt: skip

AROUND: dict[str, Conditions] = {
    "other seeds": {"seeds": 100},
    "still other seeds": {"seeds": 200},
    "no wrong labels": {"flipped": 0.0},
    "two labels in ten wrong": {"flipped": 0.2},
    "more scatter": {"scatter": 0.2},
    "moons": {"data": "moons"},
    "circles": {"data": "circles"},
}
"""Every seed draws its own points; other seeds are another draw of the data."""

CURVE: dict[str, Any] = {"seeds": 0, "noise": 0.3, "curve": "sine", "places": "even"}
AROUND_CURVE: dict[str, Conditions] = {
    "other data sets": {"seeds": 100},
    "still other data sets": {"seeds": 200},
    "a third of the noise": {"noise": 0.1},
    "noise as large as the curve": {"noise": 1.0},
    "a curve with a step": {"curve": "step"},
    "a curve with a kink": {"curve": "kink"},
    "points at random places": {"places": "random"},
}


def points(*sizes: int) -> dict[str, Conditions]:
    """Variations of the number of points."""
    return {f"{size} points": {"points": size} for size in sizes}


CLAIMS = (
    Claim(
        "flexible",
        "At ten points with noise of 0.1 or more, degree 9 typically errs on new points more than "
        "twice as much as degree 5; at a thousand points it costs next to nothing.",
        measure=measured.flexible_or_not, holds=measured.flexible_pays,
        needs="typical ratio over 2 by 3 errors; at a thousand points within 2 % of 1",
        base=CURVE | {"points": 10, "many": 1000, "flexible": 9, "simple": 5},
        variations=AROUND_CURVE | points(11, 12, 20)
        | {
            "degree 4 instead of 5": {"simple": 4},
            "degree 6 instead of 5": {"simple": 6},
            "degree 8 instead of 9": {"flexible": 8},
            "5000 points": {"many": 5000},
            "hardly any noise": {"noise": 0.01},
        },
        limits={
            "11 points": "At ten points",
            "12 points": "At ten points",
            "20 points": "At ten points",
            "degree 8 instead of 9": "degree 9",
            "hardly any noise": "noise of 0.1 or more",
        },
    ),
    Claim(
        "paired",
        "Two models that saw the same dev images are compared by those on which they disagree: the "
        "standard error of the paired difference is the smaller one where the two tend to err on "
        "the same images; where each errs on other images it is not.",
        measure=measured_digits.disagreement, holds=measured_digits.pairs_are_sharper,
        needs="within 15 % of the spread as it is, and a tenth below the unpaired one",
        base={"seeds": 0, "images": 1000, "hidden": 64, "other_hidden": 64, "dev": 1000,
              "lopsided": 0.5},
        variations={
            "other seeds": {"seeds": 100},
            "still other seeds": {"seeds": 200},
            "100 images": {"images": 100},
            "300 images": {"images": 300},
            "5000 images": {"images": 5000},
            "4 units and 64": {"other_hidden": 4},
            "16 units each": {"hidden": 16, "other_hidden": 16},
            "a dev set of 200": {"dev": 200},
            "a dev set of 3000": {"dev": 3000},
            "one learnt few digits from 5 on, the other few below": {"lopsided": 0.02},
        },
        limits={
            "one learnt few digits from 5 on, the other few below": "each errs on other images"
        },
    ),
    Claim(
        "cross_validation",
        "At this noise, from some twenty points of a smooth curve on, cross-validation with five "
        "folds or more chooses a better degree than one of its folds alone.",
        measure=measured.chosen_by_folds, holds=lambda n: n["errors"] < -ENOUGH,
        needs="typical error on new points lower by 3 errors, over 400 data sets",
        base=CURVE | {"points": 20, "folds": 5},
        variations=AROUND_CURVE | points(10, 15, 30, 50, 200)
        | {f"{k} folds": {"folds": k} for k in (3, 10, 20)}
        | {
            "10 points, 10 folds": {"points": 10, "folds": 10},
            "a third of the noise, other data sets": {"noise": 0.1, "seeds": 300},
            "noise as large as the curve, 50 points": {"noise": 1.0, "points": 50},
            "a curve with a step, 50 points": {"curve": "step", "points": 50},
        },
        limits={
            "10 points": "from some twenty points",
            "3 folds": "five folds or more",
            "noise as large as the curve": "At this noise",
            "a third of the noise, other data sets": "At this noise",
            "a curve with a step": "of a smooth curve",
            "a curve with a step, 50 points": "of a smooth curve",
        },
    ),
    Claim(
        "stays",
        "A model that is too simple keeps its bias: neither twice the time nor ten times the data "
        "takes two points from its dev error, and a larger network takes five or more.",
        measure=measured.too_simple, holds=measured.bias_stays,
        needs="each at its own rate: under 2 points, and over 5 by 3 errors",
        base=POINTS | {"hidden": (), "steps": 1000},
        variations=AROUND
        | {
            "100 points": {"points": 100},
            "1000 points": {"points": 1000},
            "twice the time and more": {"steps": 3000},
            "2 ReLUs": {"activation": "relu", "hidden": (2,), "steps": 3000},
            "2 hidden units": {"hidden": (2,), "steps": 3000},
            "3 hidden units": {"hidden": (3,), "steps": 3000},
            "plain gradient descent": {"rule": "descent", "steps": 3000},
            "8 hidden units": {"hidden": (8,)},
        },
        limits={"8 hidden units": "too simple"},
    ),
    Claim(
        "too_early",
        "With some hundreds of points a network that was stopped too early shows the same two "
        "errors, high and alike; training on takes five points or more, ten times the data in as "
        "many updates less than half of that.",
        measure=measured.too_early, holds=measured.time_mends,
        needs="gap under 3 points; time gains 5 by 3 errors, data under half of it",
        base=POINTS | {"hidden": (8,), "steps": 300, "lr": 0.002},
        variations=AROUND
        | {
            "100 points": {"points": 100},
            "circles, 100 points": {"data": "circles", "points": 100},
            "1000 points": {"points": 1000},
            "4 units": {"hidden": (4,)},
            "50 units": {"hidden": (50,)},
            "two layers of 8": {"hidden": (8, 8)},
            "ReLU": {"activation": "relu"},
            "twice the time": {"steps": 600},
            "three times the rate": {"lr": 0.006},
            "plain gradient descent": {"rule": "descent", "lr": 0.3},
            "no hidden layer": {"hidden": ()},
        },
        limits={
            "no hidden layer": "was stopped too early",
            "circles, 100 points": "With some hundreds of points",
        },
    ),
    Claim(
        "variance",
        "High variance at 100 points falls by more data, and by a penalty whose strength other "
        "points chose; a larger network takes less than two points, and may cost some.",
        measure=measured.too_few, holds=measured.data_and_penalty_mend,
        needs="gap over 5 points; both gain by 3 errors, the larger one under 2 points",
        base=POINTS | {"points": 100, "hidden": (20, 20), "steps": 500, "lr": 0.01},
        variations=AROUND
        | {
            "50 points": {"points": 50},
            "200 points": {"points": 200},
            "200 points, three times the time": {"points": 200, "steps": 1500},
            "one layer of 50": {"hidden": (50,), "steps": 1000},
            "two layers of 10": {"hidden": (10, 10)},
            "twice the time": {"steps": 1000},
            "ReLU": {"activation": "relu"},
        },
        limits={
            "no wrong labels": "High variance",
            "200 points": "at 100 points",
            "50 points": "at 100 points",
        },
    ),
    Claim(
        "slope",
        "With right labels, while the training error is near zero and with time enough, the dev "
        "curve drawn on as a power law foretells that ten times the images help, and promises too "
        "much: from 1000 images on the error ends above the forecast, by up to a half.",
        measure=measured_digits.ten_times_the_images, holds=measured_digits.slope_foretells,
        needs="lower by 3 errors, and 1 to 1.5 times the forecast",
        base={"seeds": 0, "images": 1000, "hidden": 30, "side": 14, "steps": 1500, "lr": 0.005,
              "activation": "relu", "flipped": 0.0},
        variations={
            "other seeds": {"seeds": 100},
            "still other seeds": {"seeds": 200},
            "300 images": {"images": 300},
            "300 images, other seeds": {"images": 300, "seeds": 100},
            "3000 images": {"images": 3000},
            "one training label in ten wrong": {"flipped": 0.1},
            "100 units": {"hidden": 100},
            "3 units": {"hidden": 3},
            "three times the budget": {"steps": 4500},
            "four times the rate": {"lr": 0.02},
            "tanh": {"activation": "tanh"},
            "7 x 7 pixels": {"side": 7},
            "a fifth of the rate": {"lr": 0.001},
        },
        limits={
            "300 images, other seeds": "from 1000 images on",
            "one training label in ten wrong": "With right labels",
            "3 units": "while the training error is near zero",
            "7 x 7 pixels": "while the training error is near zero",
            "a fifth of the rate": "with time enough",
        },
    ),
)  # fmt: skip
