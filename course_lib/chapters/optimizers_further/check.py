"""Checks of notebook 05b: a verdict, a diagnosis, a rule of one's own, AMSGrad."""

import numpy as np

from course_lib import checks
from course_lib.chapters.optimizers_further import check_answers as answers
from course_lib.chapters.optimizers_further.check_own import my_step

__all__ = ["amsgrad_step", "diagnose", "my_step", "verdict"]

# Exercise 1: which of two, pair by pair.

WORDS = ("lower", "higher", "not told apart")


def verdict(function: object) -> None:
    """Check ``verdict(ours, theirs)``: one of three words, from three standard errors on.

    Examples
    --------
    >>> verdict(lambda ours, theirs: "lower" if ours.mean() < theirs.mean() else "higher")
    Exercise 1 (verdict): not yet right: 6 pairs, their mean difference -2.5 of its errors:
      expected "not told apart", got "lower". From three standard errors on a mean counts.
    """
    rules = [
        checks.rule("a word", _said, np.array([1.0, 2.0]), np.array([5.0, 6.0])),
        _lower_means_ours,
        _the_error_of_a_mean,
        _from_three_errors_on,
        _pairs_not_means,
        _many_pairs,
        _few_pairs,
        _one_outlier,
        _two_crowds,
        _all_differences_alike,
        _any_two_arrays,
    ]
    checks.report("optimizers_further", 1, "verdict", function, rules)


def _said(attempt: checks.Attempt, ours: checks.Floats, theirs: checks.Floats) -> str:
    before = ours.copy(), theirs.copy()
    got = attempt(ours=ours, theirs=theirs)
    kept = np.array_equal(before[0], ours) and np.array_equal(before[1], theirs)
    checks.require(kept, "the arrays were edited in place: work on their difference.")
    known = isinstance(got, str) and got in WORDS
    told = f'"{got}"' if isinstance(got, str) else checks.describe(got)
    checks.require(known, f'it must return "lower", "higher" or "not told apart"; got {told}.')
    return str(got)


def _with_errors(pairs: int, errors: float, seed: int = 0) -> checks.Floats:
    """Differences whose mean is so many of its standard errors."""
    z = np.random.default_rng(seed).standard_normal(pairs)
    z = (z - z.mean()) / z.std(ddof=1)
    return np.asarray(0.01 * (z + errors / np.sqrt(pairs)))


def _ask(
    attempt: checks.Attempt, apart: checks.Floats, hint: str, words: str = "", spread: float = 0.0
) -> None:
    theirs = 1 + spread * np.linspace(-1, 1, len(apart))
    ours = theirs + apart
    right, got = answers.verdict(ours, theirs), _said(attempt, ours, theirs)
    errors = apart.mean() / max(apart.std(ddof=1) / np.sqrt(len(apart)), 1e-300)
    words = words or f"{len(apart)} pairs, their mean difference {errors:.1f} of its errors"
    checks.require(got == right, f'{words}:\n  expected "{right}", got "{got}". {hint}')


def _from_three_errors_on(attempt: checks.Attempt) -> None:
    hint = "From three standard errors on a mean counts."
    for errors in (-2.5, 2.5, -3.3, 3.3):
        _ask(attempt, _with_errors(6, errors), hint)


def _lower_means_ours(attempt: checks.Attempt) -> None:
    hint = '"lower" says that ours is lower; is it ours - theirs?'
    for errors in (-20.0, 20.0):
        _ask(attempt, _with_errors(6, errors), hint)


def _pairs_not_means(attempt: checks.Attempt) -> None:
    hint = "The spread of the seeds cancels in the differences; two separate errors keep it."
    _ask(attempt, _with_errors(8, -6.0), hint, spread=0.5)


def _the_error_of_a_mean(attempt: checks.Attempt) -> None:
    _ask(attempt, _with_errors(16, 5.0), "The error of a mean is std / root n, not std.")


def _many_pairs(attempt: checks.Attempt) -> None:
    _ask(attempt, _with_errors(16, 2.0), "The error of a mean is std / root n, not std / n.")


def _few_pairs(attempt: checks.Attempt) -> None:
    _ask(attempt, _with_errors(4, 2.8), "Divide by n - 1 in the std: ddof=1.")


def _one_outlier(attempt: checks.Attempt) -> None:
    apart = np.array([-0.01, -0.02, -0.01, -0.02, -0.9])
    hint = "How many pairs are lower is not asked, nor the middle one: the mean beside its error."
    _ask(attempt, apart, hint, "five pairs, all lower, one of them far")


def _two_crowds(attempt: checks.Attempt) -> None:
    apart = np.repeat([-0.01, -0.1], [8, 7])
    hint = "The mean beside its error, not the middle one."
    _ask(attempt, apart, hint, "eight differences of -0.01, seven of -0.1")


