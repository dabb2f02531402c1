"""Checks of notebook 04: equal units, a std for a target, dead units, and what check_own adds."""

import numpy as np

from course_lib import checks
from course_lib.chapters.initialization import check_answers as answers
from course_lib.chapters.initialization.check_own import own_std, treatments

__all__ = ["dead_units", "distinct_units", "own_std", "treatments", "weight_std"]

# Exercise 1: how many units of a layer are pulled in different directions.

# Three inputs, so that rows and columns cannot be mistaken for each other.
A, B, C = np.array([1.0, 2.0, 3.0]), np.array([-1.0, 0.5, 0.0]), np.array([1.0, 2.0, -3.0])


def distinct_units(function: object) -> None:
    """Check ``distinct_units(grad_W)``, which counts the different columns of a gradient.

    ``grad_W`` has the shape (inputs, units). Columns that agree to nine decimals are equal.

    Examples
    --------
    >>> distinct_units(lambda grad_W: len(np.unique(grad_W.round(9), axis=0)))
    Exercise 1 (distinct_units): not yet right: units with the same column count once:
      4 equal columns of 3 inputs: expected 1, got 3. A unit is a column; len() counts the rows.
    """
    rules = [
        _equal_units_count_once,
        _different_units_are_counted,
        _equal_units_need_not_be_neighbours,
        _the_whole_column_counts,
        _a_zero_gradient_is_one_too,
        _rounding_makes_no_difference,
        answers.DISTINCT_UNITS,
    ]
    checks.report("initialization", 1, "distinct_units", function, rules)


def _ask_distinct(
    attempt: checks.Attempt,
    rule: str,
    given: str,
    expected: int,
    columns: list[checks.Floats],
    **hints: float,
) -> None:
    got = _count(attempt(grad_W=np.column_stack(columns)))
    hint = checks.hint_for(got, {HINTS[name]: value for name, value in hints.items()})
    seen = f"{given}: expected {expected}, got {got:.4g}.{hint}"
    checks.require(got == expected, f"{rule}:\n  {seen}")


def _count(got: object) -> float:
    checks.require(not isinstance(got, bool), "it must return a count, not True or False.")
    return checks.require_number("the count", got)


HINTS = {
    "rows": "A unit is a column; len() counts the rows.",
    "units": "That is the number of units.",
    "values": "Compare whole columns, not single numbers.",
    "neighbours": "Compare each column with all others, not with its neighbour.",
    "pairs": "Count the different ones: not only doubles; whole columns, signs too.",
    "exact": "Sums in another order differ in the last digits: round first, to nine decimals.",
    "coarse": "Round to nine decimals, not to fewer.",
}


def _equal_units_count_once(attempt: checks.Attempt) -> None:
    rule, given = "units with the same column count once", "4 equal columns of 3 inputs"
    _ask_distinct(attempt, rule, given, 1, [A] * 4, rows=3, units=4, pairs=0)


def _different_units_are_counted(attempt: checks.Attempt) -> None:
    rule, given = "units with different columns are counted each", "2 different columns of 3 inputs"
    _ask_distinct(attempt, rule, given, 2, [A, B], rows=3, values=6, pairs=0)


def _equal_units_need_not_be_neighbours(attempt: checks.Attempt) -> None:
    rule, given = "equal columns may stand anywhere", "columns a b a c a"
    _ask_distinct(attempt, rule, given, 3, [A, B, A, C, A], neighbours=5, pairs=2)


def _the_whole_column_counts(attempt: checks.Attempt) -> None:
    rule = "columns differ where any of their numbers does"
    _ask_distinct(attempt, rule, "columns (1, 2, 3) and (1, 2, -3)", 2, [A, C])
    _ask_distinct(attempt, rule, "columns (1, 2, 3) and (3, 2, 1)", 2, [A, A[::-1]])


def _a_zero_gradient_is_one_too(attempt: checks.Attempt) -> None:
    rule = "columns of zeros are equal columns as well"
    _ask_distinct(attempt, rule, "3 columns of zeros", 1, [np.zeros(3)] * 3, units=3)


def _rounding_makes_no_difference(attempt: checks.Attempt) -> None:
    rule = "columns that agree to nine decimals are equal, others are not"
    _ask_distinct(attempt, rule, "two columns 1e-13 apart", 1, [A, A + 1e-13], exact=2)
    _ask_distinct(attempt, rule, "two columns 1e-6 apart", 2, [A, A + 1e-6], coarse=1)


# Exercise 2: the std of the weights that gives sums of a wanted std.

# Sizes of which no two mistakes agree. (1, 4) has the variance 2.25 and the mean square 8.5.
UNIT, SHIFTED = np.ones((4, 5)), np.tile([1.0, 4.0], (4, 3))
UNIT[::2] = -1


def weight_std(function: object) -> None:
    """Check ``weight_std(target, x)``: the std of W that gives ``x @ W`` the std ``target``.

    ``target / sqrt(n_in * mean(x**2))``, for x of shape (examples, n_in).

    Examples
    --------
    >>> def of_variances(target, x):
    ...     return target**2 / (x.shape[1] * (x**2).mean())
    >>> weight_std(of_variances)
    Exercise 2 (weight_std): not yet right: with inputs of mean square 1 it must be 1 / sqrt(n_in):
      target 1, n_in 5, x**2 1: expected 0.4472, got 0.2. That is a variance: take its root.
    """
    rules = [
        _one_over_the_root_of_n_in,
        _grows_with_the_target,
        _shrinks_with_the_inputs,
        _squares_count_and_not_the_variance,
        answers.WEIGHT_STD,
    ]
    checks.report("initialization", 2, "weight_std", function, rules)


