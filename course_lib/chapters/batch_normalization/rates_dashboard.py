"""Learning rate by weight scale, without batch norm and with it: a stored map to walk on."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from course_lib.dashboards.controls import stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.datasets import Sweep
from course_lib.plots import plain

SIZE = 12
TITLES = ("without", "with batch norm", "with minus without")
LOOKS: tuple[dict[str, Any], ...] = (
    {"cmap": "Blues", "vmin": 0, "vmax": 130},
    {"cmap": "Blues", "vmin": 0, "vmax": 130},
    {"cmap": "PuOr", "vmin": -130, "vmax": 130},
)


def rates_dashboard(sweep: Sweep, *, task: str = "") -> Dashboard:
    """Three maps of training accuracy: without batch norm, with it, and the difference."""
    stds, rates = sweep.axes["std"], sweep.axes["lr"]
    picture = Picture(940, 400)
    axes = picture.figure.subplots(1, 3, sharey=True)
    maps = [_empty_map(ax, stds, rates, **look) for ax, look in zip(axes, LOOKS, strict=True)]
    for ax, title in zip(axes, TITLES, strict=True):
        ax.set_title(title, fontsize=SIZE)
    axes[0].set_ylabel("learning rate")
    picture.figure.suptitle("training accuracy (%), mean of five seeds", fontsize=SIZE)
    frames = [ax.add_patch(Rectangle((0, 0), 1, 1, fill=False, linewidth=3)) for ax in axes]
    picture.moves(*frames)

    without, with_norm = np.moveaxis(100 * sweep.values["train_accuracy"].mean(axis=-1), 2, 0)
    shown = ((without, ".0f"), (with_norm, ".0f"), (with_norm - without, "+.0f"))
    for (image, texts), (values, form) in zip(maps, shown, strict=True):
        image.set_data(values.T)
        for text, value in zip(texts, values.T.ravel(), strict=True):
            text.set_text(format(round(value) + 0.0, form))  # no minus zero
            text.set_color("white" if abs(value) >= 75 else "black")

    def show(std: float, lr: float) -> str:
        i, j = list(stds).index(std), list(rates).index(lr)
        for frame in frames:
            frame.set_xy((i - 0.5, j - 0.5))
        training, dev = (100 * sweep.values[f"{name}_accuracy"][i, j] for name in ("train", "dev"))
        return f"std {std:g}, learning rate {lr:g}: {_in_words(*training, *dev)}"

    sliders = {
        "std": stored_slider("std of the weights", stds, 0.1),
        "lr": stored_slider("learning rate", rates, 0.01),
    }
    return Dashboard("learning rate and weight scale", picture, sliders, show=show, task=task)


def _empty_map(
    ax: Axes, stds: npt.NDArray[Any], rates: npt.NDArray[Any], **looks: Any
) -> tuple[AxesImage, list[Text]]:
    """A map whose cells have numbers in them, so that the colours are not alone."""
    plain(ax, size=SIZE)
    ax.grid(visible=False)
    image = ax.imshow(np.zeros((len(rates), len(stds))), origin="lower", aspect="auto", **looks)
    ax.set_xticks(range(len(stds)), [f"{std:g}" for std in stds], rotation=60)
    ax.set_yticks(range(len(rates)), [f"{lr:g}" for lr in rates])
    ax.set_xlabel("std of the weights")
    texts = [
        ax.text(i, j, "", ha="center", va="center", fontsize=SIZE - 3.5)
        for j in range(len(rates))
        for i in range(len(stds))
    ]
    return image, texts


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