def _all_differences_alike(attempt: checks.Attempt) -> None:
    hint = "The error is 0 there: compare with 3 * error, do not divide."
    for each, words in ((-0.5, "-0.5"), (0.5, "0.5")):
        _ask(attempt, np.full(4, each), hint, f"four differences of {words}")
    _ask(attempt, np.zeros(4), "Two equal arrays are not told apart.", "four differences of 0")


def _any_two_arrays(attempt: checks.Attempt) -> None:
    rng = _rng()
    for _ in range(30):
        errors = rng.choice([-1, 1]) * rng.choice([rng.uniform(0, 2.9), rng.uniform(3.1, 9)])
        pairs = int(rng.integers(3, 20))
        apart = _with_errors(pairs, errors, int(rng.integers(1000)))
        _ask(attempt, apart, "Drawn anew in each check.", spread=rng.uniform(0, 0.5))


def _rng() -> np.random.Generator:
    (seed,) = checks.draw(checks.size(0, 10**9))
    return np.random.default_rng(seed)


# Exercise 2: what kind of place it is.

PLACES = ("slope", "minimum", "maximum", "saddle", "plateau", "cannot tell")
FLAT = (0.0, 0.0)
CASES: list[tuple[tuple[float, ...], tuple[float, ...], str]] = [
    (FLAT, (2.0, 0.5), "All ways lead up."),
    (FLAT, (-2.0, -0.5), "All ways lead down: that is a maximum."),
    (FLAT, (-0.5, 2.0), "One way leads up, one down."),
    (FLAT, (2.0, -0.5), "One way leads up, one down; the order does not matter."),
    (FLAT, (0.001, -0.002), "What is at most small counts as 0, of either sign."),
    (FLAT, (0.0, 3.0), "One curvature is 0: along it, second derivatives say nothing."),
    (FLAT, (-3.0, 0.0), "One curvature is 0: along it, second derivatives say nothing."),
    ((0.3, 0.4), (2.0, 1.0), "The gradient is long: nothing stands still there."),
    ((-0.3, 0.0), (2.0, 1.0), "The gradient is long: its length, not its sum or its sign."),
    ((0.5, -0.5), (-1.0, 1.0), "The gradient is long: its entries must not cancel."),
    ((0.001, -0.001), (2.0, 1.0), "A gradient of at most small counts as 0."),
    (FLAT, (-0.1, 0.001, 5.0), "Some are positive and some negative; a third may be 0."),
    ((0.0, 0.0), (0.5,), "There may be one curvature, or many."),
]


def diagnose(function: object) -> None:
    """Check ``diagnose(gradient, curvatures, small)``: one of six words.

    Examples
    --------
    >>> diagnose(lambda g, curvatures, small: "saddle" if curvatures.min() < 0 else "minimum")
    Exercise 2 (diagnose): not yet right: gradient [0, 0], curvatures [-2, -0.5], small 0.01:
      expected "maximum", got "saddle". All ways lead down: that is a maximum.
    """
    rules = [checks.rule(f"case {k + 1}", _place, *case) for k, case in enumerate(CASES)]
    rules += [_small_is_used, _any_place]
    checks.report("optimizers_further", 2, "diagnose", function, rules)


def _place(
    attempt: checks.Attempt, gradient: tuple[float, ...], bends: tuple[float, ...], hint: str,
    small: float = 0.01,
) -> None:  # fmt: skip
    slope, curvatures = np.array(gradient), np.array(bends)
    got = attempt(gradient=slope.copy(), curvatures=curvatures.copy(), small=small)
    told = f'"{got}"' if isinstance(got, str) else checks.describe(got)
    known = isinstance(got, str) and got in PLACES
    checks.require(known, f"it must return one of {', '.join(PLACES)}; got {told}.")
    right = answers.diagnose(slope, curvatures, small)
    where = f"gradient {_short(gradient)}, curvatures {_short(bends)}, small {small:g}"
    checks.require(got == right, f'{where}:\n  expected "{right}", got "{got}". {hint}')


def _short(values: tuple[float, ...]) -> str:
    return "[" + ", ".join(f"{value:.3g}" for value in values) + "]"


def _small_is_used(attempt: checks.Attempt) -> None:
    for small in (0.0001, 1.0):
        _place(attempt, (0.01, 0.0), (-0.5, 0.5), "Compare with small, as it is given.", small)
        _place(attempt, (0.0, 0.0), (0.005, 0.5), "Compare with small, as it is given.", small)


