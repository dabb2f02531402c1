"""Checks of exercises 3 and 4 of notebook 03, what hides a part of the input: dropout, Cutout."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from course_lib import checks
from course_lib.chapters.regularization import check_answers as answers

__all__ = ["cutout", "dropout"]

# Exercise 3: inverted dropout.

GlobalState = tuple[bytes, int]

# No zeros, so that a zero in the output is a dropped unit; large enough that even one draw for
# each example, or for each unit, lands near the rate.
X = np.resize([1.0, 2.0, -0.5], (400, 300))
RATE = 0.2


def dropout(function: object) -> None:
    """Check ``dropout(x, drop_rate, rng, training)``, which returns ``y``: inverted dropout.

    Examples
    --------
    >>> def unscaled(x, drop_rate, rng, training):
    ...     return x * (rng.random(x.shape) >= drop_rate) if training else x
    >>> dropout(unscaled)
    Exercise 3 (dropout): not yet right: what is kept must become x / (1 - drop_rate):
      x 2, drop_rate 0.2: expected 2.5, got 2. Kept units are not scaled.
    """
    rules = [
        _inference_changes_nothing,
        _share_dropped,
        _draws_from_rng,
        _new_draw_in_each_call,
        _own_draw_for_each_unit,
        _no_two_draws_together,
        _kept_units_scaled,
        _rate_0_changes_nothing,
        _rates_drawn_anew,
    ]
    with _fixed_global_state():
        checks.report("regularization", 3, "dropout", function, rules)


def _run(
    attempt: checks.Attempt,
    seed: int | np.random.Generator,
    rate: float,
    x: checks.Floats,
    training: bool,
) -> checks.Floats:
    rng = np.random.default_rng(seed)  # a generator comes back as it is
    got = attempt(x=x, drop_rate=rate, rng=rng, training=training)
    return checks.require_array("y", got, x.shape)


def _dropped(attempt: checks.Attempt, seed: int | np.random.Generator) -> np.ndarray:
    return np.equal(_run(attempt, seed, RATE, X, True), 0)


def _inference_changes_nothing(attempt: checks.Attempt) -> None:
    for rate in (RATE, 0.5):
        y = _run(attempt, 0, rate, X, False)
        rule = "in inference (training=False) y must be x"
        some_dropped = "expected no unit to be dropped, but some are 0"
        checks.require((y != 0).all(), f"{rule}:\n  drop_rate {rate}: {some_dropped}.")
        hints = {"Inverted dropout scales in training only.": X * (1 - rate)}
        checks.require_equal(rule, y, X, hints, x=X, drop_rate=rate)


def _share_dropped(attempt: checks.Attempt) -> None:
    share = _dropped(attempt, 0).mean()
    exchanged = " Dropped and kept are exchanged." if abs(share - (1 - RATE)) < 0.1 else ""
    # one digit, so that the report is the same even where the draw does not come from rng
    checks.require(
        abs(share - RATE) < 0.1,
        "in training about drop_rate of the units must be 0:\n"
        f"  drop_rate {RATE}: expected a share of about {RATE}, got {share:.1f}.{exchanged}",
    )


def _draws_from_rng(attempt: checks.Attempt) -> None:
    rule = "every draw must come from the rng that is passed in, as in rng.random(x.shape)"
    with _fixed_global_state() as before:
        first, again = _dropped(attempt, 1), _dropped(attempt, 1)
        after = _global_state()
    left_alone = "expected the global generator of np.random to be left alone, but it was used"
    checks.require(after == before, f"{rule}:\n  {left_alone}.")
    repeated = "from two generators of one seed expected the same units dropped, got different ones"
    checks.require((first == again).all(), f"{rule}:\n  {repeated}.")


def _new_draw_in_each_call(attempt: checks.Attempt) -> None:
    rng = np.random.default_rng(1)
    first, second = _dropped(attempt, rng), _dropped(attempt, rng)
    checks.require(
        (first != second).any(),
        "two calls in a row with one rng must drop different units; both dropped the same:\n"
        "  draw a new mask in each call, from the rng that is passed in, with no seed of your own.",
    )


def _own_draw_for_each_unit(attempt: checks.Attempt) -> None:
    dropped = _dropped(attempt, 2)
    hint = "Draw as many numbers as x has entries: rng.random(x.shape)."
    for shared, what in (
        (dropped[:1], "all examples lose the same units"),
        (dropped[:, :1], "an example loses all of its units or none"),
    ):
        rule = "every unit of every example needs a draw of its own"
        checks.require((dropped != shared).any(), f"{rule}: here {what}.\n  {hint}")


def _no_two_draws_together(attempt: checks.Attempt) -> None:
    """Units that share a draw, at whatever distance, and numbers of units that are fixed."""
    rule, draws = "every unit of every example needs a draw of its own", "rng.random(x.shape)"
    masks = [_dropped(attempt, seed) for seed in (2, 3, 4)]
    counts = masks[0].sum(axis=1)
    chance = counts.var() > len(X[0]) * RATE * (1 - RATE) / 3 and len({m.sum() for m in masks}) > 1
    fixed = "here the number of dropped units is fixed, as if they were dealt out"
    checks.require(chance, f"{rule}: {fixed}.\n  Take {draws} and compare each with drop_rate.")
    centred = masks[0] - masks[0].mean()
    alike = np.fft.irfft2(np.abs(np.fft.rfft2(centred)) ** 2, X.shape).ravel()[1:].max()
    together = "here some fall together, again and again"
    checks.require(
        alike < 0.05 * (centred**2).sum(), f"{rule}: {together}.\n  Draw them all: {draws}."
    )


def _kept_units_scaled(attempt: checks.Attempt) -> None:
    for rate in (RATE, 0.5):
        y = _run(attempt, 3, rate, X, True)
        kept = X[y != 0]
        hints = {
            "Kept units are not scaled.": kept,
            "Divide by the share that is kept, not by the share dropped.": kept / rate,
            "Divide by 1 - drop_rate; do not multiply.": kept * (1 - rate),
        }
        rule = "what is kept must become x / (1 - drop_rate)"
        checks.require_equal(rule, y[y != 0], kept / (1 - rate), hints, x=kept, drop_rate=rate)


def _rate_0_changes_nothing(attempt: checks.Attempt) -> None:
    y = _run(attempt, 4, 0.0, X, True)
    checks.require_equal("with drop_rate 0 y must be x", y, X, x=X, drop_rate=0)


def _rates_drawn_anew(attempt: checks.Attempt) -> None:
    for low, high in ((0.05, 0.4), (0.5, 0.9)):
        rate, seed = checks.draw(checks.number(low, high), checks.size(0, 10**6))
        y = _run(attempt, seed, rate, X, True)
        share, rule = (y == 0).mean(), "any drop_rate must be kept to"
        # in so many units chance does not reach a seventh of that
        near = f"expected a share of {rate:g} dropped, got {share:.3g}"
        checks.require(abs(share - rate) < 0.01, f"{rule}:\n  drop_rate {rate:g}: {near}.")
        kept = X[y != 0]
        checks.require_equal(rule, y[y != 0], kept / (1 - rate), x=kept, drop_rate=rate)


@contextmanager
def _fixed_global_state() -> Iterator[GlobalState]:
    """Meanwhile np.random has a state that no reader's seed gives; then it has its own again."""
    saved = np.random.get_state()  # noqa: NPY002 - looked at, never drawn from
    np.random.seed(314_159_265)  # noqa: NPY002
    try:
        yield _global_state()
    finally:
        np.random.set_state(saved)  # noqa: NPY002


