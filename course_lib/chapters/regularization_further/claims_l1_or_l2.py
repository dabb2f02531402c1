"""Which of L1 and L2 predicts better, and under which truth: three claims of notebook 03b."""

from typing import Any

from course_lib.chapters.regularization_further.measured import few_and_many, one_truth
from course_lib.claims import Claim
from course_lib.experiments.contests import ENOUGH

TRUTH = {
    "group": 0,
    "n": 50,
    "d": 40,
    "noise": 1.0,
    "likeness": 0.0,
    "small": 0.1,
    "pairs": 240,
}
OTHER_TRUTHS: dict[str, dict[str, Any]] = {
    "other seeds": {"group": 1},
    "another draw": {"group": 2},
    "30 examples": {"n": 30},
    "100 examples": {"n": 100},
    "200 examples": {"n": 200},
    "a third of the noise": {"noise": 1 / 3},
    "twice the noise": {"noise": 2.0},
    "20 features": {"d": 20},
    "80 features": {"d": 80},
    "features alike (0.5)": {"likeness": 0.5},
}
HEAVY_OR_ALIKE: dict[str, dict[str, Any]] = {
    "ten times the noise": {"noise": 10.0},
    "features alike (0.99)": {"likeness": 0.99},
}
MANY = {"n": 1000}

L1_OR_L2 = (
    Claim(
        "few_and_many",
        "Each at its best lambda, L1 predicts better where few weights carry everything, L2 where "
        "all carry alike (not under heavy noise, nor for L1 among features that are nearly alike).",
        measure=few_and_many,
        holds=lambda n: n["two_errors"] < -ENOUGH and n["all_errors"] > ENOUGH,
        needs="L1 lower with two of the weights, L2 with all, by three standard errors each",
        base=TRUTH,
        variations=OTHER_TRUTHS | HEAVY_OR_ALIKE | {"1000 examples": MANY},
        limits={
            "ten times the noise": "not under heavy noise",
            "features alike (0.99)": "nor for L1 among features that are nearly alike",
        },
    ),
    Claim(
        "no_zeros",
        "It takes no zeros for L1 to win: three large weights are enough, if these stand out of "
        "the noise, the many small ones are lost in it, and no features are nearly alike.",
        measure=one_truth,
        holds=lambda n: n["errors"] < -ENOUGH,
        needs="L1 lower by three standard errors",
        base=TRUTH | {"weights": "three large"},
        variations=OTHER_TRUTHS
        | HEAVY_OR_ALIKE
        | {
            "small ones 0.05": {"small": 0.05},
            "small ones 0.2": {"small": 0.2},
            "a tenth of the noise": {"noise": 0.1},
            "1000 examples": MANY,
        },
        limits=dict.fromkeys(
            ("small ones 0.2", "a tenth of the noise", "1000 examples"), "are lost in it"
        )
        | {
            "ten times the noise": "stand out of the noise",
            "features alike (0.99)": "no features are nearly alike",
        },
    ),
    Claim(
        "own_prior",
        "Where the weights are drawn from L1's own prior, L1 predicts at most a fifth better than "
        "L2.",
        measure=one_truth,
        holds=lambda n: n["share_low"] > -0.2,
        needs="L1's error no lower than four fifths of L2's, two standard errors included",
        base=TRUTH | {"weights": "Laplace", "pairs": 800},
        variations=OTHER_TRUTHS
        | {
            f"a third of the noise, {words}": {"noise": 1 / 3, **changed}
            for words, changed in (
                ("other seeds", {"group": 1}),
                ("another draw", {"group": 2}),
                ("45 examples", {"n": 45}),
            )
        }
        | {"five of them": {"weights": "five"}},
        limits={"five of them": "drawn from L1's own prior"},
    ),
)
