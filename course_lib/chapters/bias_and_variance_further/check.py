"""Checks of notebook 02b: a dimension, the place of a peak, a penalty chosen by oneself."""

from itertools import permutations

import numpy as np

from course_lib import checks
from course_lib.chapters.bias_and_variance_further import check_answers as answers
from course_lib.chapters.bias_and_variance_further.double_descent import fits

__all__ = ["choose_penalty", "dimension", "units_at_peak"]

TOPIC = "bias_and_variance_further"

# Exercise 1: the dimension, from two distances of each point.

FIRST, SECOND = np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 3.6])


def dimension(function: object) -> None:
    """Check ``dimension(first, second)``: one over the mean of ``log(second / first)``.

    Examples
    --------
    >>> dimension(lambda first, second: np.log(second / first).mean())
    Exercise 1 (dimension): not yet right: all second neighbours twice as far: log 2 is 1 / d:
      first 1, second 2: expected 1.443, got 0.6931. That is 1 / d: turn it over.
    """
    rules = [
        checks.rule("one number", _dimension, FIRST, SECOND),
        _all_twice_as_far,
        _the_mean_of_the_logarithms,
        _no_unit_of_length,
        _drawn_points,
    ]
    checks.report(TOPIC, 1, "dimension", function, rules)


def _dimension(attempt: checks.Attempt, first: np.ndarray, second: np.ndarray) -> float:
    got = checks.require_number("the dimension", attempt(first=first, second=second))
    n = len(first)
    unbiased = (n - 1) / np.log(second / first).sum()  # as right: its mean over draws is d
    return got * n / (n - 1) if np.isclose(got, unbiased) else got


def _drawn_points(attempt: checks.Attempt) -> None:
    for _ in range(3):
        first, apart = checks.draw(answers.FIRST, answers.APART)
        second = first * apart
        rule = f"for {len(first)} points drawn at random"
        got = _dimension(attempt, first, second)
        checks.require_equal(rule, got, answers.dimension(first, second))


def _all_twice_as_far(attempt: checks.Attempt) -> None:
    got = _dimension(attempt, np.ones(3), np.full(3, 2.0))
    hints = {
        "That is 1 / d: turn it over.": np.log(2),
        "The sign is reversed: second / first is above 1.": -1 / np.log(2),
        "It takes the natural logarithm, np.log.": 1 / np.log10(2),
        "It takes the natural logarithm, np.log; that is log2.": 1.0,
        "Take the mean of the logarithms, not their sum.": 1 / (3 * np.log(2)),
        "The logarithm is missing.": 0.5,
    }
    _no_median(attempt)
    rule = "all second neighbours twice as far: log 2 is 1 / d"
    checks.require_equal(rule, got, 1 / np.log(2), hints, first=1.0, second=2.0)


def _no_median(attempt: checks.Attempt) -> None:
    middle = np.log(2) / np.median(np.log(SECOND / FIRST))
    checks.require(
        not np.isclose(_dimension(attempt, FIRST, SECOND), middle),
        "it must use all points:\n  ln 2 over the median is derived rightly, from the median of u; "
        "but only the points in the middle count there. Take the mean of ln u.",
    )


def _the_mean_of_the_logarithms(attempt: checks.Attempt) -> None:
    got = _dimension(attempt, FIRST, SECOND)
    logs = np.log(SECOND / FIRST)
    hints = {
        "The mean first, then one over it: d is the same for all points.": float((1 / logs).mean()),
        "The logarithm first, then the mean.": float(1 / np.log((SECOND / FIRST).mean())),
        "The ratio of each point, not of the means.": float(
            1 / np.log(SECOND.mean() / FIRST.mean())
        ),
        "The mean, not the median.": float(1 / np.median(logs)),
    }
    rule = "it must be one over the mean of log(second / first)"
    checks.require_equal(rule, got, float(1 / logs.mean()), hints)


