"""The four rules of ``four_rules`` again: a finer grid of rates, and ten fresh seeds, paired."""

from typing import Any

from course_lib.chapters.optimizers_further import four_rules
from course_lib.datasets import Sweep, digits, load_sweep
from course_lib.engine import cross_entropy, evaluate
from course_lib.experiments.swept import swept

FACTORS = (0.5, 0.7, 1.4, 2.0)
"""Around the best rate of the coarse grid, whose neighbours are three times away."""
FRESH = (20, 21, 22, 23, 24, 25, 26, 27, 28, 29)
"""Seeds of the verdict: none has chosen a rate."""


def finer_sweep(**how: Any) -> Sweep:
    """Four rates around each rule's best, two seeds: about four minutes; see ``swept``.

    Needs the stored ``four_rules.tuning_sweep``.
    """
    coarse = four_rules.best_rates(load_sweep("optimizers_further_tuning"))

    def run(rule: str, factor: float, seed: int) -> dict[str, Any]:
        losses, _ = four_rules.losses_of(rule, coarse[rule] * factor, seed)
        return {"loss": four_rules.block_means(losses)[-1]}

    axes = {"rule": four_rules.RULES, "factor": FACTORS, "seed": four_rules.TUNING_SEEDS}
    settings = four_rules.SETTINGS | {"lr at factor 1": coarse}
    return swept(run, axes, settings=settings, seeds=four_rules.TUNING_SEEDS, **how)


def all_rates(tuning: Sweep, finer: Sweep) -> dict[str, dict[float, float]]:
    """Mean loss at every rate that was tried, for each rule, rates in rising order.

    Examples
    --------
    >>> from course_lib.datasets import load_sweep
    >>> told = all_rates(*(load_sweep(f"optimizers_further_{n}") for n in ("tuning", "finer")))
    >>> [round(rate, 5) for rate in told["Adam"]]
    [0.0003, 0.0005, 0.0007, 0.001, 0.0014, 0.002, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0]
    """
    coarse, told = four_rules.best_rates(tuning), {}
    for k, rule in enumerate(four_rules.RULES):
        rates = [*tuning.axes["lr"], *(coarse[rule] * finer.axes["factor"])]
        means = [*tuning.values["loss"][k].mean(axis=-1), *finer.values["loss"][k].mean(axis=-1)]
        pairs = sorted(zip(rates, means, strict=True))
        told[rule] = {round(float(lr), 6): float(mean) for lr, mean in pairs}
    return told


def tuned_rates() -> dict[str, float]:
    """Each rule's best of all rates that were tried."""
    stored = (load_sweep(f"optimizers_further_{name}") for name in ("tuning", "finer"))
    return {rule: min(means, key=means.__getitem__) for rule, means in all_rates(*stored).items()}


def judged_sweep(**how: Any) -> Sweep:
    """Every rule at its best rate, ten fresh seeds: about five minutes; see ``swept``.

    Needs the stored ``finer_sweep``.
    """
    rates, test = tuned_rates(), digits(part="test", dtype="float32")

    def run(rule: str, seed: int) -> dict[str, Any]:
        losses, network = four_rules.losses_of(rule, rates[rule], seed)
        loss, accuracy = evaluate(network, cross_entropy, test)
        return {
            "loss": four_rules.block_means(losses)[-1], "test_loss": loss, "test_accuracy": accuracy
        }  # fmt: skip

    axes = {"rule": four_rules.RULES, "seed": FRESH}
    return swept(run, axes, settings=four_rules.SETTINGS | {"lr": rates}, seeds=FRESH, **how)


def coarse_sweep(**how: Any) -> Sweep:
    """The best rates of the coarse grid, the ten fresh seeds: about five minutes; see ``swept``.

    Needs the stored ``judged_sweep``, whose runs serve where its rate is the same.
    """
    rates = four_rules.best_rates(load_sweep("optimizers_further_tuning"))
    judged = load_sweep("optimizers_further_judged")
    finer = judged.about["settings"]["lr"]

    def run(rule: str, seed: int) -> dict[str, Any]:
        if finer[rule] == rates[rule]:
            return {"loss": judged.at(rule=rule, seed=seed)["loss"]}
        return {
            "loss": four_rules.block_means(four_rules.losses_of(rule, rates[rule], seed)[0])[-1]
        }

    axes = {"rule": four_rules.RULES, "seed": FRESH}
    return swept(run, axes, settings=four_rules.SETTINGS | {"lr": rates}, seeds=FRESH, **how)
