"""What the dashboards are compared with: a slider as most notebooks make one."""

import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interact
from matplotlib.axes import Axes
from matplotlib_inline.backend_inline import set_matplotlib_formats

from course_lib.dashboards import Dashboard, stored_slider
from course_lib.plots import BLUE, GREY, plain
from tests.dashboards.example_dashboards import BETAS, RATES, STEPS

INCHES = (760 / 96, 320 / 96)


def same_picture(board: Dashboard, *, spared: bool = False) -> None:
    """Show the swept example's picture with ``interact``, a new figure at each move.

    It is drawn by the statements that draw the dashboard's, in as many pixels, from curves that
    lie ready. ``spared``: the axes are put where the dashboard's layout has put them; a notebook
    would not know where that is, and search for it each time.
    """
    curves, place = curves_of(board), board.picture.figure.axes[0].get_position().bounds
    set_matplotlib_formats("retina", bbox_inches=None)

    def show(lr: float, beta: float) -> None:
        figure = plt.figure(figsize=INCHES, dpi=96, layout=None if spared else "constrained")
        ax = figure.add_axes(place) if spared else figure.subplots()
        draw(ax, curves[RATES.index(0.05), 0], curves[RATES.index(lr), BETAS.index(beta)])
        plt.show()

    sliders = {
        "lr": stored_slider("learning rate", RATES, 0.02),
        "beta": stored_slider("beta", BETAS, 0.9),
    }
    interact(show, **sliders)


def draw(ax: Axes, reference: np.ndarray, losses: np.ndarray) -> None:
    """The swept example's picture."""
    plain(ax, size=12)
    ax.set(xlabel="steps", ylabel="loss", yscale="log", xlim=(0, STEPS), ylim=(1e-9, 1e4))
    ax.plot(reference, color=GREY, linestyle=":", label="0.05, no momentum")
    ax.plot(range(STEPS + 1), losses, color=BLUE, label="these settings")
    ax.legend(loc="upper right")


def curves_of(board: Dashboard) -> np.ndarray:
    """All curves of the swept example, shape (rates, betas, steps), as it has drawn them."""
    (line,) = [line for line in board.picture.figure.axes[0].lines if line.get_animated()]
    curves = np.empty((len(RATES), len(BETAS), STEPS + 1))
    start = {name: control.value for name, control in board.controls.items()}
    for i, lr in enumerate(RATES):
        for j, beta in enumerate(BETAS):
            board.set(lr=lr, beta=beta)
            curves[i, j] = line.get_ydata()
    board.set(**start)
    return curves
