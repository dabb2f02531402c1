"""What is checked before the first step of a run: its data and its models."""

from typing import Any, get_args

import numpy as np

from course_lib.arguments import check_array, check_generator, told, whole_number
from course_lib.engine.arrays import Array, Rng
from course_lib.engine.floating import dtype_remedy, shape_remedy
from course_lib.engine.layers.together import check_hyperparameters
from course_lib.engine.losses.weighting import check_weights
from course_lib.engine.network import Network
from course_lib.engine.training.batches import Data, Sampling
from course_lib.engine.training.position import Position


def check_data(
    network: Network,
    data: Data,
    *,
    rng: Rng | Position,
    epochs: int,
    batch_size: int,
    sampling: Sampling,
) -> None:
    """Refuse, before any training, what would fail or mislead in the middle of it."""
    check_arrays(network, data)
    for name, value in (("epochs", epochs), ("batch_size", batch_size)):
        whole_number(name, value)
    if not isinstance(sampling, str) or sampling not in get_args(Sampling):
        raise ValueError(f"sampling must be one of {get_args(Sampling)}; got {told(sampling)}")
    _check_models(network, data[0], rng)


def check_parts(data: Any) -> None:
    """Refuse data that are not two or three parts; what labels may be is the loss's affair."""
    if not isinstance(data, tuple | list):
        raise TypeError(f"data is (x, labels) or (x, labels, weights); got {type(data).__name__}")
    if len(data) not in (2, 3):
        raise ValueError(f"data is (x, labels) or (x, labels, weights); got {len(data)} parts")
    check_array("data: x", data[0])


def check_arrays(network: Network, data: Data) -> None:
    """Refuse data whose parts do not fit each other and the network."""
    check_parts(data)
    for name, part in zip(("labels", "weights"), data[1:], strict=False):
        check_array(f"data: {name}", part)
    x, labels, *weights = data
    if x.ndim not in (2, 3) or (x.ndim == 3 and not network.models):
        raise ValueError(
            "data needs an array x of shape (n, features), or (K, n, features) for a stack; "
            f"got shape {x.shape}{shape_remedy(x.shape)}"
        )
    if x.shape[-2] == 0:
        raise ValueError(f"data needs at least one example; got x of shape {x.shape}")
    if labels.shape[: x.ndim - 1] != x.shape[:-1]:
        raise ValueError(
            f"data needs one label per example, shape {x.shape[:-1]} for x of shape {x.shape}; "
            f"got labels of shape {labels.shape}"
        )
    if x.dtype != network.dtype:
        raise TypeError(
            f"the network computes in {network.dtype}; got data of {x.dtype}. "
            f"{dtype_remedy(network.dtype, x.dtype)}"
        )
    check_finite(x)
    for given in weights:
        check_weights("weights", given, x.shape[:-1])


def check_finite(x: Array) -> None:
    """Refuse inputs that spoil all that is computed of them."""
    if not np.isfinite(x).all():
        raise ValueError(
            f"data needs finite numbers; got {np.sum(~np.isfinite(x))} NaN or inf in x"
        )


def _check_models(network: Network, x: Array, rng: Rng | Position) -> None:
    models = network.models
    check_hyperparameters(network.layers, models)
    held = models[0] if models else "one"
    if x.ndim == 3 and x.shape[:1] != models:
        raise ValueError(f"x holds data for {x.shape[0]} models; the network holds {held}")
    if isinstance(rng, np.random.Generator | Position):
        return
    check_generator(rng, or_list=True)
    if (len(rng),) != models:
        raise ValueError(
            f"a list of generators needs one for each model of a stack; got {len(rng)} for {held}"
        )
