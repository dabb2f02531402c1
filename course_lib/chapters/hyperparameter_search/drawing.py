"""Pictures of a hyperparameter search."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from matplotlib import colormaps
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from course_lib.experiments.searched_table import AXES
from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE


def draw_ranges(
    ax: Axes, tried: Mapping[str, Sequence[float]], scores: Sequence[npt.ArrayLike]
) -> list[Artist]:
    """Draw how far scores move as each hyperparameter does: a bar from worst to best, and dots.

    The value that scored worst stands left of its bar, all that were tried stand right of it.

    Parameters
    ----------
    tried : the values of each hyperparameter, by its name; the first on top
    scores : for each, the scores at its values, in order

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> artists = draw_ranges(ax, {"lr": [0.1, 1], "beta": [0, 0.9]}, [[10, 80], [70, 75]])
    """
    artists: list[Artist] = []
    for row, (values, reached) in enumerate(zip(tried.values(), scores, strict=True)):
        low, high = np.min(reached), np.max(reached)
        artists += ax.barh(row, high - low, left=low, height=0.5, color=BLUE, alpha=0.35)
        artists += ax.plot(reached, np.full(np.shape(reached), row), "o", color=BLUE, markersize=5)
        worst, all_values = (
            f"{values[int(np.argmin(reached))]:g}",
            ", ".join(f"{v:g}" for v in values),
        )
        artists.append(ax.text(low - 1.5, row, worst, ha="right", va="center", fontsize=10))
        artists.append(ax.text(high + 1.5, row, all_values, va="center", fontsize=10, color=GREY))
    ax.set_yticks(range(len(tried)), list(tried))
    ax.invert_yaxis()
    ax.grid(visible=False, axis="y")
    return artists


def draw_parallel(
    ax: Axes, names: Sequence[str], places: npt.ArrayLike, best: npt.ArrayLike
) -> list[Artist]:
    """Draw each trial as a line across one upright axis per hyperparameter.

    Parameters
    ----------
    names : one for each column, the last one is the score
    places : array of shape (trials, columns), between 0 and 1
    best : array of shape (trials,) of bool: drawn dark and last, with dots

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> artists = draw_parallel(ax, ["lr", "score"], [[0.1, 0.2], [0.9, 1.0]], [False, True])
    """
    rows, chosen = np.asarray(places), np.asarray(best)
    columns = np.arange(len(names))
    artists: list[Artist] = []
    for marked, color, width in ((False, GREY, 0.6), (True, ORANGE, 1.5)):
        lines = [np.column_stack([columns, row]) for row in rows[chosen == marked]]
        alpha = 0.9 if marked else 0.35
        artists.append(
            ax.add_collection(LineCollection(lines, colors=color, linewidths=width, alpha=alpha))
        )
    dots = rows[chosen]
    artists += ax.plot(np.tile(columns, len(dots)), dots.ravel(), "o", color=ORANGE, markersize=4)
    for column in columns:
        artists.append(ax.axvline(float(column), color=GREEN, linewidth=1))
    ax.set_xticks(columns, names)
    ax.set(xlim=(-0.15, len(names) - 0.85), ylim=(-0.04, 1.04))
    ax.grid(visible=False)
    return artists


def draw_map(ax: Axes, accuracy: npt.ArrayLike) -> list[Artist]:
    """Draw accuracy over rate and beta of the table, with the best beta for every usable rate.

    Parameters
    ----------
    accuracy : array of shape (17, 7), in percent

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> artists = draw_map(ax, 50 + np.arange(119).reshape(17, 7) / 4)
    """
    values = np.asarray(accuracy)
    image = ax.imshow(values.T, origin="lower", aspect="auto", cmap="cividis")
    rates, betas = AXES["lr"], AXES["beta"]
    usable = np.flatnonzero(values.max(axis=1) > 60)
    dots = ax.plot(usable, values[usable].argmax(axis=1), "o", color="white", markersize=5)
    ax.set_xticks(range(0, len(rates), 4), [f"{lr:g}" for lr in rates[::4]])
    ax.set_yticks(range(len(betas)), [f"{beta:.3g}" for beta in betas])
    ax.set(xlabel="learning rate", ylabel="beta")
    ax.grid(visible=False)
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.colorbar(image, ax=ax, label="dev accuracy (%)")
    return [image, *dots]


def draw_looks(
    ax: Axes, ax_chosen: Axes, looks: Sequence[int], rates: npt.ArrayLike, runs: npt.ArrayLike
) -> list[Artist]:
    """Draw how several rates get on, and what the leader after each look is worth at the end.

    Parameters
    ----------
    runs : array of shape (seeds, rates, looks)

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, axes = new_figure(panels=2)
    >>> artists = draw_looks(*axes, [1, 2], [0.1, 0.3], np.full((3, 2, 2), 0.5))
    """
    accuracy, ends = np.asarray(runs, float), np.asarray(rates, float)
    artists: list[Artist] = []
    middle = 100 * accuracy.mean(axis=0)
    for number, (rate, curve) in enumerate(zip(ends, middle, strict=True)):
        color = colormaps["turbo"](0.05 + number / max(1, len(ends) - 1) * 0.9)
        late = number >= len(ends) - 2
        line = "--" if late else "-"
        artists += ax.plot(looks, curve, line, color=color, label=f"{rate:.2g}")
    ax.set(xscale="log", xlabel="epochs", ylabel="dev accuracy (%)", ylim=(0, 90))
    ax.legend(
        title="rate (the two highest dashed)",
        fontsize=10,
        ncols=2,
        loc="lower center",
        frameon=False,
    )
    worth = [100 * accuracy[..., -1].mean(axis=0)[accuracy[..., k].argmax(axis=1)].mean()
             for k in range(len(looks))]  # fmt: skip
    artists += ax_chosen.plot(looks, worth, "o-", color=ORANGE, label="the leader then")
    for value, words, style in (
        (middle[:, -1].max(), "the best", "--"), (middle[:, -1].mean(), "one at random", ":"),
    ):  # fmt: skip
        artists.append(ax_chosen.axhline(value, color=GREY, linestyle=style, label=words))
    ax_chosen.set(xscale="log", xlabel="epochs at which one looks", ylim=(30, 90))
    ax_chosen.set_ylabel("accuracy at the end (%)")
    ax_chosen.legend(loc="lower right")
    for each in (ax, ax_chosen):
        each.set_xticks(list(looks), [str(look) for look in looks])
        each.minorticks_off()
    return artists
