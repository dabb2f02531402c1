"""Two derivatives along many directions, and the worst disagreement."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from course_lib.engine.arrays import Array
from course_lib.engine.network import Network
from course_lib.engine.regularizers import Regularizer

NO_GRADIENT = 1e-7
"""Below this size a derivative counts as zero, and its error is not divided by it."""


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

    def __call__(self, wiggled: Array, which: int, group: Iterable[tuple[Array, str]]) -> None:
        """Compare along each direction of a group; errors are relative to its largest derivative.

        ``wiggled`` is the array that is moved, ``which`` its place in what ``analytic`` returns.
        """
        pairs = [(*self._pair(wiggled, which, direction), label) for direction, label in group]
        size = max(max(abs(exact), abs(numeric)) for exact, numeric, _ in pairs)
        for exact, numeric, label in pairs:
            error = abs(exact - numeric) / (size if size > NO_GRADIENT else 1.0)
            if not np.isfinite(error):
                error = np.inf
            self.points += 1
            self.absolute += bool(size <= NO_GRADIENT)
            if error > self.error:
                self.error = error
                self.worst = f"{label}: backpropagation {exact:.9g}, difference {numeric:.9g}"

    def _pair(self, wiggled: Array, which: int, direction: Array) -> tuple[float, float]:
        """The derivative along ``direction``, by backpropagation and by the difference."""
        for _ in range(50):
            start = wiggled.copy()
            exact = float(np.vdot(self.analytic()[which], direction))
            sides, values = [self._sides()], []
            self._hold(still=True)
            for sign in (1, -1):
                wiggled[...] = start + sign * self.epsilon * direction
                values.append(float(self.objective()[0]))
                sides.append(self._sides())
            wiggled[...] = start
            self._hold(still=False)
            if all(np.array_equal(sides[0], other) for other in sides[1:]):
                return exact, (values[0] - values[1]) / (2 * self.epsilon)
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


def coordinates_of(
    shape: tuple[int, ...], count: int, rng: np.random.Generator, name: str
) -> Iterator[tuple[Array, str]]:
    """Single coordinates of an array, drawn at random, each with its name."""
    size = int(np.prod(shape))
    for index in rng.permutation(size)[:count]:
        single = np.zeros(size)
        single[index] = 1
        yield single.reshape(shape), f"{name}, coordinate {index}"
