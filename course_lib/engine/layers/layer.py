"""What every layer offers: ``forward`` computes, ``backward`` sends the gradient back.

A layer holds no weights of its own. The network that it belongs to keeps all parameters in one
vector and all buffers in another, and hands each layer views into them.
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from course_lib.arguments import check_array, check_generator, check_kind
from course_lib.engine.arrays import Array, Rng, check_models
from course_lib.engine.floating import dtype_remedy, shape_remedy
from course_lib.engine.settings import call_in_words


class _NothingSaved:
    """Stands where backward looks for the last forward, until there is one."""

    def __get__(self, layer: "Layer", kind: type["Layer"]) -> Any:
        raise ValueError(f"{layer.who} needs a forward first: there is nothing to go back through")


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

    _saved: Any = _NothingSaved()  # what backward needs of the last forward

    def __init__(self, *, name: str = "") -> None:
        check_kind(f"{type(self).__name__}: name", name, str, "a text")
        self.name = name
        self.parameters: dict[str, Array] = {}
        self.gradients: dict[str, Array] = {}
        self.buffers: dict[str, Array] = {}
        self.owned = False

    @property
    def kind(self) -> str:
        """The class in lower case: the first part of a name that nobody gave."""
        return type(self).__name__.lower()

    @property
    def who(self) -> str:
        """The class, and the name once there is one: how messages begin."""
        return f"{type(self).__name__} {self.name!r}" if self.name else type(self).__name__

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
        """Compute the output for ``x`` of shape (..., examples, features).

        Parameters
        ----------
        x : array of shape (n, features), or (K, n, features) where each model has its own
        training : bool
            Whether to learn from x: dropout drops, batch norm uses the batch's own mean and
            variance and moves its running ones. In inference nothing is drawn or remembered.
        rng : numpy.random.Generator, a list of one for each model, or None
            For layers that draw in training; one generator makes one draw that all models share.

        Returns
        -------
        array of shape (..., n, outputs), in the dtype of ``x``
        """
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
            raise ValueError(f"{self.who} needs rng in training: it draws {purpose}")
        check_generator(rng, or_list=True)
        return rng

    def hyperparameter(self, name: str, x: Array) -> Array:
        """The value of a hyperparameter in the dtype of ``x``, for a forward of ``x``."""
        value = np.asarray(getattr(self, name), x.dtype)
        if value.ndim:
            self._check_models(name, value, x)
        return value

    def _check_models(self, name: str, value: Array, x: Array) -> None:
        # A container learns nothing itself; the layers inside know how many models there are.
        for layer in self.walk():
            for own in (layer.parameters or layer.buffers).values():
                check_models(f"{self.who}: {name}", value, own.shape[:-2])
                return
        if x.ndim > 2:  # without a model axis, x may still be what all models of a stack share
            check_models(f"{self.who}: {name}", value, x.shape[:-2], "its input")

    def require_input(self, x: Array, features: int) -> None:
        """Refuse an input that does not fit, naming this layer."""
        if type(x) is not np.ndarray:  # asked first, because ``who`` takes its time
            check_array(f"the input of {self.who}", x)
        if x.ndim < 2 or x.shape[-1] != features:
            raise ValueError(
                f"{self.who} takes {features} features; got an input of shape {x.shape}"
                f"{shape_remedy(x.shape, features)}"
            )
        for own in (self.parameters or self.buffers).values():
            if x.dtype != own.dtype:
                raise TypeError(
                    f"{self.who} computes in {own.dtype}; got an input of {x.dtype}. "
                    f"{dtype_remedy(own.dtype, x.dtype)}"
                )
            if x.ndim > 2 and x.shape[:-2] != own.shape[:-2]:
                raise ValueError(
                    f"{self.who} holds models {own.shape[:-2]}; "
                    f"got an input with models {x.shape[:-2]} in shape {x.shape}"
                )
            return
        if self.parameter_shapes():
            raise ValueError(f"{self.who} has no weights yet: put it into a Network")

    def __repr__(self) -> str:
        names = {"name": self.name} if self.name else {}
        values = {name: getattr(self, name) for name in self.hyperparameters}
        return call_in_words(self, self.settings() | values | names)

    def __getstate__(self) -> dict[str, Any]:
        # Views into a network's vector would be copied as arrays of their own and come loose:
        # the network hands out new ones.
        loose = {"parameters": {}, "gradients": {}, "buffers": {}, "owned": False}
        return {k: v for k, v in self.__dict__.items() if k != "_saved"} | loose
