"""Two derivatives along many directions, and the worst disagreement."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course_lib.engine.arrays import Array
from course_lib.engine.network import Network
from course_lib.engine.regularizers import Regularizer
from course_lib.engine.vectors import Place, parameter_places

SMALLEST = 1e-3
"""The smallest derivative that errors are relative to, in units of the loss.

The difference of two losses carries their rounding, about 1e-16 of the loss, over 2 epsilon: that
is 1e-8 of a derivative of this size, and all of a much smaller one.
"""

Direction = tuple[Array, str]
"""Where to, and what it is called."""


class Comparison:
    """Compares groups of directions and remembers the worst."""

    def __init__(
        self,
        network: Network,
        regularizer: Regularizer | None,
        objective: Callable[[], tuple[Array, Array]],
        analytic: Callable[[], tuple[Array, Array]],
        rng: np.random.Generator,
        epsilon: float,
    ) -> None:
        self.network, self.regularizer = network, regularizer
        self.objective, self.analytic = objective, analytic
        self.rng, self.epsilon = rng, epsilon
        self.error, self.worst = -1.0, ""
        self.points = self.kinks = self.absolute = 0

    def __call__(self, wiggled: Array, which: int, direction: Array, label: str) -> None:
        """Compare both derivatives along a direction.

        ``wiggled`` is the array that is moved, ``which`` its place in what ``analytic`` returns.
        """
        exact, numeric, usual, value = self._both(wiggled, which, direction)
        size, lowest = max(abs(exact), abs(numeric), usual), SMALLEST * abs(value)
        error = abs(exact - numeric) / max(size, lowest, np.finfo(np.float64).tiny)
        self.points += 1
        self.absolute += size < lowest
        if not error <= self.error:  # so written that NaN is the worst
            self.error = error if np.isfinite(error) else np.inf
            self.worst = f"{label}: backpropagation {exact:.9g}, difference {numeric:.9g}"

    def _both(
        self, wiggled: Array, which: int, direction: Array
    ) -> tuple[float, float, float, float]:
        """The derivative by backpropagation and by the difference, its usual size, and the loss.

        A random direction may happen to be almost at right angles to the gradient; the derivative
        along most of them is about as large as the gradient is long.
        """
        for _ in range(50):
            start = wiggled.copy()
            gradient = self.analytic()[which]
            exact = float(np.vdot(gradient, direction))
            usual = float(np.linalg.norm(gradient[direction != 0]))
            sides, values = [self._sides()], []
            self._hold(still=True)
            for sign in (1, -1):
                wiggled[...] = start + sign * self.epsilon * direction
                values.append(float(self.objective()[0]))
                sides.append(self._sides())
            wiggled[...] = start
            self._hold(still=False)
            if all(np.array_equal(sides[0], other) for other in sides[1:]):
                numeric = (values[0] - values[1]) / (2 * self.epsilon)
                return exact, numeric, usual, values[0]
            self.kinks += 1
            wiggled += 1e-3 * self.rng.standard_normal(wiggled.shape)
        raise RuntimeError("no point away from the kinks was found; try other data")

    def _hold(self, *, still: bool) -> None:
        for layer in self.network.layers:
            layer.hold(still=still)

    def _sides(self) -> Any:
        sides = [layer.side() for layer in self.network.layers]
        if self.regularizer is not None:
            sides.append(self.regularizer.side(self.network.weights))
        flat = [side.ravel() for side in sides if side is not None]
        return np.concatenate(flat) if flat else np.zeros(0, bool)


def parameter_directions(
    network: Network, coordinates: int, rng: np.random.Generator
) -> Iterator[Direction]:
    """All parameters at once, those of each layer by themselves, and single ones.

    The layers by themselves, because where gradients vanish on their way back the last layers
    alone would decide over a direction through all.
    """
    shape = network.theta.shape
    yield rng.standard_normal(shape), "all parameters, a random direction"
    for place in parameter_places(network.layers):
        part = np.zeros(shape)
        part[..., place.start : place.stop] = 1
        yield rng.standard_normal(shape) * part, f"{_called(place)}, a random direction"
    for index in rng.permutation(network.theta.size)[:coordinates]:
        position = index % shape[-1]
        place = next(p for p in parameter_places(network.layers) if position < p.stop)
        entry = np.unravel_index(position - place.start, place.shape)
        yield _single(index, shape), f"{_called(place)}, entry {tuple(map(int, entry))}"


def input_directions(x: Array, coordinates: int, rng: np.random.Generator) -> Iterator[Direction]:
    """All inputs at once, and single ones."""
    yield rng.standard_normal(x.shape), "all inputs, a random direction"
    for index in rng.permutation(x.size)[:coordinates]:
        entry = np.unravel_index(index, x.shape)
        yield _single(index, x.shape), f"inputs, entry {tuple(map(int, entry))}"


def _called(place: Place) -> str:
    return f"{place.key} of {place.layer.name!r}"


def _single(index: int, shape: tuple[int, ...]) -> Array:
    direction = np.zeros(shape)
    direction.flat[index] = 1
    return direction
