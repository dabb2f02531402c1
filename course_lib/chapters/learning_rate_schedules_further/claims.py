"""The conclusions of notebook 06b, each with what it rests on and what was varied around it."""

from dataclasses import replace
from typing import Any

from course_lib.chapters.learning_rate_schedules_further.batches import best_of_each
from course_lib.chapters.learning_rate_schedules_further.beginnings import at_their_best
from course_lib.chapters.learning_rate_schedules_further.budgets import (
    branched,
    cosine_cut,
    peak_for_all,
)
from course_lib.chapters.learning_rate_schedules_further.contenders import CONTENDERS
from course_lib.chapters.learning_rate_schedules_further.runs import judged
from course_lib.claims import Claim
from course_lib.claims.claim import Conditions, Numbers
from course_lib.experiments.contests import compared
from course_lib.experiments.schedule_problem import Problem

JUDGES, MORE_JUDGES = 15, 30
"""Seeds that judge; five others chose."""

TIE, TENTH = 0.05, 0.1
"""What lies within 5 % counts as the same."""

HERE: dict[str, Any] = {
    "seeds": 5, "data": "moons", "draw": 0, "noise": 0.2, "updates": 1000, "hidden": (16, 16),
    "activation": "relu", "batch_size": 10, "rule": "descent",
}  # fmt: skip
"""The notebook's problem; ``seeds`` is the first of those that judge."""

AROUND: dict[str, Conditions] = {
    "other seeds": {"seeds": 100},
    "another draw of the data": {"draw": 1},
    "each seed its own draw": {"draw": None},
    "more noise": {"noise": 0.3},
    "width 64": {"hidden": (64, 64)},
    "tanh": {"activation": "tanh"},
    "circles": {"data": "circles"},
    "momentum": {"rule": "momentum"},
    "batches of 25": {"batch_size": 25},
}


def of(conditions: Conditions, judges: int = JUDGES) -> tuple[Problem, tuple[int, ...]]:
    """The problem of some conditions, and the seeds that judge."""
    given = dict(conditions)
    first = given.pop("seeds")
    return Problem(**given), tuple(range(first, first + judges))


def elsewhere(**conditions: Any) -> Numbers:
    """Losses of each contender at its own best, by seed."""
    problem, seeds = of(conditions)
    ends = judged(problem, list(CONTENDERS), seeds).ends
    return {name: losses.tolist() for name, losses in zip(CONTENDERS, ends, strict=True)}


def all_fall_lower(numbers: Numbers) -> bool:
    """All with a fall end below the constant rate, and none by a tenth below the cosine."""
    others = [name for name in CONTENDERS if name not in ("constant", "cosine")]
    falls = all(compared(numbers[name], numbers["constant"]).lower for name in ["cosine", *others])
    against = [compared(numbers[name], numbers["cosine"]) for name in others]
    return falls and not any(each.lower and each.change < -TENTH for each in against)


def cut_short(**conditions: Any) -> Numbers:
    """A cosine made for twice the budget and stopped, and one made for the budget."""
    problem, seeds = of(conditions, MORE_JUDGES)
    return {
        "made for twice, stopped": cosine_cut(problem, 2, seeds)[1].tolist(),
        "made for it": judged(problem, ["cosine"], seeds).ends[0].tolist(),
    }


