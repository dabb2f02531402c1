"""Batches and their gradients: a cloud around the gradient of all examples."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.optimizers.gradient_noise import cloud, noise, signal
from course_lib.dashboards import Dashboard, Picture, stored_slider
from course_lib.plots import BLUE, GREY, ORANGE

SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
DRAWS = 200
LENGTHS = (0.05, 0.1, 0.2, 0.5, 1)
TURN = np.linspace(0, 2 * np.pi, 100)
ARROW: dict[str, Any] = {
    "color": "black", "width": 0.012, "head_width": 0.07, "length_includes_head": True
}  # fmt: skip


class Scene:
    """Left the gradients of many batches of one size, right the noise of all sizes."""

    def __init__(self, rng: np.random.Generator) -> None:
        streams = rng.spawn(len(SIZES))
        self._clouds = {
            size: cloud(size, draws=DRAWS, rng=stream)
            for size, stream in zip(SIZES, streams, strict=True)
        }
        self.picture = Picture(900, 390)
        plane, law = self.picture.panels(1, 1)
        self.picture.moves(*self._add_plane(plane), *self._add_law(law))

    def _add_plane(self, ax: Axes) -> list[Artist]:
        ax.set(xlabel="along the full gradient", ylabel="across it")
        ax.set(xlim=(-1.1, 1.7), ylim=(-1.4, 1.4), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        (self._dots,) = ax.plot([], [], ".", color=BLUE, markersize=6, alpha=0.5, label="batches")
        ax.arrow(0, 0, signal(), 0, **ARROW)
        ax.plot([], [], color="black", label="full gradient")
        (self._circle,) = ax.plot(
            [], [], "--", color=ORANGE, linewidth=1.8, label="typical distance"
        )
        ax.legend(loc="lower left", fontsize=10)
        return [self._dots, self._circle]

    def _add_law(self, ax: Axes) -> list[Artist]:
        ax.set(xscale="log", yscale="log", xlabel="batch size", ylabel="length", ylim=(0.03, 1))
        ax.set_xticks(SIZES, [str(size) for size in SIZES])
        ax.set_yticks(LENGTHS, [str(length) for length in LENGTHS])
        ax.minorticks_off()
        expected = [noise(size) for size in SIZES]
        measured = [self._clouds[size].distance for size in SIZES]
        ax.plot(SIZES, expected, "--", color=ORANGE, label="noise of one example / √(batch size)")
        ax.plot(SIZES, measured, "s", color=BLUE, markersize=6, label=f"measured, {DRAWS} batches")
        ax.axhline(signal(), color="black", label="full gradient")
        (self._here,) = ax.plot(
            [], [], "o", color=GREY, markersize=15, fillstyle="none", markeredgewidth=2
        )
        ax.legend(loc="lower left", fontsize=10)
        return [self._here]

    def show(self, size: float) -> str:
        """Show the gradients of batches of this size."""
        batch, length = round(size), signal()
        along, across, distance = self._clouds[batch]
        radius = noise(batch)
        self._dots.set_data(along, across)
        self._circle.set_data(length + radius * np.cos(TURN), radius * np.sin(TURN))
        self._here.set_data([batch], [distance])
        uphill = (along < 0).mean()
        return (
            f"batch size {batch}: typical distance from the full gradient {distance:.3f} "
            f"(law: {radius:.3f}); the full gradient is {length:.3f} long · "
            f"{100 * uphill:.0f} % of these batches point the wrong way"
        )


def batch_size_dashboard(*, rng: np.random.Generator, size: int = 8) -> Dashboard:
    """Gradients of 200 batches of one size, along the full gradient and across it."""
    scene = Scene(rng)
    controls = {"size": stored_slider("batch size", SIZES, size)}
    return Dashboard("batch size", scene.picture, controls, show=scene.show)
