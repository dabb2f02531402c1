"""The dropout microscope: masks on two images of a batch, the signal, and units knocked out."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep
from course_lib.engine import mlp
from course_lib.experiments.mnist300 import SIZES, load_sets
from course_lib.experiments.regularization.signal import SCALINGS, passed_signal
from course_lib.experiments.regularization.sweeps import FORM_RATES, MASKS
from course_lib.widgets.controls import linear_slider, menu, stored_slider
from course_lib.widgets.dashboard import Dashboard
from course_lib.widgets.regularization.microscope_scene import DRAWN, MicroscopeScene

PASSES = 20


def dropout_microscope_dashboard(
    sweep: Sweep, *, rate: float = 0.2, mask: str = "fresh", task: str = ""
) -> Dashboard:
    """What dropout does in each pass, and what came of it.

    Parameters
    ----------
    sweep : the sweep of masks, whose networks lose units at the end
    rate, mask : the drop rate and the kind of mask to start with
    """
    draws = np.random.default_rng(3).random((PASSES, 2, len(DRAWN), max(DRAWN)))
    signals = _signals()
    scene = MicroscopeScene(sweep.values["knocked_out"].mean(axis=1)[0])

    def show(mask: str, rate: float, passes: int, scaling: str) -> str:
        kept = np.stack([_draw(draws, mask, k) >= rate for k in range(passes)])
        training, inference = signals[rate, scaling]
        lost = sweep.values["knocked_out"].mean(axis=1)[_place(sweep, mask, rate)]
        scene.move(kept[-1], training, inference, lost)
        ever = int(kept[:, 0].any(axis=0).sum())
        ratio = inference[-1] / training[-1]
        return (
            f"pass {passes}: first image, {int(kept[-1, 0].sum())} of {kept[0, 0].size} hidden "
            f"units on, {ever} on at least once so far · layer 6, inference over training: "
            f"{ratio:.2f} · dev {100 * lost[0]:.1f} % whole, {100 * lost[1]:.1f} % "
            "with 10 % of the units out"
        )

    controls = {
        "mask": menu("mask", MASKS, mask),
        "rate": stored_slider("drop rate", FORM_RATES, rate),
        "passes": linear_slider("pass", 1, PASSES, 1, 1, form="d"),
        "scaling": menu("scaling", SCALINGS, "inverted"),
    }
    return Dashboard("dropout microscope", scene.picture, controls, show=show, task=task)


def _draw(draws: npt.NDArray[Any], mask: str, k: int) -> npt.NDArray[Any]:
    """The uniform numbers of pass k, shape (images, layers, units)."""
    if mask == "one mask":  # both images lose the same
        return np.broadcast_to(draws[0, :1], draws[0].shape)
    return np.asarray(draws[k if mask == "fresh" else 0])


def _place(sweep: Sweep, mask: str, rate: float) -> int:
    names: list[str] = sweep.axes["choice"].tolist()
    return names.index(f"{mask}, {rate:g}")


def _signals() -> dict[tuple[float, str], tuple[npt.NDArray[Any], npt.NDArray[Any]]]:
    """Of the untrained six-layer network, for every rate and scaling."""
    x = load_sets().train[0][:100]
    signals = {}
    for rate in FORM_RATES:
        network = mlp(SIZES, rng=np.random.default_rng(0), drop_rate=rate)
        for scaling in SCALINGS:
            rng = np.random.default_rng(1)
            signals[rate, scaling] = passed_signal(network, x, rng=rng, scaling=scaling)
    return signals
