"""Pictures of digits."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.image import AxesImage


def draw_digits(ax: Axes, images: npt.ArrayLike, titles: Sequence[str] = ()) -> AxesImage:
    """Draw flat square images side by side, a title under each.

    Parameters
    ----------
    images : array of shape (n, side * side), values in [0, 1]
    titles : n strings, or none

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure(4, 1)
    >>> picture = draw_digits(ax, np.zeros((5, 784)), titles=list("50419"))
    """
    flat = np.asarray(images)
    side = round(float(np.sqrt(flat.shape[1])))
    if side * side != flat.shape[1]:
        raise ValueError(f"draw_digits needs square images; got {flat.shape[1]} pixels each")
    row = np.pad(flat.reshape(-1, side, side), ((0, 0), (0, 0), (1, 1))).swapaxes(0, 1)
    picture = ax.imshow(row.reshape(side, -1), cmap="gray_r", vmin=0, vmax=1)
    ax.set_axis_off()
    for position, title in enumerate(titles):
        middle = (position + 0.5) * (side + 2)
        ax.text(middle, side + 2, title, ha="center", va="top", fontsize=11)
    return picture
