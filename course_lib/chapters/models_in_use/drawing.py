"""The pictures of notebook 10b."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from course_lib.chapters.models_in_use.versions import Seen
from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE

SHORT = {
    "size of the digit (box of 20 pixels)": "size: pixels of the longer side",
    "tilt to the right, degrees": "tilt to the right, degrees",
    "thicker by pixels": "thicker on each side, pixels",
    "place: pixels to the right": "place: pixels to the right",
}
RUNS: dict[str, dict[str, Any]] = {
    "without a stop": {"color": GREY, "linestyle": "-", "linewidth": 5, "alpha": 0.6},
    "all": {"color": "black", "linestyle": "--", "linewidth": 1.5},
    "all but the rule's memory": {"color": BLUE, "linestyle": "-", "linewidth": 2},
    "weights alone": {"color": ORANGE, "linestyle": "-.", "linewidth": 2},
}


def draw_changes(
    axes: Sequence[Axes],
    curves: Mapping[str, tuple[Sequence[float], Sequence[float], Sequence[float]]],
) -> None:
    """One panel for each change: right answers as they come, and prepared again."""
    for ax, (kind, (amounts, came, again)) in zip(axes, curves.items(), strict=True):
        ax.plot(amounts, came, color=ORANGE, marker="o", linestyle="-", label="as it comes")
        ax.plot(amounts, again, color=BLUE, marker="s", linestyle="--", label="prepared")
        ax.set(xlabel=SHORT[kind], ylim=(0, 100))
    axes[0].set_ylabel("right answers, %")
    axes[0].legend(frameon=False, loc="lower right", fontsize=10)


def draw_versions(axes: Sequence[Axes], versions: Mapping[str, Seen]) -> None:
    """A confusion for each version: rows are digits, columns are answers, dark is many."""
    for ax, (name, seen) in zip(axes, versions.items(), strict=True):
        ax.imshow(seen.confusion, cmap="Greys", vmin=0, vmax=100)
        ax.set(xticks=range(10), yticks=range(10), xlabel="answer")
        ax.tick_params(labelsize=11, length=0, labelleft=ax is axes[0])
        ax.set_title(f"{name}: {seen.right:.0f} % right,\n{seen.certainty:.0f} % sure", fontsize=11)
    axes[0].set_ylabel("digit")


def draw_mended(ax: Axes, before: Sequence[float], after: Sequence[float]) -> None:
    """Right answers of the six versions, before and after a remedy."""
    place = np.arange(len(before))
    for shift, values, color, name in (
        (-0.2, before, GREY, "as it is"), (0.2, after, GREEN, "mended"),
    ):  # fmt: skip
        bars = ax.bar(place + shift, values, width=0.38, color=color, label=name)
        ax.bar_label(bars, [f"{value:.0f}" for value in values], fontsize=10)
    ax.set(xticks=place, xticklabels="ABCDEF", ylim=(0, 112), ylabel="right answers, %")
    ax.legend(frameon=False, ncols=2, loc="upper left", bbox_to_anchor=(0, 1.2))


def draw_resumed(
    axes: Sequence[Axes], runs: Mapping[str, Mapping[str, Mapping[int, float]]], stop: int
) -> None:
    """A panel for each rule: the loss on all digits, of runs that went on from this update."""
    for ax, (rule, ways) in zip(axes, runs.items(), strict=True):
        for name, losses in ways.items():
            ax.plot(list(losses), list(losses.values()), label=name, **RUNS[name])
        ax.axvline(stop, color=GREY, linewidth=1, linestyle=":")
        ax.set(xlabel="update", title=rule)
    axes[0].set_ylabel("loss on the digits learned")
    axes[1].legend(frameon=False, fontsize=10, loc="upper right")  # where the curves leave room


def draw_sure(axes: Sequence[Axes], sure: Mapping[str, npt.NDArray[np.float64]]) -> None:
    """How sure it is of each picture, a histogram for each kind of picture."""
    for ax, (name, values) in zip(axes, sure.items(), strict=True):
        ax.hist(100 * values, bins=list(range(10, 101, 5)), color=BLUE, weights=_shares(values))
        ax.set(xlabel="largest probability, %", ylim=(0, 100), title=name)
    axes[0].set_ylabel("share of the pictures, %")


def _shares(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.full(len(values), 100 / len(values))


def draw_own_run(ax: Axes, whole: Sequence[float], again: Sequence[float], stop: int) -> None:
    """Losses of a run without a stop, and of one that went on."""
    ax.plot(whole, label="without a stop", **RUNS["without a stop"])
    ax.plot(again, label="from the file", **RUNS["all"])
    ax.axvline(stop - 0.5, color=GREY, linewidth=1, linestyle=":")
    ax.set(xlabel="step", ylabel="loss of the batch")
    ax.legend(frameon=False)