def _global_state() -> GlobalState:
    state = np.random.get_state(legacy=False)["state"]  # noqa: NPY002
    return state["key"].tobytes(), state["pos"]


# Exercise 4: Cutout on one image.

# No zeros, all different, and not square: what is covered shows, and so do exchanged axes.
IMAGE = np.arange(1.0, 43.0).reshape(6, 7)


def cutout(function: object) -> None:
    """Check ``cutout(image, row, column, size)``, which returns the image with a square at 0.

    The square begins ``size // 2`` pixels above and left of (row, column) and is ``size`` pixels
    wide; what would lie outside the image is lost.

    Examples
    --------
    >>> def counts_from_the_end(image, row, column, size):
    ...     covered, top, left = image.copy(), row - size // 2, column - size // 2
    ...     covered[top : top + size, left : left + size] = 0
    ...     return covered
    >>> cutout(counts_from_the_end)
    Exercise 4 (cutout): not yet right: at the border only the part inside the image is covered:
      image 1, row 0, column 0, size 3: expected 0, got 1. A slice from -1 counts from the end: begin at max(0, ...).
    """  # noqa: E501 - what the check prints
    rules = [
        _covers_a_square_about_its_centre,
        _begins_half_a_size_before,
        _is_cut_off_at_the_border,
        _size_0_covers_nothing,
        answers.CUTOUT,
    ]
    checks.report("regularization", 4, "cutout", function, rules)


