"""The vectors of a network, and where each layer's parameters and buffers lie in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from course_lib.arguments import as_numbers
from course_lib.engine.arrays import Array
from course_lib.engine.layers.layer import Layer


@dataclass(frozen=True)
class Place:
    """The part of a vector that holds one matrix of a layer."""

    layer: Layer
    key: str
    shape: tuple[int, int]
    start: int

    @property
    def stop(self) -> int:
        """Where the next one begins."""
        return self.start + self.shape[0] * self.shape[1]

    @property
    def decays(self) -> bool:
        """Whether regularizers touch it."""
        return self.key in self.layer.decays

    def view(self, vector: Array) -> Array:
        """The matrix as a view into a vector of shape (..., 1, P), one for each model."""
        return vector[..., 0, self.start : self.stop].reshape(*vector.shape[:-2], *self.shape)


def parameter_places(layers: Sequence[Layer]) -> list[Place]:
    """Every parameter in the order of ``theta``: all that decays first, then all else."""
    slots = [(layer, *slot) for layer in layers for slot in layer.parameter_shapes().items()]
    return list(_in_a_row(sorted(slots, key=lambda slot: slot[1] not in slot[0].decays)))


def buffer_places(layers: Sequence[Layer]) -> list[Place]:
    """Every buffer, layer by layer."""
    return list(
        _in_a_row((layer, *slot) for layer in layers for slot in layer.buffer_shapes().items())
    )


def length(places: Sequence[Place]) -> int:
    """How long a vector with these places is."""
    return places[-1].stop if places else 0


def _in_a_row(slots: Iterable[tuple[Layer, str, tuple[int, int]]]) -> Iterator[Place]:
    start = 0
    for layer, key, shape in slots:
        place = Place(layer, key, shape, start)
        yield place
        start = place.stop


class Vectors:
    """All parameters, their gradients and all buffers of some layers, each kind in one array.

    Attributes
    ----------
    theta, gradient : arrays of shape (1, P), or (K, 1, P) for a stack of K
        All parameters and their gradients; weights first, then all else.
    buffers : array of shape (1, Q), or (K, 1, Q)
        All buffers; Q is 0 for most networks.
    """

    _theta: Array
    _buffers: Array
    gradient: Array

    @property
    def theta(self) -> Array:
        """All parameters. Assigning writes into the same vector, so that every layer follows."""
        return self._theta

    @theta.setter
    def theta(self, values: Array) -> None:
        _overwrite("theta", self._theta, values)

    @property
    def buffers(self) -> Array:
        """All buffers; assigning writes into the same vector."""
        return self._buffers

    @buffers.setter
    def buffers(self, values: Array) -> None:
        _overwrite("buffers", self._buffers, values)

    @property
    def models(self) -> tuple[int, ...]:
        """(K,) for a stack of K models, () for one."""
        return self._theta.shape[:-2]

    @property
    def weights(self) -> Array:
        """The weights, without biases, scales and shifts: a view into ``theta``."""
        return self._theta[..., : self._n_weights]

    def attach(self, layers: Sequence[Layer], theta: Array, buffers: Array) -> None:
        """Take these vectors as they are and hand each layer its views."""
        self._theta, self.gradient, self._buffers = theta, np.zeros_like(theta), buffers
        places = parameter_places(layers)
        self._n_weights = length([place for place in places if place.decays])
        for place in places:
            place.layer.parameters[place.key] = place.view(theta)
            place.layer.gradients[place.key] = place.view(self.gradient)
        for place in buffer_places(layers):
            place.layer.buffers[place.key] = place.view(buffers)
        for layer in layers:
            layer.owned = True


def _overwrite(name: str, vector: Array, values: Array) -> None:
    numbers = as_numbers(name, values)
    if numbers.shape != vector.shape:
        raise ValueError(
            f"{name} has the shape {vector.shape}; got values of shape {numbers.shape}"
        )
    vector[...] = numbers
