"""One colour and one line style for each thing, throughout the course.

The colours are Okabe and Ito's (2008), safe for colour-blind readers; the line style repeats what
the colour says, so that a grey-scale print can still be read.
"""

import io
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend

from course_lib.plots.drawing_lock import one_at_a_time
from course_lib.plots.presenting import current_zoom

DPI = 80
"""Dots per inch of the notebooks' figures; keeps a stored picture at 10 to 20 kB."""

BLUE, ORANGE, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#8E4585", "#777777"

TRAIN: dict[str, Any] = {"color": BLUE, "linestyle": "-"}
DEV: dict[str, Any] = {"color": ORANGE, "linestyle": "--"}
DEV_POINTS: dict[str, Any] = DEV | {"marker": "s", "markersize": 5}
DEV_POINTS_LATER: dict[str, Any] = {
    "color": PURPLE,
    "linestyle": "-",
    "marker": "D",
    "markersize": 5,
}
TEST: dict[str, Any] = {"color": GREEN, "linestyle": "-", "marker": "o"}
REFERENCE: dict[str, Any] = {"color": GREY, "linestyle": ":"}


class NotebookFigure(Figure):
    """A figure that a notebook shows at the end of a cell, in the same bytes every time.

    ``present`` makes it larger: letters, lines and all.
    """

    @one_at_a_time
    def _repr_png_(self) -> bytes:
        out = io.BytesIO()
        dpi = self.dpi * current_zoom()
        self.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
        return out.getvalue()


def new_figure(
    width: float = 9.0, height: float = 3.4, *, panels: int = 1
) -> tuple[NotebookFigure, Any]:
    """Make a figure with ``panels`` axes side by side; returns (figure, axes).

    It stands apart from pyplot, so that nothing has to be closed: end the cell with ``figure``.

    Parameters
    ----------
    width, height : inches, of 80 pixels each

    Examples
    --------
    >>> figure, ax = new_figure()
    >>> figure, (left, right) = new_figure(panels=2)
    """
    if panels < 1:
        raise ValueError(f"a figure needs at least one panel; got {panels}")
    figure = NotebookFigure(figsize=(width, height), dpi=DPI, layout="constrained")
    axes = figure.subplots(1, panels)
    for ax in figure.axes:
        plain(ax)
    return figure, axes


def plain(ax: Axes, *, size: float = 11) -> None:
    """Draw a pale grid, no frame above and on the right, and letters of ``size`` points."""
    ax.tick_params(labelsize=size - 1)
    for text in (ax.xaxis.label, ax.yaxis.label, ax.title):
        text.set_fontsize(size)
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)


def legend_above(ax: Axes, *entries: Any, **looks: Any) -> Legend:
    """Put the legend above the axes, where it hides nothing.

    Parameters
    ----------
    entries : as for ``ax.legend``: nothing, or artists and their names
    looks : such as ncols, 3 if not given

    Examples
    --------
    >>> figure, ax = new_figure()
    >>> legend = legend_above(ax, ax.plot([1, 2]), ["loss"])
    """
    above: dict[str, Any] = {
        "loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0, "frameon": False,
        "ncols": 3, "columnspacing": 1.2, "fontsize": 11,
    }  # fmt: skip
    return ax.legend(*entries, **above | looks)
