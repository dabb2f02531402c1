"""Pictures of notebook 02: a border with its wrong labels, and changes with three errors."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from course_lib.datasets import Sweep
from course_lib.engine import Network, softmax
from course_lib.experiments import paired_change
from course_lib.plots import GREY, PURPLE, REFERENCE, draw_plane, draw_points

ENOUGH = 3.0
"""Standard errors from which on a mean counts, and which a bar is long."""


def draw_border(
    ax: Axes,
    network: Network,
    points: npt.NDArray[Any],
    labels: npt.NDArray[Any],
    *,
    wrong: npt.NDArray[np.bool_],
) -> None:
    """Draw what a network makes of the plane, its points, and rings around wrong labels.

    Examples
    --------
    >>> from course_lib.engine import mlp
    >>> from course_lib.plots import new_figure
    >>> points = np.array([[0.0, 1.0], [1.0, 0.0]])
    >>> net, ax = mlp([2, 2], rng=np.random.default_rng(0)), new_figure()[1]
    >>> draw_border(ax, net, points, np.array([0, 1]), wrong=np.array([True, False]))
    """
    (left, low), (right, high) = points.min(axis=0) - 0.3, points.max(axis=0) + 0.3
    side = np.stack(np.meshgrid(np.linspace(left, right, 90), np.linspace(low, high, 90)), axis=-1)
    probability = softmax(network.forward(side.reshape(-1, 2)))[:, 1].reshape(90, 90)
    draw_plane(ax, probability, (left, right, low, high))
    draw_points(ax, points, labels)
    across, up = points[wrong].T
    ax.scatter(across, up, s=110, facecolors="none", edgecolors="black", linewidths=1.4)
    ax.set(xticks=[], yticks=[])


def draw_changes(ax: Axes, changes: Mapping[str, tuple[float, float]]) -> None:
    """Draw changes one below the other, with bars of three standard errors on both sides.

    Parameters
    ----------
    changes : name -> (change, standard error)

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_changes(new_figure()[1], {"more data": (-3.0, 0.5), "nothing": (0.1, 0.2)})
    """
    for row, (change, error) in enumerate(changes.values()):
        color = PURPLE if abs(change) > ENOUGH * error else GREY
        ax.errorbar(change, row, xerr=ENOUGH * error, fmt="o", color=color, capsize=4)
    ax.axvline(0, **REFERENCE)
    ax.set_yticks(range(len(changes)), list(changes))
    ax.set_ylim(len(changes) - 0.5, -0.5)


def draw_remedies(panels: Sequence[Axes], sweep: Sweep) -> None:
    """Draw for each patient how much every remedy changes its dev error, in points."""
    remedies = [str(each) for each in sweep.axes["remedy"]]
    dev = 100 * sweep.values["dev_error"]
    for ax, name, errors in zip(panels, sweep.axes["patient"], dev, strict=True):
        before = errors[remedies.index("nothing")]
        draw_changes(
            ax,
            {
                remedy: paired_change(after, before)
                for remedy, after in zip(remedies, errors, strict=True)
                if remedy != "nothing"
            },
        )
        ax.set(xlim=(-26, 14), title=str(name), xlabel="change (points)")
        if ax is not panels[0]:
            ax.set_yticklabels([])
