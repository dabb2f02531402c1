"""The picture of the race: contours with paths, and heights against steps."""

from collections.abc import Mapping

import numpy as np

from course_lib.experiments.surfaces import Floats, Surface
from course_lib.plots import plain
from course_lib.plots.surfaces import METHODS, draw_contours, draw_path, set_path
from course_lib.widgets.picture import Picture

SIZE = 12
LOWEST = 1e-8


class RaceScene:
    """One axes with contours for each surface, of which one is in sight; heights on the right."""

    def __init__(self, surfaces: Mapping[str, Surface], steps: int) -> None:
        self.picture = Picture(900, 420)
        grid = self.picture.figure.add_gridspec(1, 2, width_ratios=[3, 2])
        self._planes = {name: self.picture.figure.add_subplot(grid[0]) for name in surfaces}
        for name, plane in self._planes.items():
            plain(plane, size=SIZE)
            draw_contours(plane, *surfaces[name].grid())
            for minimum in surfaces[name].minima:
                plane.plot(*minimum, "*", color="black", markersize=13, markeredgecolor="white")
            plane.set(xlabel="x", ylabel="y")
        self._walks = {
            (name, method): draw_path(plane, np.empty((0, 2)), **style)
            for name, plane in self._planes.items()
            for method, style in METHODS.items()
        }
        heights = self.picture.figure.add_subplot(grid[1])
        plain(heights, size=SIZE)
        self._curves = {
            method: heights.plot(
                [], [], color=style["color"], linestyle=style["linestyle"], linewidth=2,
                marker=style["marker"], markevery=20, markersize=6, label=method,
            )[0]
            for method, style in METHODS.items()
        }  # fmt: skip
        heights.set(xlabel="step", ylabel="height above the deepest minimum", yscale="log")
        heights.set(xlim=(0, steps), ylim=(LOWEST, 1e3))
        self.picture.figure.legend(
            handles=list(self._curves.values()), loc="outside upper center", ncols=5,
            frameon=False, fontsize=SIZE - 1,
        )  # fmt: skip
        for trail, head in self._walks.values():
            self.picture.moves(trail, head)
        self.picture.moves(*self._curves.values())
        self._trails, self._surface = True, next(iter(surfaces.values()))
        for plane in self._planes.values():
            plane.set_visible(False)

    def choose(self, surface: Surface) -> None:
        """Bring a surface into sight."""
        self._surface = surface
        chosen = self._planes[surface.name]
        if not chosen.get_visible():
            for plane in self._planes.values():
                plane.set_visible(plane is chosen)
            self.picture.redraw_still()

    def set_paths(self, paths: Mapping[str, Floats]) -> None:
        """Show these walks on the surface in sight."""
        lowest = self._surface.value(np.array(self._surface.minima[0]))
        for method, path in paths.items():
            set_path(*self._walks[self._surface.name, method], path)
            height = np.maximum(self._surface.value(path) - lowest, LOWEST)
            self._curves[method].set_data(np.arange(len(path)), height)

    def show_trails(self, shown: bool) -> None:
        """Show the whole paths, or only where they end."""
        for trail, _ in self._walks.values():
            trail.set_visible(shown)
