"""Two runs of one recipe: by PyTorch's forms, and the same with some of them set otherwise."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.onward_to_frameworks.forms import (
    DECAYS,
    LOOK,
    LR,
    REDUCTIONS,
    RULES,
    TIMES,
    UPDATES,
    VARIANCES,
    Form,
    curves,
)
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.plots import BLUE, ORANGE

AVERAGED = 10
"""Updates over which the loop's losses are averaged, to be read."""


class Scene:
    """On the left the loop's losses, on the right those of other digits, both runs in each."""

    def __init__(self) -> None:
        self.pytorchs = curves(Form())
        for momentum in RULES:
            curves(Form(momentum=momentum))  # trained now, so that no move waits for it
        self.picture = Picture(900, 340)
        left, right = self.picture.panels(1, 1)
        updates = np.arange(AVERAGED, UPDATES + 1, AVERAGED)
        looks = np.arange(LOOK, UPDATES + 1, LOOK)
        theirs: dict[str, Any] = {"color": BLUE, "linewidth": 2.5, "label": "PyTorch's forms"}
        ours: dict[str, Any] = {
            "color": ORANGE,
            "linestyle": "--",
            "linewidth": 2,
            "label": "as set below",
        }
        (first,) = left.plot(updates, self._smooth(self.pytorchs.printed), **theirs)
        right.plot(looks, self.pytorchs.dev, **theirs)
        (self._left,) = left.plot(updates, np.zeros(len(updates)), **ours)
        (self._right,) = right.plot(looks, np.zeros(len(looks)), **ours)
        left.set(xlabel="updates", ylabel="loss of the batches (nats)", ylim=(0, 3.2))
        right.set(xlabel="updates", ylabel="loss of new digits (nats)", ylim=(0, 3.2))
        self.picture.legend([first, self._left], ncols=2)
        self.picture.moves(self._left, self._right)

    def _smooth(self, losses: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.asarray(losses.reshape(-1, AVERAGED).mean(axis=1))

    def show(self, momentum: str, decay: str, reduction: str, variance: str, times: float) -> str:
        """Draw the run of this form; say how far the two lie apart."""
        run = curves(Form(momentum, decay, reduction, variance, times))
        self._left.set_ydata(self._smooth(run.printed))
        self._right.set_ydata(run.dev)
        apart = float(np.abs(run.printed - self.pytorchs.printed).max())
        apart_new = float(np.abs(run.dev - self.pytorchs.dev).max())
        return (
            f"momentum {momentum}, decay {decay}, {reduction} of the losses, {variance} variance, "
            f"rate {LR * times:g}: losses of the batches {_told(apart)}, of new digits "
            f"{_told(apart_new)}"
        )


def _told(apart: float) -> str:
    return "equal to rounding" if apart < 1e-8 else f"up to {apart:.2g} apart"


def forms_dashboard(
    *, momentum: str = "βv + g", decay: str = DECAYS[0], reduction: str = "mean",
    variance: str = "unbiased", times: float = 1.0,
) -> Dashboard:  # fmt: skip
    """A run by PyTorch's forms, and one whose forms and rate are set by hand."""
    scene = Scene()
    controls = {
        "momentum": menu("momentum v =", list(RULES), momentum),
        "decay": menu("weight decay", DECAYS, decay),
        "reduction": menu("of a batch's losses the", REDUCTIONS, reduction),
        "variance": menu("running variance", VARIANCES, variance),
        "times": stored_slider("rate, times 0.02", TIMES, times),
    }
    return Dashboard("defaults", scene.picture, controls, show=scene.show)