def one_run_for_all(**conditions: Any) -> Numbers:
    """Branches of one run that holds its peak, and a cosine made for each budget."""
    problem, seeds = of(conditions, MORE_JUDGES)
    lengths = (problem.updates // 2, problem.updates)
    peak = peak_for_all(problem, lengths, 0.4)
    held = branched(problem, lengths, peak, 0.4, seeds)
    short = judged(replace(problem, updates=lengths[0]), ["cosine"], seeds).ends[0]
    return {
        "branch, half the budget": held[0].tolist(),
        "cosine for half": short.tolist(),
        "branch, the budget": held[1].tolist(),
        "cosine for it": judged(problem, ["cosine"], seeds).ends[0].tolist(),
    }


def branches_keep_up(numbers: Numbers) -> bool:
    """No branch ends more than a tie above the cosine that was made for its budget."""
    pairs = [
        ("branch, half the budget", "cosine for half"),
        ("branch, the budget", "cosine for it"),
    ]
    return all(compared(numbers[ours], numbers[made]).change < TIE for ours, made in pairs)


def larger_batch(**conditions: Any) -> Numbers:
    """Half way a tenth of the rate, or ten times the batch: losses, and updates."""
    problem, seeds = of(conditions)
    found: Numbers = {}
    for name, (_, losses, updates) in best_of_each(problem, seeds).items():
        found |= {name: losses.tolist(), f"updates, {name}": updates}
    return found


def same_loss_in_fewer(numbers: Numbers) -> bool:
    """The same loss, within a tie, in less than six tenths of the updates."""
    change = compared(numbers["ten times the batch"], numbers["a tenth of the rate"]).change
    updates = numbers["updates, ten times the batch"] / numbers["updates, a tenth of the rate"]
    return abs(change) < TIE and updates < 0.6


ADAM: dict[str, Any] = {
    "seeds": 5, "data": "digits", "draw": 0, "points": 1000, "hidden": (32,) * 4, "updates": 400,
    "batch_size": 32, "activation": "relu", "rule": "Adam",
}  # fmt: skip


def adam_begins(**conditions: Any) -> Numbers:
    """Adam cold and with a warm-up, and RAdam, each at its own best peak: losses by seed."""
    problem, seeds = of(conditions)
    best = at_their_best(problem, ("cold", "warm-up 30 %", "RAdam"), seeds)
    return {name: losses.tolist() for name, (_, losses, _) in best.items()}


def gentle_is_lower(numbers: Numbers) -> bool:
    """Both gentle beginnings end below the cold one."""
    return all(compared(numbers[name], numbers["cold"]).lower for name in ("warm-up 30 %", "RAdam"))


CLAIMS = (
    Claim(
        "elsewhere",
        "On one set of data and with epochs enough, a cosine, one cycle, restarts, hold-then-decay "
        "and a plateau rule, each at its own peak, all end lower in training loss than the best "
        "constant rate, and none by a tenth lower than the cosine.",
        measure=elsewhere, holds=all_fall_lower,
        needs="each below constant by 3 errors, none 10 % and 3 errors below cosine",
        base=HERE, variations=AROUND
        | {"a budget of 500": {"updates": 500}, "a budget of 2000": {"updates": 2000}},
        limits={
            "each seed its own draw": "On one set of data",
            "a budget of 500": "with epochs enough",
        },
    ),
    Claim(
        "cut_short",
        "A cosine made for twice the budget and stopped ends higher than one made for the budget.",
        measure=cut_short,
        holds=lambda n: compared(n["made for twice, stopped"], n["made for it"]).higher,
        needs="higher by 3 errors",
        base=HERE, variations=AROUND | {"a budget of 500": {"updates": 500}},
    ),
    Claim(
        "branches",
        "One run that holds its peak serves two budgets of at least 500 updates, the whole and a "
        "half: a fall over the last 40 % ends no more than 5 % above the cosine made for it.",
        measure=one_run_for_all, holds=branches_keep_up,
        needs="within 5 %, at half the budget and at the whole",
        base=HERE, variations=AROUND | {"a budget of 500": {"updates": 500}},
        limits={"a budget of 500": "at least 500 updates"},
    ),
    Claim(
        "batches",
        "Ten times the batch in the place of a tenth of the rate ends at the same loss, in little "
        "more than half of the updates.",
        measure=larger_batch, holds=same_loss_in_fewer,
        needs="within 5 %, in less than 0.6 of the updates",
        base=HERE, variations=AROUND | {"a budget of 2000": {"updates": 2000}},
    ),
    Claim(
        "adam",
        "With Adam and ReLUs on 1000 digits, a warm-up and RAdam both end lower in training loss "
        "than a cold beginning, each at its own peak.",
        measure=adam_begins, holds=gentle_is_lower, needs="both lower by 3 errors",
        base=ADAM,
        variations={
            "other seeds": {"seeds": 100},
            "other digits": {"draw": 7},
            "each seed its own digits": {"draw": None},
            "28 x 28 pixels": {"data": "images"},
            "300 digits": {"points": 300},
            "one hidden layer": {"hidden": (32,)},
            "six hidden layers": {"hidden": (32,) * 6},
            "a budget of 800": {"updates": 800},
            "batches of 100": {"batch_size": 100},
            "tanh": {"activation": "tanh"},
            "beta2 0.99": {"rule": "Adam, beta2 0.99"},
            "moons": {"data": "moons", "points": 500, "hidden": (16, 16), "batch_size": 10,
                      "updates": 1000},
        },
        limits={"300 digits": "1000 digits", "tanh": "ReLUs", "moons": "digits"},
    ),
)  # fmt: skip
