"""Checks of notebook 06b: rates to try, a mended decay, a rule that watches the loss."""

import numpy as np

from course_lib import checks
from course_lib.chapters.learning_rate_schedules_further import check_answers as answers

__all__ = ["plateau_rate", "rates_to_try", "root_decay"]

# Exercise 1: the rates of a range test, evenly spaced on a log scale.

LOW, HIGH, RATES = 0.01, 10.0, 7
RANGE = {"low": LOW, "high": HIGH, "steps": RATES}


def rates_to_try(function: object) -> None:
    """Check ``rates_to_try(low, high, steps)``: an array from low to high in equal ratios.

    Examples
    --------
    >>> rates_to_try(lambda low, high, steps: np.geomspace(low, high, steps)[::-1])
    Exercise 1 (rates_to_try): not yet right: the first rate must be low:
      low 0.01, high 10, steps 7: expected 0.01, got 10. From low up to high, please.
    """
    rules = [_so_many_rates, _first_is_low, _last_is_high, _equal_ratios, answers.RATES_TO_TRY]
    checks.report("learning_rate_schedules_further", 1, "rates_to_try", function, rules)


def _rates(attempt: checks.Attempt, steps: int = RATES) -> np.ndarray:
    return checks.require_array("rates", attempt(low=LOW, high=HIGH, steps=steps), (steps,))


def _so_many_rates(attempt: checks.Attempt) -> None:
    for steps in (RATES, 2):
        _rates(attempt, steps)


def _first_is_low(attempt: checks.Attempt) -> None:
    hints = {
        "That is 10**low: low is the rate, not its exponent.": 10**LOW,
        "From low up to high, please.": HIGH,
        "The first of the rates is low itself.": LOW * (HIGH / LOW) ** (1 / RATES),
    }
    got = _rates(attempt)[0]
    checks.require_equal("the first rate must be low", got, LOW, hints, **RANGE)


def _last_is_high(attempt: checks.Attempt) -> None:
    ratio = HIGH / LOW
    hints = {
        "It takes steps - 1 strides from the first of steps rates to the last.": (
            LOW * ratio ** ((RATES - 1) / RATES)
        ),
        "That is one stride too far.": LOW * ratio ** (RATES / (RATES - 1)),
        "That is high / low: multiply by low.": ratio,
    }
    got = _rates(attempt)[-1]
    checks.require_equal("the last rate must be high", got, HIGH, hints, **RANGE)


def _equal_ratios(attempt: checks.Attempt) -> None:
    rates = _rates(attempt)
    expected = (HIGH / LOW) ** (1 / (RATES - 1))
    for i, got in enumerate(rates[1:] / rates[:-1]):
        straight = np.linspace(LOW, HIGH, RATES)
        hints = {"That rises in equal steps.": straight[i + 1] / straight[i]}
        rule = f"each rate must be the same multiple of the last, here rates[{i + 1}] / rates[{i}]"
        checks.require_equal(rule, got, expected, hints, **RANGE)


# Exercise 2: a decay by the root of the epoch that is defined at epoch 0.

LR, K = 0.4, 3.0
EPOCHS = np.array([0.0, 1.0, 27.0, 72.0])
LATE = np.array([9e8])


def root_decay(function: object) -> None:
    """Check ``root_decay(epoch, lr, k)``: ``lr / sqrt(1 + epoch / k**2)``, for an array of epochs.

    Examples
    --------
    >>> root_decay(lambda epoch, lr, k: lr * k / np.sqrt(epoch + 1))
    Exercise 2 (root_decay): not yet right: at epoch 0 the rate must be lr:
      epoch 0, lr 0.4, k 3: expected 0.4, got 1.2. That begins at k * lr.
    """
    rules = [
        checks.rule("a rate for each epoch", _decay, EPOCHS),
        _begins_at_lr,
        _late_in_the_run_it_is_lr_k_over_root_epoch,
        _the_root_of_1_and_something_all_along,
        answers.ROOT_DECAY,
    ]
    checks.report("learning_rate_schedules_further", 2, "root_decay", function, rules)


def _decay(attempt: checks.Attempt, epoch: np.ndarray, lr: float = LR, k: float = K) -> np.ndarray:
    return checks.require_array("the rates", attempt(epoch=epoch, lr=lr, k=k), epoch.shape)


def _begins_at_lr(attempt: checks.Attempt) -> None:
    hints = {
        "Something is divided by 0 there.": np.inf,
        "That begins at k * lr.": K * LR,
        "lr is missing: it multiplies the whole.": 1.0,
    }
    got = _decay(attempt, EPOCHS)[0]
    checks.require_equal("at epoch 0 the rate must be lr", got, LR, hints, epoch=0.0, lr=LR, k=K)


def _late_in_the_run_it_is_lr_k_over_root_epoch(attempt: checks.Attempt) -> None:
    got, epoch = _decay(attempt, LATE)[0], LATE[0]
    expected = float(f"{LR * K / np.sqrt(epoch):.6g}")
    hints = {
        "k must leave the root as k, so it enters as k**2.": LR / np.sqrt(1 + epoch / K),
        "k is missing.": LR / np.sqrt(1 + epoch),
        "There is no root: that falls as 1 / epoch.": LR / (1 + epoch / K**2),
        "Divide by k**2 under the root; that multiplies.": LR / np.sqrt(1 + epoch * K**2),
        "It never falls.": LR,
        "The new number stands under the root, beside epoch.": LR * K / (np.sqrt(epoch) + K),
    }
    rule = "late in a run the rate must be lr * k / sqrt(epoch)"
    checks.require_equal(rule, got, expected, hints, epoch=epoch, lr=LR, k=K)


