"""Checks of notebook 10: a step that freezes, what it saves, rates per layer, a policy."""

import numpy as np

from course_lib import checks
from course_lib.chapters.transfer_learning import check_answers as answers
from course_lib.chapters.transfer_learning import judging, unseen

__all__ = ["cheaper", "frozen_step", "layer_rates", "policy"]

TOPIC = "transfer_learning"

# Exercise 1: a step that freezes.

THETA, VELOCITY = np.array([2.0, -3.0, 1.0, 4.0]), np.array([1.0, 2.0, -1.0, 0.5])
GRAD, TRAINED = np.array([3.0, 1.0, -2.0, 5.0]), np.array([0.0, 1.0, 1.0, 0.0])
LR, BETA, DECAY = 0.1, 0.5, 0.2
_MANY = np.sin(np.arange(1.0, 121.0)).reshape(3, 40)
MANY = (*_MANY, np.arange(40.0) % 2, 0.3, 0.7, 0.1)
"""So many weights that to move them and back leaves a rounding somewhere."""


def frozen_step(function: object) -> None:
    """Check ``frozen_step(theta, velocity, grad, trained, lr, beta, decay)``.

    What the velocity of a frozen weight is does not matter.

    Examples
    --------
    >>> def masks_the_gradient(theta, velocity, grad, trained, lr, beta, decay):
    ...     velocity = beta * velocity + trained * grad + decay * theta
    ...     return theta - lr * velocity, velocity
    >>> frozen_step(masks_the_gradient)
    Exercise 1 (frozen_step): not yet right: frozen weights must stay as they are, to the last bit:
      theta 2, trained 0: got 1.91. The gradient is masked; the decay and the velocity still move it.
    """  # noqa: E501 - what the check prints
    rules = [
        checks.rule("two arrays", _step),
        _frozen_stay,
        _trained_move,
        _velocity_goes_on,
        _any_weights,
    ]
    checks.report(TOPIC, 1, "frozen_step", function, rules)


def _step(attempt: checks.Attempt) -> list[checks.Floats]:
    got = attempt(
        theta=THETA, velocity=VELOCITY, grad=GRAD, trained=TRAINED, lr=LR, beta=BETA, decay=DECAY
    )
    shapes = {"theta": THETA.shape, "velocity": THETA.shape}
    return checks.require_arrays("the pair (theta, velocity)", got, shapes)


def _frozen_stay(attempt: checks.Attempt) -> None:
    theta, _ = _step(attempt)
    memory = BETA * VELOCITY
    hints = {
        "The gradient is masked; the decay and the velocity still move it.": (
            THETA - LR * (memory + DECAY * THETA)
        ),
        "The gradient and the decay are masked; the velocity still moves it.": THETA - LR * memory,
        "Its velocity is kept out; the gradient still moves it.": THETA - LR * GRAD,
        "The velocity is masked; the gradient and the decay still move it.": (
            THETA - LR * (GRAD + DECAY * THETA)
        ),
        "The gradient and the velocity are masked; the decay still moves it.": (
            THETA - LR * DECAY * THETA
        ),
        "Nothing is frozen.": THETA - LR * (memory + GRAD + DECAY * THETA),
        "0 is frozen, 1 is trained: the other way round.": (
            THETA - LR * (memory + GRAD + DECAY * THETA)
        ),
        "It is set to 0; it must stay as it is.": np.zeros(4),
    }
    frozen = TRAINED == 0
    if np.array_equal(theta[~frozen], THETA[~frozen]) and (theta != THETA).any():
        hints.pop("Nothing is frozen.")
    moved = np.flatnonzero(frozen & (theta != THETA))
    if len(moved):
        here = moved[0]
        hint = checks.hint_for(theta[frozen], {w: v[frozen] for w, v in hints.items()})
        checks.require(
            False,
            "frozen weights must stay as they are, to the last bit:\n"
            f"  theta {THETA[here]:g}, trained 0: got {theta[here]:g}.{hint}",
        )


def _trained_move(attempt: checks.Attempt) -> None:
    theta, _ = _step(attempt)
    g = GRAD + DECAY * THETA
    expected = THETA - LR * (BETA * VELOCITY + g)
    moving = TRAINED == 1
    hints = {
        "They do not move.": THETA,
        "The decay is missing.": THETA - LR * (BETA * VELOCITY + GRAD),
        "The velocity is missing.": THETA - LR * g,
        "The rate is missing.": THETA - (BETA * VELOCITY + g),
        "Against the gradient: subtract.": THETA + LR * (BETA * VELOCITY + g),
        "The course's velocity takes the whole gradient, not 1 - beta of it.": (
            THETA - LR * (BETA * VELOCITY + (1 - BETA) * g)
        ),
        "The decay has the same sign as the gradient.": (
            THETA - LR * (BETA * VELOCITY + GRAD - DECAY * THETA)
        ),
        "The velocity is not multiplied by beta.": THETA - LR * (VELOCITY + g),
        "The old velocity is used: step with the new one.": THETA - LR * VELOCITY,
    }
    checks.require_equal(
        "trained weights must move as without freezing", theta[moving], expected[moving],
        {words: value[moving] for words, value in hints.items()}, theta=THETA[moving],
        velocity=VELOCITY[moving], grad=GRAD[moving],
    )  # fmt: skip


