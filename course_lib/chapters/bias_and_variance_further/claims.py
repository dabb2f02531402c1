"""The conclusions of notebook 02b, each with what it rests on and what was varied around it."""

from typing import Any

import numpy as np

from course_lib.chapters.bias_and_variance_further import measured
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions

HERE: dict[str, Any] = {
    "seeds": 0, "examples": 200, "noise": 0.0, "side": 28, "activation": "relu",
    "question": "which digit", "copies": 1,
}  # fmt: skip
"""The notebook's digits and random units; every seed draws its own of both."""

AROUND: dict[str, Conditions] = {
    "other digits and units": {"seeds": 100},
    "100 examples": {"examples": 100},
    "300 examples": {"examples": 300},
    "a fifth of the labels wrong": {"noise": 0.2},
    "two fifths wrong": {"noise": 0.4},
    "14 x 14 pixels": {"side": 14},
    "7 x 7 pixels": {"side": 7},
    "tanh": {"activation": "tanh"},
    "cosines": {"activation": "cosine"},
    "linear units": {"activation": "linear"},
    "odd or even": {"question": "odd or even"},
    "below five or not": {"question": "below five"},
    "every example twice": {"copies": 2},
}

TO_THE_END: dict[str, Any] = {"to_zero": True, "batch_size": 200, "updates": 4000, "lr": 0.01}
"""All examples at once, pixels centred and scaled, a rate that falls to zero."""

