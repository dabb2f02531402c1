"""The pictures of notebook 03c; lines are named at their ends, and told apart without color."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from course_lib.chapters.regularization_in_practice.linear import kept_by_ridge, kept_by_stopping
from course_lib.chapters.regularization_in_practice.networks import Sizes
from course_lib.chapters.regularization_in_practice.pruning import SHARES
from course_lib.experiments import curves
from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, PURPLE

NETS: dict[str, dict[str, Any]] = {
    "no penalty": {"color": GREY, "linestyle": ":", "marker": "o"},
    "L2": {"color": BLUE, "linestyle": "-", "marker": "s"},
    "L1": {"color": ORANGE, "linestyle": "--", "marker": "D"},
}
FORMS: dict[str, dict[str, Any]] = {
    "lambda/2": {"color": BLUE, "linestyle": "-", "linewidth": 5, "alpha": 0.5},
    "lambda/2m": {"color": ORANGE, "linestyle": "-", "linewidth": 3},
    "summed": {"color": "black", "linestyle": "--", "linewidth": 1.5},
    "no half": {"color": PURPLE, "linestyle": ":", "linewidth": 3},
}
KINDS: dict[str, dict[str, Any]] = {
    "tanh": {"color": BLUE, "linestyle": "-"},
    "ReLU": {"color": ORANGE, "linestyle": "--"},
}


def draw_stop(
    ax: Axes,
    whole: npt.ArrayLike,
    ended: Sequence[float],
    places: tuple[int, int],
    *,
    every: int,
) -> None:
    """Draw a run that was ended over the one that was not; places of the best and the last look.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_stop(new_figure()[1], [3.0, 2.0, 2.5, 2.6, 2.7], [3.0, 2.0, 2.5], (1, 2), every=7)
    """
    going_on, seen = np.asarray(whole), np.asarray(ended)
    epochs = every * np.arange(1, len(going_on) + 1)
    ax.plot(epochs, going_on, color=GREY, linestyle=":", linewidth=2)
    ax.plot(epochs[: len(seen)], seen, color=BLUE, linewidth=2.5)
    kept, stopped = places
    ax.plot(epochs[kept], seen[kept], "o", color="black", markersize=9)
    ax.axvline(epochs[stopped], color="black", linestyle="-.")
    low, high = going_on.min(), min(going_on.max(), 1.6 * going_on.min())
    ax.set(xlabel="epochs", ylabel="dev loss", ylim=(0.95 * low, high))
    words: dict[str, Any] = {"fontsize": 12, "va": "center"}
    ax.annotate(
        f"kept: {epochs[kept]}", (epochs[kept], seen[kept]), (0, 24),
        textcoords="offset points", ha="right", **words,
    )  # fmt: skip
    ax.text(epochs[stopped] + 4, 0.25 * low + 0.75 * high, f"stops: {epochs[stopped]}", **words)
    ax.text(epochs[-1], 0.85 * going_on[-1], "without a stop", color="#555555", ha="right", **words)


def draw_shares(ax: Axes, strength: float, *, lr: float, steps: int) -> None:
    """Draw what a stop keeps and what ridge keeps, by curvature, with two other strengths.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_shares(new_figure()[1], 0.1, lr=0.5, steps=20)
    """
    c = np.geomspace(1e-4, 1, 200)
    ax.plot(c, kept_by_stopping(c, lr, steps), color=ORANGE, linestyle="--", linewidth=3)
    ax.plot(c, kept_by_ridge(c, strength), color=BLUE, linewidth=2.5)
    for times in (0.1, 10):
        ax.plot(c, kept_by_ridge(c, times * strength), color=GREY, linestyle=":")
    ax.set(xscale="log", xlabel="curvature", ylabel="share kept", ylim=(-0.03, 1.08))
    ax.text(0.045, 0.93, "stopped", color="#a04000", ha="right", fontsize=12)
    ax.text(0.11, 0.66, f"lambda {strength:.3g}", color=BLUE, fontsize=12)
    ax.text(0.0012, 0.6, "a tenth of it", color="#555555", ha="right", fontsize=12)
    ax.text(0.25, 0.22, "ten times", color="#555555", fontsize=12)


def draw_lengths(
    panels: Sequence[Axes],
    weights: Mapping[str, npt.NDArray[Any]],
    first: npt.NDArray[Any],
) -> None:
    """Draw how long all weights are, and how far from the first ones, as bars of each network.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_lengths(new_figure(panels=2)[1], {"a": np.ones((1, 4))}, np.zeros((1, 4)))
    """
    names, colors = list(weights), [BLUE, ORANGE, GREEN]
    both = {
        "length of all weights": [np.sqrt((w**2).sum()) for w in weights.values()],
        "distance from the first weights": [
            np.sqrt(((w - first) ** 2).sum()) for w in weights.values()
        ],
    }
    for ax, (title, sizes) in zip(panels, both.items(), strict=True):
        bars = ax.barh(names, sizes, color=colors[: len(names)])
        ax.bar_label(bars, fmt="%.1f", padding=4, fontsize=12)
        ax.invert_yaxis()
        ax.set(title=title, xlim=(0, 1.2 * max(sizes)))
    panels[1].set_yticks([])


def draw_pruned(
    ax: Axes, found: Mapping[str, Sequence[float]], others: Mapping[str, Sequence[float]]
) -> None:
    """Draw right answers by the share of weights set to zero: one run thin, the seeds' mean thick.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> stored = {f"{name}, {gone} % gone": [70.0, 72.0] for name in NETS for gone in (0, 60)}
    >>> draw_pruned(new_figure()[1], {name: [0.7] * 8 for name in NETS}, stored)
    """
    for name, scores in found.items():
        look = NETS[name] | {"marker": "", "linewidth": 1, "alpha": 0.7}
        ax.plot(100 * np.array(SHARES), 100 * np.array(scores), **look)
        shift = list(found).index(name) - 1  # so that no mark hides another
        percents = [percent for percent in (0, 20, 40, 60) if f"{name}, {percent} % gone" in others]
        rows = np.array([others[f"{name}, {percent} % gone"] for percent in percents])
        error = rows.std(axis=1, ddof=1) / np.sqrt(rows.shape[1])
        marks = NETS[name] | {"linewidth": 2.5, "markersize": 7, "capsize": 3, "label": name}
        ax.errorbar(np.add(percents, shift), rows.mean(axis=1), error, **marks)
    ax.set(xlabel="weights set to zero (%)", ylabel="right on new digits (%)", ylim=(10, 82))
    ax.legend(loc="lower center", fontsize=13)


def draw_spellings(
    ax: Axes, data: tuple[npt.NDArray[Any], npt.NDArray[Any]], strengths: Mapping[str, float]
) -> None:
    """Fit the points once for each form, with the strength that it has come to mean.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> data = curves.draw_sample(20, 0.1, rng=np.random.default_rng(0))
    >>> draw_spellings(new_figure()[1], data, {"summed": 0.1})
    """
    x, y = data
    grid = np.linspace(-1, 1, 101)[:, None]
    ax.plot(x[::3], y[::3], ".", color=GREY, markersize=3)
    for name, strength in strengths.items():
        fit = curves.fit_polynomial(x, y, 9, strength=float(strength))
        label = name.replace("lambda", "λ")
        ax.plot(grid, curves.predict_curve(fit, grid), **FORMS[name], label=label)
    ax.set(xlabel="x", ylim=(-2.8, 1.9), xticks=[-1, 0, 1])
    ax.legend(loc="lower left", fontsize=11, handlelength=3, ncols=2)


def draw_families(panels: Sequence[Axes], families: Mapping[str, Sizes]) -> None:
    """Draw gap and loss on new points against the weights' length, a line for each network.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> one = np.ones((2, 3))
    >>> draw_families(new_figure(panels=2)[1], {"none": Sizes(one, one, one, one)})
    """
    looks = (NETS["L2"], NETS["L1"])
    for ax, what in zip(panels, ("gap", "new_loss"), strict=True):
        for (name, sizes), look in zip(families.items(), looks, strict=False):
            label = "plain" if name == "none" else name
            means = np.median(getattr(sizes, what), axis=1)
            ax.plot(np.median(sizes.length, axis=1), means, **look, label=label)
        ax.set(xscale="log", xlabel="length of all weights (lambda grows to the left)")
        ax.set_xticks([0.1, 0.5, 2, 5, 20], ["0.1", "0.5", "2", "5", "20"])
        ax.xaxis.set_minor_locator(NullLocator())
    panels[0].set(ylabel="gap (nats)", title="gap")
    panels[1].set(ylabel="loss (nats)", title="loss on new points", ylim=(0, 2.4))
    panels[0].legend(loc="upper left", fontsize=12)


def draw_vees(
    panels: Sequence[Axes],
    fits: Mapping[str, tuple[Any, Any, Any]],
    strengths: Sequence[float],
) -> None:
    """Draw fits to a hinge, a panel for each strength, all starts over one another.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> x = np.linspace(-1, 1, 3)[:, None]
    >>> flat = {name: (x, np.abs(x), np.zeros((1, 2, 3))) for name in KINDS}
    >>> figure, axes = new_figure(panels=2)
    >>> draw_vees(axes[:1], flat, [0.1])
    """
    for k, (ax, strength) in enumerate(zip(panels, strengths, strict=True)):
        for name, (x, targets, outputs) in fits.items():
            ax.plot(x, targets, color=GREY, linestyle=":")
            ax.plot(x, outputs[k].T, **KINDS[name], linewidth=1.5)
        ax.set(
            title=f"λ = {strength:g}", xlabel="x", ylim=(-0.8, 1.7), yticks=[-0.5, 0, 0.5, 1, 1.5]
        )
        if k:
            ax.set_yticklabels([])
    second = panels[min(1, len(panels) - 1)]
    for name, words, shown in (
        ("tanh", (-0.1, 0.6), (0.0, -0.05)), ("ReLU", (0.6, -0.45), (0.1, -0.2)),
    ):  # fmt: skip
        second.annotate(
            name, shown, words, color=KINDS[name]["color"], fontsize=13, ha="center", va="center",
            arrowprops={"arrowstyle": "-", "color": KINDS[name]["color"]},
        )  # fmt: skip
