"""The checks of notebook 03c: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.regularization_in_practice import check
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def stop_by_index(losses, patience):
    kept = 0
    for look, loss in enumerate(losses):
        if loss < losses[kept]:
            kept = look
        if look - kept >= patience:
            return kept, look
    return kept, len(losses) - 1


def stop_by_counting(losses, patience):
    best, kept, waited = np.inf, 0, 0
    for look in range(len(losses)):
        if losses[look] < best:
            best, kept, waited = losses[look], look, 0
        else:
            waited += 1
            if waited == patience:
                break
    return [kept, look]


def stop_by_numpy(losses, patience):
    for look in range(len(losses)):
        kept = np.argmin(losses[: look + 1])
        if look - kept == patience:
            return kept, np.int64(look)
    return kept, look


def strength_of_product(lr, steps):
    return 1 / (lr * steps)


def strength_by_parts(lr, steps):
    return 1 / lr / steps


def strength_as_array(lr, steps):
    return np.array(steps * lr, float) ** -1


def prune_by_order(weights, share):
    new = weights.copy()
    new.ravel()[np.argsort(np.abs(weights), axis=None)[: round(share * weights.size)]] = 0
    return new


def prune_by_edge(weights, share):
    size = np.abs(weights)
    gone = round(share * weights.size)
    if not gone:
        return weights.copy()
    return np.where(size <= np.sort(size, axis=None)[gone - 1], 0, weights)


def prune_by_loop(weights, share):
    new = np.array(weights)
    for _ in range(round(share * weights.size)):
        size = np.where(new == 0, np.inf, np.abs(new))
        new[np.unravel_index(size.argmin(), new.shape)] = 0
    return new


def ours_by_cases(number, form, m):
    if form in ("lambda/2m", "summed"):
        return number / m
    return 2 * number if form == "no half" else number


def ours_by_table(number, form, m):
    return number * {"lambda/2": 1, "lambda/2m": 1 / m, "summed": 1 / m, "no half": 2}[form]


SOLUTIONS = [
    (check.early_stop, "Exercise 1 (early_stop)", [stop_by_index, stop_by_counting, stop_by_numpy]),
    (
        check.equal_strength,
        "Exercise 2 (equal_strength)",
        [strength_of_product, strength_by_parts, strength_as_array],
    ),
    (check.prune, "Exercise 3 (prune)", [prune_by_order, prune_by_edge, prune_by_loop]),
    (check.to_ours, "Exercise 4 (to_ours)", [ours_by_cases, ours_by_table]),
]


@pytest.mark.parametrize(("function", "title", "solutions"), SOLUTIONS)
def test_solutions_pass(function, title, solutions, capsys):
    for solution in solutions:
        assert said_of(function, solution, capsys).startswith(f"{title}: passed. ")


def never_looks_ahead(**changes):
    """A solution with one mistake: what counts as better, when to stop, where to begin."""
    better = changes.get("better", lambda loss, losses, kept, look: loss < losses[kept])
    late = changes.get("late", 0)

    def early_stop(losses, patience):
        kept = 0
        for look, loss in enumerate(losses):
            if better(loss, losses, kept, look):
                kept = look
            if look - kept >= patience + late:
                return kept, look
        return kept, len(losses) - 1

    return early_stop


def knows_the_future(losses, patience):
    kept = int(np.argmin(losses))
    return kept, min(kept + patience, len(losses) - 1)


def counts_all(losses, patience):
    kept, waited = 0, 0
    for look, loss in enumerate(losses):
        if look and not loss < losses[kept]:
            waited += 1
        elif look:
            kept = look
        if waited == patience:
            return kept, look
    return kept, len(losses) - 1


def keeps_the_last(losses, patience):
    return (stop_by_index(losses, patience)[1],) * 2


def beyond_the_end(losses, patience):
    kept, end = stop_by_index(losses, patience)
    return kept, end if end - kept == patience else kept + patience


def best_from_zero(losses, patience):
    best, kept = 0, 0
    for look, loss in enumerate(losses):
        if loss < best:
            best, kept = loss, look
        if look - kept >= patience:
            return kept, look
    return kept, len(losses) - 1


def sorts_the_losses(losses, patience):
    answer = stop_by_index(losses, patience)
    losses.sort()
    return answer


STOPPING_MISTAKES = [
    (knows_the_future, "expected (1, 3), got (5, 5). Look 5 comes after the stop"),
    (never_looks_ahead(late=1), "expected (1, 3), got (1, 4). It stops one look too late."),
    (lambda *a: tuple(np.add(stop_by_index(*a), 1)), "got (2, 4). Count the looks from 0."),
    (never_looks_ahead(late=-1), "expected (1, 3), got (1, 2). It stops one look too early."),
    (lambda *a: stop_by_index(*a)[::-1], "got (3, 1). The kept look comes first"),
    (keeps_the_last, "got (3, 3). Kept is the look of the lowest loss"),
    (best_from_zero, "got (0, 2). Nothing ever counts as an improvement"),
    (beyond_the_end, "expected (2, 2), got (2, 7). There is no look beyond the last one."),
    (
        never_looks_ahead(better=lambda loss, losses, kept, look: look and loss < losses[look - 1]),
        "expected (1, 4), got (5, 5). A loss below the one before it, but not below the lowest",
    ),
    (counts_all, "expected (3, 5), got (3, 4). It counts all looks without improvement"),
    (
        never_looks_ahead(better=lambda loss, losses, kept, look: loss <= losses[kept]),
        "expected (1, 3), got (4, 4). Use < and not <=.",
    ),
    (lambda *a: stop_by_index(*a)[0], "it must return the pair (kept, stopped); got"),
    (lambda *a: np.array(stop_by_index(*a)), "it must return the pair (kept, stopped); got an arr"),
    (lambda *a: (1.5, 3), "kept must be the index of a look, a whole number; got 1.5."),
    (sorts_the_losses, "losses was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), STOPPING_MISTAKES)
def test_mistakes_in_early_stopping(function, message, capsys):
    out = said_of(check.early_stop, function, capsys)
    assert out.startswith("Exercise 1 (early_stop): not yet right: ")
    assert message in out


STRENGTH_MISTAKES = {
    "turned over": (lambda lr, steps: lr * steps, "That is 1 / lambda: turn it over."),
    "no rate": (lambda lr, steps: 1 / steps, "The rate is missing."),
    "no steps": (lambda lr, steps: 1 / lr, "The number of steps is missing."),
    "grows": (lambda lr, steps: steps / lr, "The more steps, the weaker"),
    "rate above": (lambda lr, steps: lr / steps, "The rate stands below, as the steps do"),
    "a half": (lambda lr, steps: 1 / (2 * lr * steps), "No half is left."),
    "a two": (lambda lr, steps: 2 / (lr * steps), "No 2 is left."),
    "one step less": (lambda lr, steps: 1 / (lr * (steps - 1)), "expected 0.2, got 0.2041"),
    "the example": (lambda lr, steps: 0.2, "twice as many steps: half the penalty"),
    "of 0.1 alone": (lambda lr, steps: 10 / steps, "it must"),
    "a list": (lambda lr, steps: [1 / (lr * steps)] * 2, "the strength must be one number"),
    "words": (lambda lr, steps: "0.2", "the strength must be one number"),
}


@pytest.mark.parametrize("name", STRENGTH_MISTAKES)
def test_mistakes_in_the_equal_strength(name, capsys):
    attempt, message = STRENGTH_MISTAKES[name]
    assert message in said_of(check.equal_strength, attempt, capsys)


def by_order(places):
    """Prunes the places that a function picks out of the order of sizes."""

    def prune(weights, share):
        new = weights.copy()
        gone = round(share * weights.size)
        new.ravel()[places(np.argsort(np.abs(weights), axis=None), gone)] = 0
        return new

    return prune


def prune_in_place(weights, share):
    weights[...] = prune_by_order(weights, share)
    return weights


PRUNE_MISTAKES = {
    "most negative": (
        lambda w, share: np.where(w <= np.quantile(w, share), 0, w),
        "Small is nearest to 0, not most negative: np.abs.",
    ),
    "below the share": (
        lambda w, share: np.where(np.abs(w) <= share, 0, w),
        "It must go by the share of the weights",
    ),
    "of the largest": (
        lambda w, share: np.where(np.abs(w) <= share * np.abs(w).max(), 0, w),
        "It must go by their number",
    ),
    "the others": (lambda w, share: w - prune_by_order(w, share), "The others went"),
    "the largest": (by_order(lambda order, n: order[len(order) - n :]), "The largest went"),
    "one too few": (by_order(lambda order, n: order[: max(n - 1, 0)]), "One too few went"),
    "one too many": (by_order(lambda order, n: order[: n + 1]), "One too many went"),
    "by column": (
        lambda w, share: np.where(
            np.abs(w) <= np.quantile(np.abs(w), share, axis=0, keepdims=True), 0, w
        ),
        "not a share of each column",
    ),
    "by row": (
        lambda w, share: np.where(
            np.abs(w) <= np.quantile(np.abs(w), share, axis=1, keepdims=True), 0, w
        ),
        "not a share of each row",
    ),
    "nothing": (lambda w, share: w.copy(), "Nothing went."),
    "below the edge": (
        lambda w, share: np.where(np.abs(w) < np.quantile(np.abs(w), share), 0, w),
        "The edge goes, too: <= and not <.",
    ),
    "sizes": (lambda w, share: np.abs(prune_by_order(w, share)), "keep their sign"),
    "flat": (lambda w, share: prune_by_order(w, share).ravel(), "must be an array of shape"),
    "in place": (prune_in_place, "weights was edited in place"),
}


@pytest.mark.parametrize("name", PRUNE_MISTAKES)
def test_mistakes_in_pruning(name, capsys):
    attempt, message = PRUNE_MISTAKES[name]
    assert message in said_of(check.prune, attempt, capsys)


def table(**changed):
    """A table of factors with a mistake in it: functions of m."""
    forms = {"lambda/2": lambda m: 1, "lambda/2m": lambda m: 1 / m, "summed": lambda m: 1 / m}
    forms |= {"no half": lambda m: 2}
    forms |= {name.replace("_", " "): factor for name, factor in changed.items() if name != "over"}
    forms |= {"lambda/2m": changed["over"]} if "over" in changed else {}
    return lambda number, form, m: number * forms[form](m)


OURS_MISTAKES = {
    "wrong way": (table(over=lambda m: m), "the way from ours to theirs: divide."),
    "m missing": (table(over=lambda m: 1), "m is missing."),
    "2m": (table(over=lambda m: 1 / (2 * m)), "The 2 stands in both forms"),
    "m twice": (table(over=lambda m: 1 / m**2), "Divide by m once."),
    "summed without m": (table(summed=lambda m: 1), "m is missing: divide all of it by m"),
    "summed the wrong way": (table(summed=lambda m: m), "the way from ours to theirs"),
    "summed twice": (table(summed=lambda m: 2 / m), "The half stands in both forms."),
    "half not seen": (table(no_half=lambda m: 1), "The half is missing there"),
    "half the wrong way": (table(no_half=lambda m: 0.5), "twice, not half"),
    "half with m": (table(no_half=lambda m: 2 / m), "No m stands in it."),
    "ours by m": (lambda number, form, m: number / m, "No m stands in our form."),
    "m of the notebook": (
        lambda number, form, m: ours_by_cases(number, form, 200),
        "the same must hold for any numbers (lambda/2m)",
    ),
    "words": (lambda number, form, m: "0.03", "the result must be one number"),
}


@pytest.mark.parametrize("name", OURS_MISTAKES)
def test_mistakes_in_the_translation(name, capsys):
    attempt, message = OURS_MISTAKES[name]
    assert message in said_of(check.to_ours, attempt, capsys)
