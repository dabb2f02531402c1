"""What the network makes of its data: a map of the plane, or digits that it reads."""

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.playground.own_points import REACH, Point
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import OWN
from course_lib.plots import draw_plane, draw_points
from course_lib.plots.plane import Plane

CELLS = 60  # of the map, along each side
ROWS, COLUMNS, SIDE = 5, 6, 28
NOTE = 9  # points


class Stage(Protocol):
    """The large panel of the playground."""

    axes: Axes

    told: npt.NDArray[Any]
    """The places of the map's cells, or the digits: what the network is asked for."""

    artists: list[Artist]
    """What changes while the network learns."""

    def begin(self, session: PlaygroundSession) -> bool:
        """Show the data of a run; tells whether anything but ``artists`` has changed."""

    def show(self, session: PlaygroundSession) -> None:
        """Show what the network makes of the data now."""

    def paint(self, shades: npt.NDArray[Any], *, looked: bool) -> None:
        """Show these shades, or the digits where no unit is ``looked`` at."""

    def title(self, text: str) -> bool:
        """Write this over the panel; tells whether it said something else before."""

    def follow(self, point: npt.NDArray[Any] | None) -> None:
        """Mark the point of one example; none where it is None."""


POINTS = "circles: 0, triangles: 1; hollow: dev"
CIRCLE = "#0b4f86"
ANSWER = "blue: 0, grey: undecided, orange: 1"
UNIT = "blue: low, grey: halfway, orange: high"
"""What the colours mean, of the whole's answer and of a unit's."""
DIGITS = "digits, and what is read; boxed: wrong"


def _titled(ax: Axes, text: str) -> bool:
    """Give a panel this title, and tell whether it had another."""
    before = ax.get_title()
    ax.set_title(text, fontsize=NOTE)
    return before != text


class PlaneStage:
    """The probability of class 1 over the plane, under the points."""

    def __init__(self, ax: Axes) -> None:
        self.axes, nowhere = ax, np.empty((0, 2))
        self._plane = draw_plane(ax, np.full((CELLS, CELLS), 0.5), (0, 1, 0, 1), undecided=True)
        self._dots = draw_points(ax, nowhere, []) + draw_points(ax, nowhere, [], dev=True)
        ax.set_xticks([])
        ax.set_yticks([])
        ax.set_title(POINTS, fontsize=NOTE)
        ax.set_xlabel(ANSWER, fontsize=NOTE, labelpad=4, color="#333333")
        self._key = ANSWER
        self._ring = ax.scatter(
            [], [], s=190, facecolors="none", edgecolors="black", linewidths=2.4
        )
        self._cross = ax.scatter([], [], marker="+", s=260, color="black", linewidths=1.6)
        self._next = draw_points(ax, nowhere, [], s=60)
        for dots in (self._dots[0], self._next[0]):  # beside a ring a white circle looks hollow
            dots.set(facecolor=CIRCLE, edgecolor="white")
        # All of it: the points lie on the moving map.
        self.artists: list[Artist] = [
            self._plane, *self._dots, self._ring, self._cross, *self._next
        ]  # fmt: skip
        self.aim(None)

    def begin(self, session: PlaygroundSession) -> bool:
        """Make room for all points, and put them there."""
        points = np.concatenate([session.train[0], session.dev[0]])
        if session.settings.data == OWN:  # the map stays where it is while one paints
            middle, half = np.zeros(2), 1.03 * REACH
        else:
            low, high = points.min(axis=0), points.max(axis=0)
            middle, half = (low + high) / 2, 0.55 * (high - low).max()
        sides = [np.linspace(each - half, each + half, CELLS) for each in middle]
        self.told = self._grid = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
        self.axes.set(xlim=sides[0][[0, -1]], ylim=sides[1][[0, -1]])
        sets = [
            points[labels == label]
            for points, labels in (session.train, session.dev)
            for label in (0, 1)
        ]
        for dots, places in zip(self._dots, sets, strict=True):
            dots.set_offsets(places)
        return False  # the axes show no ticks

    def aim(self, point: Point | None) -> None:
        """Put a cross, and the mark of the class, where the next point would be."""
        place = np.array([point[:2]] if point else []).reshape(-1, 2)
        self._cross.set_offsets(place)
        for label, dots in enumerate(self._next):
            dots.set_offsets(place if point and point[2] == label else place[:0])

    def show(self, session: PlaygroundSession) -> None:
        """Ask the network for every cell of the map."""
        self._plane.set_data(session.map(self._grid).reshape(CELLS, CELLS))

    def paint(self, shades: npt.NDArray[Any], *, looked: bool) -> None:
        """Show the map of one unit."""
        self._plane.set_data(shades)
        self._key = UNIT if looked else ANSWER

    def title(self, text: str) -> bool:
        """Say which unit's map it is, or what the points mean."""
        new = self.axes.get_xlabel() != self._key
        self.axes.set_xlabel(self._key)
        return _titled(self.axes, text or POINTS) or new

    def follow(self, point: npt.NDArray[Any] | None) -> None:
        """Put a ring around a point."""
        self._ring.set_offsets(np.empty((0, 2)) if point is None else point)


