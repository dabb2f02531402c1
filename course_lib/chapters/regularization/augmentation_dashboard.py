"""The augmentation gallery: what each kind makes of ten digits, and its gain on the dev set."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.dashboards import Dashboard, Picture, buttons, linear_slider
from course_lib.datasets import Sweep
from course_lib.experiments.augmenting import AMOUNTS, augmentation
from course_lib.experiments.mnist300 import load_sets
from course_lib.plots import DEV_POINTS, GREY

ROWS = 3
LOWEST = -9.0
"""Points; what lost more stands here, with its number."""
GAP = 8  # pixels between the originals and what was made of them
WORDS = {
    "shift": "shifted by up to {:g} pixels",
    "rotate": "rotated by up to {:g} degrees",
    "cutout": "a square of {:g} pixels covered",
    "flip": "a share of {:g} flipped",
}
LEVELS = [("little", 0), ("more", 1), ("much", 2)]


class Scene:
    """Left ten digits, and under them what was made of them; right the gain that it brought."""

    def __init__(self, sweep: Sweep, without: npt.NDArray[Any]) -> None:
        self._digits, self._gains = _one_of_each(), _gains(sweep, without)
        self.picture = Picture(960, 400)
        left, right = self.picture.panels(5, 2)
        self.picture.moves(*self._add_digits(left), *self._add_gains(right))

    def _add_digits(self, ax: Axes) -> list[Artist]:
        self._top = np.concatenate([_sheet([self._digits]), np.zeros((GAP, 280))])
        height = 28 * (ROWS + 1) + GAP
        self._image = ax.imshow(
            np.zeros((height, 280)), cmap="gray_r", vmin=0, vmax=1, interpolation="nearest"
        )
        ax.set_xticks([])
        middles = [14, 28 + GAP + 14 * ROWS]
        ax.set_yticks(middles, ["original", "changed"], rotation=90, va="center")
        ax.tick_params(length=0, labelsize=12)
        ax.spines[:].set_visible(False)
        ax.grid(visible=False)
        return [self._image]

    def _add_gains(self, ax: Axes) -> list[Artist]:
        ax.axhline(0, color="black", linewidth=1)
        (self._seeds,) = ax.plot([], [], "o", color=GREY, markersize=5, label="one seed")
        (self._mean,) = ax.plot([], [], **DEV_POINTS, linewidth=2, label="mean")
        (self._now,) = ax.plot([], [], "o", color="black", markersize=14, fillstyle="none")
        self._title = ax.text(0, 1.02, "", transform=ax.transAxes, fontsize=12)
        self._below = ax.text(2.38, LOWEST + 2.6, "", ha="right", va="bottom", fontsize=12)
        ax.set(xlim=(-0.4, 2.4), ylim=(LOWEST - 1, 7), xlabel="how much")
        ax.set_xticks(range(3), [word for word, _ in LEVELS])
        ax.legend(loc="lower left", fontsize=12)
        return [self._seeds, self._mean, self._now, self._title, self._below]

    def show(self, kind: str, level: int, draw: int) -> str:
        """Change the digits, and look up the gains of all amounts of this kind."""
        amount, gains = AMOUNTS[kind][level], self._gains[kind]
        change, rng = augmentation(kind, amount), np.random.default_rng(draw)
        assert change is not None  # all kinds of AMOUNTS change something
        rows = [change(self._digits, rng=rng) for _ in range(ROWS)]
        self._image.set_data(np.concatenate([self._top, _sheet(rows)]))
        places, mean = np.arange(len(gains)), gains.mean(axis=1)
        drawn = np.maximum(mean, LOWEST)
        self._seeds.set_data(np.repeat(places, gains.shape[1]), np.maximum(gains, LOWEST).ravel())
        self._mean.set_data(places, drawn)
        self._now.set_data([level], [drawn[level]])
        self._below.set_text(f"down to\n{mean.min():.0f}" if mean.min() < LOWEST else "")
        self._title.set_text(f"{kind}: gain on dev (points)")
        return (
            f"{WORDS[kind].format(amount)}, draw {draw}: dev accuracy {mean[level]:+.1f} points "
            f"against no augmentation, mean of {gains.shape[1]} seeds (stored)"
        )


def augmentation_dashboard(
    sweep: Sweep, without: npt.NDArray[Any], *, kind: str = "rotate", level: int = 1
) -> Dashboard:
    """Ten digits and what one kind of augmentation makes of them; the gain it brought, stored.

    Parameters
    ----------
    sweep : the sweep of augmentations
    without : dev accuracies without augmentation, one for each seed of the sweep
    """
    scene = Scene(sweep, np.asarray(without))
    controls = {
        "kind": buttons("kind", list(AMOUNTS), kind),
        "level": buttons("how much", LEVELS, level),
        "draw": linear_slider("draw", 1, 20, 1, 1, form="d"),
    }
    return Dashboard("augmentation", scene.picture, controls, show=scene.show)


def _one_of_each() -> npt.NDArray[Any]:
    """The first training image of each digit, in order."""
    x, labels = load_sets().train[0], load_sets().train[1]
    return np.asarray(x[[int(np.argmax(labels == digit)) for digit in range(10)]])


def _gains(sweep: Sweep, without: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
    """Points of dev accuracy gained, by kind: arrays of shape (amounts, seeds)."""
    names, dev = sweep.axes["choice"].tolist(), sweep.values["dev_accuracy"][..., -1]
    return {
        kind: 100 * np.stack([dev[names.index(f"{kind} {a:g}")] - without for a in amounts])
        for kind, amounts in AMOUNTS.items()
    }


def _sheet(rows: list[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """Flat images of shape (10, 784), row by row, as one picture."""
    return np.concatenate([np.hstack(list(row.reshape(-1, 28, 28))) for row in rows])
