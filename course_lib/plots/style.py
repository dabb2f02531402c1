"""One colour and one line style for each thing, throughout the course.

The colours are Okabe and Ito's (2008), safe for colour-blind readers; the line style repeats what
the colour says, so that a grey-scale print can still be read.
"""

import io
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

DPI = 80
"""Dots per inch of the notebooks' figures; keeps a stored picture at 10 to 20 kB."""

BLUE, ORANGE, GREEN, RED, GREY = "#0072B2", "#D55E00", "#009E73", "#CC3311", "#777777"

TRAIN: dict[str, Any] = {"color": BLUE, "linestyle": "-"}
DEV: dict[str, Any] = {"color": ORANGE, "linestyle": "--"}
TEST: dict[str, Any] = {"color": GREEN, "linestyle": "-", "marker": "o"}
REFERENCE: dict[str, Any] = {"color": GREY, "linestyle": ":"}


class NotebookFigure(Figure):
    """A figure that a notebook shows at the end of a cell, in the same bytes every time."""

    def _repr_png_(self) -> bytes:
        out = io.BytesIO()
        self.savefig(out, format="png", metadata={"Software": None})
        return out.getvalue()


def new_figure(
    width: float = 8.0, height: float = 3.2, *, panels: int = 1
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


def plain(ax: Axes) -> None:
    """Leave out the frame's upper and right side, and draw a pale grid."""
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)