class DigitStage:
    """Digits of the dev set, each with what the network reads; what it misreads is boxed."""

    def __init__(self, ax: Axes) -> None:
        self.axes = ax
        height, width = SIDE + 14, SIDE + 8
        self._digits: npt.NDArray[Any] = np.zeros((ROWS * height, COLUMNS * width))
        self._sheet = ax.imshow(self._digits, cmap="gray_r", vmin=0, vmax=1, aspect="auto")
        ax.set_axis_off()
        ax.set_title(DIGITS, fontsize=NOTE)
        self._unit = Plane(np.zeros((1, 1)), undecided=True)
        ax.add_artist(self._unit)
        self._unit.set_visible(False)
        places = [(row, column) for row in range(ROWS) for column in range(COLUMNS)]
        self._words = [
            ax.text((column + 0.5) * width, (row + 1) * height - 1, "", ha="center", va="bottom",
                    fontsize=NOTE)
            for row, column in places
        ]  # fmt: skip
        self._boxes = [
            ax.plot(
                np.array([0.04, 0.96, 0.96, 0.04, 0.04]) * width + column * width,
                np.array([0.02, 0.02, 0.98, 0.98, 0.02]) * height + row * height,
                color="black", linewidth=1.2,
            )[0]
            for row, column in places
        ]  # fmt: skip
        self.artists: list[Artist] = [*self._words, *self._boxes, self._unit]

    def begin(self, session: PlaygroundSession) -> bool:
        """Lay out the first digits of the dev set."""
        images, _, _ = session.predictions(ROWS * COLUMNS)
        self.told = images
        pixels = images.reshape(ROWS, COLUMNS, SIDE, SIDE)
        padded = np.pad(pixels, ((0, 0), (0, 0), (2, 12), (4, 4)))
        before, self._digits = self._digits, padded.swapaxes(1, 2).reshape(self._digits.shape)
        self._sheet.set_data(self._digits)
        return not np.array_equal(self._digits, before)

    def show(self, session: PlaygroundSession) -> None:
        """Let the network read them all again."""
        _, read, right = session.predictions(ROWS * COLUMNS)
        for word, box, name, wrong in zip(
            self._words, self._boxes, read, read != right, strict=True
        ):
            word.set_text(str(name))
            word.set_fontweight("bold" if wrong else "normal")
            box.set_visible(bool(wrong))

    def paint(self, shades: npt.NDArray[Any], *, looked: bool) -> None:
        """Show the picture of one unit in the place of the digits."""
        self._unit.set_data(shades)
        self._unit.set_visible(looked)

    def title(self, text: str) -> bool:
        """Say which unit it is, or what the digits show."""
        return _titled(self.axes, text or DIGITS)

    def follow(self, point: npt.NDArray[Any] | None) -> None:
        """A digit of the training set is not among those that are shown."""
