"""Where the batches of a run come from, and what is checked before the first one."""

import operator
from collections.abc import Iterator
from typing import Any, Literal, get_args

import numpy as np

from course_lib.engine.arrays import Array, Labels, Rng
from course_lib.engine.network import Network

Data = tuple[Array, Labels]
Sampling = Literal["shuffle", "replacement"]
Batch = tuple[float, Array, Any, Rng, bool]


def batches(
    data: Data, *, epochs: int, batch_size: int, rng: Rng, sampling: Sampling
) -> Iterator[Batch]:
    """Yield (epochs done, x, labels, generator of the noise, whether this is the last).

    The order of the examples and the noise of the layers are streams of their own, so that a
    dropout layer more or less leaves the batches as they were.
    """
    x, labels = data
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
            done = epoch + (part + 1) / per_epoch
            yield done, x_batch, label_batch, noise, done == epochs


def check_data(
    network: Network, data: Data, *, rng: Rng, epochs: int, batch_size: int, sampling: Sampling
) -> None:
    """Refuse, before any training, what would fail or mislead in the middle of it."""
    x, labels = data
    if not isinstance(x, np.ndarray) or x.ndim not in (2, 3):
        raise ValueError(
            "data needs an array x of shape (n, features), or (K, n, features) for a stack; "
            f"got {type(x).__name__} of shape {np.shape(x)}"
        )
    if x.shape[-2] == 0:
        raise ValueError(f"data needs at least one example; got x of shape {x.shape}")
    if np.shape(labels)[: x.ndim - 1] != x.shape[:-1]:
        raise ValueError(
            f"data needs one label per example, shape {x.shape[:-1]} for x of shape {x.shape}; "
            f"got labels of shape {np.shape(labels)}"
        )
    if x.dtype != network.dtype:
        remedy = f" or build the network with dtype={x.dtype}" if x.dtype.kind == "f" else ""
        raise TypeError(
            f"the network computes in {network.dtype}; got data of {x.dtype}. "
            f"Convert the data, as in x.astype({str(network.dtype)!r}){remedy}"
        )
    if not np.isfinite(x).all():
        raise ValueError(
            f"data needs finite numbers; got {np.sum(~np.isfinite(x))} NaN or inf in x"
        )
    for name, value in (("epochs", epochs), ("batch_size", batch_size)):
        if operator.index(value) < 1:
            raise ValueError(f"{name} must be at least 1; got {value}")
    if sampling not in get_args(Sampling):
        raise ValueError(f"sampling must be one of {get_args(Sampling)}; got {sampling!r}")
    _check_models(network, x, rng)


def _check_models(network: Network, x: Array, rng: Rng) -> None:
    models = network.models
    held = models[0] if models else "one"
    if x.ndim == 3 and x.shape[:1] != models:
        raise ValueError(f"x holds data for {x.shape[0]} models; the network holds {held}")
    if isinstance(rng, np.random.Generator):
        return
    if not isinstance(rng, list | tuple):
        raise TypeError(
            "rng must be a numpy.random.Generator, such as np.random.default_rng(0), or a list "
            f"with one for each model; got {type(rng).__name__}"
        )
    if (len(rng),) != models:
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
        return array.take(chosen[0], axis=1 if own else 0)
    return array[np.arange(len(array))[:, None], chosen] if own else array[chosen]