def _velocity_goes_on(attempt: checks.Attempt) -> None:
    _, velocity = _step(attempt)
    moving = TRAINED == 1
    expected = BETA * VELOCITY + GRAD + DECAY * THETA
    hints = {
        "That is the old one.": VELOCITY[moving],
        "It has the rate in it.": LR * expected[moving],
    }
    checks.require_equal(
        "the new velocity of trained weights must come back, too", velocity[moving],
        expected[moving], hints, velocity=VELOCITY[moving], grad=GRAD[moving],
    )  # fmt: skip


def _any_weights(attempt: checks.Attempt) -> None:
    draws = [checks.draw(*answers.STEP_INPUTS) for _ in range(20)]
    for values in [MANY, *draws]:
        given = dict(zip(answers.STEP_NAMES, values, strict=True))
        theta, velocity = answers.frozen_step(**given)
        moving = given["trained"] == 1
        shapes = {"theta": theta.shape, "velocity": theta.shape}
        got = checks.require_arrays("the pair (theta, velocity)", attempt(**given), shapes)
        stayed = np.array_equal(got[0][~moving], given["theta"][~moving])
        nearly = np.allclose(got[0][~moving], given["theta"][~moving])
        checks.require(
            stayed,
            "frozen weights must stay, whichever they are."
            + (" They are off by a rounding: do not move them and back." if nearly else ""),
        )
        for name, came, right in zip(shapes, got, (theta, velocity), strict=True):
            same = np.allclose(came[moving], right[moving])
            checks.require(same, f"it must hold for any numbers: {name} is another there.")


# Exercise 2: what freezing saves.


def cheaper(function: object) -> None:
    """Check ``cheaper(sizes, frozen, epochs)``: multiplications of every epoch anew, over once.

    Examples
    --------
    >>> cheaper(lambda sizes, frozen, epochs: float(epochs))
    Exercise 2 (cheaper): not yet right: the frozen layers once, the rest in every epoch:
      frozen 2, epochs 100: expected 8.333, got 100. Only the frozen layers are saved: the rest goes on.
    """  # noqa: E501 - what the check prints
    rules = [_last_layer_alone, _two_trained, answers.CHEAPER]
    checks.report(TOPIC, 2, "cheaper", function, rules)


def _ratio(attempt: checks.Attempt, sizes: list[int], frozen: int, epochs: int) -> float:
    got = attempt(sizes=sizes, frozen=frozen, epochs=epochs)
    return checks.require_number("the ratio", got)


def _last_layer_alone(attempt: checks.Attempt) -> None:
    below, last, epochs = 30 * 20 + 20 * 10, 10 * 5, 100
    got = _ratio(attempt, [30, 20, 10, 5], 2, epochs)
    hints = {
        "Only the frozen layers are saved: the rest goes on.": 100.0,
        "The last layer is computed twice in an epoch: forward, and for the gradient of W.": (
            (below + last) / (below / epochs + last)
        ),
        "Nothing is handed down to a frozen layer.": (
            (below + 3 * last) / (below / epochs + 3 * last)
        ),
        "The frozen layers have no gradients either way: once forward in an epoch.": (
            (3 * below + 3 * last) / (below / epochs + 3 * last)
        ),
        "The frozen layers have no gradients either way: forward alone.": (
            (2 * below + 2 * last) / (below / epochs + 2 * last)
        ),
        "Turn it over: how many times fewer.": ((below / epochs + 2 * last) / (below + 2 * last)),
        "Once in all, not once in an epoch: divide the frozen part by the epochs.": 1.0,
        "Without storing, all is paid in every epoch, too.": (
            (below + 2 * last) / (below + epochs * 2 * last)
        ),
        "The frozen layers are computed once, not never.": (below + 2 * last) / (2 * last),
    }
    rule = "the frozen layers once, the rest in every epoch"
    expected = answers.cheaper([30, 20, 10, 5], 2, epochs)
    checks.require_equal(rule, got, expected, hints, frozen=2, epochs=epochs)


def _two_trained(attempt: checks.Attempt) -> None:
    below, middle, last, epochs = 30 * 20, 20 * 10, 10 * 5, 100
    got = _ratio(attempt, [30, 20, 10, 5], 1, epochs)

    def of(rest: float) -> float:
        return (below + rest) / (below / epochs + rest)

    hints = {
        "The last layer hands its gradient down to the one below, which is trained, too.": (
            of(2 * middle + 2 * last)
        ),
        "Nothing is handed down to a frozen layer.": of(3 * middle + 3 * last),
        "The last layer hands down, not the one above the frozen: 3 for the last, 2 for it.": (
            of(3 * middle + 2 * last)
        ),
    }
    rule = "with two layers trained"
    expected = answers.cheaper([30, 20, 10, 5], 1, epochs)
    checks.require_equal(rule, got, expected, hints, frozen=1, epochs=epochs)


# Exercise 3: rates per layer.

