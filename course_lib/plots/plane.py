"""Points of two classes in the plane, and what a network makes of the plane."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import LinearSegmentedColormap, ListedColormap
from matplotlib.image import AxesImage

LEVELS = 8  # an even number, so that one border between two levels lies at 1/2

# From light blue to dark orange: a grey-scale print shows which side is which.
CLASSES = ListedColormap(
    LinearSegmentedColormap.from_list("", ["#e3f1fb", "#bcdcf2", "#e3a565", "#c26a17"])(
        np.linspace(0, 1, LEVELS)
    )
)


def draw_plane(
    ax: Axes, probability: npt.ArrayLike, extent: tuple[float, float, float, float]
) -> AxesImage:
    """Draw the probability of class 1 over the plane, in steps with a border at 1/2.

    Parameters
    ----------
    probability : array of shape (rows, columns)
        The first row lies at the bottom.
    extent : (left, right, bottom, top)

    Returns
    -------
    The image, whose ``set_data`` shows another map.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> image = draw_plane(ax, np.eye(3), (-1, 1, -1, 1))
    """
    image = ax.imshow(
        probability, cmap=CLASSES, vmin=0, vmax=1, extent=extent, origin="lower",
        interpolation="bilinear", aspect="auto",
    )  # fmt: skip
    ax.grid(visible=False)
    return image


def draw_points(
    ax: Axes, points: npt.ArrayLike, labels: npt.ArrayLike, *, dev: bool = False, **style: Any
) -> list[PathCollection]:
    """Draw points of two classes: circles for 0, triangles for 1; those of the dev set hollow.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> artists = draw_points(ax, [[0, 0], [1, 1]], [0, 1])
    """
    positions, classes = np.asarray(points), np.asarray(labels)
    drawn = []
    for label, marker, fill in ((0, "o", "white"), (1, "^", "black")):
        looks: dict[str, Any] = {
            "marker": marker,
            "s": 22,
            "facecolors": "none" if dev else fill,
            "edgecolors": "black" if dev or label == 0 else "white",
            "linewidths": 0.9 if dev else 0.7,
        }
        drawn.append(ax.scatter(*positions[classes == label].T, **looks | style))
    return drawn
