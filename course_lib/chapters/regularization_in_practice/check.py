"""Checks of notebook 03c: where a run stops, which lambda that is, what may go, what it means."""

import numpy as np

from course_lib import checks
from course_lib.chapters.regularization_in_practice import check_answers as answers

__all__ = ["early_stop", "equal_strength", "prune", "to_ours"]

TOPIC = "regularization_in_practice"

# Exercise 1: early stopping.

Pair = tuple[int, int]


def early_stop(function: object) -> None:
    """Check ``early_stop(losses, patience)``, which returns ``(kept, stopped)``.

    ``kept`` is the index of the lowest loss so far, ``stopped`` that of the look at which
    ``patience`` looks in a row had brought nothing lower, or of the last one.

    Examples
    --------
    >>> def knows_the_future(losses, patience):
    ...     kept = int(np.argmin(losses))
    ...     return kept, min(kept + patience, len(losses) - 1)
    >>> early_stop(knows_the_future)
    Exercise 1 (early_stop): not yet right: the run ends when patience looks in a row bring nothing lower:
      losses 3 2 2.5 2.6 2.7 1, patience 2: expected (1, 3), got (5, 5). Look 5 comes after the stop: nobody knows it then.
    """  # noqa: E501 - what the check prints
    rules = [
        checks.rule("two whole numbers", _stops, [3, 2, 2.5, 2.6, 2.7, 1], 2),
        _end_of_patience,
        _end_of_the_run,
        _lowest_so_far,
        _count_begins_anew,
        _equal_is_no_improvement,
        answers.EARLY_STOP,
    ]
    checks.report(TOPIC, 1, "early_stop", function, rules)


def _stops(attempt: checks.Attempt, losses: list[float], patience: int) -> Pair:
    got = attempt(losses=np.array(losses), patience=patience)
    kept, stopped = checks.require_pair("(kept, stopped)", got)
    numbers = []
    for name, part in (("kept", kept), ("stopped", stopped)):
        value = checks.require_number(name, part)
        whole = value == int(value) if np.isfinite(value) else False
        checks.require(whole, f"{name} must be the index of a look, a whole number; got {value:g}.")
        numbers.append(int(value))
    return numbers[0], numbers[1]


def _expect(
    attempt: checks.Attempt,
    rule: str,
    losses: list[float],
    patience: int,
    expected: Pair,
    hints: dict[str, Pair],
) -> None:
    got, shown = _stops(attempt, losses, patience), " ".join(f"{loss:g}" for loss in losses)
    seen = f"expected {expected}, got {got}.{checks.hint_for(got, hints)}"
    checks.require(got == expected, f"{rule}:\n  losses {shown}, patience {patience}: {seen}")


def _end_of_patience(attempt: checks.Attempt) -> None:
    hints = {
        "Look 5 comes after the stop: nobody knows it then.": (5, 5),
        "It stops one look too late.": (1, 4),
        "Count the looks from 0.": (2, 4),
        "It stops one look too early.": (1, 2),
        "The kept look comes first, then the one where it stops.": (3, 1),
        "Kept is the look of the lowest loss, not the last one.": (3, 3),
        "Nothing ever counts as an improvement: begin with the first loss.": (0, 2),
    }
    rule = "the run ends when patience looks in a row bring nothing lower"
    _expect(attempt, rule, [3, 2, 2.5, 2.6, 2.7, 1], 2, (1, 3), hints)


def _end_of_the_run(attempt: checks.Attempt) -> None:
    hints = {"There is no look beyond the last one.": (2, 7), "Count the looks from 0.": (2, 3)}
    rule = "where the patience never runs out, stopped is the last look"
    _expect(attempt, rule, [3, 2, 1], 5, (2, 2), hints)
    _expect(attempt, rule, [3, 2, 1, 1.5], 2, (2, 3), {})


def _lowest_so_far(attempt: checks.Attempt) -> None:
    hints = {
        "It is compared with the one before it.": (1, 5),
        "A loss below the one before it, but not below the lowest, is kept.": (5, 5),
    }
    rule = "each loss is compared with the lowest so far"
    _expect(attempt, rule, [3, 1, 2, 1.9, 1.8, 1.7], 3, (1, 4), hints)


def _count_begins_anew(attempt: checks.Attempt) -> None:
    hints = {"It counts all looks without improvement, not those in a row.": (3, 4)}
    rule = "after an improvement the count begins anew"
    _expect(attempt, rule, [3, 2, 2.1, 1.5, 1.6, 1.7, 1.8], 2, (3, 5), hints)


