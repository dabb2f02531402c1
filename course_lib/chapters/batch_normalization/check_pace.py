"""Check of exercise 5 of notebook 07: a learning rate that does what shrinking does."""

from course_lib import checks
from course_lib.chapters.batch_normalization import check_answers as answers

__all__ = ["same_pace"]

LR, SHRINK, STEP = 0.1, 0.8, 3


def same_pace(function: object) -> None:
    """Check ``same_pace(lr, shrink, step)``, which returns the learning rate of that step.

    Examples
    --------
    >>> def gradient_alone(lr, shrink, step):
    ...     return lr / shrink**step
    >>> same_pace(gradient_alone)  # doctest: +ELLIPSIS
    Exercise 5 (same_pace): not yet right: after a few steps the rate must have grown:
      lr 0.1, shrink 0.8, step 3: expected 0.3815, got 0.1953. The gradient is one half of it...
    """
    rules = [
        checks.rule("a number", _rate, LR, SHRINK, STEP),
        _nothing_shrinks,
        _the_first_step_is_the_same,
        _grows,
        answers.SAME_PACE,
    ]
    checks.report("batch_normalization", 5, "same_pace", function, rules)


def _rate(attempt: checks.Attempt, lr: float, shrink: float, step: int) -> float:
    return checks.require_number("the rate", attempt(lr=lr, shrink=shrink, step=step))


def _nothing_shrinks(attempt: checks.Attempt) -> None:
    got = _rate(attempt, LR, 1.0, STEP)
    rule = "where nothing shrinks (shrink 1) the rate must stay lr"
    checks.require_equal(rule, got, LR, lr=LR, shrink=1.0, step=STEP)


def _the_first_step_is_the_same(attempt: checks.Attempt) -> None:
    got = _rate(attempt, LR, SHRINK, 0)
    hints = {
        "At step 0 nothing has shrunk yet; by how much at step 1?": LR / SHRINK**2,
        "At step 0 nothing has shrunk yet.": LR / SHRINK,
        "Steps are counted from 0: the exponent of step 0 is 0.": LR * SHRINK**2,
        "The rate of step 0 is lr.": 1.0,
    }
    rule = "the first step, step 0, must be made at lr"
    checks.require_equal(rule, got, LR, hints, lr=LR, shrink=SHRINK, step=0)


def _grows(attempt: checks.Attempt) -> None:
    got = _rate(attempt, LR, SHRINK, STEP)
    hints = {
        "The gradient is one half of it: the weights that it moves are smaller, too.": (
            LR / SHRINK**STEP
        ),
        "That falls: weights that shrink have a larger gradient.": LR * SHRINK ** (2 * STEP),
        "That falls: weights that shrink have a larger gradient; and it is a square.": (
            LR * SHRINK**STEP
        ),
        "The step is missing: the weights shrink again and again.": LR / SHRINK**2,
        "Shrinking multiplies at each step: a power, not a product.": LR / (2 * STEP * SHRINK),
        "Shrinking multiplies: a power of shrink, not a line.": LR * (1 + 2 * STEP * (1 - SHRINK)),
        "The square of step * log: the exponent is 2 * step, not step squared.": (
            LR / SHRINK ** (STEP**2)
        ),
        "Multiply by lr.": 1 / SHRINK ** (2 * STEP),
        "That shrinks lr, too: it is outside of the power.": (LR / SHRINK) ** (2 * STEP),
        "That is the size of the weights.": SHRINK**STEP,
    }
    rule = "after a few steps the rate must have grown"
    checks.require_equal(
        rule, got, LR / SHRINK ** (2 * STEP), hints, lr=LR, shrink=SHRINK, step=STEP
    )
