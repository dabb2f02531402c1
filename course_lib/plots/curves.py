"""Curves along a training run, and along a range of settings."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from course_lib.plots.style import DEV, TRAIN


def draw_accuracy(
    ax: Axes, epochs: npt.ArrayLike, train: npt.ArrayLike, dev: npt.ArrayLike, **style: Any
) -> list[Line2D]:
    """Draw training and dev accuracy against epochs; returns the two lines.

    ``style`` goes to both lines and overrules the course's own.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_accuracy(ax, [1, 2, 3], [0.5, 0.9, 1.0], [0.4, 0.7, 0.7])
    """
    lines = [
        ax.plot(epochs, train, **TRAIN | {"label": "training"} | style)[0],
        ax.plot(epochs, dev, **DEV | {"label": "dev"} | style)[0],
    ]
    ax.set(xlabel="epochs", ylabel="accuracy", ylim=(0, 1.02))
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    return lines


def draw_loss(
    ax: Axes, epochs: npt.ArrayLike, train: npt.ArrayLike, dev: npt.ArrayLike, **style: Any
) -> list[Line2D]:
    """Draw training and dev loss against epochs; returns the two lines.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_loss(ax, [1, 2, 3], [2.3, 0.5, 0.1], [2.3, 0.8, 0.9])
    """
    lines = [
        ax.plot(epochs, train, **TRAIN | {"label": "training"} | style)[0],
        ax.plot(epochs, dev, **DEV | {"label": "dev"} | style)[0],
    ]
    ax.set(xlabel="epochs", ylabel="loss (nats)")
    ax.set_ylim(bottom=0)
    return lines


def draw_band(
    ax: Axes, x: npt.ArrayLike, runs: npt.ArrayLike, *, label: str, **style: Any
) -> list[Artist]:
    """Draw the mean over runs (last axis of ``runs``) with a band of one standard deviation.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> artists = draw_band(ax, [0, 1], [[0.7, 0.8], [0.6, 0.9]], label="test")
    """
    values = np.asarray(runs)
    mean, std = values.mean(axis=-1), values.std(axis=-1, ddof=1)
    (line,) = ax.plot(x, mean, label=label, **style)
    band = ax.fill_between(
        np.asarray(x), mean - std, mean + std, color=line.get_color(), alpha=0.2, linewidth=0
    )
    return [line, band]


def label_settings(ax: Axes, values: npt.ArrayLike, *, name: str) -> None:
    """Write the settings under the positions that ``spaced`` gives them."""
    numbers = np.asarray(values)
    ax.set_xticks(np.arange(len(numbers)), [f"{value:g}" for value in numbers])
    ax.tick_params(axis="x", labelrotation=45 if len(numbers) > 10 else 0)
    ax.set_xlabel(f"{name} (positions evenly spaced)")
