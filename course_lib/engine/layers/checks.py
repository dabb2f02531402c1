"""What is checked of layers before they are used together."""

from collections.abc import Iterable

import numpy as np

from course_lib.engine.arrays import check_models
from course_lib.engine.layers.layer import Layer


def check_hyperparameters(
    layers: Iterable[Layer], models: tuple[int, ...], holder: str = "the network"
) -> None:
    """Refuse layers with values for another number of models than there are.

    Raises
    ------
    ValueError
        Naming the first such layer, its hyperparameter and both numbers.
    """
    for layer in layers:
        for name in layer.hyperparameters:
            value = np.asarray(getattr(layer, name))
            check_models(f"{layer.who}: {name}", value, models, holder)