CLAIMS = (
    Claim(
        "small_weights",
        "Through ten noisy points, degree 9 with a penalty ends nearer to the true curve than "
        "without one, and its largest coefficient is smaller.",
        measure=measured.small, holds=measured.nearer_and_smaller, needs="both lower by 3 errors",
        base={"seed": 0, "points": 10, "degree": 9, "noise": 0.3, "curve": "sine",
              "basis": "powers", "places": "evenly", "reach": 1.0},
        variations={
            "other noise": {"seed": 100},
            "noise of 0.1": {"noise": 0.1},
            "noise of 0.6": {"noise": 0.6},
            "noise of 0.01": {"noise": 0.01},
            "20 points": {"points": 20},
            "40 points": {"points": 40},
            "degree 6": {"degree": 6},
            "degree 5": {"degree": 5},
            "degree 4": {"degree": 4},
            "a straight line": {"curve": "line"},
            "a jump": {"curve": "jump"},
            "a bump": {"curve": "bump"},
            "points at random places": {"places": "at random"},
            "Legendre's polynomials": {"basis": "Legendre"},
            "x from -10 to 10": {"reach": 10.0},
            "x from -0.1 to 0.1": {"reach": 0.1},
        },
        limits={"degree 5": "degree 9", "degree 4": "degree 9"},
    ),
    Claim(
        "nearest",
        "Among 1000 random points with independent coordinates the nearest neighbour lies at less "
        "than a tenth of the average distance in 2 dimensions, and at more than a half in 100.",
        measure=measured.crowded, holds=measured.nearest_goes_far,
        needs="below 0.1 and above 0.5, in each of five draws",
        base={"seeds": 0, "n": 1000, "kind": "in a cube", "power": 2, "far": 100},
        variations={
            "other points": {"seeds": 100},
            "300 points": {"n": 300},
            "3000 points": {"n": 3000},
            "normal": {"kind": "normal"},
            "exponential": {"kind": "exponential"},
            "on a sphere": {"kind": "on a sphere"},
            "distance along the axes": {"power": 1},
            "largest difference": {"power": np.inf},
            "30 dimensions": {"far": 30},
            "10 dimensions": {"far": 10},
            "two directions in 100 dimensions": {"kind": "of two directions"},
            "fifty heaps": {"kind": "in fifty heaps"},
        },
        limits={
            "10 dimensions": "in 100",
            "two directions in 100 dimensions": "independent coordinates",
            "fifty heaps": "independent coordinates",
        },
    ),
    Claim(
        "useless",
        "Where targets are noisy: the more features say nothing, up to four fifths of the number "
        "of examples, the lower is on average the error of least squares on these, and the higher "
        "on new ones.",
        measure=measured.useless, holds=measured.both_leave_the_noise,
        needs="lower, and higher, by 3 errors at each of three steps",
        base={"seeds": 0, "examples": 40, "noise": 0.5, "kind": "normal", "strength": 0.0},
        variations={
            "other draws": {"seeds": 1000},
            "20 examples": {"examples": 20},
            "80 examples": {"examples": 80},
            "200 examples": {"examples": 200},
            "noise of 0.1": {"noise": 0.1},
            "noise of 2": {"noise": 2.0},
            "signs": {"kind": "signs"},
            "heavy tails": {"kind": "heavy tails"},
            "features that are alike": {"kind": "alike"},
            "a penalty of 0.1": {"strength": 0.1},
            "a penalty of 1": {"strength": 1.0},
        },
    ),
    Claim(
        "directions",
        "The two nearest neighbours show fewer than 20 dimensions in 1000 clean digits of 784 "
        "pixels, and over three times as many once each pixel is shuffled among the images.",
        measure=measured.directions, holds=measured.few_directions,
        needs="below 20, and over 3 times as many, in all of five draws",
        base={"seeds": 0, "n": 1000, "side": 28, "only": None, "power": 2, "change": "none"},
        variations={
            "other digits": {"seeds": 100},
            "300 digits": {"n": 300},
            "2000 digits": {"n": 2000},
            "ones alone": {"only": 1},
            "eights alone": {"only": 8},
            "14 x 14 pixels": {"side": 14},
            "7 x 7 pixels": {"side": 7},
            "distance along the axes": {"power": 1},
            "black and white": {"change": "black and white"},
            "moved by a pixel or two": {"change": "moved by a pixel or two"},
            "noise of 0.1": {"change": "noise of 0.1"},
            "noise of 0.3": {"change": "noise of 0.3"},
        },
        limits={"7 x 7 pixels": "784 pixels", "noise of 0.1": "clean", "noise of 0.3": "clean"},
    ),
    Claim(
        "peak",
        "Random units fitted by least squares without a penalty make most errors on new digits "
        "where they are about as many as the different examples; a third and ten times as many "
        "are better.",
        measure=measured.plain, holds=measured.peaks_at_one,
        needs="highest at 0.9 to 1.1 to one; above both ends by 3 errors",
        base=HERE | {"strength": 0.0, "loss": "squared error"},
        variations=AROUND | {
            "cross-entropy": {"loss": "cross-entropy"},
            "a penalty of 0.000001": {"strength": 1e-6},
            "a penalty of 0.0001": {"strength": 1e-4},
        },
        limits={
            "a penalty of 0.0001": "without a penalty",
            "cross-entropy": "by least squares",
        },
    ),
    Claim(
        "tuned",
        "Fitted by least squares with the penalty that is best on other digits for each number of "
        "random units, the peak is gone: more units never make over 10 % more errors.",
        measure=measured.tuned, holds=measured.never_worse,
        needs="none above a smaller number by 10 % and 3 errors; lower at the end",
        base=HERE, variations=AROUND,
    ),
    Claim(
        "by_heart",
        "Ten times as many random units as examples, fitted by least squares without a penalty, "
        "lose more against the best penalty if a fifth of the labels is wrong than if all are "
        "right.",
        measure=measured.by_heart, holds=measured.costs_more_where_wrong,
        needs="more points of error lost, by 3 errors",
        base={name: value for name, value in HERE.items() if name != "noise"}
        | {"wrong": 0.2, "ratio": 10.0},
        variations={words: changed for words, changed in AROUND.items() if "noise" not in changed}
        | {
            "a tenth wrong": {"wrong": 0.1},
            "two fifths wrong": {"wrong": 0.4},
            "as many units": {"ratio": 1.0},
            "twice as many units": {"ratio": 2.0},
            "twenty times as many": {"ratio": 20.0},
        },
        limits={"as many units": "Ten times as many"},
    ),
    Claim(
        "trained",
        "A hidden layer trained with cross-entropy until 16 units know at least 98 % of 200 digits "
        "by heart, a fifth of them with wrong labels, shows no peak: more units never make over "
        "5 % more errors.",
        measure=measured.trained_layers, holds=measured.no_peak,
        needs="none above a smaller number by 5 % and 3 errors; 16 units learn 98 %",
        base={"seeds": 0, "points": 200, "flipped": 0.2, "updates": 4000, "batch_size": 50,
              "activation": "relu", "rule": "Adam", "lr": 0.005, "layers": 1, "data": "digits",
              "loss": "cross-entropy", "to_zero": False},
        variations={
            "other digits and weights": {"seeds": 100},
            "100 digits": {"points": 100},
            "two fifths wrong": {"flipped": 0.4},
            "all labels right": {"flipped": 0.0},
            "twice the updates": {"updates": 8000},
            "a smaller rate, twice the updates": {"lr": 0.0025, "updates": 8000},
            "all examples at once": {"batch_size": 200},
            "tanh": {"activation": "tanh"},
            "gradient descent at 0.3": {"rule": "descent", "lr": 0.3},
            "two hidden layers": {"layers": 2},
            "standardized, to the end": TO_THE_END,
            "squared error, to the end": TO_THE_END | {"loss": "squared error"},
        },
        limits={"squared error, to the end": "with cross-entropy"},
    ),
)  # fmt: skip