def _no_unit_of_length(attempt: checks.Attempt) -> None:
    got, other = (_dimension(attempt, scale * FIRST, scale * SECOND) for scale in (1.0, 10.0))
    rule = "in other units of length the dimension must be the same"
    checks.require_equal(rule, other, got)


# Exercise 2: where the peak lies.

APART = np.arange(12.0).reshape(6, 2)


def units_at_peak(function: object) -> None:
    """Check ``units_at_peak(images, outputs)``: the number of different images.

    Examples
    --------
    >>> units_at_peak(lambda images, outputs: len(images) * outputs)
    Exercise 2 (units_at_peak): not yet right: ten outputs and six different images:
      outputs 10: expected 6, got 60. Each output has weights of its own, one for each unit.
    """
    rules = [
        checks.rule("one number", _units, APART, 1),
        _each_output_has_its_own_weights,
        _a_second_copy_says_nothing_new,
        checks.rule("pixels in another order are another image", _another_order),
        checks.rule("images drawn at random", _drawn_images),
    ]
    checks.report(TOPIC, 2, "units_at_peak", function, rules)


def _units(attempt: checks.Attempt, images: np.ndarray, outputs: int) -> float:
    return checks.require_number("the number of units", attempt(images=images, outputs=outputs))


def _near(
    rule: str, got: float, wanted: int, hints: dict[str, float] | None = None, **inputs: int
) -> None:
    """One unit more or less makes no difference."""
    if not abs(got - wanted) <= 1:  # which NaN is not, either
        checks.require_equal(rule, got, wanted, hints, **inputs)


def _drawn_images(attempt: checks.Attempt) -> None:
    for _ in range(3):
        images, outputs = checks.draw(answers.SOME_TWICE, answers.OUTPUTS)
        wanted = answers.units_at_peak(images, outputs)
        _near(f"{len(images)} images drawn at random", _units(attempt, images, outputs), wanted)


def _each_output_has_its_own_weights(attempt: checks.Attempt) -> None:
    hints = {
        "Each output has weights of its own, one for each unit.": 60.0,
        "More outputs bring more weights, but as many equations, too.": 0.6,
        "Those are the pixels; what counts is what must be met.": 2.0,
    }
    rule = "ten outputs and six different images"
    _near(rule, _units(attempt, APART, 10), 6, hints, outputs=10)
    _near("one output", _units(attempt, APART, 1), 6, hints, outputs=1)


def _a_second_copy_says_nothing_new(attempt: checks.Attempt) -> None:
    twice = np.vstack([APART, APART[:4]])
    hints = {"A copy asks for what is asked for already.": 10.0}
    rule = "four of the six images there twice"
    _near(rule, _units(attempt, twice, 10), 6, hints, outputs=10)
    same = np.zeros((5, 2))
    got = _units(attempt, same, 10)
    _near("five times the same image", got, 1, dict.fromkeys(hints, 5.0))


def _another_order(attempt: checks.Attempt) -> None:
    turned = np.array([list(each) for each in permutations((1.0, 2.0, 3.0))])
    got = _units(attempt, turned, 10)
    hints = {
        "An image is a whole row: np.unique(..., axis=0).": 3.0,
        "An image is a whole row, in its order.": 1.0,
    }
    _near("six images of the same three values", got, 6, hints)


# Exercise 3: a penalty, from the training examples alone.

STRENGTHS = (1e-6, 1e-3, 0.03, 1.0, 30.0)
FAR_FROM_BEST = 1.4
NOISY = tuple(range(6))


def choose_penalty(function: object) -> None:
    """Check ``choose_penalty(h, t, strengths)``: what it costs on new examples decides.

    Examples
    --------
    >>> choose_penalty(lambda h, t, strengths: 0.5)
    Exercise 3 (choose_penalty): not yet right: it must be one of the strengths:
      got 0.5.
    """
    rules = [
        checks.rule("one of the strengths", _chosen_of_noise),
        _not_by_the_training_error,
        _not_always_the_strongest,
        checks.rule("what the examples say decides, not their number", _fewer_examples),
        _outputs_that_disagree,
        _other_lists,
    ]
    checks.report(TOPIC, 3, "choose_penalty", function, rules)


