"""The gradient check: backpropagation against a two-sided difference of the loss itself."""

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.engine.arrays import Array, Labels
from course_lib.engine.losses.loss import Loss
from course_lib.engine.network import Network
from course_lib.engine.regularizers import Regularizer

EPSILON = 6e-6
"""About the cube root of float64's rounding error, where truncation and rounding balance."""


@dataclass(frozen=True)
class GradientReport:
    """What a gradient check found.

    Attributes
    ----------
    error : float
        The largest error, ``|analytic - numeric|``, relative to the gradient's size: for the random
        direction its own derivative, for single coordinates the largest of those drawn (a tiny
        component has no digits left in a difference of two losses). Where that size is below
        1e-7, the error itself.
    worst : str
        Where it was found, with both numbers.
    points : int
        Directions and coordinates compared.
    kinks : int
        How often the point was moved because a unit stood within reach of its kink.
    """

    error: float
    worst: str
    points: int
    kinks: int


def check_gradients(
    network: Network,
    loss: Loss,
    data: tuple[Array, Labels],
    *,
    rng: np.random.Generator,
    training: bool = True,
    regularizer: Regularizer | None = None,
    coordinates: int = 20,
    epsilon: float = EPSILON,
) -> GradientReport:
    """Compare backpropagation with ``(J(theta + eps d) - J(theta - eps d)) / (2 eps)``.

    The directions d are one random direction over all parameters, one over all inputs, and single
    coordinates of each. Random layers repeat the same draw at every evaluation. Where one of the
    evaluations puts a unit on the other side of its kink, the difference means nothing: the point
    is moved a little and tried again. The network is left as it was.

    Parameters
    ----------
    network : Network, or a stack (all its models are checked at once)
    data : (x, labels)
    training : bool
        The mode in which forward runs.
    coordinates : int
        How many single parameters, and how many single inputs, are drawn.

    Returns
    -------
    GradientReport

    Raises
    ------
    TypeError
        For a float32 network: its rounding hides the errors sought.
    RuntimeError
        Where no point away from all kinks was found.

    Notes
    -----
    Truncation grows as eps**2 and rounding as 1 / eps; a smaller eps such as 1e-7 is worse.

    Examples
    --------
    >>> from course_lib.engine import cross_entropy, mlp
    >>> rng = np.random.default_rng(0)
    >>> data = rng.standard_normal((5, 2)), np.array([0, 1, 0, 1, 1])
    >>> check_gradients(mlp([2, 4, 2], rng=rng), cross_entropy, data, rng=rng).error < 1e-7
    True
    """
    if network.dtype != np.float64:
        raise TypeError(f"a gradient check needs a float64 network; got {network.dtype}")
    probe = network.copy()
    x, targets = data[0].copy(), data[1:]
    noise = rng.spawn(1)[0]

    def objective() -> tuple[Array, Array]:
        probe.buffers = network.buffers  # every evaluation remembers what the first one did
        logits = probe.forward(x, training=training, rng=copy.deepcopy(noise))
        value, grad = loss(logits, *targets)
        if regularizer is not None:
            value = value + regularizer.penalty(probe.weights)
        # Summed over the models: each depends on its own parameters alone.
        return np.asarray(np.sum(value)), grad

    def analytic() -> tuple[Array, Array]:
        grad_x = probe.backward(objective()[1], input_gradient=True)
        if regularizer is not None:
            width = probe.weights.shape[-1]
            probe.gradient[..., :width] += regularizer.gradient(probe.weights)
        assert grad_x is not None
        # An input that all models share feels the sum of their gradients.
        return probe.gradient.copy(), grad_x.reshape(-1, *x.shape).sum(axis=0)

    compare = _Comparison(probe, objective, analytic, rng, epsilon)
    for wiggled, which, name in ((probe.theta, 0, "parameters"), (x, 1, "inputs")):
        everywhere = rng.standard_normal(wiggled.shape)
        compare(wiggled, which, [(everywhere, f"{name}, a random direction")])
        compare(wiggled, which, _coordinates(wiggled.shape, coordinates, rng, name))
    return GradientReport(compare.error, compare.worst, compare.points, compare.kinks)


class _Comparison:
    """Compares groups of directions and remembers the worst."""

    def __init__(
        self,
        network: Network,
        objective: Callable[[], tuple[Array, Array]],
        analytic: Callable[[], tuple[Array, Array]],
        rng: np.random.Generator,
        epsilon: float,
    ) -> None:
        self.network, self.objective, self.analytic = network, objective, analytic
        self.rng, self.epsilon = rng, epsilon
        self.error, self.worst, self.points, self.kinks = -1.0, "", 0, 0

    def __call__(self, wiggled: Array, which: int, group: Iterable[tuple[Array, str]]) -> None:
        pairs = [(*self._pair(wiggled, which, direction), label) for direction, label in group]
        size = max(max(abs(exact), abs(numeric)) for exact, numeric, _ in pairs)
        for exact, numeric, label in pairs:
            error = abs(exact - numeric) / (size if size > 1e-7 else 1.0)
            if not np.isfinite(error):
                error = np.inf
            self.points += 1
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
        flat = [side.ravel() for side in sides if side is not None]
        return np.concatenate(flat) if flat else np.zeros(0, bool)


def _coordinates(
    shape: tuple[int, ...], count: int, rng: np.random.Generator, name: str
) -> Iterator[tuple[Array, str]]:
    size = int(np.prod(shape))
    for index in rng.permutation(size)[:count]:
        single = np.zeros(size)
        single[index] = 1
        yield single.reshape(shape), f"{name}, coordinate {index}"
