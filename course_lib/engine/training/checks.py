"""What is checked before the first step of a run: its data, its models, the optimizer's parts."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Array, Rng, check_array, whole_number
from course_lib.engine.layers.together import check_hyperparameters
from course_lib.engine.losses.weighting import check_weights
from course_lib.engine.network import Network
from course_lib.engine.training.batches import Data, Sampling

NEEDED = {
    "rule": ("init", "update"),
    "regularizer": ("penalty", "gradient"),
    "clip": ("__call__",),
    "constraint": ("apply",),
}
"""What each part must offer."""


def check_data(
    network: Network, data: Data, *, rng: Rng, epochs: int, batch_size: int, sampling: Sampling
) -> None:
    """Refuse, before any training, what would fail or mislead in the middle of it."""
    _check_arrays(network, data)
    for name, value in (("epochs", epochs), ("batch_size", batch_size)):
        whole_number(name, value)
    if sampling not in get_args(Sampling):
        raise ValueError(f"sampling must be one of {get_args(Sampling)}; got {sampling!r}")
    _check_models(network, data[0], rng)


def _check_arrays(network: Network, data: Data) -> None:
    if not isinstance(data, tuple | list):
        raise TypeError(f"data is (x, labels) or (x, labels, weights); got {type(data).__name__}")
    if len(data) not in (2, 3):
        raise ValueError(f"data is (x, labels) or (x, labels, weights); got {len(data)} parts")
    x, labels, *weights = data
    if not isinstance(x, np.ndarray) or x.ndim not in (2, 3):
        raise ValueError(
            "data needs an array x of shape (n, features), or (K, n, features) for a stack; "
            f"got {type(x).__name__} of shape {np.shape(x)}"
        )
    for name, part in zip(("labels", "weights"), data[1:], strict=False):
        check_array(f"data: {name}", part)
    if x.shape[-2] == 0:
        raise ValueError(f"data needs at least one example; got x of shape {x.shape}")
    if labels.shape[: x.ndim - 1] != x.shape[:-1]:
        raise ValueError(
            f"data needs one label per example, shape {x.shape[:-1]} for x of shape {x.shape}; "
            f"got labels of shape {labels.shape}"
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
    for given in weights:
        check_weights("weights", given, x.shape[:-1])


def _check_models(network: Network, x: Array, rng: Rng) -> None:
    models = network.models
    check_hyperparameters(network.layers, models)
    held = models[0] if models else "one"
    if x.ndim == 3 and x.shape[:1] != models:
        raise ValueError(f"x holds data for {x.shape[0]} models; the network holds {held}")
    if isinstance(rng, np.random.Generator):
        return
    if not isinstance(rng, list | tuple) or not all(
        isinstance(generator, np.random.Generator) for generator in rng
    ):
        raise TypeError(
            "rng must be a numpy.random.Generator, such as np.random.default_rng(0), or a list "
            f"with one for each model; got {rng!r}"
        )
    if (len(rng),) != models:
        raise ValueError(
            f"a list of generators needs one for each model of a stack; got {len(rng)} for {held}"
        )


def check_part(name: str, value: Any) -> None:
    """Refuse what cannot be this part, at once and not in the midst of a run."""
    needed = NEEDED.get(name)
    if needed is None or (value is None and name != "rule"):
        return
    if isinstance(value, type) or not all(hasattr(value, method) for method in needed):
        raise TypeError(f"{name} needs an object with {' and '.join(needed)}; got {value!r}")


def values_per_model(lr: Any, parts: Iterable[Any]) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Every hyperparameter that has one value per model, with its name."""
    named = [("lr", lr)]
    for part in parts:
        named += getattr(part, "__dict__", {}).items()
    for name, value in named:
        if isinstance(value, np.ndarray) and value.ndim == 3:
            yield name, value
