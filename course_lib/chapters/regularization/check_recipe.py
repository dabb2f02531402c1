"""Check of exercise 5 of notebook 03: a recipe that beats every single remedy of the table."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.regularization.closing import HURRIED
from course_lib.chapters.regularization.recipes import CHANGES, best_single, dev_of, points_gained
from course_lib.chapters.regularization.side_by_side import Recipe

__all__ = ["my_recipe"]

FEWEST_POINTS, WIDEST, DEEPEST = 2, 200, 6
MOST = {"l2": 10.0, "l1": 10.0, "drop_rate": 0.95, "amount": 90.0}


def my_recipe(function: object) -> None:
    """Check ``my_recipe(epochs)``: a dict of settings that beats the best single remedy.

    It is trained on four sets of 300 digits, for 101 epochs, and judged on their dev digits: two
    points higher on average, and lower on none of the sets.

    Examples
    --------
    >>> my_recipe(lambda epochs: {"layers": 2})
    Exercise 5 (my_recipe): not yet right: there is no setting called layers:
      take some of hidden, l2, l1, drop_rate, augment, amount.
    """
    rules = [
        checks.rule("a dict of known settings", _recipe),
        _beats_the_best_single_remedy,
    ]
    checks.report("regularization", 5, "my_recipe", function, rules)


def _recipe(attempt: checks.Attempt) -> Recipe:
    told = attempt(epochs=HURRIED)
    wanted = 'it must return a dict of settings, such as {"hidden": (100, 100), "l2": 0.02}'
    checks.require(isinstance(told, Mapping), f"{wanted}; got {checks.describe(told)}.")
    known = ("hidden", "l2", "l1", "drop_rate", "augment", "amount")
    for name in told:
        checks.require(
            isinstance(name, str) and name in known,
            f"there is no setting called {name}:\n  take some of {', '.join(known)}.",
        )
    settings = dict(told)
    for name, most in MOST.items():
        settings[name] = checks.require_number(name, settings.get(name, 0.0))
        fit = 0 <= settings[name] <= most
        checks.require(fit, f"{name} must lie between 0 and {most:g}; got {settings[name]:g}.")
    kinds, kind = CHANGES, settings.setdefault("augment", "none")
    named = isinstance(kind, str) and kind in kinds
    checks.require(
        named, f"augment must be one of {', '.join(kinds)}; got {checks.describe(kind)}."
    )
    settings["hidden"] = _hidden(settings.get("hidden", Recipe().hidden))
    whole = settings["amount"] == int(settings["amount"]) or kind in ("rotate", "flip")
    checks.require(whole, f"{kind} takes an amount of whole pixels; got {settings['amount']:g}.")
    share = kind != "flip" or settings["amount"] <= 1
    checks.require(share, f"flip takes a share, 1 at most; got {settings['amount']:g}.")
    both = settings["l1"] and settings["l2"]
    checks.require(not both, "one penalty at a time, l1 or l2.")
    return Recipe(**settings)


def _hidden(given: Any) -> tuple[int, ...]:
    words = "hidden must be the sizes of the hidden layers, such as (100, 100)"
    checks.require(isinstance(given, tuple | list), f"{words}; got {checks.describe(given)}.")
    sizes = tuple(int(checks.require_number("a hidden layer", each)) for each in given)
    fit = len(sizes) <= DEEPEST and all(1 <= size <= WIDEST for size in sizes)
    limits = f"at most {DEEPEST} layers of 1 to {WIDEST} units"
    checks.require(fit, f"{words}: {limits}; got {sizes}.")
    return sizes


def _beats_the_best_single_remedy(attempt: checks.Attempt) -> None:
    recipe = _recipe(attempt)
    name, best = best_single()
    dev, training = dev_of(recipe)
    change, error = points_gained(dev, best)
    checks.require(
        change >= FEWEST_POINTS and np.all(dev >= best),
        f"it must beat {name} on dev, by two points on average, and be lower on no set:\n"
        f"  {100 * np.mean(dev):.1f} against {100 * best.mean():.1f} %: {change:+.1f} ± {error:.1f}"
        f" points.{_what_is_odd(recipe, float(np.mean(training)))}",
    )


def _what_is_odd(recipe: Recipe, training: float) -> str:
    if recipe.augment == "flip":
        return " A mirrored digit is no digit."
    if training < 0.9:
        return f" Training stands at {100 * training:.0f} %: it is not done. What makes it faster?"
    if recipe.augment == "none":
        return " It learns its 300 images by heart. What do you know of digits that it does not?"
    return " Which of its parts costs time that the budget does not have?"