def _ask_std(attempt: checks.Attempt, rule: str, target: float, x: checks.Floats) -> None:
    got = checks.require_number("the std", attempt(target=target, x=x))
    (examples, n_in), square = x.shape, float((x**2).mean())
    right = target / np.sqrt(n_in * square)
    hints = {
        "That is a variance: take its root.": right**2,
        "That is the root of a std: one root is enough.": np.sqrt(right),
        "Turn it around: more inputs need smaller weights.": 1 / right,
        "The sum over n_in inputs is missing.": target / np.sqrt(square),
        "Divide by n_in, the number of columns, not by the number of examples.": (
            target / np.sqrt(examples * square)
        ),
        "The sum adds variances: divide by the root of n_in.": target / (n_in * np.sqrt(square)),
        "The size of the inputs is missing.": target / np.sqrt(n_in),
        "The target is missing.": right / target,
        "The target enters as it is: it is a std already.": right * target,
        "The target enters as it is, without a root.": right / np.sqrt(target),
        "Nothing is said of ReLU: this is for the sums, and needs no 2.": right * np.sqrt(2.0),
        "Inputs with a mean count too: take the mean of x**2, not the variance of x.": (
            target / np.sqrt(n_in * (x.var() or np.nan))
        ),
    }
    checks.require_equal(rule, got, right, hints, target=target, n_in=n_in, **{"x**2": square})


def _one_over_the_root_of_n_in(attempt: checks.Attempt) -> None:
    _ask_std(attempt, "with inputs of mean square 1 it must be 1 / sqrt(n_in)", 1.0, UNIT)


def _grows_with_the_target(attempt: checks.Attempt) -> None:
    _ask_std(attempt, "three times the target needs three times the std", 3.0, UNIT)


def _shrinks_with_the_inputs(attempt: checks.Attempt) -> None:
    _ask_std(attempt, "inputs three times as large need a third of the std", 1.0, 3 * UNIT)


def _squares_count_and_not_the_variance(attempt: checks.Attempt) -> None:
    rule = "it must be target / sqrt(n_in * mean(x**2)), also where x has a mean"
    _ask_std(attempt, rule, 3.0, SHIFTED)


# Exercise 4: units that are zero for every example.

# Five examples, three units: the first dead, the second negative for one example, the third alive.
Z = np.array([[-1.0, 2.0, 3.0], [-0.5, -1.0, 1.0], [-2.0, 1.0, 4.0], [-3, 1, 1], [-1, 5, 2]])


def dead_units(function: object) -> None:
    """Check ``dead_units(z)``, which counts the units that no example switches on.

    ``z`` has the shape (examples, units) and is what goes into a ReLU.

    Examples
    --------
    >>> dead_units(lambda z: int((z < 0).any(axis=0).sum()))
    Exercise 4 (dead_units): not yet right: one example that switches a unit on is enough:
      5 examples, 3 units, one always below 0, one sometimes: expected 1, got 2.
    """
    rules = [
        _one_example_is_enough,
        _units_are_columns,
        _none_and_all,
        _zero_is_off,
        _the_mean_does_not_tell,
        answers.DEAD_UNITS,
    ]
    checks.report("initialization", 4, "dead_units", function, rules)


def _ask_dead(
    attempt: checks.Attempt, rule: str, given: str, z: checks.Floats, **hints: float
) -> None:
    got, right = _count(attempt(z=z)), int((z <= 0).all(axis=0).sum())
    hint = checks.hint_for(got, {DEAD_HINTS[name]: value for name, value in hints.items()})
    checks.require(got == right, f"{rule}:\n  {given}: expected {right}, got {got:.4g}.{hint}")


DEAD_HINTS = {
    "alive": "Those are the ones alive.",
    "rows": "A unit is a column of z, not a row.",
    "share": "That is a share: count.",
}


def _one_example_is_enough(attempt: checks.Attempt) -> None:
    given = "5 examples, 3 units, one always below 0, one sometimes"
    rule = "one example that switches a unit on is enough"
    _ask_dead(attempt, rule, given, Z, rows=0, share=1 / 3)


def _units_are_columns(attempt: checks.Attempt) -> None:
    z = np.array([[-1.0, -1.0, -1.0, 2.0], [-1.0, -1.0, 3.0, 1.0]])
    given = "2 examples, 4 units, two of them always below 0"
    _ask_dead(attempt, "units stand in columns", given, z, rows=0)


def _none_and_all(attempt: checks.Attempt) -> None:
    rule = "none, and all, can be dead"
    _ask_dead(attempt, rule, "2 units above 0", np.ones((3, 2)), alive=2)
    _ask_dead(attempt, rule, "4 units below 0", -np.ones((3, 4)), alive=0, rows=3)


def _zero_is_off(attempt: checks.Attempt) -> None:
    rule = "at z = 0 ReLU puts out 0, with gradient 0: such a unit is off"
    _ask_dead(attempt, rule, "2 units, always 0", np.zeros((3, 2)))


def _the_mean_does_not_tell(attempt: checks.Attempt) -> None:
    rule = "a unit that is on for one example is alive, however negative the others are"
    _ask_dead(attempt, rule, "1 unit, z = -9, -9, 1", np.array([[-9.0], [-9.0], [1.0]]))
