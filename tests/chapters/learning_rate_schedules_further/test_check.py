"""The checks of notebook 06b: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.learning_rate_schedules_further import check as schedules
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def by_powers(low, high, steps):
    return low * (high / low) ** (np.arange(steps) / (steps - 1))


def by_logarithms(low, high, steps):
    return np.exp(np.linspace(np.log(low), np.log(high), steps))


def in_a_loop(low, high, steps):
    rates = [low]
    for _ in range(steps - 1):
        rates.append(rates[-1] * (high / low) ** (1 / (steps - 1)))
    return np.array(rates)


def root(epoch, lr, k):
    return lr / np.sqrt(1 + epoch / k**2)


def root_moved(epoch, lr, k):
    return lr * k / np.sqrt(epoch + k**2)


def watch(losses, peak, patience, *, factor=0.1, first=np.inf, forgets=False, counts_on=False,
          late=0, equal=False, last=False, in_a_row=True):  # fmt: skip
    """The right rule, and with a switch each wrong one."""
    rate, lowest, waited = peak, first, 0
    for loss in losses:
        better = loss <= lowest if equal else loss < lowest
        if better:
            waited = 0 if in_a_row else waited
        else:
            waited += 1
        lowest = loss if last else min(lowest, loss)
        if waited >= patience + late:
            rate = rate * factor
            waited = waited if counts_on else 0
            lowest = loss if forgets else lowest
    return rate


def by_watching(losses, peak, patience):
    return watch(losses, peak, patience)


def by_cuts(losses, peak, patience):
    cuts = waited = 0
    for epoch in range(len(losses)):
        if epoch == 0 or losses[epoch] < np.min(losses[:epoch]):
            waited = 0
        else:
            waited += 1
        if waited == patience:
            cuts, waited = cuts + 1, 0
    return peak * 0.1**cuts


SOLUTIONS = [
    (schedules.rates_to_try, by_powers),
    (schedules.rates_to_try, by_logarithms),
    (schedules.rates_to_try, in_a_loop),
    (schedules.rates_to_try, np.geomspace),
    (schedules.root_decay, root),
    (schedules.root_decay, root_moved),
    (schedules.plateau_rate, by_watching),
    (schedules.plateau_rate, by_cuts),
]


@pytest.mark.parametrize(("check", "function"), SOLUTIONS)
def test_solutions_pass(check, function, capsys):
    assert ": passed. " in said_of(check, function, capsys)


RATES_MISTAKES = [
    (np.linspace, "here rates[1] / rates[0]:\n  low 0.01, high 10, steps 7: expected 3.162"),
    (np.linspace, "got 167.5. That rises in equal steps."),
    (np.logspace, "the first rate must be low:\n  low 0.01"),
    (np.logspace, "got 1.023. That is 10**low: low is the rate, not its exponent."),
    (
        lambda low, high, steps: low * (high / low) ** (np.arange(steps) / steps),
        "the last rate must be high:\n  low 0.01, high 10, steps 7: expected 10, got 3.728. It "
        "takes steps - 1 strides",
    ),
    (
        lambda low, high, steps: low * (high / low) ** (np.arange(1, steps + 1) / steps),
        "the first rate must be low:\n  low 0.01, high 10, steps 7: expected 0.01, got 0.02683. "
        "The first of the rates is low itself.",
    ),
    (
        lambda low, high, steps: np.geomspace(high, low, steps),
        "expected 0.01, got 10. From low up to high, please.",
    ),
    (
        lambda low, high, steps: np.geomspace(low, high, steps + 1),
        "rates must be an array of shape (7,); got an array of shape (8,).",
    ),
    (
        lambda low, high, steps: list(np.geomspace(low, high, steps)),
        "rates must be an array of shape (7,); got a list of 7.",
    ),
    (
        lambda low, high, steps: (high / low) ** (np.arange(steps) / (steps - 1)),
        "the first rate must be low:",
    ),
    (
        lambda low, high, steps: low * (high / low) ** np.linspace(0, 1, steps) ** 2,
        "each rate must be the same multiple of the last",
    ),
]


@pytest.mark.parametrize(("function", "message"), RATES_MISTAKES)
def test_mistakes_in_the_rates(function, message, capsys):
    assert message in said_of(schedules.rates_to_try, function, capsys)


def in_place(epoch, lr, k):
    epoch += k**2
    return lr * k / np.sqrt(epoch)


ROOT_MISTAKES = [
    (
        lambda epoch, lr, k: lr * k / np.sqrt(epoch),
        "at epoch 0 the rate must be lr:\n  epoch 0, lr 0.4, k 3: expected 0.4, got inf. Something",
    ),
    (
        lambda epoch, lr, k: lr * k / np.sqrt(epoch + 1),
        "expected 0.4, got 1.2. That begins at k * lr.",
    ),
    (
        lambda epoch, lr, k: 1 / np.sqrt(1 + epoch / k**2),
        "expected 0.4, got 1. lr is missing: it multiplies the whole.",
    ),
    (
        lambda epoch, lr, k: lr / np.sqrt(1 + epoch / k),
        "late in a run the rate must be lr * k / sqrt(epoch):\n  epoch 9e+08, lr 0.4, k 3: "
        "expected 4e-05, got 2.309e-05. k must leave the root as k",
    ),
    (lambda epoch, lr, k: lr / np.sqrt(1 + epoch), "got 1.333e-05. k is missing."),
    (lambda epoch, lr, k: lr / (1 + epoch / k**2), "There is no root: that falls as 1 / epoch."),
    (lambda epoch, lr, k: lr / np.sqrt(1 + epoch * k**2), "Divide by k**2 under the root"),
    (
        lambda epoch, lr, k: lr * k / (np.sqrt(epoch) + k),
        "The new number stands under the root, beside epoch.",
    ),
    (lambda epoch, lr, k: lr + 0 * epoch, "expected 4e-05, got 0.4. It never falls."),
    (
        lambda epoch, lr, k: lr * np.minimum(1, k / np.sqrt(np.maximum(epoch, 1e-9))),
        "the rate must be lr / sqrt(1 + epoch / k**2):\n  epoch 1, lr 0.4, k 3: expected 0.3795, "
        "got 0.4. That holds lr",
    ),
    (
        lambda epoch, lr, k: lr / np.sqrt(1 + epoch[0] / k**2),
        "the rates must be an array of shape (4,); got something of type float64.",
    ),
    (in_place, "epoch was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), ROOT_MISTAKES)
def test_mistakes_in_the_root(function, message, capsys):
    assert message in said_of(schedules.root_decay, function, capsys)


def wrongly(**switch):
    return lambda losses, peak, patience: watch(losses, peak, patience, **switch)


PLATEAU_MISTAKES = [
    (lambda losses, peak, patience: peak / 10, "Nothing has been waited for yet."),
    (
        lambda losses, peak, patience: watch(losses, 1.0, patience),
        "with no losses yet it must be the peak:\n  peak 0.8, patience 2: expected "
        "0.8, got 1. That is a share: times the peak.",
    ),
    (wrongly(late=-1), "while the loss falls the rate must stay"),
    (wrongly(late=1), "That waits one epoch too long, or never cuts."),
    (wrongly(factor=0.5), "expected 0.08, got 0.4. A tenth, please."),
    (wrongly(equal=True), "As low as the lowest is not lower: that counts as waiting."),
    (wrongly(last=True), "Compare with the lowest so far, not with the epoch before."),
    (wrongly(in_a_row=False), "A new lowest between them: these two were not in a row."),
    (wrongly(counts_on=True), "That cuts at every epoch once it has begun: set the count back"),
    (wrongly(forgets=True), "The lowest loss is that of the whole run: a cut does not forget it."),
    (
        lambda losses, peak, patience: watch(losses, peak, min(patience, 2)),
        "it must hold for any inputs:",
    ),
    (
        lambda losses, peak, patience: [watch(losses, peak, patience)],
        "the rate must be one number; got a list of 1.",
    ),
]


@pytest.mark.parametrize(("function", "message"), PLATEAU_MISTAKES)
def test_mistakes_in_the_plateau(function, message, capsys):
    assert message in said_of(schedules.plateau_rate, function, capsys)
