"""The four frames of one update: what the picture writes beside the units, and what is said."""

from enum import Enum

import numpy as np

from course_lib.chapters.playground.one_pass import Pass
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.units import Unit, columns, dense_before, incoming, name_of
from course_lib.engine import sigmoid, softmax
from course_lib.engine.arrays import Array


class Frame(Enum):
    """The four moments of an update, in their order."""

    FORWARD = "values forward"
    LOSS = "loss"
    BACK = "gradients back"
    WEIGHTS = "weights before and after"


FRAMES = list(Frame)
LISTED = 16
"""Numbers of a column that are said in words; more than these nobody listens to."""


def title_of(frame: Frame) -> str:
    """What stands over the network.

    Examples
    --------
    >>> title_of(Frame.BACK)
    '3 of 4: gradients back'
    """
    return f"{FRAMES.index(frame) + 1} of 4: {frame.value}"


def numbers_of(seen: Pass, frame: Frame, chosen: Unit | None) -> dict[Unit, list[str]]:
    """The number beside each unit, in ever shorter forms.

    Weights are those into the unit that is looked at, or into the output.
    """
    values, gradients = seen.values(), seen.gradients()
    pixels = values[0].size > LISTED
    if pixels:  # no number for each
        values[0] = values[0][:0]
    if frame is Frame.FORWARD:
        return _beside(values, 0)
    if frame is Frame.LOSS:
        last = len(values) - 1
        return _beside(values[-1:], last) | {
            Unit(last, 0): [f"{values[-1][0]:.2f}\nloss {seen.own_loss:.2f}"]
        }
    if frame is Frame.BACK:
        return _beside(gradients, 1)
    unit = chosen or Unit(len(values) - 1, 0)
    if unit.column == 0 or (pixels and unit.column == 1):
        return {}
    before, after = (
        dense_before(net, unit.column).W[:, unit.place] for net in (seen.before, seen.after)
    )
    return {
        Unit(unit.column - 1, place): _moved(old, new)
        for place, (old, new) in enumerate(zip(before, after, strict=True))
    }


def _moved(old: float, new: float) -> list[str]:
    """From one weight to another."""
    few = [f"{number:.2f}".replace("0.", ".", 1) for number in (old, new)]
    return [f"{old:.2f} → {new:.2f}", "→".join(few), "\n→".join(few)]


def _beside(numbers: list[Array], first: int) -> dict[Unit, list[str]]:
    return {
        Unit(column, place): [short(number), _shortest(number)]
        for column, row in enumerate(numbers, start=first)
        for place, number in enumerate(row)
    }


def short(number: float) -> str:
    """A number in few letters, with its sign.

    Examples
    --------
    >>> [short(number) for number in (0.634, -1.25, 0.00042, 0.0, 123.4)]
    ['0.63', '-1.25', '0.00042', '0', '123']
    """
    if number == 0:
        return "0"
    return f"{number:.2g}" if 0.001 <= abs(number) < 1 else f"{number:.3g}"


def _shortest(number: float) -> str:
    """A number with a single digit that counts, where more is too wide."""
    if number == 0:
        return "0"
    if 0.095 <= abs(number) < 100:
        return f"{number:.1f}".replace("0.", ".", 1) if abs(number) < 10 else f"{number:.0f}"
    digits, power = f"{number:.0e}".split("e")
    return f"{digits}e{int(power)}"


def frame_in_words(session: PlaygroundSession, seen: Pass, frame: Frame, chosen: Unit) -> str:
    """Say what a frame shows, for the followed example and the unit that is looked at."""
    settings, values = session.settings, seen.values()
    head = f"update {seen.number}, {title_of(frame)} · "
    if frame is Frame.FORWARD:
        names = [name_of(settings, Unit(0, place)) for place in range(columns(settings)[0])]
        told = (
            "a digit" if settings.data == "mnist"
            else ", ".join(f"{n} {v:.4g}" for n, v in zip(names, values[0], strict=True))
        )  # fmt: skip
        layers = "; ".join(_layer(k, row) for k, row in enumerate(values[1:-1], start=1))
        return (
            f"{head}followed: the first of {len(seen.x)} examples, {told}, class {seen.labels[0]}. "
            f"{layers}{'; ' if layers else ''}logit {_list(values[-1])}"
        )
    if frame is Frame.LOSS:
        right = _probability(values[-1], int(seen.labels[0]))
        return (
            f"{head}its own class, {seen.labels[0]}, has probability {right:.4g}, so its loss is "
            f"-ln {right:.4g} = {seen.own_loss:.4g}; the batch's mean loss is {seen.loss:.6g}"
        )
    if frame is Frame.BACK:
        rows = seen.gradients()
        backwards = list(enumerate(rows[:-1], start=1))[::-1]
        layers = "; ".join(_layer(k, row) for k, row in backwards)
        return (
            f"{head}how the batch's loss changes with each answer to this example: "
            f"logit {_list(rows[-1])}{'; ' if layers else ''}{layers}"
        )
    return head + _weights(session, seen, chosen)


def _weights(session: PlaygroundSession, seen: Pass, unit: Unit) -> str:
    """Each weight into a unit, before and after."""
    name = name_of(session.settings, unit)
    sources = list(incoming(session, unit))
    if not sources:
        return f"{name} has no weights that can be listed"
    old, new = (dense_before(net, unit.column) for net in (seen.before, seen.after))
    rows = zip(
        sources,
        [*old.W[:, unit.place], old.b[0, unit.place]],
        [*new.W[:, unit.place], new.b[0, unit.place]],
        [*old.gradients["W"][:, unit.place], old.gradients["b"][0, unit.place]],
        strict=True,
    )
    told = "; ".join(f"{s} {a:.4g} → {b:.4g} (gradient {g:.2g})" for s, a, b, g in rows)
    return f"into {name}: {told}"


def _layer(number: int, row: Array) -> str:
    return f"layer {number}: {_list(row)}"


def _list(row: Array) -> str:
    more = " ..." if len(row) > LISTED else ""
    return ", ".join(f"{value:.3g}" for value in row[:LISTED]) + more


def _probability(logits: Array, label: int) -> float:
    with np.errstate(all="ignore"):
        if len(logits) > 1:
            return float(softmax(logits[None])[0, label])
        return float(sigmoid(logits if label else -logits)[0])