def _the_root_of_1_and_something_all_along(attempt: checks.Attempt) -> None:
    held = LR * np.minimum(1, K / np.sqrt(np.maximum(EPOCHS, 1e-9)))
    hints = {
        "That holds lr for the first k**2 epochs. Other courses do so; here it falls at once.": held
    }
    for lr, k in ((LR, K), (0.1, 2.0)):
        expected = lr / np.sqrt(1 + EPOCHS / k**2)
        rule = "the rate must be lr / sqrt(1 + epoch / k**2)"
        got = _decay(attempt, EPOCHS, lr, k)
        checks.require_equal(rule, got, expected, hints, epoch=EPOCHS, lr=lr, k=k)


# Exercise 3: a tenth of the rate where the loss gets no better.

PEAK = 0.8


def plateau_rate(function: object) -> None:
    """Check ``plateau_rate(losses, peak, patience)``: the rate of the next epoch.

    A tenth of the rate each time ``patience`` epochs in a row brought no loss below all before;
    after a cut the epochs are counted anew.

    Examples
    --------
    >>> plateau_rate(lambda losses, peak, patience: peak / 10)
    Exercise 3 (plateau_rate): not yet right: with no losses yet it must be the peak:
      peak 0.8, patience 2: expected 0.8, got 0.08. Nothing has been waited for yet.
    """
    rules = [
        checks.rule("begins with the peak", _it_begins_with_the_peak),
        _stays_while_it_falls,
        _a_tenth_after_waiting,
        _waits_in_a_row,
        _waits_anew_after_a_cut,
        _lowest_of_the_whole_run,
        answers.PLATEAU_RATE,
    ]
    checks.report("learning_rate_schedules_further", 3, "plateau_rate", function, rules)


def _after(
    attempt: checks.Attempt, rule: str, losses: list[float], patience: int, share: float,
    hints: dict[str, float],
) -> None:  # fmt: skip
    given = {"losses": np.array(losses), "peak": PEAK, "patience": patience}
    got = checks.require_number("the rate", attempt(**given))
    hinted = {words: PEAK * each for words, each in hints.items()}
    said = given if losses else {"peak": PEAK, "patience": patience}
    checks.require_equal(rule, got, PEAK * share, hinted, **said)


def _it_begins_with_the_peak(attempt: checks.Attempt) -> None:
    hints = {"Nothing has been waited for yet.": 0.1, "That is a share: times the peak.": 1 / PEAK}
    _after(attempt, "with no losses yet it must be the peak", [], 2, 1, hints)


def _stays_while_it_falls(attempt: checks.Attempt) -> None:
    hints = {"Each of these losses is the lowest so far: nothing is waited for.": 0.1}
    _after(attempt, "while the loss falls the rate must stay", [0.5, 0.4, 0.3, 0.2], 2, 1, hints)
    _after(attempt, "while the loss falls the rate must stay", [0.5], 1, 1, hints)


def _a_tenth_after_waiting(attempt: checks.Attempt) -> None:
    rule = "after patience epochs in a row without a new lowest loss it must be a tenth"
    early = {"That cuts too early: so far only one epoch brought no new lowest.": 0.1}
    _after(attempt, rule, [0.5, 0.6], 2, 1, early)
    late = {"That waits one epoch too long, or never cuts.": 1.0, "A tenth, please.": 0.5}
    _after(attempt, rule, [0.5, 0.6, 0.7], 2, 0.1, late)
    equal = {"As low as the lowest is not lower: that counts as waiting.": 1.0}
    _after(attempt, rule, [0.5, 0.5, 0.5], 2, 0.1, equal)
    last = {"Compare with the lowest so far, not with the epoch before.": 1.0}
    _after(attempt, rule, [0.5, 0.7, 0.6], 2, 0.1, last)


def _waits_in_a_row(attempt: checks.Attempt) -> None:
    hints = {"A new lowest between them: these two were not in a row.": 0.1}
    rule = "a new lowest loss must begin the count anew"
    _after(attempt, rule, [0.5, 0.6, 0.4, 0.6], 2, 1, hints)


def _waits_anew_after_a_cut(attempt: checks.Attempt) -> None:
    rule = "a cut must begin the count anew"
    again = {"That cuts at every epoch once it has begun: set the count back to 0.": 0.01}
    _after(attempt, rule, [0.5, 0.6, 0.6, 0.6], 2, 0.1, again)
    once = {
        "It has waited twice: two cuts. Go through all the losses.": 0.1,
        "Set the count back to 0 after a cut.": 0.001,
    }
    _after(attempt, rule, [0.5, 0.6, 0.6, 0.6, 0.6], 2, 0.01, once)


def _lowest_of_the_whole_run(attempt: checks.Attempt) -> None:
    hints = {"The lowest loss is that of the whole run: a cut does not forget it.": 0.1}
    rule = "losses after a cut must be held against the lowest of all"
    _after(attempt, rule, [0.5, 0.9, 0.8, 0.7, 0.6], 2, 0.01, hints)
