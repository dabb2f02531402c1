"""What every layer offers: ``forward`` computes, ``backward`` sends the gradient back.

A layer holds no weights of its own. The network that it belongs to keeps all parameters in one
vector and hands each layer views into it.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from course_lib.engine.arrays import Array, Rng


class Layer:
    """A function with a derivative; subclasses say which.

    Attributes
    ----------
    name : str
        How error messages and ``network["hidden 2"]`` call it. The network fills in a missing one.
    parameters, gradients : dict of views
        Views into the network's ``theta`` and ``gradient``; empty where nothing is learned.
    """

    decays: ClassVar[tuple[str, ...]] = ("W",)
    """The parameters that regularizers touch; the others (biases, scales) are left alone."""

    hyperparameters: ClassVar[tuple[str, ...]] = ()
    """The attributes that may hold one value per model."""

    def __init__(self, *, name: str = "") -> None:
        self.name = name
        self.parameters: dict[str, Array] = {}
        self.gradients: dict[str, Array] = {}
        self.owned = False
        self._saved: Any = None  # what backward needs of the last forward

    @property
    def kind(self) -> str:
        """The class in lower case: the first part of a name that nobody gave."""
        return type(self).__name__.lower()

    def parameter_shapes(self) -> dict[str, tuple[int, int]]:
        """The shape of each parameter, (rows, columns); empty where nothing is learned."""
        return {}

    def initialize(self, rng: Any) -> None:
        """Write the first values into ``parameters``."""

    def leaves(self) -> Iterator["Layer"]:
        """The layers inside this one that do the work: itself, unless it is a container."""
        yield self

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute the output for ``x`` of shape (..., examples, features)."""
        raise NotImplementedError

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Turn the loss's gradient by the output into its gradient by the input.

        The gradients by the parameters are written into ``gradients``. Where nobody needs the
        gradient by the input (a network's first layer in training), ``input_gradient=False``
        saves its cost and None comes back.
        """
        raise NotImplementedError

    def side(self) -> Array | None:
        """On which side of its kink each unit stood in the last forward; None without a kink."""
        return None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    def __getstate__(self) -> dict[str, Any]:
        # Views into a network's vector would be copied as arrays of their own and come loose:
        # the network hands out new ones.
        loose = {"parameters": {}, "gradients": {}, "owned": False, "_saved": None}
        return self.__dict__ | loose