def _equal_is_no_improvement(attempt: checks.Attempt) -> None:
    hints = {"Use < and not <=.": (4, 4)}
    _expect(attempt, "an equal loss is no improvement", [2, 1, 1, 1, 0.5], 2, (1, 3), hints)


# Exercise 2: which lambda is a stop?


def equal_strength(function: object) -> None:
    """Check ``equal_strength(lr, steps)``: the lambda that keeps as much as a stop, of flat curves.

    Examples
    --------
    >>> equal_strength(lambda lr, steps: lr * steps)
    Exercise 2 (equal_strength): not yet right: both must keep the same share of a flat direction:
      lr 0.1, steps 50: expected 0.2, got 5. That is 1 / lambda: turn it over.
    """
    rules = [
        _same_share_kept,
        _longer_is_weaker,
        answers.EQUAL_STRENGTH,
    ]
    checks.report(TOPIC, 2, "equal_strength", function, rules)


def _strength(attempt: checks.Attempt, lr: float, steps: int) -> float:
    return checks.require_number("the strength", attempt(lr=lr, steps=steps))


def _same_share_kept(attempt: checks.Attempt) -> None:
    got = _strength(attempt, 0.1, 50)
    hints = {
        "That is 1 / lambda: turn it over.": 5.0,
        "The rate is missing.": 1 / 50,
        "The number of steps is missing.": 10.0,
        "The more steps, the weaker: divide by them.": 50 / 0.1,
        "The rate stands below, as the steps do: both make the way longer.": 0.1 / 50,
        "Flat: take c * lr * steps for the one, c / lambda for the other. No half is left.": 0.1,
        "Flat: take c * lr * steps for the one, c / lambda for the other. No 2 is left.": 0.4,
    }
    rule = "both must keep the same share of a flat direction"
    checks.require_equal(rule, got, 0.2, hints, lr=0.1, steps=50)


def _longer_is_weaker(attempt: checks.Attempt) -> None:
    got = _strength(attempt, 0.1, 100)
    rule = "twice as many steps: half the penalty"
    checks.require_equal(rule, got, 0.1, lr=0.1, steps=100)


# Exercise 3: the smallest weights go.

WEIGHTS = np.array([[0.5, -2.0, 0.1], [-0.35, 1.0, -0.7], [3.0, -0.4, 0.3], [0.9, -1.5, 0.6]])


def prune(function: object) -> None:
    """Check ``prune(weights, share)``: a new array, the share of smallest size set to 0.

    Examples
    --------
    >>> def keeps_the_sign(weights, share):
    ...     return np.where(weights <= np.quantile(weights, share), 0.0, weights)
    >>> prune(keeps_the_sign)
    Exercise 3 (prune): not yet right: a quarter of 12 weights, the three nearest to 0, must go:
      weights -2, share 0.25: expected -2, got 0. Small is nearest to 0, not most negative: np.abs.
    """
    rules = [
        _a_quarter_goes,
        _nothing_goes,
        _all_go,
        answers.PRUNE,
    ]
    checks.report(TOPIC, 3, "prune", function, rules)


def _pruned(attempt: checks.Attempt, share: float) -> checks.Floats:
    got = attempt(weights=WEIGHTS, share=share)
    return checks.require_array("the new weights", got, WEIGHTS.shape)


def _nothing_goes(attempt: checks.Attempt) -> None:
    got = _pruned(attempt, 0.0)
    rule = "with share 0 all must stay as they are"
    checks.require_equal(rule, got, WEIGHTS, weights=WEIGHTS, share=0)


def _a_quarter_goes(attempt: checks.Attempt) -> None:
    size, share = np.abs(WEIGHTS), 0.25
    order = np.sort(size, axis=None)
    hints = {
        "Small is nearest to 0, not most negative: np.abs.": _without(WEIGHTS <= -0.7),
        "It must go by the share of the weights, not by their size.": _without(size <= share),
        "It must go by their number, not by a share of the largest.": _without(
            size <= share * size.max()
        ),
        "The others went: keep the large ones.": WEIGHTS - answers.prune(WEIGHTS, share),
        "The largest went: it is the smallest that are to go.": _without(size >= order[-3]),
        "One too few went: 3 of 12.": _without(size < order[2]),
        "One too many went: 3 of 12.": _without(size <= order[3]),
        "All of the weights together, not a share of each column.": _by_axis(0),
        "All of the weights together, not a share of each row.": _by_axis(1),
        "Nothing went.": WEIGHTS,
        "Those that stay keep their sign.": np.abs(answers.prune(WEIGHTS, share)),
    }
    rule = "a quarter of 12 weights, the three nearest to 0, must go"
    expected = answers.prune(WEIGHTS, share)
    got = _pruned(attempt, share)
    checks.require_equal(rule, got, expected, hints, weights=WEIGHTS, share=share)


