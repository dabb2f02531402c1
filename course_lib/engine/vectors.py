"""Where the parameters and buffers of each layer lie in the network's vectors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
