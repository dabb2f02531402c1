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
    lines = _train_and_dev(ax, epochs, train, dev, style)
    ax.set(ylabel="accuracy", ylim=(0, 1.02))
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
    lines = _train_and_dev(ax, epochs, train, dev, style)
    ax.set_ylabel("loss (nats)")
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


def draw_settings(
    ax: Axes,
    settings: npt.ArrayLike,
    runs: npt.ArrayLike,
    *,
    name: str,
    upto: float = np.inf,
    label: str = "",
    **style: Any,
) -> list[Artist]:
    """Draw results against settings that one scale cannot hold, such as 0 and powers of ten.

    The settings stand evenly spaced, each with its value.

    Parameters
    ----------
    settings : array of shape (settings,), in order
    runs : array of shape (settings, seeds), drawn as ``draw_band`` does, or (settings,), as a line
    name : what is set, under the axis
    upto : the largest setting drawn

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> artists = draw_settings(ax, [0, 0.1], [[0.7, 0.8], [0.8, 0.9]], name="lambda")
    """
    shown = np.asarray(settings) <= upto
    values, places = np.asarray(runs)[shown], np.arange(shown.sum())
    ticks = [f"{setting:g}" for setting in np.asarray(settings)[shown]]
    ax.set_xticks(places, ticks, rotation=45 if len(ticks) > 9 else 0)
    ax.set_xlabel(f"{name} (evenly spaced)")
    if values.ndim == 1:
        return list(ax.plot(places, values, label=label, **style))
    return draw_band(ax, places, values, label=label, **style)


def _train_and_dev(
    ax: Axes,
    epochs: npt.ArrayLike,
    train: npt.ArrayLike,
    dev: npt.ArrayLike,
    style: dict[str, Any],
) -> list[Line2D]:
    ax.set_xlabel("epochs")
    return [
        ax.plot(epochs, train, **TRAIN | {"label": "training"} | style)[0],
        ax.plot(epochs, dev, **DEV | {"label": "dev"} | style)[0],
    ]
