"""What every layer offers: ``forward`` computes, ``backward`` sends the gradient back.

A layer holds no weights of its own. The network that it belongs to keeps all parameters in one
vector and all buffers in another, and hands each layer views into them.
"""

from collections.abc import Iterator, Sequence
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
    buffers : dict of views
        Views into the network's ``buffers``: what a layer remembers of its data without learning
        it by a gradient, such as batch norm's running averages.
    """

    decays: ClassVar[tuple[str, ...]] = ("W",)
    """The parameters that regularizers touch; the others (biases, scales) are left alone."""

    hyperparameters: ClassVar[tuple[str, ...]] = ()
    """The attributes that may hold one value per model."""

    held_constant: ClassVar[str] = ""
    """What backward treats as constant though forward computes it, in words."""

    def __init__(self, *, name: str = "") -> None:
        self.name = name
        self.parameters: dict[str, Array] = {}
        self.gradients: dict[str, Array] = {}
        self.buffers: dict[str, Array] = {}
        self.owned = False
        self._saved: Any = None  # what backward needs of the last forward

    @property
    def kind(self) -> str:
        """The class in lower case: the first part of a name that nobody gave."""
        return type(self).__name__.lower()

    def settings(self) -> dict[str, Any]:
        """The arguments that build this layer again, without name and hyperparameters.

        Numbers, texts, tuples of them and layers only: saving writes them as text.
        """
        return {}

    def parameter_shapes(self) -> dict[str, tuple[int, int]]:
        """The shape of each parameter, (rows, columns); empty where nothing is learned."""
        return {}

    def buffer_shapes(self) -> dict[str, tuple[int, int]]:
        """The shape of each buffer, (rows, columns); empty where nothing is remembered."""
        return {}

    def initialize(self, rng: Any) -> None:
        """Write the first values into ``parameters`` and ``buffers``."""

    def inside(self) -> Sequence["Layer"]:
        """The layers that a container holds."""
        return ()

    def walk(self) -> Iterator["Layer"]:
        """Yield this layer, then all layers inside it, containers opened."""
        yield self
        for layer in self.inside():
            yield from layer.walk()

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

    def hold(self, *, still: bool) -> None:
        """Keep what backward treats as constant as it was in the last forward, or let it go.

        For the gradient check. Nothing to do where backward treats nothing so.
        """

    def require_rng(self, rng: Rng | None, purpose: str) -> Rng:
        """Return ``rng``, or say that a layer which draws something needs one."""
        if rng is None:
            raise ValueError(
                f"{type(self).__name__} {self.name!r} needs rng in training: it draws {purpose}"
            )
        return rng

    def require_input(self, x: Array, features: int) -> None:
        """Refuse an input that does not fit, naming this layer.

        Raises
        ------
        ValueError
            Before the layer belongs to a network, for another number of features, and for another
            number of models.
        TypeError
            For an input of another dtype than the parameters have.
        """
        who = f"{type(self).__name__} {self.name!r}"
        if x.ndim < 2 or x.shape[-1] != features:
            raise ValueError(f"{who} takes {features} features; got an input of shape {x.shape}")
        for own in (self.parameters or self.buffers).values():
            if x.dtype != own.dtype:
                raise TypeError(
                    f"{who} computes in {own.dtype}; got an input of {x.dtype}. "
                    f"Convert the data or build the network with dtype={x.dtype}"
                )
            if x.ndim > 2 and x.shape[:-2] != own.shape[:-2]:
                raise ValueError(
                    f"{who} holds models {own.shape[:-2]}; "
                    f"got an input with models {x.shape[:-2]} in shape {x.shape}"
                )
            return
        if self.parameter_shapes():
            raise ValueError(f"{who} has no weights yet: put it into a Network")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    def __getstate__(self) -> dict[str, Any]:
        # Views into a network's vector would be copied as arrays of their own and come loose:
        # the network hands out new ones.
        loose = {"parameters": {}, "gradients": {}, "buffers": {}, "owned": False, "_saved": None}
        return self.__dict__ | loose