def _any_place(attempt: checks.Attempt) -> None:
    rng = _rng()
    for _ in range(40):
        signs = rng.choice([-1.0, 0.0, 1.0], size=rng.integers(1, 5), p=rng.dirichlet([1, 1, 1]))
        bends = signs * rng.uniform(0.1, 3, signs.size) + rng.uniform(-0.005, 0.005, signs.size)
        gradient = rng.choice([0.001, 0.3], p=[0.8, 0.2]) * rng.choice([-1, 1], signs.size)
        _place(attempt, tuple(gradient), tuple(bends), "Drawn anew in each check.")


# Exercise 4: AMSGrad.

THETA, M = np.array([1.0, -2.0, 0.5]), np.array([0.5, -0.25, 1.0])
V, LONGEST = np.array([0.4, 0.9, 0.1]), np.array([0.5, 0.2, 2.0])
GRAD = np.array([2.0, -1.0, 0.5])
LR, BETA1, BETA2, EPS = 0.1, 0.5, 0.75, 0.1


def amsgrad_step(function: object) -> None:
    """Check ``amsgrad_step(theta, m, v, longest, grad, lr, beta1, beta2, eps)``.

    It returns the new ``(theta, m, v, longest)``.

    Examples
    --------
    >>> from course_lib.chapters.optimizers_further.built import adam_step
    >>> amsgrad_step(adam_step)
    Exercise 4 (amsgrad_step): not yet right: longest must become the larger of longest and v:
      longest 0.5, v 0.4, grad 2: expected 1.3, got 0.5. The old longest came back.
    """
    rules = [
        checks.rule("four arrays", _ams),
        _averages_are_adams,
        _longest_is_the_larger,
        _theta_is_divided_by_it,
        answers.AMSGRAD_STEP,
    ]
    checks.report("optimizers_further", 4, "amsgrad_step", function, rules)


def _ams(attempt: checks.Attempt) -> list[checks.Floats]:
    got = attempt(
        theta=THETA.copy(), m=M.copy(), v=V.copy(), longest=LONGEST.copy(), grad=GRAD.copy(),
        lr=LR, beta1=BETA1, beta2=BETA2, eps=EPS,
    )  # fmt: skip
    names = ("theta", "m", "v", "longest")
    words = "the four arrays (theta, m, v, longest)"
    return checks.require_arrays(words, got, dict.fromkeys(names, THETA.shape))


def _right() -> tuple[checks.Floats, checks.Floats, checks.Floats]:
    m, v = BETA1 * M + (1 - BETA1) * GRAD, BETA2 * V + (1 - BETA2) * GRAD**2
    return m, v, np.maximum(LONGEST, v)


def _averages_are_adams(attempt: checks.Attempt) -> None:
    (_, got_m, got_v, _), (m, v, longest) = _ams(attempt), _right()
    checks.require_equal("m must stay as it was written", got_m, m, m=M, grad=GRAD)
    hints = {"v itself goes on as Adam's; the largest is kept beside it.": longest}
    checks.require_equal("v must stay as it was written", got_v, v, hints, v=V, grad=GRAD)


def _longest_is_the_larger(attempt: checks.Attempt) -> None:
    (*_, got), (_, v, longest) = _ams(attempt), _right()
    hints = {
        "The old longest came back.": LONGEST,
        "That is v: it must never get smaller.": v,
        "That takes the old v: update v first.": np.maximum(LONGEST, V),
        "The smaller of the two came back.": np.minimum(LONGEST, v),
        "Number by number: np.maximum, not np.max.": np.full(3, longest.max()),
        "That is the largest square, not the largest average of squares.": (
            np.maximum(LONGEST, GRAD**2)
        ),
        "That is their sum.": LONGEST + v,
    }
    rule = "longest must become the larger of longest and v"
    checks.require_equal(rule, got, longest, hints, longest=LONGEST, v=V, grad=GRAD)


def _theta_is_divided_by_it(attempt: checks.Attempt) -> None:
    (got, *_), (m, v, longest) = _ams(attempt), _right()
    root = np.sqrt(longest)
    hints = {
        "That divides by the root of v: take longest.": THETA - LR * m / (np.sqrt(v) + EPS),
        "That divides by the old longest.": THETA - LR * m / (np.sqrt(LONGEST) + EPS),
        "The root is missing.": THETA - LR * m / (longest + EPS),
        "eps stands outside the root.": THETA - LR * m / np.sqrt(longest + EPS),
        "A step goes against m.": THETA + LR * m / (root + EPS),
        "The learning rate is missing.": THETA - m / (root + EPS),
        "That takes the gradient in the place of m.": THETA - LR * GRAD / (root + EPS),
        "eps is missing.": THETA - LR * m / root,
    }
    rule = "theta must step by -lr * m / (sqrt(longest) + eps)"
    checks.require_equal(rule, got, THETA - LR * m / (root + EPS), hints, theta=THETA, m=M)
