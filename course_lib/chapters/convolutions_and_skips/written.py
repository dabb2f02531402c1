"""Layers around functions that a reader wrote, and blocks that are really left out."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_lib.engine import Layer
from course_lib.engine.arrays import Array, Rng
from course_lib.engine.layers.sequential import Sequential

BlockFunction = Callable[[Array, Any, Any], Any]
"""``block(x, f, f_back)`` gives y and a function from grad_y to grad_x, as in exercise 3."""


class WrittenResidual(Sequential):
    """A block whose sum, and the way back through it, come from a function.

    Examples
    --------
    >>> from course_lib.engine import ReLU
    >>> def around(x, f, f_back):
    ...     return x + f(x), lambda grad_y: grad_y + f_back(grad_y)
    >>> block = WrittenResidual([ReLU()], function=around)
    >>> block.forward(np.array([[-1.0, 3.0]]))
    array([[-1.,  6.]])
    >>> block.backward(np.array([[1.0, 1.0]]))
    array([[1., 2.]])
    """

    def __init__(self, layers: Sequence[Layer], *, function: BlockFunction, name: str = "") -> None:
        super().__init__(layers, name=name)
        self.function = function

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Ask the function, and keep its way back."""

        def f(inputs: Array) -> Array:
            return Sequential.forward(self, inputs, training=training, rng=rng)

        def f_back(grad: Array) -> Array | None:
            return Sequential.backward(self, grad)

        y, self._saved = self.function(x, f, f_back)
        return np.asarray(y, x.dtype)

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Go the function's way back."""
        return np.asarray(self._saved(grad_y), grad_y.dtype)


class LeftOut(Sequential):
    """A residual block that, when it is left out in training, is not computed at all.

    ::

        training:   y = x + f(x)   with probability ``survives``, else y = x
        inference:  y = x + survives * f(x)

    As Huang et al. (2016) have it. The engine's ``Residual`` computes f even then, since other
    models of a stack may keep it: there nothing is saved.

    Examples
    --------
    >>> from course_lib.engine import ReLU
    >>> LeftOut([ReLU()], survives=0.5).forward(np.array([[-1.0, 3.0]]))
    array([[-1. ,  4.5]])
    """

    def __init__(self, layers: Sequence[Layer], *, survives: float, name: str = "") -> None:
        super().__init__(layers, name=name)
        self.survives = survives

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute the block, or nothing."""
        if not training:
            return x + np.asarray(self.survives, x.dtype) * super().forward(x)
        drawn = self.require_rng(rng, "whether the block takes part")
        self._saved = there = drawn.random() < self.survives  # type: ignore[union-attr]
        return x + super().forward(x, training=True, rng=rng) if there else x

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Go back through the block, or past it: then its weights have a gradient of 0."""
        if self._saved:
            through = super().backward(grad_y, input_gradient=input_gradient)
            return None if through is None else grad_y + through
        for layer in self.walk():
            for gradient in layer.gradients.values():
                gradient[...] = 0
        return grad_y
