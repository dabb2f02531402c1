"""What notebook 06 concludes, each with what it rests on; see ``course_lib.claims``."""

from course_lib.chapters.learning_rate_schedules.beginnings import range_tests, warmed
from course_lib.chapters.learning_rate_schedules.contest import averages, decay, same_rate, when
from course_lib.chapters.learning_rate_schedules.drops import drop, two_rates
from course_lib.chapters.learning_rate_schedules.form_contest import forms
from course_lib.chapters.learning_rate_schedules.scope import NOTEBOOK, some, without
from course_lib.claims import Claim
from course_lib.experiments.contests import ENOUGH

FULL = NOTEBOOK | {"batch_size": 500}
QUIET = some(
    "other seeds", "another draw", "a draw for each seed", "half the updates", "more overlap",
    "two rings", "tanh", "four hidden layers",
)  # fmt: skip
"""What is varied where there is no noise."""

FORM_SCOPE = some(
    "other seeds", "another draw", "a draw for each seed", "half the updates", "more overlap",
    "no overlap", "two rings", "3000 digits", "tanh", "batches of 2", "momentum",
)  # fmt: skip

MOMENTUM = {"rule": "momentum"}


def rates(*values: float, name: str = "rate") -> dict[str, dict[str, float]]:
    """Variations of a rate."""
    return {f"{name} {value:g}": {name: value} for value in values}


