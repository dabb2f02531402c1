"""Learning rate by weight scale, without batch norm and with it: a stored map to walk on."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from course_lib.dashboards import Dashboard, Picture, stored_slider
from course_lib.datasets import Sweep

MAPS: dict[str, dict[str, Any]] = {
    "without": {"form": ".0f", "cmap": "Blues", "vmin": 0, "vmax": 130},
    "with batch norm": {"form": ".0f", "cmap": "Blues", "vmin": 0, "vmax": 130},
    "with minus without": {"form": "+.0f", "cmap": "PuOr", "vmin": -130, "vmax": 130},
}
"""Title of each map -> how its numbers are written, and its colours."""


class Scene:
    """Three maps of training accuracy, which stand still, and a frame on each, which moves."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep
        without, with_norm = np.moveaxis(100 * sweep.values["train_accuracy"].mean(axis=-1), 2, 0)
        shown = (without, with_norm, with_norm - without)
        self.picture = Picture(940, 400)
        axes = self.picture.panels(1, 1, 1, sharey=True)
        for ax, (title, looks), values in zip(axes, MAPS.items(), shown, strict=True):
            ax.set_title(title)
            self._add_map(ax, values, **looks)
        axes[0].set_ylabel("learning rate")
        self.picture.figure.suptitle("training accuracy (%), mean of five seeds", fontsize=12)
        self._frames = [Rectangle((0, 0), 1, 1, fill=False, linewidth=3) for _ in axes]
        for ax, frame in zip(axes, self._frames, strict=True):
            ax.add_patch(frame)
        self.picture.moves(*self._frames)

    def _add_map(self, ax: Axes, values: npt.NDArray[Any], form: str, **looks: Any) -> None:
        """Draw a map whose cells have numbers in them, so that the colours are not alone."""
        stds, rates = self._sweep.axes["std"], self._sweep.axes["lr"]
        ax.grid(visible=False)
        ax.imshow(values.T, origin="lower", aspect="auto", **looks)
        ax.set_xticks(range(len(stds)), [f"{std:g}" for std in stds], rotation=60)
        ax.set_yticks(range(len(rates)), [f"{lr:g}" for lr in rates])
        ax.set_xlabel("std of the weights")
        for (i, j), value in np.ndenumerate(values):
            ax.text(
                i, j, format(round(value) + 0.0, form),  # no minus zero
                ha="center", va="center", fontsize=8.5,
                color="white" if abs(value) >= 75 else "black",
            )  # fmt: skip

    def show(self, std: float, lr: float) -> str:
        """Frame a setting, and look up what came of it."""
        i, j = list(self._sweep.axes["std"]).index(std), list(self._sweep.axes["lr"]).index(lr)
        for frame in self._frames:
            frame.set_xy((i - 0.5, j - 0.5))
        training, dev = (
            100 * self._sweep.values[f"{name}_accuracy"][i, j] for name in ("train", "dev")
        )
        return f"std {std:g}, learning rate {lr:g}: {_in_words(*training, *dev)}"


def rates_dashboard(sweep: Sweep) -> Dashboard:
    """Three maps of training accuracy: without batch norm, with it, and the difference."""
    scene = Scene(sweep)
    controls = {
        "std": stored_slider("std of the weights", sweep.axes["std"], 0.1),
        "lr": stored_slider("learning rate", sweep.axes["lr"], 0.01),
    }
    return Dashboard("learning rate and weight scale", scene.picture, controls, show=scene.show)


def _in_words(
    without: npt.NDArray[Any],
    with_norm: npt.NDArray[Any],
    dev_without: npt.NDArray[Any],
    dev_with: npt.NDArray[Any],
) -> str:
    wins = int((with_norm > without).sum())
    return (
        f"training {without.mean():.1f} % without, {with_norm.mean():.1f} % with batch norm, "
        f"ahead in {wins} of {len(without)} seeds · "
        f"dev {dev_without.mean():.1f} % without, {dev_with.mean():.1f} % with"
    )