def problem(
    seed: int,
    *,
    noise: float | tuple[float, ...],
    examples: int = 40,
    features: int = 24,
    outputs: int = 1,
) -> tuple[np.ndarray, ...]:
    """Draw examples of a straight line, and new ones: (h, t, h_new, t_new)."""
    rng = np.random.default_rng(seed)
    h = rng.standard_normal((examples + 500, features))
    t = h @ rng.standard_normal((features, outputs)) / np.sqrt(features)
    t = t + np.asarray(noise) * rng.standard_normal(t.shape)
    return h[:examples], t[:examples], h[examples:], t[examples:]


def _choose(
    attempt: checks.Attempt, h: np.ndarray, t: np.ndarray, strengths: tuple[float, ...]
) -> int:
    got = checks.require_number("the penalty", attempt(h=h, t=t, strengths=strengths))
    known = np.isclose(got, strengths, rtol=1e-9, atol=0)
    checks.require(known.any(), f"it must be one of the strengths:\n  got {got:.4g}.")
    return int(known.argmax())


def _judge(
    attempt: checks.Attempt, rule: str, drawn: tuple[np.ndarray, ...],
    hints: dict[str, int], strengths: tuple[float, ...] = STRENGTHS,
) -> None:  # fmt: skip
    h, t, h_new, t_new = drawn
    place = _choose(attempt, h, t, strengths)
    costs = [
        float(((h_new @ weights + intercept - t_new) ** 2).mean())
        for weights, intercept in fits(h, t, list(strengths))
    ]
    best = int(np.argmin(costs))
    hint = next((f" {words}" for words, wrong in hints.items() if wrong == place), "")
    checks.require(
        costs[place] <= FAR_FROM_BEST * costs[best],
        f"{rule}:\n  {strengths[place]:g} costs {costs[place]:.3g} there, {strengths[best]:g} "
        f"costs {costs[best]:.3g}.{hint}",
    )


NOISE = 3.0


def _chosen_of_noise(attempt: checks.Attempt) -> None:
    h, t, _, _ = problem(0, noise=NOISE)
    _choose(attempt, h, t, STRENGTHS)


def _not_by_the_training_error(attempt: checks.Attempt) -> None:
    hints = {"On the examples that were fitted no penalty always wins: keep some of them out.": 0}
    rule = "with much noise: the mean squared error on new examples"
    for seed in NOISY:
        _judge(attempt, rule, problem(seed, noise=NOISE), hints)


def _not_always_the_strongest(attempt: checks.Attempt) -> None:
    hints = {"That is the strongest; here there is no noise to keep out.": len(STRENGTHS) - 1}
    rule = "as many examples and units, hardly any noise: the mean squared error on new examples"
    _judge(attempt, rule, problem(2, noise=0.01), hints)


def _fewer_examples(attempt: checks.Attempt) -> None:
    rule = "24 examples, 12 units: the mean squared error on new examples"
    for noise in (NOISE, 0.1):
        _judge(attempt, rule, problem(3, examples=24, features=12, noise=noise), {})


def _outputs_that_disagree(attempt: checks.Attempt) -> None:
    rule = "three outputs, of which the {} has no noise: the error over all three"
    for words, noise in (("first", (0.01, NOISE, NOISE)), ("last", (NOISE, NOISE, 0.01))):
        _judge(attempt, rule.format(words), problem(3, noise=noise, outputs=3), {})


def _other_lists(attempt: checks.Attempt) -> None:
    drawn = problem(4, noise=NOISE)
    rule = "the strengths may come in any order"
    _judge(attempt, rule, drawn, {}, tuple(reversed(STRENGTHS)))
    _judge(attempt, rule, drawn, {}, (0.5,))
