"""Batches and their gradients: a cloud around the gradient of all examples."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.optimizers_in_practice.gradient_noise import cloud, noise, signal
from course_lib.dashboards import Dashboard, Picture, stored_slider
from course_lib.plots import BLUE, GREY, ORANGE

SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
UPDATES = (0, 30, 100, 1000)
DRAWS, DRAWN = 500, 250
"""Batches that are counted, and those of them that are drawn."""
LENGTHS = (0.1, 0.3, 1, 3, 10, 30, 100)
TURN = np.linspace(0, 2 * np.pi, 100)
ARROW: dict[str, Any] = {
    "color": "black", "width": 0.04, "head_width": 0.25, "length_includes_head": True
}  # fmt: skip


class Scene:
    """Left the gradients of many batches of one size, right the noise of all sizes."""

    def __init__(self, rng: np.random.Generator) -> None:
        pairs = [(size, updates) for updates in UPDATES for size in SIZES]
        self._clouds = {
            (size, updates): cloud(size, draws=DRAWS, rng=stream, updates=updates)
            for (size, updates), stream in zip(pairs, rng.spawn(len(pairs)), strict=True)
        }
        self._laws = {
            updates: [noise(size, updates) / signal(updates) for size in SIZES]
            for updates in UPDATES
        }
        self.picture = Picture(900, 390)
        plane, law = self.picture.panels(1, 1)
        self.picture.moves(*self._add_plane(plane), *self._add_law(law))

    def _add_plane(self, ax: Axes) -> list[Artist]:
        ax.set(xlabel="along the full gradient", ylabel="across it")
        ax.set(xlim=(-3, 5), ylim=(-4, 4), xticks=[-2, 0, 1, 2, 4], yticks=[-2, 0, 2])
        ax.axvline(0, color=GREY, linewidth=1)
        ax.text(-0.1, 3.55, "uphill", ha="right", fontsize=11)
        (self._dots,) = ax.plot([], [], ".", color=BLUE, markersize=6, alpha=0.5, label="batches")
        ax.arrow(0, 0, 1, 0, **ARROW)
        ax.plot([], [], color="black", label="full gradient")
        (self._circle,) = ax.plot(
            [], [], "--", color=ORANGE, linewidth=1.8, label="typical distance"
        )
        ax.legend(loc="lower right", fontsize=10)
        return [self._dots, self._circle]

    def _add_law(self, ax: Axes) -> list[Artist]:
        ax.set(xscale="log", yscale="log", xlabel="batch size", ylim=(0.07, 150))
        ax.set_ylabel("length, full gradient = 1")
        ax.set_xticks(SIZES, [str(size) for size in SIZES])
        ax.set_yticks(LENGTHS, [str(length) for length in LENGTHS])
        ax.minorticks_off()
        (self._law,) = ax.plot([], [], "--", color=ORANGE, label="noise of one / √(batch size)")
        (self._found,) = ax.plot(
            [], [], "s", color=BLUE, markersize=6, label=f"measured, {DRAWS} batches"
        )
        ax.axhline(1, color="black", label="full gradient")
        (self._here,) = ax.plot(
            [], [], "o", color=GREY, markersize=15, fillstyle="none", markeredgewidth=2
        )
        ax.legend(loc="upper right", fontsize=10)
        return [self._law, self._found, self._here]

    def show(self, size: float, updates: float) -> str:
        """Show the gradients of batches of this size, after so many updates."""
        batch, made = round(size), round(updates)
        along, across, distance = self._clouds[batch, made]
        law = self._laws[made]
        radius = law[SIZES.index(batch)]
        self._dots.set_data(along[:DRAWN], across[:DRAWN])
        self._circle.set_data(1 + radius * np.cos(TURN), radius * np.sin(TURN))
        self._law.set_data(SIZES, law)
        self._found.set_data(SIZES, [self._clouds[each, made].distance for each in SIZES])
        self._here.set_data([batch], [distance])
        uphill = (along < 0).mean()
        return (
            f"batch size {batch}, after {made} updates: typical distance from the full gradient "
            f"{distance:.2f} times its length (law: {radius:.2f}) · "
            f"{100 * uphill:.0f} % of the batches point more than 90 degrees away: uphill"
        )


def batch_size_dashboard(*, rng: np.random.Generator, size: int = 8, updates: int = 0) -> Dashboard:
    """Gradients of batches of one size, along the full gradient and across it."""
    scene = Scene(rng)
    controls = {
        "size": stored_slider("batch size", SIZES, size),
        "updates": stored_slider("after updates", UPDATES, updates),
    }
    return Dashboard("batch size", scene.picture, controls, show=scene.show)
