"""The check of exercise 4: what another source's lambda is in the course's form."""

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_equal, require_number

M, NUMBER = 200, 6.0
FORMS = {
    "lambda/2": 1.0,
    "lambda/2m": 1 / M,
    "summed": 1 / M,
    "no half": 2.0,
}


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
    ]
    report("Exercise 4 (to_ours)", function, rules)


def _ask(attempt: Attempt, form: str, number: float = NUMBER, m: int = M) -> float:
    return require_number("the result", attempt(number=number, form=form, m=m))


def _compare(attempt: Attempt, form: str, rule: str, hints: dict[str, float]) -> None:
    got = _ask(attempt, form)
    require_equal(rule, got, NUMBER * FORMS[form], hints, number=NUMBER, m=M)


def _our_own_stays(attempt: Attempt) -> None:
    hints = {
        "No m stands in our form.": NUMBER / M,
        "No m stands in our form, neither above nor below.": NUMBER * M,
        "Both have the half.": 2 * NUMBER,
        "Both have the half already.": NUMBER / 2,
    }
    _compare(attempt, "lambda/2", "mean loss + lambda / 2 * sum(w**2) must stay as it is", hints)


def _lambda_over_2m(attempt: Attempt) -> None:
    hints = {
        "m is missing.": NUMBER,
        "That is the way from ours to theirs: divide.": NUMBER * M,
        "The 2 stands in both forms; only m differs.": NUMBER / (2 * M),
        "The 2 stands in both; only m differs.": 2 * NUMBER / M,
        "Divide by m once.": NUMBER / M**2,
    }
    _compare(
        attempt, "lambda/2m", "mean loss + lambda / 2m * sum(w**2) must become ours", hints
    )  # fmt: skip


def _a_summed_loss(attempt: Attempt) -> None:
    hints = {
        "m is missing: divide all of it by m, and the loss is a mean.": NUMBER,
        "That is the way from ours to theirs: divide.": NUMBER * M,
        "The half stands in both forms.": 2 * NUMBER / M,
        "The half stands in both.": NUMBER / (2 * M),
    }
    _compare(
        attempt, "summed", "summed loss + lambda / 2 * sum(w**2) must become ours", hints
    )  # fmt: skip


def _a_square_without_the_half(attempt: Attempt) -> None:
    hints = {
        "The half is missing there, and ours has it.": NUMBER,
        "lambda * sum(w**2) is (2 lambda) / 2 * sum(w**2): twice, not half.": NUMBER / 2,
        "No m stands in it.": 2 * NUMBER / M,
        "No m stands in either.": NUMBER / (2 * M),
    }
    _compare(attempt, "no half", "mean loss + lambda * sum(w**2) must become ours", hints)


def _other_numbers(attempt: Attempt) -> None:
    for form, expected in (("lambda/2m", 0.1), ("summed", 0.1), ("no half", 60.0)):
        got = _ask(attempt, form, 30.0, 300)
        require_equal(
            f"the same must hold for any numbers ({form})", got, expected, number=30, m=300
        )
