"""A single update, with all that happened in it: forward, loss, gradients back, new weights."""

import copy
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.engine import Dense, Network, Trace, trace
from course_lib.engine.arrays import Array, Labels


@dataclass(frozen=True)
class Pass:
    """One update that was made, and one example that is followed through it: the batch's first.

    Attributes
    ----------
    number : int
        Of the update, from 1.
    place : int
        Of the followed example in the training set.
    x, labels : the batch, as the network was told it
    inside : Trace
        Every layer's output in training mode, and the gradient of the batch's loss by it.
    loss, own_loss : float
        Of the batch, and of the example that is followed alone; without the penalty.
    before, after : Network
        Copies. ``before.gradient`` is that of the batch's loss, without the penalty.
    """

    number: int
    place: int
    x: Array
    labels: Labels
    inside: Trace
    loss: float
    own_loss: float
    before: Network
    after: Network

    def values(self) -> list[Array]:
        """The followed example's answers in each column, the logits last: shape (units,) each."""
        return [self.x[0], *(self.inside.outputs[name][0] for name in self._ends())]

    def gradients(self) -> list[Array]:
        """The gradient of the batch's loss by these answers; none by the inputs."""
        return [self.inside.gradients[name][0] for name in self._ends()]

    def _ends(self) -> list[str]:
        """The layer with which each column ends: what stands before the next dense one."""
        layers = self.before.layers
        starts = [place for place, layer in enumerate(layers) if isinstance(layer, Dense)]
        return [layers[stop - 1].name for stop in [*starts[1:], len(layers)]]


def watched_step(session: PlaygroundSession) -> Pass | None:
    """Make one update and tell what happened in it; None where the run is finished.

    It is the update that ``session.step`` makes, to the last digit.

    Examples
    --------
    >>> from course_lib.chapters.playground.settings import PlaygroundSettings
    >>> session = PlaygroundSession(PlaygroundSettings())
    >>> seen = watched_step(session)
    >>> seen.number, seen.x.shape, [values.shape for values in seen.values()]
    (1, (32, 2), [(2,), (8,), (8,), (1,)])
    """
    if session.finished:
        return None
    before, seen = session.network.copy(), []
    forward = session.network.forward

    def watched(x: Array, *, training: bool = False, rng: Any = None) -> Array:
        if training:
            seen.append((x.copy(), copy.deepcopy(rng)))
        return forward(x, training=training, rng=rng)

    session.network.forward = watched  # type: ignore[method-assign]
    try:
        session.step()
    finally:
        del session.network.forward  # the class has its own
    x, noise = seen[0]
    places = _places_of(session, x)
    labels = session.told_train[1][places]
    inside = trace(before, session.loss, (x, labels), rng=copy.deepcopy(noise))
    with np.errstate(all="ignore"):
        # The running averages of a batch norm move with it, as in the update itself.
        output = before.copy().forward(x, training=True, rng=copy.deepcopy(noise))
        loss = float(session.loss(output, labels)[0])
        own = float(session.loss(output[:1], labels[:1])[0])
        probe = before.copy()
        probe.backward(session.loss(probe.forward(x, training=True, rng=noise), labels)[1])
        before.gradient[...] = probe.gradient
    return Pass(
        session.steps, places[0], x, labels, inside, loss, own, before, session.network.copy()
    )


def _places_of(session: PlaygroundSession, x: Array) -> list[int]:
    """Which examples of the training set a batch has."""
    places = {row.tobytes(): place for place, row in enumerate(session.told_train[0])}
    return [places[row.tobytes()] for row in x]
