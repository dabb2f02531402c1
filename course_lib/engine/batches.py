"""Where the batches of a run come from, and what is checked before the first one."""

import operator
from collections.abc import Iterator
from typing import Any, Literal, get_args

import numpy as np

from course_lib.engine.arrays import Array, Labels, Rng
from course_lib.engine.network import Network

Data = tuple[Array, Labels]
Sampling = Literal["shuffle", "replacement"]
Batch = tuple[float, Array, Any, Rng]


def batches(
    data: Data, *, epochs: int, batch_size: int, rng: Rng, sampling: Sampling
) -> Iterator[Batch]:
    """Yield (epochs done after this batch, x, labels, generator of this run's noise).

    The order of the examples and the noise of the layers are streams of their own, so that a
    dropout layer more or less leaves the batches as they were.
    """
    x, labels = data
    if sampling not in get_args(Sampling):
        raise ValueError(f"sampling must be one of {get_args(Sampling)}; got {sampling!r}")
    n, own = x.shape[-2], x.ndim == 3
    per_epoch = -(-n // batch_size)
    orders, noise = _streams(rng)
    for epoch in range(epochs):
        if sampling == "shuffle":
            order = np.stack([stream.permutation(n) for stream in orders])
        else:
            size = (per_epoch * batch_size,)
            order = np.stack([stream.integers(n, size=size) for stream in orders])
        for part in range(per_epoch):
            chosen = order[:, part * batch_size : (part + 1) * batch_size]
            x_batch, label_batch = _pick(x, chosen, own=own), _pick(labels, chosen, own=own)
            yield epoch + (part + 1) / per_epoch, x_batch, label_batch, noise


def check_data(network: Network, data: Data, *, rng: Rng, epochs: int, batch_size: int) -> None:
    """Refuse, before any training, what would fail or mislead in the middle of it."""
    x, labels = data
    models = network.stacked
    if not isinstance(x, np.ndarray) or x.ndim not in (2, 3):
        raise ValueError(
            "data needs x of shape (n, features), or (K, n, features) for a stack; "
            f"got {np.shape(x)}"
        )
    n = x.shape[-2]
    if n == 0:
        raise ValueError(f"data needs at least one example; got x of shape {x.shape}")
    if np.shape(labels)[: x.ndim - 1] != x.shape[:-1]:
        raise ValueError(
            f"data needs one label per example, shape {x.shape[:-1]} for x of shape {x.shape}; "
            f"got labels of shape {np.shape(labels)}"
        )
    if x.dtype != network.dtype:
        raise TypeError(
            f"the network computes in {network.dtype}; got data of {x.dtype}. "
            f"Convert the data or build the network with dtype={x.dtype}"
        )
    if not np.isfinite(x).all():
        raise ValueError(
            f"data needs finite numbers; got {np.sum(~np.isfinite(x))} NaN or inf in x"
        )
    for name, value in (("epochs", epochs), ("batch_size", batch_size)):
        if operator.index(value) < 1:
            raise ValueError(f"{name} must be at least 1; got {value}")
    held = models[0] if models else "one"
    if x.ndim == 3 and x.shape[:1] != models:
        raise ValueError(f"x holds data for {x.shape[0]} models; the network holds {held}")
    if not isinstance(rng, np.random.Generator) and (len(rng),) != models:
        raise ValueError(
            f"a list of generators needs one for each model of a stack; got {len(rng)} for {held}"
        )


def _streams(rng: Rng) -> tuple[list[np.random.Generator], Rng]:
    """Split off (orders, noise): one stream each, or K where each model has its own."""
    if isinstance(rng, np.random.Generator):
        order, noise = rng.spawn(2)
        return [order], noise
    pairs = [generator.spawn(2) for generator in rng]
    return [order for order, _ in pairs], [noise for _, noise in pairs]


def _pick(array: Any, chosen: Any, *, own: bool) -> Any:
    """The chosen examples of an array that all models share, or of which each has its own."""
    if len(chosen) == 1:
        return array[:, chosen[0]] if own else array[chosen[0]]
    return array[np.arange(len(array))[:, None], chosen] if own else array[chosen]
