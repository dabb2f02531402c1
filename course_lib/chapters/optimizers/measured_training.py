"""What the claims of notebook 05 rest on, of networks that are trained."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from course_lib.chapters.optimizers.edge import edge_run
from course_lib.engine import (
    Adam,
    AdamUncorrected,
    DampedMomentum,
    GradientDescent,
    Momentum,
    Network,
    Optimizer,
    stack,
    train,
)
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.contests import bracketed, capped, compared, height, lowest
from course_lib.experiments.schedule_problem import Problem, data_of, first_network, repeated

Numbers = dict[str, Any]
Floats = np.typing.NDArray[np.float64]
NEAR = (0.6, 1.4)
"""Of 2 / rate: where the largest curvature of a run counts as at the edge."""
SIZES = ("large", "small")
"""Of batches."""


def edge(lr: float, seeds: int, **how: Any) -> Numbers:
    """Three runs with all points in every update: curvature at the end, rises, and the fall."""
    runs = [edge_run(lr, seed=seed, every=100, **how) for seed in range(seeds, seeds + 3)]
    tail = [float(np.median(run.curvatures[-4:])) * lr / 2 for run in runs]
    return {
        "curvature over 2 / rate": tail,
        "rises": [run.rises for run in runs],
        "end over start": [float(run.losses[-20:].mean() / run.losses[0]) for run in runs],
    }


def at_the_edge(numbers: Numbers) -> bool:
    """All three near 2 / rate, rising in a quarter of the updates, and far below their start."""
    low, high = NEAR
    return bool(
        all(low < each < high for each in numbers["curvature over 2 / rate"])
        and min(numbers["rises"]) > 0.25
        and max(numbers["end over start"]) < 0.5
    )


def ends(
    problem: Problem, rule: Rule, rates: list[float], seeds: tuple[int, ...],
    at: tuple[int, ...] = (),
) -> Floats:  # fmt: skip
    """Training loss at the end, shape (rates, seeds); with ``at`` after these updates, too."""
    networks = stack([first_network(problem, seed) for _ in rates for seed in seeds])
    rngs = [np.random.default_rng([seed, 1]) for _ in rates for seed in seeds]
    data = repeated(data_of(problem, seeds)[0], len(rates))
    lr = np.repeat(rates, len(seeds))[:, None, None]
    found, marks = [], at or (problem.updates,)

    def judged(network: Network, diverged: Any) -> Floats:
        return capped(problem, network, data, diverged).reshape(len(rates), len(seeds))

    epochs = -(-problem.updates * problem.batch_size // problem.points)
    with np.errstate(all="ignore"):
        for step in train(
            networks, problem.loss, Optimizer(rule, lr=lr), data,
            epochs=epochs, batch_size=problem.batch_size, rng=rngs,
        ):  # fmt: skip
            if step.number in marks:
                found.append(judged(step.network, np.asarray(step.diverged)))
            if step.number == problem.updates:
                break
    return np.array(found) if at else found[0]


def factor(beta: float, lr: float, group: int, **of: Any) -> Numbers:
    """Loss with each form of momentum over the loss of descent: by the factor or by ten times."""
    problem, seeds = Problem(**of), tuple(range(5 * group, 5 * group + 5))
    plain, longer = ends(problem, GradientDescent(), [lr, lr / (1 - beta)], seeds)
    (damped,) = ends(problem, DampedMomentum(beta), [lr], seeds)
    (whole,) = ends(problem, Momentum(beta), [lr], seeds)
    return {
        "with the factor, over descent": float(np.exp(height(damped) - height(plain))),
        "without, over descent with more rate": float(np.exp(height(whole) - height(longer))),
        "without, over descent": float(np.exp(height(whole) - height(plain))),
    }


def only_a_rate(numbers: Numbers) -> bool:
    """Within 5 % of descent, and of descent at the larger rate, which is another thing."""
    return bool(
        abs(numbers["with the factor, over descent"] - 1) < 0.05
        and abs(numbers["without, over descent with more rate"] - 1) < 0.05
        and numbers["without, over descent"] < 0.9
    )


def own_rates(beta: float, group: int, small: int, large: int, **of: Any) -> Numbers:
    """Momentum against descent, each at its own rate, in small batches and in large ones."""
    return {
        f"{words}, {name}": number
        for words, size in (("small", small), ("large", large))
        for name, number in _own_rates(beta, group, Problem(batch_size=size, **of)).items()
    }


def _own_rates(beta: float, group: int, problem: Problem) -> Numbers:
    """Each tuned on six seeds; compared on 24 others: from how many momentum ends lower."""
    tuned = tuple(range(30 * group, 30 * group + 6))
    fresh = tuple(range(30 * group + 6, 30 * group + 30))
    rules: Mapping[str, Rule] = {"descent": GradientDescent(), "momentum": Momentum(beta)}
    found: Numbers = {}
    losses = {}
    for name, rule in rules.items():
        first = [0.2, 0.4, 0.8] if name == "descent" else [0.02, 0.04, 0.08]

        def score(rates: list[float], rule: Rule = rule) -> list[float]:
            return [float(each) for each in height(ends(problem, rule, rates, tuned))]

        grid = bracketed(score, first)
        found[f"{name}, rate"] = lowest(grid)
        (losses[name],) = ends(problem, rule, [lowest(grid)], fresh)
    ratios = losses["momentum"] / losses["descent"]
    return found | {
        "wins": int((ratios < 1).sum()),
        "starts": len(fresh),
        "middle": float(np.median(ratios)),
        "worst": float(ratios.max()),
    }


def wins_without_noise(numbers: Numbers) -> bool:
    """Lower from four of five starts in large batches; in small ones from about half of them."""
    large, small = (numbers[f"{words}, wins"] / numbers[f"{words}, starts"] for words in SIZES)
    return bool(large >= 0.8 and 0.25 <= small <= 0.75)


def correction(
    lr: float, few: int, many: int, group: int, beta2: float, **of: Any
) -> Numbers:  # fmt: skip
    """Adam without its correction over Adam with it, after few and after many updates."""
    problem = Problem(updates=many, **of)
    seeds = tuple(range(20 * group, 20 * group + 12))
    with_it, without = (
        ends(problem, rule, [lr], seeds, at=(few, many))[:, 0]
        for rule in (Adam(0.9, beta2), AdamUncorrected(0.9, beta2))
    )
    found: Numbers = {}
    for k, words in enumerate(("few", "many")):
        came = compared(without[k], with_it[k])
        found |= {f"{words}, change": came.change, f"{words}, errors": came.errors}
    return found


def soon_forgotten(numbers: Numbers) -> bool:
    """A tenth or more after few updates; after many less than a tenth, and at most half of it."""
    few, many = (abs(numbers[f"{words}, change"]) for words in ("few", "many"))
    return bool(few > 0.1 > many and few > 2 * many)


def step_lengths(lr: float, seed: int, beta1: float, beta2: float, **of: Any) -> Numbers:
    """Lengths of Adam's steps in units of lr, parameter by parameter: median early and late."""
    problem = Problem(**of)
    network, data = first_network(problem, seed), data_of(problem, (seed,))[0]
    before, lengths = network.theta.copy(), []
    epochs = -(-problem.updates * problem.batch_size // problem.points)
    for step in train(
        network, problem.loss, Optimizer(Adam(beta1, beta2), lr=lr), data,
        epochs=epochs, batch_size=problem.batch_size, rng=np.random.default_rng([seed, 1]),
    ):  # fmt: skip
        moved = np.abs(step.network.theta - before).ravel() / lr
        lengths.append(moved[moved > 0])
        before = step.network.theta.copy()
        if step.number == problem.updates:
            break
    late = np.concatenate(lengths[-200:])
    return {
        "first": float(np.median(lengths[0])),
        "late": float(np.median(late)),
        "longest in 100": float(np.quantile(np.concatenate(lengths), 0.99)),
    }


def at_most_a_rate(numbers: Numbers) -> bool:
    """One rate at first, hardly ever more than one and a half, and late a third at most."""
    return bool(
        abs(numbers["first"] - 1) < 0.05
        and numbers["longest in 100"] < 1.5
        and numbers["late"] < 1 / 3
    )
