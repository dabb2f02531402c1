"""Where the batches of a run come from."""

import copy
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, Protocol

import numpy as np

from course_lib.arguments import told
from course_lib.engine.arrays import Array, Labels, Rng
from course_lib.engine.training.position import Generators, Position

Data = tuple[Array, Labels] | tuple[Array, Labels, Array]
"""``(x, labels)``, or ``(x, labels, weights)`` with one weight for each example."""

Sampling = Literal["shuffle", "replacement"]


class Augment(Protocol):
    """A function that changes a batch of inputs at random and keeps its shape."""

    def __call__(self, x: Array, *, rng: np.random.Generator) -> Array:
        """Return the changed inputs."""


class Batch(NamedTuple):
    """What one update learns from."""

    epoch: float
    """Passes over the data that are done with it."""
    x: Array
    targets: tuple[Any, ...]
    """The labels, and the weights where there are any: what the loss takes after the logits."""
    noise: Rng
    """Draws for the layers."""
    is_last: bool


def batches(
    data: Data, at: Position, *, epochs: int, augment: Augment | None = None
) -> Iterator[Batch]:
    """Yield the batches of a run from a position on, and move it along."""
    x, *targets = data
    n, own = x.shape[-2], x.ndim == 3
    batch_size, sampling = at.course.batch_size, at.course.sampling
    per_epoch = -(-n // batch_size)
    while at.passes < epochs:
        at.begin_pass()
        if sampling == "shuffle":
            drawn = [stream.permutation(n) for stream in at.orders]
        else:
            size = (per_epoch * batch_size,)
            drawn = [stream.integers(n, size=size) for stream in at.orders]
        order = np.stack(drawn) if len(drawn) > 1 else drawn[0]
        while at.batches < per_epoch:
            chosen = order[..., at.batches * batch_size : (at.batches + 1) * batch_size]
            at.batches += 1
            x_batch = _pick(x, chosen, own=own)
            if augment is not None:
                x_batch = _augmented(x_batch, augment, at.changes)
            done = at.passes + at.batches / per_epoch
            picked = tuple([_pick(target, chosen, own=own) for target in targets])
            yield Batch(done, x_batch, picked, at.noise, done == epochs)
        at.end_pass()


def _augmented(x: Array, augment: Augment, streams: Generators) -> Array:
    """Change a batch: all models alike with one stream, each by itself with one for each."""
    if x.ndim == 2:
        return _changed(augment, x, streams[0])
    # Own data and one stream: the models share the draws, as they share all but the data.
    own = streams if len(streams) > 1 else [*(copy.deepcopy(streams[0]) for _ in x[1:]), *streams]
    return np.stack([_changed(augment, part, rng) for part, rng in zip(x, own, strict=True)])


def _changed(augment: Augment, x: Array, rng: np.random.Generator) -> Array:
    changed = augment(x, rng=rng)
    if not isinstance(changed, np.ndarray) or (changed.shape, changed.dtype) != (x.shape, x.dtype):
        raise ValueError(
            f"augment keeps the shape {x.shape} and the dtype {x.dtype}; it gave {told(changed)}"
        )
    return changed


def _pick(array: Any, chosen: Any, *, own: bool) -> Any:
    """The chosen examples of an array that all models share, or of which each has its own."""
    if chosen.ndim == 1:
        return array.take(chosen, 1 if own else 0)
    return array[np.arange(len(array))[:, None], chosen] if own else array[chosen]
