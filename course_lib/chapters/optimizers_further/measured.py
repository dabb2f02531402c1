"""What the claims of notebook 05b rest on."""

from typing import Any

import numpy as np

from course_lib.chapters.optimizers_further import built, small_network, standing
from course_lib.chapters.optimizers_further.words import Language, best
from course_lib.engine import Adam, GradientDescent, Momentum, Nesterov
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.descents import descend
from course_lib.experiments.surfaces import two_valleys

Numbers = dict[str, Any]
NEVER, LONG = 1e6, 3000
"""A number of steps that stands for "not within the run", and a run."""
RATES = np.geomspace(0.002, 2, 31)


def _left(
    rule: Rule, lr: float, offset: float, steepness: float = 1.0, quartic: float = 1 / 16
) -> float:
    ground = standing.steep_saddle(steepness, quartic)
    path = descend(ground, rule, lr, steps=LONG, start=(standing.FAR, offset))
    step = standing.leaving(path[np.isfinite(path).all(axis=-1)])
    return NEVER if step is None or np.isnan(path[-1]).any() else float(step)


def ten_times_the_rate(
    lr: float, beta: float, offset: float, steepness: float, quartic: float, kind: str
) -> Numbers:
    """Steps to leave: momentum, descent at its rate, and at 1 / (1 - beta) times its rate."""
    carried = {"momentum": Momentum(beta), "Nesterov": Nesterov(beta)}[kind]
    place = {"offset": offset, "steepness": steepness, "quartic": quartic}
    return {
        "momentum": _left(carried, lr, **place),
        "same rate": _left(GradientDescent(), lr, **place),
        "larger rate": _left(GradientDescent(), lr / (1 - beta), **place),
    }


def sooner_by_rate(numbers: Numbers) -> bool:
    """Momentum beats descent at one rate, and loses to it at the larger one."""
    return bool(numbers["larger rate"] < numbers["momentum"] < numbers["same rate"])


def from_any_start(
    rule: str, lr: float, beta: float, near: float, far: float, degrees: float
) -> Numbers:
    """Steps to leave from two starts, one much nearer to the ridge, by a rule and by descent."""
    which, descent = standing.rule_named(rule, beta), GradientDescent()
    told: Numbers = {}
    for name, each, rate in (("divides", which, lr), ("descent", descent, 0.5)):
        for words, offset in (("near", near), ("far", far)):
            path = standing.turned_walk(each, rate, offset, degrees=degrees, steps=LONG)
            step = standing.leaving(path)
            told[f"{name}, {words}"] = NEVER if step is None else float(step)
    return told


def hardly_depends(numbers: Numbers) -> bool:
    """At most half as many again from the nearer start; by descent at least twice as many."""
    divides, descent = (
        numbers[f"{name}, near"] / numbers[f"{name}, far"] for name in ("divides", "descent")
    )
    return bool(divides <= 1.5 and descent >= 2)


def valleys(tilt: float, x: float, y: float, beta: float, beta1: float, steps: int) -> Numbers:
    """How many of each rule's 31 rates from 0.002 to 2 end in either valley."""
    ground, told = two_valleys(tilt), {}
    rules: dict[str, Rule] = {
        "descent": GradientDescent(), "momentum": Momentum(beta), "Adam": Adam(beta1)
    }  # fmt: skip
    for name, rule in rules.items():
        paths = descend(ground, rule, RATES[:, None, None], steps=steps, start=(x, y))
        ends = paths[:, -50:, 0].mean(axis=1)
        hill = np.sort(np.roots([1, 0, -1, tilt]).real)[1]
        told[f"{name}, deep"] = int((ends < hill).sum())
        told[f"{name}, shallow"] = int((ends > hill).sum())
    return told


def cross_and_stay(numbers: Numbers) -> bool:
    """Each rule has a rate for either."""
    return bool(min(numbers.values()) > 0)


NET_RATES = {
    "descent": np.geomspace(0.3, 10, 6),
    "momentum": np.append(np.geomspace(0.03, 1, 6), (2.0, 4.0)),
    "Adam": np.append(np.geomspace(0.003, 0.1, 4), 0.3),
}
UPDATES = 1000
"""How long the network of section 5 is trained; "1000 updates" of a run: it has not learned."""