def _without(gone: np.ndarray) -> checks.Floats:
    return np.where(gone, 0.0, WEIGHTS)


def _by_axis(axis: int) -> checks.Floats:
    size = np.abs(WEIGHTS)
    edge = np.quantile(size, 0.25, axis=axis, keepdims=True)
    return _without(size <= edge)


def _all_go(attempt: checks.Attempt) -> None:
    got = _pruned(attempt, 1.0)
    rule, largest = "with share 1 none is left", np.abs(WEIGHTS).max()
    hints = {"The edge goes, too: <= and not <.": _without(np.abs(WEIGHTS) < largest)}
    checks.require_equal(rule, got, np.zeros(WEIGHTS.shape), hints, weights=WEIGHTS, share=1)


# Exercise 4: what another source's lambda is in the course's form.

M, NUMBER = 200, 6.0
FORMS = {"lambda/2": 1.0, "lambda/2m": 1 / M, "summed": 1 / M, "no half": 2.0}


def to_ours(function: object) -> None:
    """Check ``to_ours(number, form, m)``: the lambda of mean loss + lambda / 2 * sum(w**2).

    Examples
    --------
    >>> def forgets_m(number, form, m):
    ...     return 2 * number if form == "no half" else number
    >>> to_ours(forgets_m)
    Exercise 4 (to_ours): not yet right: mean loss + lambda / 2m * sum(w**2) must become ours:
      number 6, m 200: expected 0.03, got 6. m is missing.
    """
    rules = [
        _our_own_stays,
        _lambda_over_2m,
        _a_summed_loss,
        _a_square_without_the_half,
        _other_numbers,
        answers.TO_OURS,
    ]
    checks.report(TOPIC, 4, "to_ours", function, rules)


def _ask(attempt: checks.Attempt, form: str, number: float = NUMBER, m: int = M) -> float:
    return checks.require_number("the result", attempt(number=number, form=form, m=m))


def _compare(attempt: checks.Attempt, form: str, rule: str, hints: dict[str, float]) -> None:
    got = _ask(attempt, form)
    checks.require_equal(rule, got, NUMBER * FORMS[form], hints, number=NUMBER, m=M)


def _our_own_stays(attempt: checks.Attempt) -> None:
    hints = {
        "No m stands in our form.": NUMBER / M,
        "No m stands in our form, neither above nor below.": NUMBER * M,
        "Both have the half.": 2 * NUMBER,
        "Both have the half already.": NUMBER / 2,
    }
    _compare(attempt, "lambda/2", "mean loss + lambda / 2 * sum(w**2) must stay as it is", hints)


def _lambda_over_2m(attempt: checks.Attempt) -> None:
    hints = {
        "m is missing.": NUMBER,
        "That is the way from ours to theirs: divide.": NUMBER * M,
        "The 2 stands in both forms; only m differs.": NUMBER / (2 * M),
        "The 2 stands in both; only m differs.": 2 * NUMBER / M,
        "Divide by m once.": NUMBER / M**2,
    }
    _compare(attempt, "lambda/2m", "mean loss + lambda / 2m * sum(w**2) must become ours", hints)


def _a_summed_loss(attempt: checks.Attempt) -> None:
    hints = {
        "m is missing: divide all of it by m, and the loss is a mean.": NUMBER,
        "That is the way from ours to theirs: divide.": NUMBER * M,
        "The half stands in both forms.": 2 * NUMBER / M,
        "The half stands in both.": NUMBER / (2 * M),
    }
    _compare(attempt, "summed", "summed loss + lambda / 2 * sum(w**2) must become ours", hints)


def _a_square_without_the_half(attempt: checks.Attempt) -> None:
    hints = {
        "The half is missing there, and ours has it.": NUMBER,
        "lambda * sum(w**2) is (2 lambda) / 2 * sum(w**2): twice, not half.": NUMBER / 2,
        "No m stands in it.": 2 * NUMBER / M,
        "No m stands in either.": NUMBER / (2 * M),
    }
    _compare(attempt, "no half", "mean loss + lambda * sum(w**2) must become ours", hints)


def _other_numbers(attempt: checks.Attempt) -> None:
    for form, expected in (("lambda/2m", 0.1), ("summed", 0.1), ("no half", 60.0)):
        rule = f"the same must hold for any numbers ({form})"
        checks.require_equal(rule, _ask(attempt, form, 30.0, 300), expected, number=30, m=300)
