"""The fully connected layer."""

from typing import Any

import numpy as np

from course_lib.arguments import whole_number
from course_lib.engine.arrays import Array, Rng, product
from course_lib.engine.initializers import Initializer, check_initializer, draw, he_normal
from course_lib.engine.layers.layer import Layer


class Dense(Layer):
    """Every output is a weighted sum of all inputs: ``y = x @ W + b``.

    Parameters
    ----------
    n_in, n_out : int
        Number of input and output features.
    initializer : Initializer
        Draws W, shape (n_in, n_out); b starts at zero.

    Notes
    -----
    The gradients, with examples in rows::

        grad_W = x.mT @ grad_y        (n_in, n_out)
        grad_b = grad_y.sum(rows)     (1, n_out)
        grad_x = grad_y @ W.mT        (examples, n_in)

    Rumelhart, Hinton and Williams (1986). The lectures keep examples in columns and write
    ``W x + b``; their W is the transpose of ours.

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib.engine import Network
    >>> net = Network([Dense(3, 2)], rng=np.random.default_rng(0))
    >>> net.forward(np.ones((5, 3))).shape
    (5, 2)

    Notebook 01, section 3.
    """

    def __init__(
        self, n_in: int, n_out: int, *, initializer: Initializer = he_normal, name: str = ""
    ) -> None:
        super().__init__(name=name)
        kind = type(self).__name__
        self.n_in = whole_number(f"{kind}: n_in", n_in)
        self.n_out = whole_number(f"{kind}: n_out", n_out)
        self.initializer = check_initializer(kind, initializer)

    @property
    def W(self) -> Array:  # noqa: D102 - the field's name
        return self.parameters["W"]

    @property
    def b(self) -> Array:  # noqa: D102 - the field's name
        return self.parameters["b"]

    def settings(self) -> dict[str, Any]:
        """Numbers of inputs and outputs."""
        return {"n_in": self.n_in, "n_out": self.n_out}

    def parameter_shapes(self) -> dict[str, tuple[int, int]]:
        """W is (n_in, n_out), b is (1, n_out)."""
        return {"W": (self.n_in, self.n_out), "b": (1, self.n_out)}

    def initialize(self, rng: Any) -> None:
        """Draw W, set b to zero."""
        self.W[...] = draw(self.who, self.initializer, (self.n_in, self.n_out), rng)
        self.b[...] = 0

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``x @ W + b``."""
        self.require_input(x, self.n_in)
        self._saved = x
        y = product(x, self.parameters["W"])
        y += self.parameters["b"]
        return y

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Write grad_W and grad_b, return grad_x."""
        product(self._saved.mT, grad_y, out=self.gradients["W"])
        np.add.reduce(grad_y, axis=-2, keepdims=True, out=self.gradients["b"])
        return product(grad_y, self.parameters["W"].mT) if input_gradient else None
