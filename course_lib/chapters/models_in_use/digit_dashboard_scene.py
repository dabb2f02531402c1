"""What the board of one's own digit shows: the page, what the network sees, ten probabilities."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from course_lib.chapters.models_in_use.strokes import FINE, Ink
from course_lib.dashboards import Picture
from course_lib.plots import BLUE, GREY, ORANGE

WIDTH, HEIGHT = 860, 326
PAGE = (6.0, 6.0, 292.0, 292.0)
"""Left, bottom, width and height of where one draws, in CSS pixels."""
SEEN, BARS = (330.0, 66.0, 200.0, 200.0), (586.0, 20.0, 210.0, 278.0)
LETTERS = 12
LEAST = 0.005
"""Shares below it have no number beside their bar."""


def page_on_picture() -> tuple[float, float, float, float]:
    """Left, top, width, height of the page in shares of the picture."""
    left, bottom, width, height = PAGE
    return left / WIDTH, 1 - (bottom + height) / HEIGHT, width / WIDTH, height / HEIGHT


class DigitScene:
    """Three panels that stand still, and the artists on them that move."""

    def __init__(self) -> None:
        self.picture = Picture(WIDTH, HEIGHT, tallest=62)
        figure = self.picture.blank()

        def panel(place: tuple[float, float, float, float], title: str) -> Axes:
            left, bottom, width, height = place
            ax = figure.add_axes((left / WIDTH, bottom / HEIGHT, width / WIDTH, height / HEIGHT))
            ax.set_title(title, fontsize=LETTERS, loc="left", pad=4)
            return ax

        page = panel(PAGE, "draw here")
        seen = panel(SEEN, "as the network sees it")
        for ax in (page, seen):
            ax.set_xticks([])
            ax.set_yticks([])
            ax.spines[:].set(visible=True, linewidth=3, color=GREY)  # the ink covers half of it
        look: dict[str, Any] = {"vmin": 0.0, "vmax": 1.0, "aspect": "auto"}
        self._ink = page.imshow(np.zeros((FINE, FINE)), cmap="Greys", extent=(0, 1, 1, 0), **look)
        self._seen = seen.imshow(np.zeros((28, 28)), cmap="gray", interpolation="nearest", **look)
        (self._pen,) = page.plot([0.5], [0.5], "+", color=ORANGE, markersize=14, mew=2)
        self._pen.set_visible(False)
        bars = panel(BARS, "probability of each class")
        self._bars = bars.barh(range(10), np.zeros(10), height=0.72, color=GREY, linewidth=0)
        bars.set(xlim=(0, 1), ylim=(9.6, -0.6), yticks=range(10), xticks=[])
        bars.tick_params(labelsize=LETTERS + 1, length=0)
        for side in ("top", "right", "bottom"):
            bars.spines[side].set_visible(False)
        self._shares = [
            bars.text(0, k, "", va="center", fontsize=LETTERS - 1, clip_on=False) for k in range(10)
        ]
        self.picture.moves(self._ink, self._seen, self._pen, *self._bars, *self._shares)

    def show(
        self,
        ink: Ink,
        seen: NDArray[np.floating],
        shares: NDArray[np.floating],
        pen: tuple[float, float, bool] | None,
    ) -> None:
        """Move everything: the page, 28 x 28 pixels, ten probabilities, and the pen of the keys."""
        self._ink.set_data(ink)
        self._seen.set_data(seen)
        top = int(shares.argmax())
        for k, (bar, text) in enumerate(zip(self._bars, self._shares, strict=True)):
            share = float(shares[k])
            bar.set_width(share)
            bar.set_color(BLUE if k == top else GREY)
            text.set_text(percent(share) if share >= LEAST else "")
            text.set_x(share + 0.015)
        self._pen.set_visible(pen is not None)
        if pen is not None:
            self._pen.set_data([pen[0]], [pen[1]])
            self._pen.set_marker("P" if pen[2] else "+")


def percent(share: float) -> str:
    """A probability as one reads it.

    Examples
    --------
    >>> [percent(share) for share in (0.0004, 0.084, 0.996, 0.9999)]
    ['0 %', '8 %', '99.6 %', '99.99 %']
    """
    hundreds = 100 * share
    if hundreds < 99.5:
        return f"{hundreds:.0f} %"
    return f"{min(hundreds, 99.99):.1f} %" if hundreds < 99.95 else "99.99 %"
