"""The check of exercise 3: inverted dropout."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require, require_array, require_equal

Floats = npt.NDArray[Any]
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
        _kept_units_scaled,
        _rate_0_changes_nothing,
    ]
    with _fixed_global_state():
        report("Exercise 3 (dropout)", function, rules)


def _run(
    attempt: Attempt, seed: int | np.random.Generator, rate: float, x: Floats, training: bool
) -> Floats:
    rng = np.random.default_rng(seed)  # a generator comes back as it is
    got = attempt(x=x, drop_rate=rate, rng=rng, training=training)
    return require_array("y", got, x.shape)


def _dropped(attempt: Attempt, seed: int | np.random.Generator) -> npt.NDArray[np.bool_]:
    return np.equal(_run(attempt, seed, RATE, X, True), 0)


def _inference_changes_nothing(attempt: Attempt) -> None:
    for rate in (RATE, 0.5):
        y = _run(attempt, 0, rate, X, False)
        rule = "in inference (training=False) y must be x"
        none_dropped = (
            f"{rule}:\n  drop_rate {rate}: expected no unit to be dropped, but some are 0."
        )
        require((y != 0).all(), none_dropped)
        hints = {"Inverted dropout scales in training only.": X * (1 - rate)}
        require_equal(rule, y, X, hints, x=X, drop_rate=rate)


def _share_dropped(attempt: Attempt) -> None:
    share = _dropped(attempt, 0).mean()
    exchanged = " Dropped and kept are exchanged." if abs(share - (1 - RATE)) < 0.1 else ""
    # one digit, so that the report is the same even where the draw does not come from rng
    require(
        abs(share - RATE) < 0.1,
        "in training about drop_rate of the units must be 0:\n"
        f"  drop_rate {RATE}: expected a share of about {RATE}, got {share:.1f}.{exchanged}",
    )


def _draws_from_rng(attempt: Attempt) -> None:
    rule = "every draw must come from the rng that is passed in, as in rng.random(x.shape)"
    with _fixed_global_state() as before:
        first, again = _dropped(attempt, 1), _dropped(attempt, 1)
        after = _global_state()
    left_alone = "expected the global generator of np.random to be left alone, but it was used"
    require(after == before, f"{rule}:\n  {left_alone}.")
    repeated = "from two generators of one seed expected the same units dropped, got different ones"
    require((first == again).all(), f"{rule}:\n  {repeated}.")


def _new_draw_in_each_call(attempt: Attempt) -> None:
    rng = np.random.default_rng(1)
    first, second = _dropped(attempt, rng), _dropped(attempt, rng)
    require(
        (first != second).any(),
        "two calls in a row with one rng must drop different units; both dropped the same:\n"
        "  draw a new mask in each call, from the rng that is passed in, with no seed of your own.",
    )


def _own_draw_for_each_unit(attempt: Attempt) -> None:
    dropped = _dropped(attempt, 2)
    hint = "Draw as many numbers as x has entries: rng.random(x.shape)."
    for shared, what in (
        (dropped[:1], "all examples lose the same units"),
        (dropped[:, :1], "an example loses all of its units or none"),
    ):
        rule = "every unit of every example needs a draw of its own"
        require((dropped != shared).any(), f"{rule}: here {what}.\n  {hint}")


def _kept_units_scaled(attempt: Attempt) -> None:
    for rate in (RATE, 0.5):
        y = _run(attempt, 3, rate, X, True)
        kept = X[y != 0]
        hints = {
            "Kept units are not scaled.": kept,
            "Divide by the share that is kept, not by the share dropped.": kept / rate,
            "Divide by 1 - drop_rate; do not multiply.": kept * (1 - rate),
        }
        rule = "what is kept must become x / (1 - drop_rate)"
        require_equal(rule, y[y != 0], kept / (1 - rate), hints, x=kept, drop_rate=rate)


def _rate_0_changes_nothing(attempt: Attempt) -> None:
    y = _run(attempt, 4, 0.0, X, True)
    require_equal("with drop_rate 0 y must be x", y, X, x=X, drop_rate=0)


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
