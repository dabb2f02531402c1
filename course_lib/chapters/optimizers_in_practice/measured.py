"""What the claims of notebook 05c rest on: batch sizes, noise, and recurrent networks."""

from typing import Any

import numpy as np

from course_lib.chapters.optimizers_in_practice import recurrent
from course_lib.chapters.optimizers_in_practice.batch_runs import Problem, ends
from course_lib.chapters.optimizers_in_practice.gradient_noise import gradients_of, noise_scale
from course_lib.engine import Optimizer, binary_cross_entropy, fit

Numbers = dict[str, Any]


def equal_updates(
    lr: float, sizes: tuple[int, ...], updates: int, seeds: int, **of: Any
) -> Numbers:
    """Mean loss of six runs after equally many updates, for three batch sizes, largest first."""
    problem, six = Problem(**of), range(seeds, seeds + 6)
    names = ("largest batches", "middle ones", "smallest")
    return {
        name: float(ends(size, [lr], seeds=six, updates=updates, problem=problem).mean())
        for name, size in zip(names, sizes, strict=True)
    }


def alike(numbers: Numbers) -> bool:
    """The highest within 10 % of the lowest."""
    return bool(max(numbers.values()) <= 1.1 * min(numbers.values()))


def scaled(
    each: float, small: int, large: int, whole: int, epochs: int, seeds: int, **of: Any
) -> Numbers:
    """Median loss of nine runs after equal epochs, at ``each`` times the batch size as rate."""
    problem, nine = Problem(**of), range(seeds, seeds + 9)

    def loss(size: int, lr: float) -> float:
        found = ends(size, [lr], seeds=nine, epochs=epochs, problem=problem)
        return float(np.median(np.minimum(found, 10)))

    return {
        "small": loss(small, each * small),
        "large": loss(large, each * large),
        "large, rate kept": loss(large, each * small),
        "whole": loss(whole, each * whole),
    }


def holds_and_ends(numbers: Numbers) -> bool:
    """Scaled within 15 %; more than that higher with the rate kept, and for the whole set."""
    small = numbers["small"]
    return bool(
        abs(numbers["large"] / small - 1) <= 0.15
        and numbers["large, rate kept"] > 1.15 * small
        and numbers["whole"] > 1.15 * small
    )


def scale_grows(lr: float, updates: int, seeds: int, **of: Any) -> Numbers:
    """Noise scale of four networks at the start, and after so many updates of the full batch."""
    problem, found = Problem(**of), {"start": [], "later": []}  # type: ignore[var-annotated]
    for seed in range(seeds, seeds + 4):
        (x, labels), network = problem.drawn(seed), problem.network(seed)
        found["start"].append(noise_scale(gradients_of(network, x, labels)))
        fit(
            network, binary_cross_entropy, Optimizer(lr=lr), (x, labels), epochs=updates,
            batch_size=len(labels), rng=np.random.default_rng(0), every=updates,
        )  # fmt: skip
        found["later"].append(noise_scale(gradients_of(network, x, labels)))
    return found


def grown(numbers: Numbers) -> bool:
    """In every network at least five times as large later."""
    return bool(np.all(np.array(numbers["later"]) >= 5 * np.array(numbers["start"])))


def clipping(
    rates: tuple[float, ...],
    lr: float,
    faster: tuple[float, ...],
    times: float,
    updates: int,
    seeds: int,
    **of: Any,
) -> Numbers:
    """How many of eight networks learn to sum: clipped, not clipped at any of the rates, tightly.

    The limit is ``times`` the median norm of the first 100 updates, for each network its own; the
    tight one a tenth of the median, at ``lr`` and at the ``faster`` rates.
    """
    task, eight = recurrent.Task(**of), range(seeds, seeds + 8)
    norms = recurrent.trained(eight, lr=lr, updates=100, task=task).norms
    usual = np.median(norms, axis=0)
    usual = np.where(np.isfinite(usual) & (usual < 100), usual, 1.0)  # thrown off within 50

    def learned(rate: float, limit: Any) -> int:
        run = recurrent.trained(eight, lr=rate, limit=limit, updates=updates, task=task)
        return int(run.learned().sum())

    return {
        "clipped": learned(lr, times * usual),
        "not clipped, best rate": max(learned(rate, np.inf) for rate in rates),
        "tenth of the usual": learned(lr, usual / 10),
    } | {f"tenth, rate {rate:g}": learned(rate, usual / 10) for rate in faster}


def clipping_helps(numbers: Numbers) -> bool:
    """At least seven of eight with it; fewer without, three fewer with the tight limit at its rate.

    With the tight limit at a rate of 1, seven again.
    """
    clipped = numbers["clipped"]
    return bool(
        clipped >= 7
        and numbers["not clipped, best rate"] < clipped
        and numbers["tenth of the usual"] <= clipped - 3
        and numbers["tenth, rate 1"] >= 7
    )
