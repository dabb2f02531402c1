"""Many small maps in one artist: each unit's own answer, as few pixels as it takes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase

from course_lib.plots.plane import colours_of

SHOWN = colours_of(undecided=True)

INK = np.frombuffer(bytes((40, 40, 40, 255)), np.uint32)[0]


@dataclass(frozen=True)
class Box:
    """A square on the panel, by its middle and half its side, in CSS pixels from below."""

    x: float
    y: float
    half: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies within it, or within a pixel of it."""
        return max(abs(x - self.x), abs(y - self.y)) <= self.half + 1


class Blocks(Artist):
    """Shades from 0 to 1 in squares; a unit that is dead is crossed out."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes: list[Box] = []
        self._shades: list[npt.NDArray[np.float32]] = []
        self._crossed: list[bool] = []

    def place(self, boxes: list[Box]) -> None:
        """Put the squares here."""
        self._boxes, self._shades, self._crossed = boxes, [], []

    def set_shades(
        self, shades: list[npt.NDArray[np.float32]], crossed: list[bool] | None = None
    ) -> None:
        """Take one small map for each square; its first row lies at the bottom."""
        self._shades, self._crossed = shades, crossed or [False] * len(shades)

    def draw(self, renderer: RendererBase) -> None:
        """Fill the squares."""
        if self.axes is None or not self.get_visible():
            return
        to_pixels = self.axes.transData.transform
        paint = renderer.new_gc()
        for box, shades, crossed in zip(self._boxes, self._shades, self._crossed, strict=False):
            left, bottom = np.round(to_pixels((box.x - box.half, box.y - box.half))).astype(int)
            right = round(to_pixels((box.x + box.half, box.y))[0])
            pixels = painted(shades, right - left, crossed=crossed)
            renderer.draw_image(paint, left, bottom, pixels)
        paint.restore()


def painted(
    shades: npt.NDArray[np.float32], side: int, *, crossed: bool = False
) -> npt.NDArray[np.uint8]:
    """Colours of shape (side, side, 4) for a small map, in the levels of the large one."""
    with np.errstate(invalid="ignore"):
        levels = np.clip(np.nan_to_num(shades) * len(SHOWN), 0, len(SHOWN) - 1).astype(np.intp)
    rows, columns = (np.arange(side) * n // side for n in shades.shape)
    pixels = SHOWN[levels][rows[:, None], columns]
    if crossed:
        for shift in (-1, 0, 1):
            along = np.arange(1, side - 1)
            pixels[along, along + shift] = INK
            pixels[along, side - 1 - along + shift] = INK
    colours: npt.NDArray[np.uint8] = pixels.view(np.uint8).reshape(side, side, 4)
    return colours
