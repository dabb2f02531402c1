"""What the claims of notebook 01b on the last layer and on dead units rest on."""

from typing import Any

import numpy as np

from course_lib.chapters.activations_and_outputs import dead, outputs, sure
from course_lib.chapters.activations_and_outputs.last_layers import in_words

Numbers = dict[str, Any]


def mind(seeds: int, unit: float = 1.0, **conditions: Any) -> Numbers:
    """Updates until most points are right: at one rate, and each at its best.

    ``unit`` is what all rates are multiplied by; the one rate is 0.8 of it.
    """
    ten = range(seeds, seeds + 10)
    means = {
        loss: {
            lr: float(np.mean(sure.updates_until_right(loss, unit * lr, ten, **conditions)))
            for lr in rates
        }
        for loss, rates in (
            ("cross-entropy", (0.4, 0.8, 1.6, 3.2)),
            ("squared error", (0.8, 3.2, 6.4, 12.8, 25.6)),
        )
    }
    found: Numbers = {f"{loss}, at one rate": row[0.8] for loss, row in means.items()}
    return found | {f"{loss}, at its best": min(row.values()) for loss, row in means.items()}


def later(numbers: Numbers) -> bool:
    """Ten times as many updates at one rate, twice as many at the best."""
    at_one, at_best = (
        numbers[f"squared error, {where}"] / numbers[f"cross-entropy, {where}"]
        for where in ("at one rate", "at its best")
    )
    return bool(at_one > 10 and at_best > 2)


def cannot_say(seeds: int, **conditions: Any) -> Numbers:
    """Errors of two last layers that cannot say what is asked, and of two that can.

    In shares of the error of one answer for all; each at the best of three rates.
    """

    def error(name: str, pair: tuple[str, str], lr: float) -> float:
        came = outputs.judged(name, pair, lr, seeds=range(seeds, seeds + 5), **conditions)
        return float(outputs.relative(came).mean())

    return {
        f"{name}: {in_words(pair)}": min(error(name, pair, lr) for lr in (0.03, 0.1, 0.3))
        for name, pair in (
            ("rating", ("sigmoid", "squared error")),
            ("labels", ("softmax", "cross-entropy")),
            ("rating", ("none", "squared error")),
            ("labels", ("sigmoid", "binary cross-entropy")),
        )
    }


def no_better_than_one_answer(numbers: Numbers) -> bool:
    """The two wrong ones have 0.9 of the error of one answer, the right ones less than half."""
    wrong, right = list(numbers.values())[:2], list(numbers.values())[2:]
    return bool(min(wrong) > 0.9 and max(right) < 0.5)


def impossible(seeds: int, **conditions: Any) -> Numbers:
    """Counts that cannot be, and the error on pixels with and without a sigmoid, at best rates.

    Errors in shares of that of one answer for all.
    """

    def best(name: str, last: str, rates: tuple[float, ...]) -> outputs.Judged:
        five = range(seeds, seeds + 5)
        came = [
            outputs.judged(name, (last, "squared error"), lr, seeds=five, **conditions)
            for lr in rates
        ]
        return min(came, key=lambda each: float(outputs.relative(each).mean()))

    return {
        "count": float(best("count", "none", (0.01, 0.03, 0.1)).impossible.mean()),
        "pixels, none": float(outputs.relative(best("pixels", "none", (0.1, 0.3))).mean()),
        "pixels, sigmoid": float(outputs.relative(best("pixels", "sigmoid", (1.0, 3.0))).mean()),
    }


def often(numbers: Numbers) -> bool:
    """More than 1 % of the counts; on pixels an error that is half as large again."""
    return bool(
        numbers["count"] > 0.01 and numbers["pixels, none"] > 1.5 * numbers["pixels, sigmoid"]
    )


def deaths(seeds: int, **conditions: Any) -> Numbers:
    """Dead units of each layer, and how many of them revive."""
    return dict(dead.revived(range(seeds, seeds + 5), **conditions))


def only_later_layers(numbers: Numbers) -> bool:
    """There are dead units in layer 1, of which none revives; of layer 2 some do."""
    at_first, alive = numbers["dead at the start"], numbers["of these alive at the end"]
    return bool(at_first[0] > 0 and alive[0] == 0 and alive[1] > 0)
