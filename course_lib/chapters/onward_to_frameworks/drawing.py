"""Pictures of notebook 11: runs with a slip, and a listing that is mended line by line."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from course_lib.plots import BLUE, GREEN, GREY, ORANGE


def averaged(losses: npt.ArrayLike, over: int = 10) -> npt.NDArray[np.float64]:
    """Means of so many losses at a time, for a curve that can be read.

    Examples
    --------
    >>> averaged([1.0, 3.0, 5.0, 7.0], over=2)
    array([2., 6.])
    """
    flat = np.asarray(losses, float)
    return np.asarray(flat[: len(flat) // over * over].reshape(-1, over).mean(axis=1))


def draw_averaged(ax: Axes, losses: npt.ArrayLike, *, over: int = 10, **look: Any) -> None:
    """Draw a run's losses, so many updates averaged; what is beyond the axis stays at its edge."""
    means = averaged(losses, over)
    ax.plot(over * np.arange(1, len(means) + 1), means, **look)


def draw_runs(
    axes: Sequence[Axes], healthy: npt.ArrayLike, runs: Mapping[str, tuple[Any, float]]
) -> None:
    """One panel for each run: its losses and those of the healthy one, and what its test says."""
    for ax, (name, (losses, right)) in zip(axes, runs.items(), strict=True):
        draw_averaged(ax, losses, color=BLUE, linewidth=2.5)
        draw_averaged(ax, healthy, color="black", linestyle=":")
        ax.set(title=f"run {name}: {100 * right:.0f} % right", xlabel="updates", ylim=(0, 2.6))
    axes[0].set_ylabel("loss of the batches")


def draw_mended(ax: Axes, shares: Mapping[str, float], *, healthy: float) -> None:
    """Right answers of the listing, a bar for each mended line more."""
    names, rights = list(shares), [100 * share for share in shares.values()]
    colors = [ORANGE, *[BLUE] * (len(names) - 2), GREEN]
    bars = ax.barh(range(len(names)), rights, color=colors[: len(names)])
    ax.axvline(100 * healthy, color=GREY, linestyle=":")
    plain = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    ax.bar_label(bars, [f"{right:.0f} %" for right in rights], padding=4, bbox=plain)
    ax.set_yticks(range(len(names)), names)
    ax.invert_yaxis()
    ax.set(xlabel="right answers of new digits (%)", xlim=(0, 100))
