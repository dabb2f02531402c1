"""A line fitted by descent: the loss over its two parameters is a surface to walk down."""

import numpy as np
import numpy.typing as npt

from course_lib.experiments.surfaces import Floats, Point, Surface


def line_surface(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    start: Point = (0.0, 0.0),
    view: tuple[float, float, float, float] | None = None,
) -> Surface:
    """Half the mean squared error of ``y = w * x + b`` over the plane of (w, b).

    It is a quadratic, so its Hessian is the same everywhere::

        [[mean(x**2), mean(x)],
         [mean(x),    1      ]]

    Parameters
    ----------
    x, y : arrays of shape (examples,)
    view : (left, right, bottom, top) in (w, b); by default as far around the minimum as the start

    Examples
    --------
    >>> surface = line_surface([-1.0, 1.0], [1.0, 5.0])
    >>> [round(number, 6) for number in surface.minima[0]]
    [2.0, 3.0]
    >>> surface.hessian(np.zeros(2))
    array([[1., 0.],
           [0., 1.]])
    """
    ones_and_x = np.column_stack([np.asarray(x, float), np.ones(len(np.asarray(x)))])
    matrix = ones_and_x.T @ ones_and_x / len(ones_and_x)
    pull = ones_and_x.T @ np.asarray(y, float) / len(ones_and_x)
    height = float(np.mean(np.square(y)) / 2)
    w, b = (float(number) for number in np.linalg.solve(matrix, pull))
    reach_w, reach_b = (1.3 * max(abs(start[0] - w), 0.5), 1.3 * max(abs(start[1] - b), 0.5))
    return Surface(
        "a line",
        value=lambda at: 0.5 * np.einsum("...i,ij,...j", at, matrix, at) - at @ pull + height,
        gradient=lambda at: at @ matrix - pull,
        hessian=lambda at: np.broadcast_to(matrix, (*at.shape, 2)),
        minima=((w, b),),
        start=start,
        view=view or (w - reach_w, w + reach_w, b - reach_b, b + reach_b),
    )


def curvatures(surface: Surface) -> Floats:
    """The smallest and the largest curvature at the first minimum.

    Examples
    --------
    >>> curvatures(line_surface([-2.0, 2.0], [0.0, 1.0]))
    array([1., 4.])
    """
    return np.asarray(np.linalg.eigvalsh(surface.hessian(np.array(surface.minima[0]))), float)
