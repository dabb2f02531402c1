"""Learning rate by start, without batch norm and with it: a stored map to walk on."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from course_lib.dashboards import Dashboard, Picture, buttons, menu, stored_slider
from course_lib.datasets import Sweep

MAPS: dict[str, dict[str, Any]] = {
    "without": {"form": ".0f", "cmap": "Blues", "vmin": 0, "vmax": 130},
    "with batch norm": {"form": ".0f", "cmap": "Blues", "vmin": 0, "vmax": 130},
    "with minus without": {"form": "+.0f", "cmap": "PuOr", "vmin": -130, "vmax": 130},
}
"""Title of each map -> how its numbers are written, and its colours."""
JUDGED = {"training": "train_accuracy", "dev": "dev_accuracy"}
Floats = npt.NDArray[np.float64]


def accuracies(stds: Sweep, he: Sweep, judged: str) -> Floats:
    """Accuracy in percent, shape (starts, rates, batch norm, seeds); He's start is the last one."""
    name = JUDGED[judged]
    return 100 * np.concatenate([stds.values[name], he.values[name][np.newaxis]])


class Scene:
    """Three maps of accuracy, which stand still, and a frame on each, which moves."""

    def __init__(self, stds: Sweep, he: Sweep) -> None:
        self._rates = list(stds.axes["lr"])
        self._starts = [f"{std:g}" for std in stds.axes["std"]] + ["He"]
        self._all = {judged: accuracies(stds, he, judged) for judged in JUDGED}
        self.picture = Picture(940, 330, tallest=50)
        self._axes = self.picture.panels(1, 1, 1, sharey=True)
        self._maps: dict[str, list[Artist]] = {judged: [] for judged in JUDGED}
        for ax, (title, looks) in zip(self._axes, MAPS.items(), strict=True):
            ax.set_title(title, fontsize=12)
            ax.grid(visible=False)
            for judged, values in self._all.items():
                self._maps[judged] += self._add_map(ax, _shown(values)[title], **looks)
            ax.set_xticks(range(len(self._starts)), self._starts, rotation=60)
            ax.set_yticks(range(len(self._rates)), [f"{lr:g}" for lr in self._rates])
            ax.axvline(len(self._starts) - 1.5, color="black", linewidth=1.5)
            ax.set_xlabel("std of the weights")
        self._axes[0].set_ylabel("learning rate")
        self._frames = [Rectangle((0, 0), 1, 1, fill=False, linewidth=3) for _ in self._axes]
        for ax, frame in zip(self._axes, self._frames, strict=True):
            ax.add_patch(frame)
        self.picture.moves(*self._frames)

    def _add_map(self, ax: Axes, values: Floats, form: str, **looks: Any) -> list[Artist]:
        """Draw a map whose cells have numbers in them, so that the colours are not alone."""
        image = ax.imshow(values.T, origin="lower", aspect="auto", **looks)
        numbers = [
            ax.text(
                i, j, format(round(value) + 0.0, form),  # no minus zero
                ha="center", va="center", fontsize=8.5,
                color="white" if abs(value) >= 75 else "black",
            )
            for (i, j), value in np.ndenumerate(values)
        ]  # fmt: skip
        return [image, *numbers]

    def show(self, start: str, lr: float, judged: str) -> str:
        """Frame a setting, and look up what came of it."""
        i, j = self._starts.index(start), self._rates.index(lr)
        for frame in self._frames:
            frame.set_xy((i - 0.5, j - 0.5))
        if not self._maps[judged][0].get_visible() or all(
            artists[0].get_visible() for artists in self._maps.values()
        ):
            for name, artists in self._maps.items():
                for artist in artists:
                    artist.set_visible(name == judged)
            self.picture.redraw_still()
        where = "He's start" if start == "He" else f"std {start}"
        of_all = self._all[judged].mean(axis=-1).reshape(-1, 2).max(axis=0)
        return (
            f"{where}, rate {lr:g}: {_in_words(self._all['training'][i, j], 'training')} · "
            f"{_in_words(self._all['dev'][i, j], 'dev')} · "
            f"best {judged} of the map: {of_all[0]:.1f} without, {of_all[1]:.1f} with"
        )


def rates_dashboard(stds: Sweep, he: Sweep) -> Dashboard:
    """Three maps of accuracy: without batch norm, with it, and the difference."""
    scene = Scene(stds, he)
    starts = [f"{std:g}" for std in stds.axes["std"]] + ["He"]
    controls = {
        "start": menu("std of the weights", starts, "0.1"),
        "lr": stored_slider("learning rate", stds.axes["lr"], 0.01),
        "judged": buttons("digits", list(JUDGED), "training"),
    }
    return Dashboard("learning rate and start", scene.picture, controls, show=scene.show)


def _shown(values: Floats) -> dict[str, Floats]:
    """What each map shows: means over the seeds."""
    without, with_norm = np.moveaxis(values.mean(axis=-1), 2, 0)
    return dict(zip(MAPS, (without, with_norm, with_norm - without), strict=True))


def _in_words(values: Floats, judged: str) -> str:
    without, with_norm = values
    wins = int((with_norm > without).sum())
    ahead = f", ahead in {wins} of {len(without)} seeds" if judged == "training" else ""
    return f"{judged} {without.mean():.1f} % without, {with_norm.mean():.1f} % with{ahead}"
