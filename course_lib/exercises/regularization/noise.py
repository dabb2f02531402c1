"""The check of exercise 2: inverted dropout."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.exercises.attempt import Attempt
from course_lib.exercises.report import (
    report,
    require,
    require_array,
    require_dtype,
    require_equal,
)

Floats = npt.NDArray[Any]

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
    Exercise 2 (dropout): not yet right: what is kept must become x / (1 - drop_rate):
      x 2, drop_rate 0.2: expected 2.5, got 2. Kept units are not scaled.
    """
    rules = [
        _inference_returns_x,
        _about_drop_rate_of_the_units_are_zero,
        _every_call_draws_anew_from_rng,
        _every_unit_of_every_example_has_its_own_draw,
        _what_is_kept_is_scaled,
        _rate_0_returns_x,
        _the_output_keeps_the_dtype,
    ]
    report("Exercise 2 (dropout)", function, rules)


def _run(
    attempt: Attempt, seed: int | np.random.Generator, rate: float, x: Floats, training: bool
) -> Floats:
    rng = np.random.default_rng(seed)  # a generator comes back as it is
    got = attempt(x=x, drop_rate=rate, rng=rng, training=training)
    return require_array("y", got, x.shape)


def _dropped(attempt: Attempt, seed: int | np.random.Generator) -> npt.NDArray[np.bool_]:
    return np.equal(_run(attempt, seed, RATE, X, True), 0)


def _inference_returns_x(attempt: Attempt) -> None:
    for rate in (RATE, 0.5):
        y = _run(attempt, 0, rate, X, False)
        rule = "in inference (training=False) y must be x"
        none_dropped = (
            f"{rule}:\n  drop_rate {rate}: expected no unit to be dropped, but some are 0."
        )
        require((y != 0).all(), none_dropped)
        hints = {"Inverted dropout scales in training only.": X * (1 - rate)}
        require_equal(rule, y, X, hints, x=X, drop_rate=rate)


def _about_drop_rate_of_the_units_are_zero(attempt: Attempt) -> None:
    share = _dropped(attempt, 0).mean()
    exchanged = " Dropped and kept are exchanged." if abs(share - (1 - RATE)) < 0.1 else ""
    # one digit, so that the report is the same even where the draw does not come from rng
    require(
        abs(share - RATE) < 0.1,
        "in training about drop_rate of the units must be 0:\n"
        f"  drop_rate {RATE}: expected a share of about {RATE}, got {share:.1f}.{exchanged}",
    )


def _every_call_draws_anew_from_rng(attempt: Attempt) -> None:
    rng, state = np.random.default_rng(1), _global_state()
    first, second = _dropped(attempt, rng), _dropped(attempt, rng)
    require(
        (first != second).any(),
        "two calls in a row with one rng must drop different units; both dropped the same:\n"
        "  draw a new mask in each call, from the rng that is passed in, with no seed of your own.",
    )
    again = _dropped(attempt, 1)
    require(
        (first == again).all() and state == _global_state(),
        "every draw must come from the rng that is passed in, as in rng.random(x.shape):\n"
        "  with two generators of one seed expected the same units, got others, or np.random used.",
    )


def _every_unit_of_every_example_has_its_own_draw(attempt: Attempt) -> None:
    dropped = _dropped(attempt, 2)
    hint = "Draw as many numbers as x has entries: rng.random(x.shape)."
    for shared, what in (
        (dropped[:1], "all examples lose the same units"),
        (dropped[:, :1], "an example loses all of its units or none"),
    ):
        rule = "every unit of every example needs a draw of its own"
        require((dropped != shared).any(), f"{rule}: here {what}.\n  {hint}")


def _what_is_kept_is_scaled(attempt: Attempt) -> None:
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


def _rate_0_returns_x(attempt: Attempt) -> None:
    y = _run(attempt, 4, 0.0, X, True)
    require_equal("with drop_rate 0 y must be x", y, X, x=X, drop_rate=0)


def _the_output_keeps_the_dtype(attempt: Attempt) -> None:
    hint = "A mask of True and False keeps it; kept / (1 - drop_rate) is float64."
    for training in (True, False):
        for dtype in (np.float32, np.float64):
            y = _run(attempt, 5, RATE, X.astype(dtype), training)
            advice = hint if training and dtype == np.float32 else ""
            require_dtype(f"y with training={training}", y, dtype, advice)


def _global_state() -> tuple[bytes, int]:
    state = np.random.get_state(legacy=False)["state"]  # noqa: NPY002 - looked at, not drawn from
    return state["key"].tobytes(), state["pos"]