def stands_still(
    std: float, data: str, seeds: int, width: int, hidden: int, activation: str, draws: int
) -> Numbers:
    """Updates until the loss is below half of a coin's, each rule at its best rate; of each seed.

    ``usual`` are first weights of std 0.6 * sqrt(6 / width), from the same seeds.
    """
    rules: dict[str, Rule] = {
        "descent": GradientDescent(), "momentum": Momentum(0.9), "Adam": Adam()
    }  # fmt: skip
    how: dict[str, Any] = {"width": width, "hidden": hidden, "activation": activation}
    told: Numbers = {}
    for words, scale in (("small", std), ("usual", small_network.USUAL * (6 / width) ** 0.5)):
        for name, rule in rules.items():
            for seed in range(seeds, seeds + draws):
                losses = small_network.losses_at(
                    rule, NET_RATES[name], small_network.started(scale, seed, **how),
                    small_network.points(data, seed), UPDATES,
                )  # fmt: skip
                learned = small_network.first_below(losses).min()
                told[f"{name}, {words}, run {seed - seeds + 1}"] = float(min(UPDATES, learned))
    return told


def adam_alone_leaves(numbers: Numbers) -> bool:
    """From small weights Adam in a third of momentum's updates; from usual ones within thrice."""

    def of(rule: str, words: str) -> Any:
        return np.array([numbers[k] for k in numbers if k.startswith(f"{rule}, {words}")])

    others = np.minimum(of("momentum", "small"), of("descent", "small"))
    usual = np.median(of("momentum", "usual")) <= 3 * np.median(of("Adam", "usual"))
    return bool((3 * of("Adam", "small") < others).all() and usual)


def rare_words(
    words: int, zipf: float, noise: float, seeds: int, updates: int, batch: int, draws: int,
    falling: bool,
) -> Numbers:  # fmt: skip
    """Excess loss at the end, each rule at its best rate: where words are rare, and all alike."""
    told: Numbers = {}
    for kind, power in (("rare", zipf), ("alike", 0.0)):
        for rule in ("gradient descent", "AdaGrad", "Adam"):
            ends = []
            for seed in range(seeds, seeds + draws):
                language = Language(words, power, noise, seed)
                _, each = best(rule, language, updates=updates, batch=batch, falling=falling)
                ends.append(float(each @ language.shares))
            told[f"{rule}, {kind}"] = ends
    return told


def lower_where_rare(numbers: Numbers) -> bool:
    """AdaGrad and Adam below descent, pair by pair, by three errors; where all are alike, above."""

    def in_errors(rule: str, kind: str) -> float:
        apart = np.subtract(numbers[f"{rule}, {kind}"], numbers[f"gradient descent, {kind}"])
        return float(apart.mean() / (apart.std(ddof=1) / np.sqrt(len(apart)) + 1e-12))

    rules = ("AdaGrad", "Adam")
    return all(in_errors(r, "rare") <= -3 for r in rules) and all(
        in_errors(r, "alike") >= 3 for r in rules
    )


def to_the_worst(
    lr: float, beta1: float, beta2: float, large: float, period: int, start: float, falling: bool
) -> Numbers:
    """Where Adam and AMSGrad are at the end of 20 000 updates: 1 is the worst, -1 the best."""
    how: dict[str, Any] = {
        "lr": lr, "beta1": beta1, "beta2": beta2, "large": large, "period": period, "start": start,
        "falling": falling, "updates": 20_000,
    }  # fmt: skip
    return {
        "Adam": float(built.reddi(built.adam_step, **how)[-100:].mean()),
        "AMSGrad": float(built.reddi(built.amsgrad_step, **how)[-100:].mean()),
    }


def only_adam_is_wrong(numbers: Numbers) -> bool:
    """Adam on the wrong side, close to 1, and AMSGrad on the right one."""
    return bool(numbers["Adam"] > 0.9 and numbers["AMSGrad"] < -0.9)


def by_heart(
    count: int, share: float, seeds: int, own: tuple[int, int], updates: int, beta1: float
) -> Numbers:
    """New examples of the rarer label that are right, by rate, and errors on known ones."""
    x, labels = built.wilson(count, share, seeds, own)
    told: Numbers = {}
    for name, rule, rates in (
        ("descent", GradientDescent(), (0.03, 0.1, 0.3)),
        ("momentum", Momentum(0.9), (0.003, 0.01, 0.03)),
        ("Adam", Adam(beta1), (0.001, 0.003, 0.01)),
    ):
        weights = built.fitted(rule, rates, x, labels, updates)
        told[f"{name}, right"] = built.on_new(weights)[1].tolist()
        told[f"{name}, error"] = np.abs(weights @ x.T - labels).max(axis=1).tolist()
    return told


def heart_and_head(numbers: Numbers) -> bool:
    """All fit the known examples; descent and momentum know the rarer label, Adam does not."""
    fits = max(max(numbers[f"{n}, error"]) for n in ("descent", "momentum", "Adam")) < 0.5
    knows = min(numbers["descent, right"] + numbers["momentum, right"]) == 1
    return bool(fits and knows and max(numbers["Adam, right"]) == 0)
