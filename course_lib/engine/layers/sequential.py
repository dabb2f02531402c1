"""Layers one after another."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.arguments import check_array, check_flag, check_generator, told
from course_lib.engine.arrays import Array, Rng
from course_lib.engine.floating import FLOATS, check_floating, shape_remedy
from course_lib.engine.layers.layer import Layer


class Sequential(Layer):
    """A layer made of layers: forward runs them in order, backward in reverse.

    Parameters
    ----------
    layers : layers, first to last

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib.engine import ReLU, Tanh
    >>> Sequential([ReLU(), Tanh()]).forward(np.array([[-1.0, 0.0]]))
    array([[0., 0.]])
    """

    def __init__(self, layers: Sequence[Layer], *, name: str = "") -> None:
        super().__init__(name=name)
        if not isinstance(layers, list | tuple):
            raise TypeError(
                f"layers must be a list, such as [Dense(2, 3), ReLU()]; got {told(layers)}"
            )
        if not layers:
            raise ValueError(f"{type(self).__name__} needs at least one layer; got none")
        for layer in layers:
            if not isinstance(layer, Layer):
                raise TypeError(f"layers must hold layers, such as ReLU(); got {told(layer)}")
        self.layers = list(layers)

    def settings(self) -> dict[str, Any]:
        """The layers inside."""
        return {"layers": self.layers}

    def inside(self) -> Sequence[Layer]:
        """The layers, first to last."""
        return self.layers

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Send ``x`` through every layer."""
        if not _as_usual(x, training, rng):
            _check(x, training, rng)
        for layer in self.layers:
            x = layer.forward(x, training=training, rng=rng)
        return x

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Send the gradient back through every layer."""
        grad: Array | None = grad_y
        for layer in reversed(self.layers):
            assert grad is not None  # only the first layer may withhold it
            grad = layer.backward(
                grad, input_gradient=input_gradient or layer is not self.layers[0]
            )
        return grad


def _as_usual(x: Any, training: Any, rng: Any) -> bool:
    """A quick look at what every step of every run passes."""
    return (
        type(x) is np.ndarray
        and 1 < x.ndim < 4
        and x.dtype in FLOATS
        and type(training) is bool
        and (rng is None or type(rng) is np.random.Generator)
    )


def _check(x: Any, training: Any, rng: Any) -> None:
    """The same at leisure: what is wrong, if anything is."""
    check_array("the input of forward", x)
    if x.ndim not in (2, 3):
        raise ValueError(
            "forward takes x of shape (n, features), or (K, n, features) for a stack; "
            f"got shape {x.shape}{shape_remedy(x.shape)}"
        )
    check_floating("the input of forward", x)
    check_flag("training", training)
    if rng is not None:
        check_generator(rng, or_list=True)
