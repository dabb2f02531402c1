"""A network's structure as plain numbers, texts and lists, and back."""

from typing import Any

import numpy as np

from course_lib.engine.activations.rectifiers import Identity, LeakyReLU, ReLU
from course_lib.engine.activations.saturating import ELU, Sigmoid, Tanh
from course_lib.engine.activations.slopes import PReLU, RReLU
from course_lib.engine.activations.smooth import GELU, SiLU
from course_lib.engine.arrays import per_model
from course_lib.engine.images.convolution import Conv2D
from course_lib.engine.images.group_norm import GroupNorm, InstanceNorm
from course_lib.engine.images.pooling import AveragePool2D, MaxPool2D
from course_lib.engine.layers.dense import Dense
from course_lib.engine.layers.drop_connect import DropConnect
from course_lib.engine.layers.dropout import Dropout
from course_lib.engine.layers.layer import Layer
from course_lib.engine.layers.residual import Residual
from course_lib.engine.layers.sequential import Sequential
from course_lib.engine.normalization.batch_norm import BatchNorm
from course_lib.engine.normalization.batch_renorm import BatchRenorm
from course_lib.engine.normalization.layer_norm import LayerNorm

KINDS: dict[str, type[Layer]] = {
    kind.__name__: kind
    for kind in (
        AveragePool2D, BatchNorm, BatchRenorm, Conv2D, Dense, DropConnect, Dropout, ELU, GELU,
        GroupNorm, Identity, InstanceNorm, LayerNorm, LeakyReLU, MaxPool2D, PReLU, RReLU, ReLU,
        Residual, Sequential, SiLU, Sigmoid, Tanh,
    )
}  # fmt: skip
"""What a file may hold: a name in it chooses from this table and nothing else."""

Description = dict[str, Any]


def describe(layer: Layer) -> Description:
    """A layer, and all layers inside it, as what JSON can hold."""
    kind = type(layer).__name__
    if KINDS.get(kind) is not type(layer):
        raise TypeError(f"only the course's own layers can be saved; got {layer!r}")
    settings = {
        key: [describe(inner) for inner in value] if key == "layers" else value
        for key, value in layer.settings().items()
    }
    values = {name: np.asarray(getattr(layer, name)) for name in layer.hyperparameters}
    return {
        "kind": kind,
        "name": layer.name,
        "settings": settings,
        # A number, or one for each model.
        "hyperparameters": {
            name: value.ravel().tolist() if value.ndim else value.item()
            for name, value in values.items()
        },
    }


def build(description: Description) -> Layer:
    """The layer that was described; a file chooses from KINDS and nothing else."""
    kind, name = description["kind"], description["name"]
    if not isinstance(name, str):
        raise ValueError(f"a layer's name must be a text; got {name!r}")
    if kind not in KINDS:
        raise ValueError(f"layer {name!r} is of the unknown kind {kind!r}; known are {list(KINDS)}")
    settings = {key: _restored(key, value) for key, value in description["settings"].items()}
    hyperparameters = {
        key: per_model(value) if isinstance(value, list) else value
        for key, value in description["hyperparameters"].items()
    }
    try:
        return KINDS[kind](**settings, **hyperparameters, name=name)
    except TypeError as error:
        raise ValueError(f"layer {name!r} of kind {kind} cannot be built: {error}") from error


def _restored(key: str, value: Any) -> Any:
    if key == "layers":
        return [build(inner) for inner in value]
    return tuple(value) if isinstance(value, list) else value  # JSON knows no tuples
