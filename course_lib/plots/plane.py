"""Points of two classes in the plane, and what a network makes of the plane."""

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import PathCollection
from matplotlib.colors import LinearSegmentedColormap, ListedColormap, to_rgba

LEVELS = 8  # an even number, so that one border between two levels lies at 1/2

# From light blue to dark orange: a grey-scale print shows which side is which.
CLASSES = ListedColormap(
    LinearSegmentedColormap.from_list("", ["#e3f1fb", "#bcdcf2", "#e3a565", "#c26a17"])(
        np.linspace(0, 1, LEVELS)
    )
)

BLUES, ORANGES = ("#e3f1fb", "#a9d0ee"), ("#e8b57c", "#c26a17")
UNDECIDED, FINE = "#c4c4c4", 200
"""A grey for what is as good as 1/2: half a percent on either side, one step of so many."""


def colours_of(*, undecided: bool = False) -> npt.NDArray[np.uint32]:
    """The colours from 0 to 1 in equal steps, each as one number: taken faster than as four.

    With ``undecided`` the lower half is blue and the upper one orange, without a mixture of the
    two between, and what is as good as 1/2 is grey.

    Examples
    --------
    >>> len(colours_of()), len(colours_of(undecided=True))
    (8, 200)
    """
    shown = CLASSES(np.arange(LEVELS))
    if undecided:
        half = LEVELS // 2
        for side, ends in ((slice(half), BLUES), (slice(half, LEVELS), ORANGES)):
            shown[side] = LinearSegmentedColormap.from_list("", ends)(np.linspace(0, 1, half))
        shown = np.repeat(shown, FINE // LEVELS, axis=0)
        shown[FINE // 2 - 1 : FINE // 2 + 1] = to_rgba(UNDECIDED)
    return (shown * 255).round().astype(np.uint8).view(np.uint32)[:, 0]


class Plane(Artist):
    """Values in [0, 1] over all of its axes, smoothed between the cells and drawn in steps.

    With ``undecided`` what is as good as 1/2 is grey; see ``colours_of``.

    An image of matplotlib's own would do the same in five times the time: it resamples for any
    transformation, and this one only ever fills its axes, pixel by pixel.
    """

    def __init__(self, probability: npt.ArrayLike, *, undecided: bool = False) -> None:
        super().__init__()
        self._shown = colours_of(undecided=undecided)
        self.set_data(probability)

    def set_data(self, probability: npt.ArrayLike) -> None:
        """Take another map; its first row lies at the bottom."""
        self._cells = np.asarray(probability, np.float32)
        self.stale = True

    def draw(self, renderer: RendererBase) -> None:
        """Fill the axes."""
        if self.axes is None or not self.get_visible():
            return
        left, bottom, right, top = np.round(self.axes.bbox.extents).astype(int)
        rows, columns = (
            _between(n, pixels)
            for n, pixels in zip(self._cells.shape, (top - bottom, right - left), strict=True)
        )
        steps = len(self._shown)
        smooth = rows @ np.nan_to_num(self._cells * steps) @ columns.T
        levels = np.clip(smooth, 0, steps - 1, out=smooth).astype(np.intp)
        pixels = self._shown.take(levels).view(np.uint8).reshape(*levels.shape, 4)
        paint = renderer.new_gc()
        renderer.draw_image(paint, left, bottom, pixels)
        paint.restore()


@lru_cache(maxsize=16)
def _between(cells: int, pixels: int) -> npt.NDArray[np.float32]:
    """Weights of shape (pixels, cells) that interpolate linearly between the cells' middles."""
    place = np.clip((np.arange(pixels) + 0.5) * cells / pixels - 0.5, 0, cells - 1)
    below = np.floor(place).astype(int)
    weights = np.zeros((pixels, cells), np.float32)
    weights[np.arange(pixels), below] = 1 - (place - below)
    weights[np.arange(pixels), np.minimum(below + 1, cells - 1)] += place - below
    return weights


def draw_plane(
    ax: Axes, probability: npt.ArrayLike, extent: tuple[float, float, float, float],
    *, undecided: bool = False,
) -> Plane:  # fmt: skip
    """Draw the probability of class 1 over the plane, in steps with a border at 1/2.

    Parameters
    ----------
    probability : array of shape (rows, columns)
        The first row lies at the bottom.
    extent : (left, right, bottom, top)
    undecided : bool
        Whether what is as good as 1/2 is grey.

    Returns
    -------
    The artist, whose ``set_data`` shows another map.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> plane = draw_plane(ax, np.eye(3), (-1, 1, -1, 1))
    """
    left, right, bottom, top = extent
    ax.set(xlim=(left, right), ylim=(bottom, top))
    ax.grid(visible=False)
    plane = Plane(probability, undecided=undecided)
    ax.add_artist(plane)
    return plane


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
