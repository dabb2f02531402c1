"""The check of exercise 3: soft thresholding."""

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_array, require_equal

Z = np.array([3.0, 0.75, 0.0, -0.25, -2.0, 1.5])
AMOUNT = 0.5


def soft_threshold(function: object) -> None:
    """Check ``soft_threshold(z, amount)``: towards zero by amount, and no further.

    Examples
    --------
    >>> def beyond_zero(z, amount):
    ...     return z - amount * np.sign(z)
    >>> soft_threshold(beyond_zero)
    Exercise 3 (soft_threshold): not yet right: within amount of zero the result must be exactly 0:
      z -0.25, amount 0.5: expected 0, got 0.25. It must stop at zero, not cross it.
    """
    rules = [
        _nothing_happens_with_amount_0,
        _exactly_zero_within_amount,
        _large_ones_move_by_amount,
        _any_amount,
    ]
    report("Exercise 3 (soft_threshold)", function, rules)


def _run(attempt: Attempt, z: npt.NDArray[np.float64], amount: float) -> npt.NDArray[np.float64]:
    return require_array("the result", attempt(z=z.copy(), amount=amount), z.shape)


def _expected(z: npt.NDArray[np.float64], amount: float) -> npt.NDArray[np.float64]:
    return np.asarray(np.sign(z) * np.maximum(np.abs(z) - amount, 0))


def _nothing_happens_with_amount_0(attempt: Attempt) -> None:
    got = _run(attempt, Z, 0.0)
    hints = {
        "The sign is lost.": np.abs(Z),
        "The sign is reversed.": -Z,
        "Negative ones count, too.": np.maximum(Z, 0),
        "That is the part taken away; keep the rest.": np.zeros_like(Z),
        "That is the sign alone.": np.sign(Z),
    }
    require_equal("with amount 0 the result must be z", got, Z, hints, z=Z, amount=0)


def _exactly_zero_within_amount(attempt: Attempt) -> None:
    small = np.abs(Z) <= AMOUNT
    z, got = Z[small], _run(attempt, Z, AMOUNT)[small]
    hints = {
        "It must stop at zero, not cross it.": z - AMOUNT * np.sign(z),
        "Negative ones are pulled up, not down.": z - AMOUNT,
        "A factor never reaches zero: subtract.": z * (1 - AMOUNT),
        "A factor never reaches zero; subtract.": z / (1 + AMOUNT),
        "Small ones are kept, large ones cut: it must be the other way round.": z,
        "It pulls away from zero.": z + AMOUNT * np.sign(z),
    }
    rule = "within amount of zero the result must be exactly 0"
    require_equal(rule, got, np.zeros_like(z), hints, z=z, amount=AMOUNT)


def _large_ones_move_by_amount(attempt: Attempt) -> None:
    large = np.abs(Z) > AMOUNT
    z, got = Z[large], _run(attempt, Z, AMOUNT)[large]
    hints = {
        "That is hard thresholding: the large ones must move, too.": z,
        "The sign is lost.": np.abs(z) - AMOUNT,
        "Negative ones count, too.": np.maximum(z - AMOUNT, 0),
        "Negative ones must move up, towards zero.": z - AMOUNT,
        "By amount, not by half of it.": z - AMOUNT / 2 * np.sign(z),
        "By amount, not by twice that.": _expected(z, 2 * AMOUNT),
        "It pulls away from zero.": z + AMOUNT * np.sign(z),
        "Subtract the amount; a factor is what L2 does.": z * (1 - AMOUNT),
        "A factor is what L2 does; subtract the amount.": z / (1 + AMOUNT),
    }
    rule = "beyond amount the result must be nearer to zero by amount"
    require_equal(rule, got, _expected(z, AMOUNT), hints, z=z, amount=AMOUNT)


def _any_amount(attempt: Attempt) -> None:
    z = np.array([[2.0, -3.0], [0.5, 1.25]])
    got = _run(attempt, z, 1.0)
    rule = "it must hold for an array of any shape"
    require_equal(rule, got, _expected(z, 1.0), z=z, amount=1)
