"""What the claims of notebook 00 rest on: measurements, and what must be true of them."""

from dataclasses import replace
from typing import Any

import numpy as np

from course_lib.chapters.start_here.recipe import Recipe, trained
from course_lib.experiments import paired_change

Numbers = dict[str, Any]

DRAWS, ENOUGH = 10, 3.0


def accuracies(seeds: int, recipe: Recipe) -> list[float]:
    """Dev accuracy at the end of each draw."""
    return [float(each) for each in trained(recipe, range(seeds, seeds + DRAWS))[0]]


def copied_lambda(seeds: int, **conditions: Any) -> Numbers:
    """Dev accuracies of a recipe."""
    return {"dev accuracy": accuracies(seeds, Recipe(**conditions))}


def all_guess(numbers: Numbers) -> bool:
    """No draw ends better than a coin."""
    return bool(0 < max(numbers["dev accuracy"]) < 0.55)


def drop_rates(seeds: int, **conditions: Any) -> Numbers:
    """Dev accuracies with the drop rate read wrongly, and rightly."""
    return {
        words: accuracies(seeds, Recipe(drop_rate=drop_rate, **conditions))
        for words, drop_rate in (("0.8", 0.8), ("0.2", 0.2))
    }


def learns_but_less(numbers: Numbers) -> bool:
    """Worse by 3 standard errors, but no coin."""
    mean, error = paired_change(np.array(numbers["0.8"]), np.array(numbers["0.2"]))
    return bool(mean < -ENOUGH * error and np.mean(numbers["0.8"]) > 0.65)


def with_and_without(seeds: int, **conditions: Any) -> Numbers:
    """Dev accuracies with the penalty, without it, and with the wrong one as a control."""
    recipe = Recipe(**conditions)
    return {
        "with": accuracies(seeds, recipe),
        "without": accuracies(seeds, replace(recipe, strength=0.0)),
        "the wrong one": accuracies(seeds, replace(recipe, strength=0.6)),
    }


def no_better(numbers: Numbers) -> bool:
    """The penalty gains nothing that counts; a wrong one is seen."""
    mean, error = paired_change(np.array(numbers["with"]), np.array(numbers["without"]))
    seen = np.mean(numbers["without"]) - np.mean(numbers["the wrong one"]) > 0.2
    return bool(mean <= ENOUGH * error and seen)


def turned_down(
    seeds: int, later: float, epochs: int, turned_at: int, **conditions: Any
) -> Numbers:
    """Dev accuracies where λ is turned down after a while, and after a new start."""
    late = Recipe(
        strength=0.6, epochs=3 * epochs, turned_at=turned_at, later=later, **conditions
    )  # fmt: skip
    anew = Recipe(strength=later, epochs=epochs, **conditions)
    return {"turned down": accuracies(seeds, late), "a new start": accuracies(seeds, anew)}


def only_a_new_start_learns(numbers: Numbers) -> bool:
    """No draw comes back; a new start learns."""
    return bool(0 < max(numbers["turned down"]) < 0.6 and np.mean(numbers["a new start"]) > 0.75)