def _cut(
    attempt: checks.Attempt, row: int, column: int, size: int, image: checks.Floats = IMAGE
) -> checks.Floats:
    got = attempt(image=image, row=row, column=column, size=size)
    return checks.require_array("the new image", got, image.shape)


def _compare(
    attempt: checks.Attempt,
    rule: str,
    given: tuple[int, int, int],
    expected: checks.Floats,
    hints: dict[str, checks.Floats],
) -> None:
    inputs = dict(zip(("row", "column", "size"), given, strict=True))
    checks.require_equal(rule, _cut(attempt, *given), expected, hints, image=IMAGE, **inputs)


def _covered(top: int, bottom: int, left: int, right: int) -> checks.Floats:
    """The image with zeros from top to before bottom and from left to before right."""
    image = IMAGE.copy()
    image[max(top, 0) : bottom, max(left, 0) : right] = 0
    return image


def _covers_a_square_about_its_centre(attempt: checks.Attempt) -> None:
    expected = _covered(1, 4, 3, 6)
    hints = {
        "Row and column are exchanged.": _covered(3, 6, 1, 4),
        "The square is one pixel too wide.": _covered(1, 5, 3, 7),
        "The square is one pixel too narrow: a slice ends before its end.": _covered(1, 3, 3, 5),
        "size is the side of the square, not half of it.": _covered(-1, 6, 1, 8),
        "(row, column) is the centre, not the corner.": _covered(2, 5, 4, 7),
        "All but the square is covered.": IMAGE - expected,
        "Cover with 0, not with 1.": np.where(expected == 0, 1, IMAGE),
        "Nothing is covered.": IMAGE,
        "A square has rows and columns: this covers whole rows.": _covered(1, 4, 0, 7),
    }
    rule = "a square of size by size pixels about (row, column) must be 0, the rest unchanged"
    _compare(attempt, rule, (2, 4, 3), expected, hints)


def _begins_half_a_size_before(attempt: checks.Attempt) -> None:
    hints = {
        "That is one pixel too far down and right.": _covered(3, 5, 3, 5),
        "The square is one pixel too wide.": _covered(2, 5, 2, 5),
    }
    rule = "the square begins size // 2 pixels above and left of (row, column)"
    _compare(attempt, rule, (3, 3, 2), _covered(2, 4, 2, 4), hints)


def _is_cut_off_at_the_border(attempt: checks.Attempt) -> None:
    rule = "at the border only the part inside the image is covered"
    before = {
        "A slice from -1 counts from the end: begin at max(0, ...).": IMAGE,
        "The square keeps its place: what lies outside is lost.": _covered(0, 3, 0, 3),
    }
    beyond = {"The square keeps its place: what lies outside is lost.": _covered(3, 6, 4, 7)}
    _compare(attempt, rule, (0, 0, 3), _covered(0, 2, 0, 2), before)
    _compare(attempt, rule, (5, 6, 3), _covered(4, 6, 5, 7), beyond)
    _compare(attempt, rule, (3, 0, 3), _covered(2, 5, 0, 2), before)


def _size_0_covers_nothing(attempt: checks.Attempt) -> None:
    got = _cut(attempt, 2, 2, 0)
    checks.require_equal("with size 0 nothing is covered", got, IMAGE, image=IMAGE, size=0)
