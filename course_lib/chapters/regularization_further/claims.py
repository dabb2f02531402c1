"""What notebook 03b concludes, each with what it rests on; see ``course_lib.claims``."""

from typing import Any

from course_lib.chapters.regularization_further.claims_l1_or_l2 import L1_OR_L2
from course_lib.chapters.regularization_further.measured import least_known, read_off, zeros
from course_lib.chapters.regularization_further.paths import choosing, growing, returning
from course_lib.claims import Claim
from course_lib.experiments.contests import ENOUGH

POINTS = {"group": 0, "n": 12, "noise": 0.2, "curve": "wave", "kind": "powers", "degree": 9}
OTHER_POINTS: dict[str, dict[str, Any]] = {
    "other seeds": {"group": 1},
    "another draw": {"group": 2},
    "30 points": {"n": 30},
    "no noise": {"noise": 0.0},
    "five times the noise": {"noise": 1.0},
    "a line": {"curve": "line"},
    "a bump": {"curve": "bump"},
    "5 powers": {"degree": 5},
    "columns drawn independently": {"kind": "columns"},
    "no two correlated": {"kind": "turned"},
}

CLAIMS = (
    Claim(
        "one_grows",
        "As lambda rises, the sum of the squared weights falls; single weights may grow (not where "
        "no two features are correlated in these very examples).",
        measure=growing,
        holds=lambda n: n["squares_fall"] == 1 and n["one_grows"] > 0.9,
        needs="the sum falls in all data sets, and a weight grows in nine of ten",
        base=POINTS,
        variations=OTHER_POINTS,
        limits={"no two correlated": "not where no two features are correlated"},
    ),
    Claim(
        "choosing",
        "The error at the best of many lambdas looks too low on the points that chose it, in most "
        "draws and more often than at a fixed lambda, if these points are few: others must measure "
        "it.",
        measure=choosing,
        holds=lambda n: n["too_low"] > 0.5 and n["errors"] > ENOUGH,
        needs="in most draws, and more often than at a fixed lambda by three standard errors",
        base=POINTS | {"choosing": 30},
        variations={
            key: OTHER_POINTS[key]
            for key in (
                "other seeds",
                "another draw",
                "30 points",
                "five times the noise",
                "a bump",
                "5 powers",
            )
        }
        | {f"{n} points choose": {"choosing": n} for n in (5, 10, 100, 3000)},
        limits={"3000 points choose": "if these points are few"},
    ),
    Claim(
        "least_known",
        "L2 shrinks most along the axes along which the data know least: there the fit without a "
        "penalty varies most (where the noise is independent, and equally strong everywhere).",
        measure=least_known,
        holds=lambda n: n["agree"] > 0.9,
        needs="the order agrees in nine of ten pairs of axes",
        base={
            "group": 0,
            "n": 30,
            "d": 5,
            "strength": 0.2,
            "likeness": 0.5,
            "noise": "normal",
            "sizes": "equal",
        },
        variations={
            "other seeds": {"group": 1},
            "another draw": {"group": 2},
            "lambda 0.002": {"strength": 0.002},
            "lambda 20": {"strength": 20.0},
            "unrelated features": {"likeness": 0.0},
            "features alike (0.95)": {"likeness": 0.95},
            "100 examples": {"n": 100},
            "10 features": {"d": 10},
            "features of other sizes": {"sizes": "unequal"},
            "noise with heavy tails": {"noise": "heavy tails"},
            "noise along one axis": {"noise": "grows along the longest axis"},
            "noise that drifts": {"noise": "drifts"},
        },
        limits={
            "noise along one axis": "equally strong everywhere",
            "noise that drifts": "where the noise is independent",
        },
    ),
    Claim(
        "zeros",
        "L1 holds weights at exactly 0 where lambda is large enough, L2 holds none there (plain "
        "gradient descent gives no zeros with either; under L1 small numbers instead).",
        measure=zeros,
        holds=lambda n: n["L1"] > 0.05 and n["L2"] == 0,
        needs="one weight in twenty exactly 0 under L1, none under L2",
        base=POINTS | {"method": "coordinate descent", "strength": 0.01},
        variations=OTHER_POINTS
        | {
            "lambda 0.001": {"strength": 0.001},
            "lambda 0.1": {"strength": 0.1},
            "independent columns, lambda 0.001": {"kind": "columns", "strength": 0.001},
            "by gradient descent": {"method": "gradient descent"},
        },
        limits={
            "independent columns, lambda 0.001": "where lambda is large enough",
            "by gradient descent": "plain gradient descent gives no zeros with either",
        },
    ),
    Claim(
        "returning",
        "Under L1 a weight that has reached 0 may come back at a larger lambda: the path does not "
        "rank the features (where no two are correlated, none comes back).",
        measure=returning,
        holds=lambda n: n["one_returns"] > 0.5,
        needs="in more than half of the data sets one comes back",
        base=POINTS,
        variations=OTHER_POINTS,
        limits={"no two correlated": "where no two are correlated, none comes back"},
    ),
    Claim(
        "read_off",
        "Ridge's best lambda (on average over such weights) can be read off: noise variance by n "
        "times the weights' variance, whatever their distribution, if noise and weights are "
        "independent, with mean 0 and one known variance each.",
        measure=read_off,
        holds=lambda n: n["better"] > -ENOUGH,
        needs="no other lambda is better by three standard errors",
        base={
            "group": 0,
            "n": 20,
            "d": 10,
            "u": 0.5,
            "v": 1.0,
            "shape": "normal",
            "likeness": 0.0,
            "believed": 1.0,
            "variances": "equal",
            "noise": "normal",
        },
        variations={
            "other seeds": {"group": 1},
            "another draw": {"group": 2},
            "ten times the noise": {"v": 10.0},
            "a tenth of the noise": {"v": 0.1},
            "weights ten times as large": {"u": 50.0},
            "200 examples": {"n": 200},
            "10 examples, 20 features": {"n": 10, "d": 20},
            "features alike (0.8)": {"likeness": 0.8},
            "uniform weights": {"shape": "uniform"},
            "Laplace weights": {"shape": "Laplace"},
            "nine of ten are 0": {"shape": "nine of ten are 0"},
            "weights around 1": {"shape": "around 1"},
            "weights with a part in common": {"shape": "with a part in common", "likeness": 0.5},
            "sizes and variances unequal": {"variances": "unequal"},
            "u believed 4 times as large": {"believed": 4.0},
            "noise that drifts": {"noise": "drifts"},
        },
        limits={
            "weights around 1": "with mean 0",
            "weights with a part in common": "if noise and weights are independent",
            "noise that drifts": "if noise and weights are independent",
            "sizes and variances unequal": "one known variance",
            "u believed 4 times as large": "one known variance",
        },
    ),
    *L1_OR_L2,
)
