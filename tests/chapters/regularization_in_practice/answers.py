"""Answers of notebook 03c by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.regularization_in_practice.test_check import (
    OURS_MISTAKES,
    PRUNE_MISTAKES,
    SOLUTIONS,
    STOPPING_MISTAKES,
    STRENGTH_MISTAKES,
    prune_by_order,
    strength_of_product,
)


def stopping_after(gain):
    def early_stop(losses, patience):
        best = 0
        for look, loss in enumerate(losses):
            if loss < losses[best] - gain:
                best = look
            elif look - best >= patience:
                return best, look
        return best, len(losses) - 1

    return early_stop


def first_look_left_out(losses, patience):
    best = 1
    for look in range(1, len(losses)):
        if losses[look] < losses[best]:
            best = look
        elif look - best >= patience:
            return best, look
    return best, len(losses) - 1


def lowest_begins_at_10(losses, patience):
    lowest, best, waited = 10.0, 0, 0
    for look, loss in enumerate(losses):
        if loss < lowest:
            lowest, best, waited = loss, look, 0
        else:
            waited += 1
        if waited >= patience:
            return best, look
    return best, len(losses) - 1


def ours_by_match(number, form, m):
    match form:
        case "no half":
            return number + number
        case "lambda/2":
            return number
    return np.divide(number, m)


RIGHT = {
    function.__name__: {solution.__name__: solution for solution in solutions}
    for function, _, solutions in SOLUTIONS
}
RIGHT["early_stop"]["no gain asked"] = stopping_after(0)
RIGHT["to_ours"]["match"] = ours_by_match
RIGHT["to_ours"]["select"] = lambda number, form, m: np.select(
    [form == "lambda/2", form == "no half"], [number, 2 * number], number / m
)
SEEN = {
    "early_stop": STOPPING_MISTAKES,
    "equal_strength": STRENGTH_MISTAKES,
    "prune": PRUNE_MISTAKES,
    "to_ours": OURS_MISTAKES,
}
WRONG = {
    "early_stop": {
        "first look left out": first_look_left_out,
        "lowest begins at 10": lowest_begins_at_10,
        "a gain of 1e-3": stopping_after(1e-3),
        "a gain of 0.05": stopping_after(0.05),
    },
    "equal_strength": {
        "two decimals": lambda lr, steps: round(strength_of_product(lr, steps), 2),
    },
    "prune": {
        "twelve weights": lambda w, share: (
            np.where(
                np.abs(w) <= np.sort(np.abs(w), axis=None)[min(round(share * 12), w.size) - 1], 0, w
            )
            if share
            else w.copy()
        ),
        "a quarter always": lambda w, share: prune_by_order(w, 0.25 if 0 < share < 1 else share),
        "below 0.3": lambda w, share: (
            np.where(np.abs(w) < 0.35, 0, w) if 0 < share < 1 else prune_by_order(w, share)
        ),
    },
    "to_ours": {
        "three decimals": lambda number, form, m: round(float(ours_by_match(number, form, m)), 3),
    },
}
