"""Surfaces of two parameters to walk down: value, gradient, Hessian and minima, all by formula.

Each is a bare example of one difficulty: a round bowl (none), a ravine (curvatures far apart), a
bent valley, a saddle, a plateau, and a local minimum beside a deeper one.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_floats, check_kind, check_memory, number, told, whole_number

LARGEST_TILT = 2 / 27**0.5
"""From here on ``x**3 - x + tilt`` is 0 once, not three times."""

Floats = npt.NDArray[np.float64]
Point = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Surface:
    """A function of two parameters, with all that one may want to know of it.

    ``value``, ``gradient`` and ``hessian`` take points of shape (..., 2) and give arrays of shape
    (...), (..., 2) and (..., 2, 2).

    Attributes
    ----------
    name : str
    minima : tuple of points, the deepest first
    start : where a walk begins, unless told otherwise
    view : (left, right, bottom, top), the part worth looking at

    Examples
    --------
    >>> bowl = quadratic(1, 4)
    >>> at = np.array([2.0, 1.0])
    >>> float(bowl.value(at)), bowl.gradient(at), bowl.hessian(at).diagonal()
    (4.0, array([2., 4.]), array([1., 4.]))
    """

    name: str
    value: Callable[[Floats], Floats]
    gradient: Callable[[Floats], Floats]
    hessian: Callable[[Floats], Floats]
    minima: tuple[Point, ...]
    start: Point
    view: tuple[float, float, float, float]

    def grid(self, points: int = 121) -> tuple[Floats, Floats, Floats]:
        """Values over the view: (x, y, values) of shapes (points,), (points,), (points, points).

        Examples
        --------
        >>> x, y, values = quadratic(1, 1).grid(5)
        >>> values.shape, float(values.min())
        ((5, 5), 0.0)
        """
        check_memory("points", points, 64 * whole_number("points", points) ** 2)
        left, right, bottom, top = self.view
        x, y = np.linspace(left, right, points), np.linspace(bottom, top, points)
        return x, y, self.value(np.stack(np.meshgrid(x, y), axis=-1))


def quadratic(
    *curvatures: float, angle: float = 0.0, name: str = "bowl", start: Point = (-4.0, 1.5)
) -> Surface:
    """Half the sum of ``curvature * coordinate**2``, turned by ``angle`` (radians); minimum at 0.

    Gradient descent has a closed form on it: each coordinate is multiplied by
    ``1 - lr * curvature`` a step, so it arrives for ``lr < 2 / max(curvatures)`` and no other.

    Examples
    --------
    >>> quadratic(2, 8, angle=np.pi / 2).hessian(np.zeros(2)).round(3)
    array([[ 8., -0.],
           [-0.,  2.]])
    """
    if len(curvatures) != 2:
        raise ValueError(f"quadratic needs two curvatures; got {told(curvatures)}")
    for curvature in curvatures:
        number("quadratic: curvatures", curvature)
    angle, begin = number("quadratic: angle", angle), as_point("quadratic: start", start)
    check_kind("quadratic: name", name, str, "a text")
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.array([[cos, -sin], [sin, cos]])
    matrix = turn @ np.diag(curvatures) @ turn.T
    return Surface(
        name,
        value=lambda at: 0.5 * np.einsum("...i,ij,...j", at, matrix, at),
        gradient=lambda at: at @ matrix,
        hessian=lambda at: np.broadcast_to(matrix, (*at.shape, 2)),
        minima=((0.0, 0.0),),
        start=(float(begin[0]), float(begin[1])),
        view=(-5.0, 5.0, -3.0, 3.0),
    )


def rosenbrock(steepness: float = 10.0) -> Surface:
    """A bent valley: ``(1 - x)**2 + steepness * (y - x**2)**2``, minimum at (1, 1).

    Rosenbrock (1960), whose steepness was 100. The way into the valley is short, the way along its
    floor long and curved.

    Examples
    --------
    >>> rosenbrock().gradient(np.array([[1.0, 1.0], [0.0, 1.0]]))
    array([[ 0.,  0.],
           [-2., 20.]])
    """
    a = number("rosenbrock: steepness", steepness)

    def value(at: Floats) -> Floats:
        x, y = at[..., 0], at[..., 1]
        return np.asarray((1 - x) ** 2 + a * (y - x**2) ** 2)

    def gradient(at: Floats) -> Floats:
        x, y = at[..., 0], at[..., 1]
        off = y - x**2
        return np.stack([2 * (x - 1) - 4 * a * x * off, 2 * a * off], axis=-1)

    def hessian(at: Floats) -> Floats:
        x, y = at[..., 0], at[..., 1]
        return _symmetric(2 - 4 * a * (y - 3 * x**2), -4 * a * x, np.full_like(x, 2 * a))

    return Surface(
        "bent valley", value, gradient, hessian, ((1.0, 1.0),), (-1.5, 1.0), (-2.0, 2.0, -1.0, 3.0)
    )


def saddle() -> Surface:
    """``x**2 / 2 - y**2 / 2 + y**4 / 16``: a saddle at 0, and two minima at (0, -2) and (0, 2).

    On the line y = 0 the gradient leads straight into the saddle; a step beside it leads out again,
    slowly at first.

    Examples
    --------
    >>> saddle().hessian(np.zeros(2)).diagonal()
    array([ 1., -1.])
    """

    def value(at: Floats) -> Floats:
        x, y = at[..., 0], at[..., 1]
        return np.asarray(x**2 / 2 - y**2 / 2 + y**4 / 16)

    def gradient(at: Floats) -> Floats:
        x, y = at[..., 0], at[..., 1]
        return np.stack([x, y**3 / 4 - y], axis=-1)

    def hessian(at: Floats) -> Floats:
        y = at[..., 1]
        return _symmetric(np.ones_like(y), np.zeros_like(y), 0.75 * y**2 - 1)

    return Surface(
        "saddle", value, gradient, hessian, ((0.0, -2.0), (0.0, 2.0)), (-3.0, 0.01),
        (-4.0, 4.0, -3.5, 3.5),
    )  # fmt: skip


def plateau() -> Surface:
    """``1 - exp(-(x**2 + y**2) / 2)``: a pit in a plain; far out the gradient is almost 0.

    Examples
    --------
    >>> plateau().gradient(np.array([4.0, 0.0])).round(4)
    array([0.0013, 0.    ])
    """

    def hole(at: Floats) -> Floats:
        return np.asarray(np.exp(-np.sum(at**2, axis=-1) / 2))

    def hessian(at: Floats) -> Floats:
        x, y = at[..., 0], at[..., 1]
        return hole(at)[..., None, None] * _symmetric(1 - x**2, -x * y, 1 - y**2)

    return Surface(
        "plateau",
        value=lambda at: 1 - hole(at),
        gradient=lambda at: at * hole(at)[..., None],
        hessian=hessian,
        minima=((0.0, 0.0),),
        start=(-3.0, 1.5),
        view=(-4.0, 4.0, -3.0, 3.0),
    )


def two_valleys(tilt: float = 0.2) -> Surface:
    """``(x**2 - 1)**2 / 4 + tilt * x + y**2 / 2``: a deep minimum left, a shallower one right.

    The tilt is positive, and below 0.38, where the shallower one disappears.

    Examples
    --------
    >>> surface = two_valleys()
    >>> deep, shallow = (float(surface.value(np.array(at))) for at in surface.minima)
    >>> round(deep, 3), round(shallow, 3)
    (-0.209, 0.189)
    """
    tilt = number(
        "two_valleys: tilt", tilt, 0, LARGEST_TILT, low_included=False, high_included=False
    )
    # Where the slope along x, x**3 - x + tilt, is 0: left minimum, hill, right minimum.
    left, _, right = np.sort(np.roots([1, 0, -1, tilt]).real)

    def value(at: Floats) -> Floats:
        x, y = at[..., 0], at[..., 1]
        return np.asarray((x**2 - 1) ** 2 / 4 + tilt * x + y**2 / 2)

    def gradient(at: Floats) -> Floats:
        x, y = at[..., 0], at[..., 1]
        return np.stack([x**3 - x + tilt, y], axis=-1)

    def hessian(at: Floats) -> Floats:
        x = at[..., 0]
        return _symmetric(3 * x**2 - 1, np.zeros_like(x), np.ones_like(x))

    minima = ((float(left), 0.0), (float(right), 0.0))
    return Surface(
        "two valleys", value, gradient, hessian, minima, (1.7, 1.0), (-2.0, 2.0, -1.5, 1.5)
    )


def as_point(name: str, value: npt.ArrayLike) -> Floats:
    """Return two finite coordinates, shape (2,), or say why these are none."""
    at = as_floats(name, value).astype(np.float64, copy=False)
    if at.shape != (2,) or not np.isfinite(at).all():
        raise ValueError(f"{name} must be two finite numbers; got {told(value)}")
    return at


BOWL = quadratic(1.0, 1.0, name="bowl")
RAVINE = quadratic(1.0, 20.0, name="ravine", start=(-4.0, 1.0))
SURFACES = {
    surface.name: surface
    for surface in (BOWL, RAVINE, rosenbrock(), saddle(), plateau(), two_valleys())
}
"""One of each, by name."""


def _symmetric(xx: Floats, xy: Floats, yy: Floats) -> Floats:
    return np.stack([np.stack([xx, xy], axis=-1), np.stack([xy, yy], axis=-1)], axis=-2)
