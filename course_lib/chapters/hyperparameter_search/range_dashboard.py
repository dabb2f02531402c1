"""Bars and shares side by side, as the ranges of the rate and of weight decay move."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.hyperparameter_search.ranges import Share, alone, bars, part_of, together
from course_lib.dashboards import Dashboard, Picture, stored_slider
from course_lib.experiments.searched_table import AXES, NAMES
from course_lib.plots import BLUE, GREY, ORANGE

WORDS = {"lr": "learning rate", "beta": "beta", "strength": "strength", "hidden": "hidden"}
RATES = [float(f"{rate:.2g}") for rate in AXES["lr"]]


class Scene:
    """Left: a bar from worst to best. Right: what each explains, alone and with the others."""

    def __init__(self, share: Share, whose: str) -> None:
        self._share, self._whose = share, whose
        self.picture = Picture(900, 330)
        left, right = self.picture.panels(1, 1)
        self.picture.moves(*self._add_bars(left), *self._add_shares(right))

    def _add_bars(self, ax: Axes) -> list[Artist]:
        self._bars = ax.barh(range(4), np.ones(4), height=0.5, color=BLUE, alpha=0.5)
        ax.set(xlim=(0, 100), xlabel="dev accuracy (%)", ylim=(3.6, -0.6))
        ax.set_yticks(range(4), [WORDS[name] for name in NAMES])
        ax.grid(visible=False, axis="y")
        ax.set_title("one moved, the others at one good setting", fontsize=11)
        return list(self._bars)

    def _add_shares(self, ax: Axes) -> list[Artist]:
        at = np.arange(4)
        self._together = ax.barh(
            at + 0.18, np.ones(4), height=0.3, color="white", edgecolor=GREY
        )  # fmt: skip
        self._alone = ax.barh(at - 0.18, np.ones(4), height=0.3, color=ORANGE)
        ax.set(xlim=(0, 100), xlabel="share of the spread of all scores (%)", ylim=(3.6, -0.6))
        ax.set_yticks(at, [""] * 4)
        ax.grid(visible=False, axis="y")
        ax.set_title(f"main_effect: {self._whose}", fontsize=11)
        ax.legend(
            [self._alone, self._together], ["alone", "together with others"], loc="lower right",
            fontsize=11, frameon=False,
        )  # fmt: skip
        return [*self._alone, *self._together]

    def show(self, low: float, high: float, strength: float) -> str:
        """Cut the table to these ranges, and look at it both ways."""
        exact = dict(zip(RATES, AXES["lr"].tolist(), strict=True))
        part = part_of(exact[low], exact[high], strength)
        for patch, (worst, best) in zip(self._bars, bars(part).values(), strict=True):
            patch.set_x(100 * worst)
            patch.set_width(100 * (best - worst))
        own, total = alone(part.worth, self._share), together(part.worth)
        for patches, shares in ((self._alone, own), (self._together, total)):
            for patch, value in zip(patches, shares.values(), strict=True):
                patch.set_width(100 * value)
        said = ", ".join(f"{WORDS[name]} {100 * value:.1f}" for name, value in own.items())
        both = ", ".join(f"{100 * value:.0f}" for value in total.values())
        return (
            f"rate {low:g} to {high:g}, weight decay to {strength:g}: alone (%) {said}; "
            f"together with others {both}"
        )


def range_dashboard(share: Share, whose: str = "the course's") -> Dashboard:
    """Move the ends of two ranges; see what becomes of bars and of shares.

    Parameters
    ----------
    share : function of (scores, axis) -> the share of the variance that the axis has alone
    whose : "yours" or "the course's"
    """
    scene = Scene(share, whose)
    controls = {
        "low": stored_slider("rate from", RATES[:9], RATES[0]),
        "high": stored_slider("rate to", RATES[8:], RATES[-1]),
        "strength": stored_slider("weight decay to", AXES["strength"].tolist()[1:], 0.1),
    }
    return Dashboard("ranges", scene.picture, controls, show=scene.show)
