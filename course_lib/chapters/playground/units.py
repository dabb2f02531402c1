"""What each unit of the playground's network answers, and from what it makes its answer."""

from typing import NamedTuple

import numpy as np

from course_lib.chapters.playground import parts
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import PlaygroundSettings
from course_lib.engine import Dense, Network, sigmoid, softmax
from course_lib.engine.arrays import Array

MOST, HIGHEST = 64, 16
"""Hidden units that are drawn one by one: in all, and in one layer."""

BIAS = "bias"


class Unit(NamedTuple):
    """One unit of the network.

    Attributes
    ----------
    column : int
        0 for the inputs, then the hidden layers; the last column is the output.
    place : int
        From 0, from top to bottom.
    """

    column: int
    place: int


def columns(settings: PlaygroundSettings) -> list[int]:
    """Units in each column; the pixels of an image are one picture.

    Examples
    --------
    >>> columns(PlaygroundSettings()), columns(PlaygroundSettings(data="mnist", layers=()))
    ([2, 8, 8, 1], [1, 10])
    """
    inputs, *others = parts.widths(settings)
    return [1 if settings.data == "mnist" else inputs, *others]


def drawn_singly(settings: PlaygroundSettings) -> bool:
    """Whether the network is small enough for a picture of its units.

    Examples
    --------
    >>> [drawn_singly(PlaygroundSettings(layers=layers)) for layers in ((16,) * 4, (32,))]
    [True, False]
    """
    return sum(settings.layers) <= MOST and max(settings.layers, default=0) <= HIGHEST


def name_of(settings: PlaygroundSettings, unit: Unit) -> str:
    """What a unit is called in equations.

    Examples
    --------
    >>> [name_of(PlaygroundSettings(), Unit(column, 0)) for column in range(4)]
    ['x1', 'h1.1', 'h2.1', 'logit']
    """
    digits, last = settings.data == "mnist", len(settings.layers) + 1
    if unit.column == 0:
        return "pixels" if digits else settings.inputs[unit.place]
    if unit.column == last:
        return f"logit {unit.place}" if digits else "logit"
    return f"h{unit.column}.{unit.place + 1}"


def dense_before(network: Network, column: int) -> Dense:
    """The layer whose weights lead to a column from 1 on."""
    found: Dense = [layer for layer in network.layers if isinstance(layer, Dense)][column - 1]
    return found


def answers(network: Network, x: Array) -> list[Array]:
    """Each column's answers to ``x``, as the network is told it: shape (n, units) each.

    In inference mode; the first are ``x`` itself, the last the logits.
    """
    found = [x]
    with np.errstate(all="ignore"):
        for layer in network.layers:
            if isinstance(layer, Dense) and layer is not network.layers[0]:
                found.append(x)
            x = layer.forward(x, training=False)
    return [*found, x]


def incoming(session: PlaygroundSession, unit: Unit) -> dict[str, float]:
    """The weights that lead to a unit by where they come from, and its bias.

    Examples
    --------
    >>> session = PlaygroundSession(PlaygroundSettings(layers=(4,)))
    >>> list(incoming(session, Unit(1, 2))), len(incoming(session, Unit(2, 0)))
    (['x1', 'x2', 'bias'], 5)
    """
    if unit.column == 0 or (session.settings.data == "mnist" and unit.column == 1):
        return {}  # nothing, and more than one can look at
    dense = dense_before(session.network, unit.column)
    sources = [
        name_of(session.settings, Unit(unit.column - 1, place)) for place in range(dense.n_in)
    ]
    values = [*dense.W[:, unit.place], dense.b[0, unit.place]]
    return dict(zip([*sources, BIAS], map(float, values), strict=True))


def equation(session: PlaygroundSession, unit: Unit) -> str:
    """How a unit makes its answer, with its numbers as they are now.

    Examples
    --------
    >>> session = PlaygroundSession(PlaygroundSettings(layers=(2,), initializer="zeros"))
    >>> equation(session, Unit(1, 0)), equation(session, Unit(2, 0))
    ('h1.1 = tanh(0 x1 + 0 x2 + 0)', 'logit = 0 h1.1 + 0 h1.2 + 0, P(class 1) = sigmoid(logit)')
    """
    settings, last = session.settings, len(session.settings.layers) + 1
    name, weights = name_of(settings, unit), incoming(session, unit)
    if unit.column == 0:
        return f"{name}: an input"
    if not weights:
        return f"{name}: from 784 grey values, with the weights that its picture shows"
    total = ""
    for source, weight in weights.items():
        sign = ("- " if weight < 0 else "+ ") if total else ("-" if weight < 0 else "")
        total += f" {sign}{abs(weight):.3g}" + ("" if source == BIAS else f" {source}")
    total = total.strip()
    if unit.column == last:
        more = "" if settings.data == "mnist" else ", P(class 1) = sigmoid(logit)"
        return f"{name} = {total}{more}"
    inner = f"batch norm({total})" if settings.batch_norm else total
    return f"{name} = {settings.activation}({inner})"


def dead(session: PlaygroundSession) -> list[Array]:
    """For each hidden layer of ReLUs, which units answer 0 to every training example.

    No gradient reaches the weights of such a unit. Other activations have none: an empty list.
    """
    if session.settings.activation != "relu":
        return []
    hidden = answers(session.network, session.told_train[0])[1:-1]
    return [(outputs == 0).all(axis=0) for outputs in hidden]


def dead_in_words(session: PlaygroundSession) -> str:
    """The share of dead units of each layer, where there is any.

    Examples
    --------
    >>> dead_in_words(PlaygroundSession(PlaygroundSettings(activation="relu", layers=(8,))))
    ''
    >>> stuck = PlaygroundSettings(activation="relu", initializer="zeros", layers=(8, 4))
    >>> dead_in_words(PlaygroundSession(stuck))
    ' · dead units: 8 of 8 in layer 1, 4 of 4 in layer 2'
    """
    found = [(int(units.sum()), len(units)) for units in dead(session)]
    if not any(count for count, _ in found):
        return ""
    layers = (f"{count} of {n} in layer {k}" for k, (count, n) in enumerate(found, start=1))
    return f" · dead units: {', '.join(layers)}"


def shades(settings: PlaygroundSettings, column: int, values: Array) -> Array:
    """A column's answers as shades from 0 to 1, whose border at 1/2 is an answer of 0.

    A sigmoid's border is 1/2, and a ReLU's zero the lightest shade, for neither goes below 0.
    Unbounded answers are measured by the largest of their column.
    """
    with np.errstate(all="ignore"):
        if column == len(settings.layers) + 1:
            return softmax(values) if settings.data == "mnist" else sigmoid(values)
        bounded = settings.activation if column else ""
        if bounded == "sigmoid":
            return values
        reach = 1.0 if bounded == "tanh" else max(float(np.abs(values).max()), 1e-30)
        share = np.nan_to_num(values / reach)
        shaded: Array = share if bounded == "relu" else 0.5 + 0.5 * share
        return shaded
