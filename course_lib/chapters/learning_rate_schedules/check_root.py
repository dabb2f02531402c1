"""The check of exercise 3: a decay by the root of the epoch that is defined at epoch 0."""

import numpy as np

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_array, require_equal

LR, K = 0.4, 3.0
EPOCHS = np.array([0.0, 1.0, 27.0, 72.0])
LATE = np.array([9e8])


def root_decay(function: object) -> None:
    """Check ``root_decay(epoch, lr, k)``: ``lr / sqrt(1 + epoch / k**2)``, for an array of epochs.

    Examples
    --------
    >>> root_decay(lambda epoch, lr, k: lr * k / np.sqrt(epoch + 1))
    Exercise 3 (root_decay): not yet right: at epoch 0 the rate must be lr:
      epoch 0, lr 0.4, k 3: expected 0.4, got 1.2. That begins at k * lr.
    """
    rules = [
        _a_rate_for_each_epoch,
        _begins_at_lr,
        _late_in_the_run_it_is_lr_k_over_root_epoch,
        _the_root_of_1_and_something_all_along,
    ]
    report("Exercise 3 (root_decay)", function, rules)


def _ask(attempt: Attempt, epoch: np.ndarray, lr: float = LR, k: float = K) -> np.ndarray:
    return require_array("the rates", attempt(epoch=epoch, lr=lr, k=k), epoch.shape)


def _a_rate_for_each_epoch(attempt: Attempt) -> None:
    _ask(attempt, EPOCHS)


def _begins_at_lr(attempt: Attempt) -> None:
    hints = {
        "Something is divided by 0 there.": np.inf,
        "That begins at k * lr.": K * LR,
        "lr is missing: it multiplies the whole.": 1.0,
    }
    got = _ask(attempt, EPOCHS)[0]
    require_equal("at epoch 0 the rate must be lr", got, LR, hints, epoch=0.0, lr=LR, k=K)


def _late_in_the_run_it_is_lr_k_over_root_epoch(attempt: Attempt) -> None:
    got, epoch = _ask(attempt, LATE)[0], LATE[0]
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
    require_equal(rule, got, expected, hints, epoch=epoch, lr=LR, k=K)


def _the_root_of_1_and_something_all_along(attempt: Attempt) -> None:
    held = LR * np.minimum(1, K / np.sqrt(np.maximum(EPOCHS, 1e-9)))
    hints = {
        "That holds lr for the first k**2 epochs. Other courses do so; here it falls at once.": held
    }
    for lr, k in ((LR, K), (0.1, 2.0)):
        expected = lr / np.sqrt(1 + EPOCHS / k**2)
        rule = "the rate must be lr / sqrt(1 + epoch / k**2)"
        require_equal(rule, _ask(attempt, EPOCHS, lr, k), expected, hints, epoch=EPOCHS, lr=lr, k=k)
