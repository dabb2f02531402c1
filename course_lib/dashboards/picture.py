"""A matplotlib figure shown as an image, redrawn fast enough to follow a slider.

The artists are made once. What stands still is drawn once and kept as pixels; a new picture
restores them and draws the moving artists on top (blitting).
"""

import io
from collections.abc import Iterable

import ipywidgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from PIL import Image
from traitlets import Unicode

from course_lib.dashboards.png import quick_jpeg, quick_png
from course_lib.plots import plain
from course_lib.plots.drawing_lock import one_at_a_time
from course_lib.plots.presenting import follow_zoom, forget

CSS_DPI = 96  # what a browser takes for an inch
QUICK = 0.75
"""Pixels each way of a quick picture, for each of a usual one."""

LETTERS = 12  # points, for the last row of a lecture hall
TALLEST = 70
"""Percent of the window's height that leave room for the words and controls of most dashboards."""


class Picture:
    r"""A figure, independent of pyplot, and the image widget that shows it.

    Parameters
    ----------
    width, height : int
        Size on the page, in CSS pixels. ``present`` makes it larger there, as
        far as the page's width and the window's height allow.
    scale : float
        Rendered pixels per CSS pixel: 2 is sharp on high-density screens and projectors.
    tallest : float
        Percent of the window's height that it may take.
    fills : bool
        Whether it takes all the width there is, up to that height.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        Draw on its ``panels`` once, then hand what will move to ``moves``.
    widget : ipywidgets.Image

    Examples
    --------
    >>> picture = Picture(300, 200)
    >>> left, right = picture.panels(3, 2)
    >>> (line,) = left.plot([0, 1], [0, 1])
    >>> picture.moves(line)
    >>> line.set_ydata([1, 0])
    >>> picture.show()
    >>> picture.png()[:4]
    b'\x89PNG'
    """

    def __init__(
        self,
        width: int = 860,
        height: int = 350,
        *,
        scale: float = 2.0,
        tallest: float = TALLEST,
        fills: bool = False,
    ) -> None:
        self._width, self._scale, self._fills = width, scale, fills
        self._quick = False  # how the newest picture was drawn
        # The page's width, without margins; and so high that words and controls stay in sight.
        limit = f"min(100% - 4px, {tallest * width / height:.4g}vh)"
        inches = (width / CSS_DPI, height / CSS_DPI)
        self.figure = Figure(figsize=inches, dpi=CSS_DPI * scale, layout="constrained")
        self._canvas = FigureCanvasAgg(self.figure)
        self._moving: list[Artist] = []
        self._still: object | None = None  # the pixels of everything that does not move
        self.widget = _Image(format="png", layout=ipywidgets.Layout(max_width=limit))
        follow_zoom(self)

    def panels(
        self, *widths: float, rows: int = 1, sharex: bool = False, sharey: bool = False
    ) -> list[Axes]:
        """Divide the figure into plain axes, row by row; ``widths`` are their shares of a row."""
        grid = self.figure.subplots(
            rows, len(widths), width_ratios=widths, squeeze=False, sharex=sharex, sharey=sharey
        )
        for ax in grid.flat:
            plain(ax, size=LETTERS)
        return list(grid.flat)

    def over(self, panel: Axes) -> Axes:
        """Make one more plain panel in the place of another; one of the two is to be visible."""
        place = panel.get_subplotspec()
        assert place is not None  # it is one of ``panels``
        ax = self.figure.add_subplot(place)
        plain(ax, size=LETTERS)
        return ax

    def legend(self, lines: Iterable[Artist], *, ncols: int) -> None:
        """Put one legend above all panels."""
        self.figure.legend(
            handles=list(lines), loc="outside upper center", ncols=ncols, frameon=False,
            fontsize=LETTERS - 1,
        )  # fmt: skip

    def describe(self, alt: str) -> None:
        """Say what the picture is to who cannot see it."""
        self.widget.tooltip = alt

    @one_at_a_time
    def clear(self) -> None:
        """Take everything off the figure, for another drawing in the same place."""
        self.figure.clear()
        self.figure.set_layout_engine("constrained")
        self._moving, self._still = [], None

    def blank(self) -> Figure:
        """Take everything off; what is drawn now stands where its axes are put, at once."""
        self.clear()
        self.figure.set_layout_engine("none")
        return self.figure

    def close(self) -> None:
        """Free the widget and the pixels; the figure goes with the last who knows it."""
        forget(self)
        self.widget.close()
        self._moving, self._still = [], None

    @one_at_a_time
    def zoom_to(self, zoom: float) -> None:
        """Take another size on the page; what is drawn, and where, stays the same."""
        self.widget.layout.width = "100%" if self._fills else f"{self._width * zoom:g}px"
        # Large pixels on a projector are enough: at zoom 1.5 a scale of 2 costs nothing more.
        self._zoom = zoom
        self._set_dpi()
        if self.widget.value:
            self.show()

    def moves(self, *artists: Artist) -> None:
        """Name the artists that change from picture to picture."""
        for artist in artists:
            artist.set_animated(True)
        self._moving += artists
        self._still = None

    def redraw_still(self) -> None:
        """Draw everything anew at the next picture, also what stood still so far."""
        self._still = None

    @one_at_a_time
    def show(self, *, quick: bool = False) -> None:
        """Draw the moving artists over the still ones and send the picture to the page.

        Where ``quick``, for a picture that the next one will follow at once, it has three quarters
        of the pixels each way, and is sent as JPEG, whose traces nobody sees in motion.
        """
        if quick != self._quick:
            self._quick = quick
            self._set_dpi()
        self._render()
        pixels = np.asarray(self._canvas.buffer_rgba())
        with self.widget.hold_sync():
            self.widget.format = "jpeg" if quick else "png"
            self.widget.value = quick_jpeg(pixels) if quick else quick_png(pixels)

    @one_at_a_time
    def png(self) -> bytes:
        """The picture as it is now, at one rendered pixel per CSS pixel, for where no kernel is."""
        dpi = self.figure.dpi
        self.figure.dpi = CSS_DPI
        self._still = None
        try:
            self._render()
            return _small_png(self._canvas)
        finally:
            self.figure.dpi = dpi
            self._still = None

    def _set_dpi(self) -> None:
        scale = QUICK * self._scale if self._quick else self._scale
        self.figure.dpi = CSS_DPI * max(scale, self._zoom)
        self._still = None

    def _render(self) -> None:
        if self._still is None:
            self._settle()
            self._canvas.draw()  # leaves out what is animated
            self._still = self._canvas.copy_from_bbox(self.figure.bbox)
        self._canvas.restore_region(self._still)
        for artist in self._moving:
            if artist.axes is None:
                self.figure.draw_artist(artist)
            elif artist.axes.get_visible():
                artist.axes.draw_artist(artist)

    def _settle(self) -> None:
        """Lay the figure out once; axes that shift between two pictures would look like flicker."""
        # After "none" matplotlib leaves a placeholder: laying out by it only costs a drawing.
        if isinstance(self.figure.get_layout_engine(), ConstrainedLayoutEngine):
            self.figure.draw_without_rendering()
            self.figure.set_layout_engine("none")


class _Image(ipywidgets.Image):  # type: ignore[misc]
    """An image with an alt text: ``tooltip``, which becomes its title and its accessible name.

    The page's side of ipywidgets 8 sets it for widgets with an empty description only, and fails
    on an image, which has none.
    """

    description = Unicode("").tag(sync=True)


def _small_png(canvas: FigureCanvasAgg) -> bytes:
    """PNG without an alpha channel, compressed as well as it goes: it will be stored."""
    image = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())
    out = io.BytesIO()
    image.convert("RGB").save(out, "PNG", compress_level=9)
    return out.getvalue()
