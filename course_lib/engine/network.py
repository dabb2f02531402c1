"""A network: layers, and one vector that holds everything they learn.

All parameters live in ``theta``, their gradients in ``gradient``; each layer's W and b are views
into them. So an update rule runs once over one array, a gradient check walks one vector, and the
equations are the code. What layers remember without learning it lives likewise in ``buffers``.
"""

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import (
    as_numbers,
    check_array,
    check_flag,
    check_generator,
    check_kind,
    told,
)
from course_lib.engine.arrays import Array, Rng
from course_lib.engine.layers.layer import Layer
from course_lib.engine.layers.sequential import Sequential
from course_lib.engine.layers.together import give_names
from course_lib.engine.vectors import Vectors, buffer_places, length, parameter_places


class Network(Vectors):
    """Layers in a row with all their parameters in one vector.

    Parameters
    ----------
    layers : layers, first to last
    rng : numpy.random.Generator
        Draws the first weights, layer by layer.
    dtype : float64 or float32
        What the network computes in; its data must have the same.

    Attributes
    ----------
    theta, gradient : arrays of shape (1, P), or (K, 1, P) for a stack of K
        All parameters and their gradients; weights first, then all else.
    buffers, weights : see ``Vectors``

    Examples
    --------
    >>> from course_lib.engine import Dense, ReLU
    >>> rng = np.random.default_rng(0)
    >>> net = Network([Dense(2, 5), ReLU(), Dense(5, 1)], rng=rng)
    >>> net.theta.shape
    (1, 21)
    >>> net["output"].W.shape
    (5, 1)

    Notebook 00, section 6.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        *,
        rng: np.random.Generator,
        dtype: npt.DTypeLike = np.float64,
    ) -> None:
        check_generator(rng)
        self._build(layers, dtype, ())
        try:
            for layer in self.layers:
                layer.initialize(rng)
        except BaseException:
            for layer in self.layers:
                layer.owned = False  # free for another try
            raise

    @classmethod
    def unfilled(
        cls, layers: Sequence[Layer], *, dtype: npt.DTypeLike, models: tuple[int, ...] = ()
    ) -> "Network":
        """Build a network whose parameters and buffers are all zero, for others to fill in."""
        network = cls.__new__(cls)
        network._build(layers, dtype, models)
        return network

    @property
    def layers(self) -> list[Layer]:
        """All layers, each container followed by what it holds (``trace`` goes through them)."""
        return list(self.body.walk())[1:]

    def mask(self, *names: str) -> Array:
        """A multiplier over ``theta``: 1 for the parameters of the layers named, else 0.

        For freezing, ``Optimizer(mask=1 - net.mask("hidden 1"))``, and for learning rates of
        their own, ``mask=0.1 + 0.9 * net.mask("output")``. Running averages are no parameters and
        go on moving: ``fold`` a batch norm that is to stand still.

        Returns
        -------
        array of shape (1, P)
        """
        if not names:
            raise ValueError("mask takes at least one layer's name; got none")
        multiplier = np.zeros((1, self._theta.shape[-1]), self.dtype)
        for name in names:
            chosen = list(self[name].walk())
            own = [place for place in parameter_places(self.layers) if place.layer in chosen]
            if not own:
                raise ValueError(f"layer {name!r} has no parameters to mask")
            for place in own:
                multiplier[:, place.start : place.stop] = 1
        return multiplier

    def __getitem__(self, name: str) -> Any:
        """The layer of that name."""
        for layer in self.layers:
            if isinstance(name, str) and layer.name == name:
                return layer
        raise KeyError(
            f"no layer is called {told(name)}; there are {[layer.name for layer in self.layers]}"
        )

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute the output for ``x`` of shape (..., examples, features).

        ``training`` chooses the mode of dropout and batch norm; ``rng`` is for layers that draw.
        """
        self._went_forward = True
        y = self.body.forward(x, training=training, rng=rng)
        self._put_out = y.shape
        return y

    def backward(self, grad_y: Array, *, input_gradient: bool = False) -> Array | None:
        """Fill ``gradient``; return the gradient by the input where it is asked for."""
        if not self._went_forward:
            raise ValueError(
                "backward needs a forward before it: there is nothing to go back through"
            )
        if type(grad_y) is not np.ndarray or grad_y.shape != self._put_out:
            check_array("backward: grad_y", grad_y)
            raise ValueError(
                f"backward takes a gradient of the output's shape, {self._put_out}; "
                f"got shape {grad_y.shape}"
            )
        if input_gradient is not False:
            check_flag("input_gradient", input_gradient)
        return self.body.backward(grad_y, input_gradient=input_gradient)

    def copy(self) -> "Network":
        """An independent network with the same parameters and buffers."""
        return copy.deepcopy(self)

    # A shallow copy would share the layers, and they can only follow one of the two.
    __copy__ = copy

    def with_theta(self, theta: Array, buffers: Array | None = None) -> "Network":
        """The same structure around other parameters: (1, P) for one model, (K, 1, P) for K.

        Buffers that are not given are this network's, for each of the models.
        """
        check_array("theta", theta)
        one = self.theta.shape[-2:]
        if theta.ndim > 3 or theta.shape[-2:] != one or theta.dtype != self.dtype:
            raise ValueError(
                f"this network has {self.theta.shape[-1]} parameters of {self.dtype}; "
                f"got shape {theta.shape} of {theta.dtype}"
            )
        kept = self.buffers if buffers is None else as_numbers("buffers", buffers)
        width = self.buffers.shape[-1]
        if kept.shape not in ((1, width), (*theta.shape[:-1], width)):
            raise ValueError(
                f"buffers for theta of shape {theta.shape} have the shape (1, {width}), or one row "
                f"for each model; got shape {kept.shape}"
            )
        other = self.copy()
        other._attach(
            theta.copy(),
            np.broadcast_to(kept, (*theta.shape[:-1], width)).astype(self.dtype),
        )
        return other

    def _build(
        self, layers: Sequence[Layer], dtype: npt.DTypeLike, models: tuple[int, ...]
    ) -> None:
        try:
            self.dtype = np.dtype(dtype)
        except (TypeError, ValueError):  # no dtype at all
            raise TypeError(
                f"a network computes in float64 or float32; got dtype {told(dtype)}"
            ) from None
        if self.dtype not in (np.float64, np.float32):
            raise TypeError(f"a network computes in float64 or float32; got dtype {self.dtype}")
        self.body = Sequential(layers)
        give_names(self.layers)
        sizes = length(parameter_places(self.layers)), length(buffer_places(self.layers))
        theta, buffers = (np.zeros((*models, 1, size), self.dtype) for size in sizes)
        self._attach(theta, buffers)

    def _attach(self, theta: Array, buffers: Array) -> None:
        self.attach(self.layers, theta, buffers)
        self._went_forward = False

    def __getstate__(self) -> dict[str, Any]:
        return {
            "body": self.body, "dtype": self.dtype, "theta": self.theta, "buffers": self.buffers,
        }  # fmt: skip

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.body, self.dtype = state["body"], state["dtype"]
        self._attach(state["theta"], state["buffers"])

    def __repr__(self) -> str:
        models = f", {self.models[0]} models" if self.models else ""
        names = ", ".join(layer.name for layer in self.layers if not layer.inside())
        return f"Network({names}; {self.theta.shape[-1]} parameters{models})"


def check_network(network: Any) -> None:
    """Refuse what is no network."""
    check_kind("network", network, Network, "a Network, such as mlp([2, 8, 2], rng=rng)")
