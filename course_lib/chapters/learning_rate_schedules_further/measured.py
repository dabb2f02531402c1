"""What the claims of notebook 06b rest on: measurements, and what must be true of them."""

from dataclasses import replace
from typing import Any

from course_lib.chapters.learning_rate_schedules_further.batches import best_of_each
from course_lib.chapters.learning_rate_schedules_further.beginnings import (
    at_their_best,
    failures,
)
from course_lib.chapters.learning_rate_schedules_further.budgets import (
    branched,
    cosine_cut,
    peak_for_all,
)
from course_lib.chapters.learning_rate_schedules_further.runs import judged
from course_lib.experiments.contests import ENOUGH, compared
from course_lib.experiments.schedule_problem import Problem

Numbers = dict[str, Any]

JUDGES, MORE_JUDGES, MANY_JUDGES, CROWD = 15, 30, 60, 200
"""Seeds that judge; five others chose. Where single runs are lost it takes many."""

TIE, TENTH = 0.05, 0.1
"""What lies within 5 % counts as the same."""

FALLING = ("cosine", "one cycle", "restarts", "hold, decay")


def of(conditions: dict[str, Any], judges: int = JUDGES) -> tuple[Problem, tuple[int, ...]]:
    """The problem of some conditions, and the seeds that judge."""
    given = dict(conditions)
    first = given.pop("seeds")
    return Problem(**given), tuple(range(first, first + judges))


def contest(names: tuple[str, ...], conditions: dict[str, Any], judges: int) -> Numbers:
    """Losses of some contenders, each at its own best, by seed."""
    problem, seeds = of(conditions, judges)
    ends = judged(problem, names, seeds).ends
    return {name: losses.tolist() for name, losses in zip(names, ends, strict=True)}


def elsewhere(**conditions: Any) -> Numbers:
    """The constant rate, and all that fall by plan."""
    return contest(("constant", *FALLING), conditions, MANY_JUDGES)


def all_fall_lower(numbers: Numbers) -> bool:
    """All with a fall end below the constant rate, and none by a tenth below the cosine."""
    falls = all(compared(numbers[name], numbers["constant"]).lower for name in FALLING)
    against = [compared(numbers[name], numbers["cosine"]) for name in FALLING[1:]]
    return falls and not any(each.lower and each.change < -TENTH for each in against)


def plateau(**conditions: Any) -> Numbers:
    """The constant rate, and a rule that cuts it on a plateau."""
    return contest(("constant", "on plateau"), conditions, JUDGES)


def cut_short(**conditions: Any) -> Numbers:
    """A cosine made for twice the budget and stopped, and one made for the budget."""
    problem, seeds = of(conditions, MORE_JUDGES)
    return {
        "made for twice, stopped": cosine_cut(problem, 2, seeds)[1].tolist(),
        "made for it": judged(problem, ["cosine"], seeds).ends[0].tolist(),
    }


def one_run_for_all(share: float, **conditions: Any) -> Numbers:
    """Branches of one run that holds its peak, and a cosine made for each budget."""
    problem, seeds = of(conditions, MORE_JUDGES)
    lengths = (problem.updates // 2, problem.updates)
    peak = peak_for_all(problem, lengths, share)
    held = branched(problem, lengths, peak, share, seeds)
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


def larger_batch(factor: float, **conditions: Any) -> Numbers:
    """Half way a rate divided by ``factor``, or ten times the batch: losses, and updates."""
    problem, seeds = of(conditions)
    found: Numbers = {}
    for name, (_, losses, updates) in best_of_each(problem, seeds, factor=factor).items():
        found |= {name: losses.tolist(), f"updates, {name}": updates}
    return found


def same_loss_in_fewer(numbers: Numbers) -> bool:
    """The same loss, within a tie, in less than six tenths of the updates."""
    change = compared(numbers["ten times the batch"], numbers["a smaller rate"]).change
    updates = numbers["updates, ten times the batch"] / numbers["updates, a smaller rate"]
    return abs(change) < TIE and updates < 0.6


def cold_fails(peak: float, **conditions: Any) -> Numbers:
    """How many runs of each beginning end far above the others."""
    problem, seeds = of(conditions, CROWD)
    return {**failures(problem, peak, seeds), "runs of each": len(seeds)}


def fewer_fail(numbers: Numbers) -> bool:
    """Fewer warm runs fail: by three standard errors of a difference of two counts."""
    cold, warm = numbers["cold"], numbers["warm"]
    return bool(cold - warm > ENOUGH * (cold + warm) ** 0.5)


def adam_begins(gentle: str, **conditions: Any) -> Numbers:
    """Adam cold, and a gentle beginning, each at its own best peak: losses by seed."""
    problem, seeds = of(conditions)
    best = at_their_best(problem, ("cold", gentle), seeds)
    cold, other = (best[name][1].tolist() for name in ("cold", gentle))
    return {"cold": cold, gentle: other}


def warm_up_begins(**conditions: Any) -> Numbers:
    """Adam cold, and with a warm-up."""
    return adam_begins("warm-up 30 %", **conditions)


def radam_begins(**conditions: Any) -> Numbers:
    """Adam cold, and RAdam."""
    return adam_begins("RAdam", **conditions)


def lower(ours: str, theirs: str, numbers: Numbers) -> bool:
    """Whether ``ours`` ends below ``theirs``, by three standard errors."""
    return compared(numbers[ours], numbers[theirs]).lower
