"""Functions with their slopes, what they leave of the gradient, and what came of each choice."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.chapters.activations_and_outputs import outputs, ranking, scales
from course_lib.chapters.activations_and_outputs.fitting import FITTING
from course_lib.chapters.activations_and_outputs.functions import FUNCTIONS, with_slope
from course_lib.chapters.activations_and_outputs.last_layers import in_words
from course_lib.chapters.activations_and_outputs.shown import Chosen, Reader
from course_lib.datasets import Sweep
from course_lib.experiments.compare import paired_change
from course_lib.experiments.contests import ENOUGH
from course_lib.experiments.gradient_gain import Passed
from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, PURPLE, REFERENCE, new_figure

FUNCTION: dict[str, Any] = {"color": BLUE, "linestyle": "-", "linewidth": 2}
SLOPE: dict[str, Any] = {"color": ORANGE, "linestyle": "--", "linewidth": 2}
LOOKS: Sequence[dict[str, Any]] = (
    {"color": ORANGE, "linestyle": "--", "marker": "s"},
    {"color": BLUE, "linestyle": "-", "marker": "o"},
    {"color": GREEN, "linestyle": "-.", "marker": "^"},
    {"color": PURPLE, "linestyle": ":", "marker": "D"},
)
LOSS_LOOKS: dict[str, dict[str, Any]] = {
    "cross-entropy": {"color": BLUE, "linestyle": "-", "linewidth": 2},
    "squared error": {"color": ORANGE, "linestyle": "--", "linewidth": 2},
}
LAW, LAW_SCALES = ("sigmoid", "tanh", "ReLU", "ELU", "SiLU"), (1, 4, 16, 64)
"""Functions and scales of the picture of predicted and measured factors."""


def draw_function(
    ax: Axes, z: npt.ArrayLike, values: npt.ArrayLike, slopes: npt.ArrayLike, *, title: str = ""
) -> list[Line2D]:
    """Draw a function and its slope against z; returns the two lines.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_function(ax, [-1, 0, 1], [0, 0, 1], [0, 0, 1], title="ReLU")
    """
    ax.axhline(0, color=GREY, linewidth=0.8)
    lines = [
        ax.plot(z, values, **FUNCTION, label="function")[0],
        ax.plot(z, slopes, **SLOPE, label="slope")[0],
    ]
    ax.set(xlabel="z", title=title, ylim=(-1.4, 2.2))
    ax.legend(loc="upper left")
    return lines


def draw_losses(ax: Axes, runs: Mapping[str, tuple[Any, Any]]) -> None:
    """Draw the losses of all seeds, and their median.

    Parameters
    ----------
    runs : name -> (epochs, losses of shape (epochs, seeds))
    """
    for (name, (epochs, losses)), look in zip(runs.items(), cycle(LOOKS), strict=False):
        style = {"color": look["color"], "linestyle": look["linestyle"]}
        ax.plot(epochs, losses, **style, linewidth=0.6, alpha=0.5)
        ax.plot(epochs, np.median(losses, axis=1), **style, linewidth=2.5, label=name)
    ax.axhline(np.log(2), **REFERENCE, label="a coin: ln 2")
    ax.set(xlabel="epochs", ylabel="training loss", ylim=(0, 0.85))
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)


def draw_shares(ax: Axes, shares: Mapping[str, npt.ArrayLike]) -> list[Line2D]:
    """Draw the gradient in each layer, in shares of the last one's, on a log scale.

    Parameters
    ----------
    shares : dict of name to an array of shape (layers,), layer 1 first

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_shares(ax, {"sigmoid": [0.01, 0.1, 1.0]})
    """
    lines = []
    for (name, values), look in zip(shares.items(), cycle(LOOKS), strict=False):
        layers = np.arange(1, np.size(values) + 1)
        lines += ax.plot(layers, values, **look, label=name)
    ax.set(xlabel="hidden layer", ylabel="gradient, share of layer 10's", yscale="log")
    ax.legend(loc="lower right")
    return lines


def draw_law(ax: Axes, passed: Mapping[str, Sequence[Passed]]) -> None:
    """Draw what a layer multiplies the gradient by against what slopes and scale predict.

    Parameters
    ----------
    passed : function's name -> what its networks let through, at each of ``LAW_SCALES``
    """
    for (name, each), look in zip(
        passed.items(), cycle([*LOOKS, {"color": GREY, "marker": "v"}]), strict=False
    ):
        predicted = [
            float(np.sqrt(scale * np.mean(one.slopes[:-1] ** 2)))
            for scale, one in zip(LAW_SCALES, each, strict=True)
        ]
        measured = [one.per_layer for one in each]
        marks = {"color": look["color"], "marker": look["marker"], "linestyle": "none"}
        ax.plot(predicted, measured, **marks, label=name)
    ends = (0.15, 8)
    ax.plot(ends, ends, **REFERENCE)
    ax.set(xscale="log", yscale="log", xlim=ends, ylim=ends)
    ax.set(xlabel="root of scale x mean square slope", ylabel="measured factor per layer")
    ticks = [0.25, 0.5, 1, 2, 4]
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    ax.legend(fontsize=10, loc="upper left")


def draw_asked(ax: Axes, asked: Mapping[str, Sequence[float]]) -> None:
    """Draw the scales that came of asking again and again."""
    for (name, found), look in zip(asked.items(), cycle(LOOKS), strict=False):
        ax.plot(range(len(found)), found, **look, label=f"{name}: {found[-1]:.3g}")
    ax.set(xlabel="times asked", ylabel="scale of the weights", yscale="log")
    ax.set_yticks([1, 2, 4, 16, 30, 96], ["1", "2", "4", "16", "30", "96"])
    ax.minorticks_off()
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)


def draw_windows(ax: Axes, stored: Sweep) -> None:
    """Draw how many points are right, against the scale of the weights."""
    every = np.asarray(stored.fixed["scale"])
    accuracy = 100 * np.asarray(stored.values["accuracy"])  # (functions, rates, scales, seeds)
    for k, (name, look) in enumerate(zip(stored.axes["function"], LOOKS, strict=False)):
        tried = np.isin(every, scales.SCALES[str(name)])
        median = np.median(accuracy[k][:, tried], axis=-1).max(axis=0)
        ax.plot(every[tried], median, **look, label=str(name))
    ax.set(xscale="log", xlabel="scale of the weights", ylabel="points right (%)", ylim=(45, 100))
    ticks = [0.25, 1, 4, 16, 64, 256, 1024]
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    ax.axhline(50, **REFERENCE)
    ax.legend(loc="lower right")


def draw_family(ax: Axes, names: Sequence[str]) -> None:
    """Draw some functions together."""
    for name, look in zip(names, cycle(LOOKS), strict=False):
        function = FUNCTIONS[name]
        z, values, _ = with_slope(function.make(function.usual), reach=4)
        style = {"color": look["color"], "linestyle": look["linestyle"]}
        ax.plot(z, values, **style, linewidth=2, label=name)
    ax.set(xlabel="z", ylim=(-1.2, 3))
    ax.legend(loc="upper left")


def draw_ranking(ax: Axes, stored: Sweep, hidden: int) -> None:
    """Draw each function's accuracy less ReLU's, at one rate and at its own."""
    rows = [str(row) for row in stored.axes["row"]]
    drawn = (("same", GREY, "o", f"all at rate {ranking.SAME:g}"), ("own", BLUE, "D", "its own"))
    for shift, (what, color, mark, words) in zip((0.15, -0.15), drawn, strict=True):
        points = [100 * np.asarray(stored.at(row=row, hidden=hidden)[what]) for row in rows]
        reference = points[rows.index("ReLU")]
        pairs = [paired_change(each, reference) for each in points]
        places = np.arange(len(rows))[::-1] + shift
        ax.errorbar(
            [mean for mean, _ in pairs], places, xerr=[ENOUGH * error for _, error in pairs],
            color=color, marker=mark, linestyle="none", capsize=3, label=words,
        )  # fmt: skip
    ax.axvline(0, **REFERENCE)
    ax.set_yticks(np.arange(len(rows))[::-1], rows)
    ax.set_xscale("symlog", linthresh=5, linscale=2)
    ax.set_xticks([-70, -20, -5, -2, 0, 2, 5], ["-70", "-20", "-5", "-2", "0", "2", "5"])
    ax.minorticks_off()
    ax.set(xlabel="test accuracy less ReLU's (points)", xlim=(-110, 6))
    ax.set_title(f"{hidden} hidden layers")
    ax.legend(fontsize=10, loc="lower left")


def draw_dead(ax: Axes, came: Mapping[str, Sequence[int]]) -> None:
    """Draw how many were dead, and how many of them revived, for each layer."""
    layers = np.arange(len(next(iter(came.values()))))
    for shift, color, (words, counts) in zip((-0.2, 0.2), (GREY, GREEN), came.items(), strict=True):
        bars = ax.bar(layers + shift, counts, 0.36, color=color, label=words)
        ax.bar_label(bars)
    ax.set_xticks(layers, [f"layer {k + 1}" for k in layers])
    ax.set(ylabel="units, of 100", ylim=(0, 1.2 * max(map(max, came.values()))))
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)


def draw_reader(panels: Any, reader: Reader, *, whose: str) -> None:
    """Draw how a reader of digits learned, and the weights of its ten classes."""
    left, right = panels
    left.plot(np.arange(1, len(reader.accuracies) + 1), 100 * reader.accuracies, color=BLUE)
    left.set(xlabel="steps", ylabel="other digits right (%)", ylim=(0, 100))
    left.set_title(f"softmax_gradient: {whose}")
    images = reader.W.T.reshape(2, 5, 7, 7).transpose(0, 2, 1, 3)
    padded = np.pad(images, ((0, 0), (0, 1), (0, 0), (0, 1))).reshape(2 * 8, 5 * 8)
    reach = float(np.abs(padded).max())
    right.imshow(padded, cmap="RdBu_r", vmin=-reach, vmax=reach)
    right.set_axis_off()
    right.set_title("its weights for 0 to 4, and 5 to 9")


SHORT = {
    "none + squared error": "none, squared",
    "sigmoid + squared error": "sigmoid, squared",
    "sigmoid + binary cross-entropy": "sigmoid, binary c-e",
    "softmax + cross-entropy": "softmax, c-e",
    "exp + Poisson": "exp, Poisson",
}


def draw_problems(stored: Sweep, chosen: Mapping[str, Chosen]) -> Any:
    """Draw the error of every pair for every problem, with what was chosen and trained now."""
    figure, _ = new_figure(11, 5.6)
    figure.clear()
    axes = figure.subplots(2, 3, sharey=True)
    rates, words = outputs.best_rates(stored), [str(pair) for pair in stored.axes["pair"]]
    for ax, (name, now) in zip(axes.flat, chosen.items(), strict=True):
        taken = in_words(now.pair)
        for place, pair in enumerate(words[::-1]):
            at = stored.at(problem=name, pair=pair, lr=rates[name, pair])
            error, impossible = (float(np.mean(at[key][5:])) for key in ("error", "impossible"))
            if pair == taken:
                error, impossible = now.error, now.impossible
            ax.barh(place, error, color=ORANGE if pair == taken else "#BBBBBB", height=0.7)
            if impossible > 0.005:
                ax.text(
                    max(error, 0.02) + 0.03, place, f"{100 * impossible:.0f} % impossible",
                    va="center", fontsize=10,
                )  # fmt: skip
        ax.axvline(1, **REFERENCE)
        ax.set_yticks(range(len(words)), [SHORT[pair] for pair in words[::-1]], fontsize=10)
        ax.set(xlim=(0, 2.05))
        verdict = "" if now.pair in FITTING[name] else ", does not fit"
        ax.set_title(f"{name} (orange: {now.whose}{verdict})", fontsize=11)
    for ax in axes[1]:
        ax.set_xlabel("error / that of one answer")
    return figure
