"""The early-stopping referee: one run, two criteria, and where each of them would end it."""

from typing import Any

import numpy.typing as npt

from course_lib.datasets import Sweep
from course_lib.experiments.regularization import nielsen
from course_lib.experiments.regularization.stopping import stopping_points
from course_lib.widgets.controls import menu, stored_slider
from course_lib.widgets.dashboard import Dashboard
from course_lib.widgets.regularization.early_stopping_scene import CRITERIA, EarlyStoppingScene

OURS, PUBLISHED = "300 digits", "Nielsen"
RUNS = tuple(f"{OURS}, seed {seed}" for seed in range(5)) + tuple(
    f"{PUBLISHED}, seed {seed}" for seed in nielsen.SEEDS
)
PATIENCES = (7, 14, 28, 49, 70, 105, 140, 210)  # every run has a record at a multiple of 7
SMOOTHINGS = (0, 0.5, 0.8, 0.9)


def early_stopping_dashboard(
    ours: Sweep, published: Sweep, *, patience: int = 28, task: str = ""
) -> Dashboard:
    """Where dev loss and dev accuracy would stop one run, as patience and smoothing move.

    Parameters
    ----------
    ours : the sweep of drop rates over 1001 epochs, of which the runs at rate 0 are taken
    published : the sweep of Nielsen's run
    patience : in epochs, one of PATIENCES
    """
    scene = EarlyStoppingScene()

    def curves(run: str) -> tuple[npt.NDArray[Any], dict[str, npt.NDArray[Any]]]:
        seed = int(run[-1])
        if run.startswith(OURS):
            sweep, point = ours, ours.at(drop_rate=0.0, seed=seed)
        else:
            sweep, point = published, published.at(seed=seed)
        return sweep.fixed["epochs"], {name: point[f"dev_{name}"] for name in CRITERIA}

    def show(run: str, patience: float, smoothing: float) -> str:
        epochs, values = curves(run)
        every = int(epochs[1] - epochs[0])
        points, said, open_end = {}, [], ""
        for name in CRITERIA:
            kept, stopped = stopping_points(
                values[name], patience=int(patience) // every, smoothing=smoothing,
                larger_is_better=name == "accuracy",
            )  # fmt: skip
            points[name] = kept, stopped
            never = stopped - kept < int(patience) // every
            end = "never stops" if never else f"stops at {epochs[stopped]}"
            open_end = " or more" if never else open_end
            right = 100 * values["accuracy"][kept]
            said.append(f"{name} {end}, keeps epoch {epochs[kept]} ({right:.1f} %)")
        apart = abs(int(epochs[points["loss"][1]]) - int(epochs[points["accuracy"][1]]))
        scene.move(epochs, values, points, smoothing)
        return f"{said[0]} · {said[1]} · the stops are {apart} epochs apart{open_end}"

    controls = {
        "run": menu("run", RUNS, RUNS[0]),
        "patience": stored_slider("patience (epochs)", PATIENCES, patience),
        "smoothing": stored_slider("smoothing", SMOOTHINGS, 0),
    }
    return Dashboard("early stopping", scene.picture, controls, show=show, task=task)