CLAIMS = (
    Claim(
        "best_rate_depends_on_when",
        "As a run goes on, the best constant rate becomes smaller, or stays what it was (not on "
        "300 digits).",
        measure=when,
        holds=lambda n: n["late_rate"] <= n["early_rate"],
        needs="best at the end no larger than best after a tenth of the run",
        base=NOTEBOOK,
        variations=without(),
        limits={"300 digits": "not on 300 digits"},
    ),
    Claim(
        "range_test",
        "A range test gives the order of magnitude: in three of four tests the loss is lowest "
        "within a factor of ten of the best constant rate (higher with Adam, and with momentum).",
        measure=range_tests,
        holds=lambda n: n["lowest_low"] > 0.1 and n["lowest_high"] < 10,
        needs="three of four within a factor of ten",
        base=NOTEBOOK,
        variations=without(),
        limits={"Adam": "higher with Adam", "momentum": "and with momentum"},
    ),
    Claim(
        "floor",
        "The noise of batches holds the loss up, and the more the larger the rate: a quarter of "
        "the rate is held up less, and is slower, unless the rate is too large to be fast.",
        measure=two_rates,
        holds=lambda n: (
            n["behind_errors"] > ENOUGH and n["drop_errors"] < -ENOUGH and n["less_errors"] > ENOUGH
        ),
        needs="the quarter is behind early, and drops less, by three standard errors each",
        base=NOTEBOOK | {"rate": 0.4},
        variations=rates(0.2, 0.8) | without("momentum", "Adam", "3000 digits"),
        limits={
            "four hidden layers": "unless the rate is too large to be fast",
            "batches of 2": "unless the rate is too large to be fast",
        },
    ),
    Claim(
        "drop_with_noise",
        "In batches, the loss drops at once when the rate falls to a tenth, unless the rate was "
        "small, or the batches tiny.",
        measure=drop,
        holds=lambda n: n["change_errors"] < -ENOUGH and n["against_errors"] < -ENOUGH,
        needs="lower than before, and than the rate kept, by three standard errors each",
        base=NOTEBOOK | {"rate": 0.4},
        variations=rates(0.05, 0.1, 0.2, 0.8)
        | without("momentum", "Adam", "3000 digits")
        | {"momentum 0.9, rate 0.04": {"rate": 0.04, **MOMENTUM}},
        limits={
            "rate 0.05": "unless the rate was small",
            "rate 0.1": "unless the rate was small",
            "batches of 2": "or the batches tiny",
        },
    ),
    Claim(
        "drop_without_noise",
        "Without noise it drops, too, where the rate was so high that the run bounced.",
        measure=drop,
        holds=lambda n: n["change_errors"] < -ENOUGH and n["against_errors"] < -ENOUGH,
        needs="lower than before, and than the rate kept, by three standard errors each",
        base=FULL | {"rate": 2.0},
        variations=rates(0.1, 1.0, 1.5, 3.0) | QUIET,
        limits={"rate 0.1": "so high that the run bounced"},
    ),
    Claim(
        "no_drop",
        "Where there is neither noise nor bouncing, nothing drops.",
        measure=drop,
        holds=lambda n: n["against"] > -0.01,
        needs="at most 1 % lower than the rate kept",
        base=FULL | {"rate": 0.2},
        variations=rates(0.05, 0.1, 0.4, 2.0) | QUIET | {"batches of 10": {"batch_size": 10}},
        limits={
            "rate 2": "nor bouncing",
            "two rings": "nor bouncing",
            "four hidden layers": "nor bouncing",
            "batches of 10": "neither noise",
        },
    ),
    Claim(
        "decay_pays",
        "A decay with a peak of its own ends lower than the best constant rate (not on 300 digits, "
        "which are fitted long before the end).",
        measure=decay,
        holds=lambda n: n["errors"] < -ENOUGH,
        needs="training loss lower by three standard errors",
        base=NOTEBOOK,
        variations=without(),
        limits={"300 digits": "not on 300 digits"},
    ),
    Claim(
        "decay_elsewhere",
        "On other points than those of the training the decay gains, too (where the classes hardly "
        "overlap that cannot be told).",
        measure=decay,
        holds=lambda n: n["dev_errors"] < -ENOUGH,
        needs="loss on other points lower by three standard errors",
        base=NOTEBOOK,
        variations=without(),
        limits={"no overlap": "where the classes hardly overlap"},
    ),
    Claim(
        "same_rate",
        "A decay wants a higher rate: from twice the best constant rate a cosine ends lower than "
        "any rate that is held (not on 300 digits, nor where runs are lost at that rate).",
        measure=same_rate,
        holds=lambda n: n["twice_against_best_errors"] < -ENOUGH,
        needs="a cosine from twice the best constant rate lower than it by three standard errors",
        base=NOTEBOOK,
        variations=without(),
        limits={
            "300 digits": "not on 300 digits",
            "batches of 50": "nor where runs are lost at that rate",
        },
    ),
    Claim(
        "forms",
        "Line, exponential and staircase end within 10 % of the cosine, each at its best, and 1 / "
        "root t higher (with tanh, and where the classes hardly overlap, that cannot be told).",
        measure=forms,
        holds=lambda n: (
            max(abs(n[form]) for form in ("linear", "exponential", "staircase")) < 0.1
            and n["one_by_root_t_against_late_errors"] > ENOUGH
        ),
        needs="within 10 % of the cosine; 1/root t above their mean by three standard errors",
        base=NOTEBOOK,
        variations=FORM_SCOPE,
        limits={
            "no overlap": "where the classes hardly overlap",
            "tanh": "with tanh",
        },
    ),
    Claim(
        "averaging",
        "The noise can be averaged away, too: the mean of the weights over the last part of a "
        "constant run ends below the best constant rate, and, where the classes overlap, at most "
        "an eighth above the best cosine.",
        measure=averages,
        holds=lambda n: n["best_errors"] < -ENOUGH and n["cosine"] < 0.125,
        needs="lower than the best rate by three standard errors; at most 12.5 % above the cosine",
        base=NOTEBOOK,
        variations=without(),
        limits={"no overlap": "where the classes overlap"},
    ),
    Claim(
        "warm_up_helps",
        "A warm-up to a high peak helps where the beginning is harder than the rest: with weights "
        "that are too large for ReLU, unless it is too hard even so.",
        measure=warmed,
        holds=lambda n: n["change_errors"] < -ENOUGH and n["lost_with"] <= n["lost_without"],
        needs="lower by three standard errors, and no more runs lost",
        base=NOTEBOOK | {"gain": 3.0, "peak": 1.2, "warm": 0.1},
        variations={
            "usual weights": {"gain": 1.0},
            "weights 4 times He's": {"gain": 4.0},
            "peak 0.4": {"peak": 0.4},
            "peak 1.6": {"peak": 1.6},
            "half the warm-up": {"warm": 0.05},
            "twice the warm-up": {"warm": 0.2},
        }
        | without("momentum", "Adam", "3000 digits"),
        limits={
            "usual weights": "weights that are too large",
            "peak 0.4": "to a high peak",
            "tanh": "for ReLU",
            "four hidden layers": "unless it is too hard even so",
            "batches of 2": "unless it is too hard even so",
        },
    ),
    Claim(
        "warm_up_nothing",
        "From usual weights, where no run comes near to being lost, a warm-up changes the end by "
        "less than 10 %.",
        measure=warmed,
        holds=lambda n: abs(n["change"]) + 2 * abs(n["change"] / (n["change_errors"] or 1.0)) < 0.1,
        needs="within 10 %, two standard errors included",
        base=NOTEBOOK | {"peak": 0.8, "warm": 0.1},
        variations={
            "weights 3 times He's": {"gain": 3.0},
            "peak 0.4": {"peak": 0.4},
            "peak 3.2": {"peak": 3.2},
            "half the warm-up": {"warm": 0.05},
            "twice the warm-up": {"warm": 0.2},
        }
        | without("momentum", "Adam", "3000 digits")
        | {"momentum 0.9, peak 0.08": {"peak": 0.08, **MOMENTUM}},
        limits={
            "weights 3 times He's": "From usual weights",
            "peak 3.2": "where no run comes near to being lost",
            "batches of 2": "where no run comes near to being lost",
        },
    ),
)