LEAST, MOST = 2e-4, 0.1
"""Rates of Adam below which a layer hardly moves, and above which the last one jumps."""


def layer_rates(function: object) -> None:
    """Check ``layer_rates()``: three rates above 0 that beat one rate, and the last layer alone.

    Examples
    --------
    >>> layer_rates(lambda: (0.01, 0.01))
    Exercise 3 (layer_rates): not yet right: three rates, first layer first: needed (first, second, last); got a tuple of 2.
    """  # noqa: E501 - what the check prints
    rules = [checks.rule("three rates", _rates), _beats_one_rate, _beats_the_last_layer]
    checks.report(TOPIC, 3, "layer_rates", function, rules)


def _rates(attempt: checks.Attempt) -> list[float]:
    got = attempt()
    several = isinstance(got, tuple | list | np.ndarray)
    came = checks.describe(got)
    if isinstance(got, tuple | list):
        came = f"a {type(got).__name__} of {len(got)}"
    checks.require(
        several and len(got) == 3,
        f"three rates, first layer first: needed (first, second, last); got {came}.",
    )
    rates = [checks.require_number("a rate", each) for each in got]
    for rate in rates:
        fit = bool(np.isfinite(rate) and rate > 0)
        checks.require(fit, f"a rate is above 0, or the layer is frozen; got {rate:g}.")
        checks.require(rate <= 1, f"a rate above 1 is no rate for Adam; got {rate:g}.")
    return rates


def _beats_one_rate(attempt: checks.Attempt) -> None:
    rates = _rates(attempt)
    points, error, ahead = judging.against_one_rate(rates)
    if ahead:
        return
    hint = ""
    if max(rates) < 2 * min(rates):
        hint = " These are nearly one rate."
    elif max(rates[:2]) > rates[2]:
        hint = " The last layer begins at random: should another be faster?"
    elif rates[2] > MOST:
        hint = " At such a rate the last layer jumps about."
    elif rates[2] < 1e-3:
        hint = " The last layer has no time to learn at such a rate."
    elif rates[0] >= judging.ONE_RATE:
        hint = " The first layer is taken apart as fast as with one rate."
    elif max(rates[:2]) < LEAST:
        hint = " The layers below hardly move: that is nearly the last layer alone."
    checks.require(
        False,
        f"against one rate of {judging.ONE_RATE:g} it must gain by three errors:\n"
        f"  {points:+.1f} ± {error:.1f} points in {judging.RACES} races.{hint}",
    )


def _beats_the_last_layer(attempt: checks.Attempt) -> None:
    rates = _rates(attempt)
    points, error, ahead = judging.against_last_layer(rates)
    close = rates[1] > rates[2] / 4
    hint = " The second layer is nearly as fast as the last one." if close else ""
    checks.require(
        ahead,
        "against the last layer alone it must gain by two errors:\n"
        f"  {points:+.1f} ± {error:.1f} points in {judging.RACES} races.{hint}",
    )


# Exercise 4: a policy for cases that are not on the page.

AHEAD = 1.0
"""Points by which it must be ahead of the best of the strategies that are always the same."""


def policy(function: object) -> None:
    """Check ``policy(source, per_class)``: better than any of the four always.

    Examples
    --------
    >>> policy(lambda source, per_class: "freeze")
    Exercise 4 (policy): not yet right: 'digits', 10 of each: needed one of head only, from the middle, everything, from scratch;
      got 'freeze'.
    """  # noqa: E501 - what the check prints
    rules = [checks.rule("one of four", _picks), _ahead_of_always]
    checks.report(TOPIC, 4, "policy", function, rules)


def _picks(attempt: checks.Attempt) -> dict[tuple[str, int], str]:
    found = {}
    for source in unseen.SOURCES:
        for size in unseen.SIZES:
            got = attempt(source=source, per_class=size)
            fit = isinstance(got, str) and got in unseen.CHOICES
            said = repr(got) if isinstance(got, str) else checks.describe(got)
            needed = ", ".join(unseen.CHOICES)
            checks.require(
                fit, f"{source!r}, {size} of each: needed one of {needed};\n  got {said}."
            )
            found[source, size] = str(got)
    return found


def _ahead_of_always(attempt: checks.Attempt) -> None:
    picks = _picks(attempt)
    cases = unseen.stored_outcomes()
    own = unseen.mean_right(lambda source, size: picks[source, size], cases)
    always = {
        name: unseen.mean_right(lambda source, size, name=name: name, cases)  # type: ignore[misc]
        for name in unseen.CHOICES
    }
    best = max(always, key=lambda name: always[name])
    lost = {
        pair: np.mean([max(s.values()) - s[name] for (g, n, _), s in cases.items()
                       if (g, n) == pair])
        for pair, name in picks.items()
    }  # fmt: skip
    worst = max(lost, key=lambda pair: float(lost[pair]))
    checks.require(
        own > always[best] + AHEAD,
        f'on cases not shown it reaches {own:.1f} %; always "{best}" reaches {always[best]:.1f}.\n'
        f"  It loses most with {worst[1]} pictures of each class and layers from {worst[0]}: "
        f"{lost[worst]:.0f} points, by {picks[worst]!r}.",
    )
