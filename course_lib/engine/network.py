"""A network: layers, and one vector that holds everything they learn.

The parameters of all layers live in ``theta``, their gradients in ``gradient``; each layer's W
and b are views into them. So an update rule runs once over one array, a gradient check walks one
vector, and the equations of the notebooks are the code.
"""

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Array, Rng
from course_lib.engine.dense import Dense
from course_lib.engine.layer import Layer
from course_lib.engine.sequential import Sequential


class Network:
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
    weights : view of shape (..., 1, number of weights)
        The part of ``theta`` that regularizers see.

    Raises
    ------
    ValueError
        Where a layer already belongs to a network, or two layers share a name.
    TypeError
        For a dtype other than float64 and float32.

    Examples
    --------
    >>> from course_lib.engine import Dense, ReLU
    >>> rng = np.random.default_rng(0)
    >>> net = Network([Dense(2, 5), ReLU(), Dense(5, 1)], rng=rng)
    >>> net.theta.shape
    (1, 21)
    >>> net["output"].W.shape
    (5, 1)
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        *,
        rng: np.random.Generator,
        dtype: npt.DTypeLike = np.float64,
    ) -> None:
        self.body = Sequential(layers)
        self.dtype = np.dtype(dtype)
        if self.dtype not in (np.float64, np.float32):
            raise TypeError(f"a network computes in float64 or float32; got dtype {self.dtype}")
        _give_names(list(self.body.leaves()))
        size = sum(rows * columns for _, _, (rows, columns) in self._slots())
        self._attach(np.zeros((1, size), self.dtype))
        for layer in self.body.leaves():
            layer.initialize(rng)

    @property
    def theta(self) -> Array:
        """All parameters. Assigning writes into the same vector, so that every layer follows."""
        return self._theta

    @theta.setter
    def theta(self, values: Array) -> None:
        if np.shape(values) != self._theta.shape:
            raise ValueError(
                f"theta has the shape {self._theta.shape}; got values of shape {np.shape(values)}"
            )
        self._theta[...] = values

    @property
    def models(self) -> tuple[int, ...]:
        """(K,) for a stack of K models, () for one."""
        return self.theta.shape[:-2]

    @property
    def weights(self) -> Array:
        """The weights, without biases, scales and shifts: a view into ``theta``."""
        return self.theta[..., : self._n_weights]

    def __getitem__(self, name: str) -> Any:
        """The layer of that name."""
        for layer in self.body.leaves():
            if layer.name == name:
                return layer
        names = [layer.name for layer in self.body.leaves()]
        raise KeyError(f"no layer is called {name!r}; there are {names}")

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute the output for ``x`` of shape (..., examples, features)."""
        self._went_forward = True
        return self.body.forward(x, training=training, rng=rng)

    def backward(self, grad_y: Array, *, input_gradient: bool = False) -> Array | None:
        """Fill ``gradient``; return the gradient by the input where it is asked for."""
        if not self._went_forward:
            raise ValueError(
                "backward needs a forward before it: there is nothing to go back through"
            )
        return self.body.backward(grad_y, input_gradient=input_gradient)

    def copy(self) -> "Network":
        """An independent network with the same weights."""
        return copy.deepcopy(self)

    # A shallow copy would share the layers, and they can only follow one of the two.
    __copy__ = copy

    def with_theta(self, theta: Array) -> "Network":
        """The same structure around other parameters: (1, P) for one model, (K, 1, P) for K."""
        if theta.shape[-2:] != self.theta.shape[-2:] or theta.dtype != self.dtype:
            raise ValueError(
                f"this network has {self.theta.shape[-1]} parameters of {self.dtype}; "
                f"got shape {theta.shape} of {theta.dtype}"
            )
        other = self.copy()
        other._attach(theta.copy())
        return other

    def _slots(self) -> Iterator[tuple[Layer, str, tuple[int, int]]]:
        """Every parameter in the order of ``theta``: all that decays first, then all else."""
        for decaying in (True, False):
            for layer in self.body.leaves():
                for key, shape in layer.parameter_shapes().items():
                    if (key in layer.decays) is decaying:
                        yield layer, key, shape

    def _attach(self, theta: Array) -> None:
        """Take ``theta`` as the parameters and hand each layer its views."""
        self._theta, self.gradient = theta, np.zeros_like(theta)
        self._went_forward = False
        start = self._n_weights = 0
        for layer, key, shape in self._slots():
            stop = start + shape[0] * shape[1]
            for vector, views in ((theta, layer.parameters), (self.gradient, layer.gradients)):
                views[key] = vector[..., 0, start:stop].reshape(*self.models, *shape)
            start = stop
            if key in layer.decays:
                self._n_weights = stop
        for layer in self.body.leaves():
            layer.owned = True

    def __getstate__(self) -> dict[str, Any]:
        return {"body": self.body, "dtype": self.dtype, "theta": self.theta}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.body, self.dtype = state["body"], state["dtype"]
        self._attach(state["theta"])

    def __repr__(self) -> str:
        models = f", {self.models[0]} models" if self.models else ""
        names = ", ".join(layer.name for layer in self.body.leaves())
        return f"Network({names}; {self.theta.shape[-1]} parameters{models})"


def _give_names(layers: list[Layer]) -> None:
    """Name what has no name: hidden 1, relu 1, ..., output."""
    for position, layer in enumerate(layers):
        if layer.owned or layer in layers[:position]:
            raise ValueError(f"{layer!r} already belongs to a network; build a new layer")
    dense = [layer for layer in layers if isinstance(layer, Dense)]
    taken = {layer.name for layer in layers}
    counts: Counter[str] = Counter()
    for layer in layers:
        kind = "hidden" if isinstance(layer, Dense) else layer.kind
        counts[kind] += 1
        if not layer.name:
            last = bool(dense) and layer is dense[-1] and "output" not in taken
            numbered = (f"{kind} {number}" for number in count(counts[kind]))
            layer.name = "output" if last else next(n for n in numbered if n not in taken)
            taken.add(layer.name)
    twice = [name for name, times in Counter(layer.name for layer in layers).items() if times > 1]
    if twice:
        raise ValueError(f"two layers share the name {twice[0]!r}; each needs its own")
