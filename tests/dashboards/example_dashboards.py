"""Two dashboards with two sliders each, as an author would write them: under 40 lines apiece."""

import numpy as np

from course_lib.dashboards import Dashboard, Picture, log_slider, progress, stored_slider
from course_lib.engine import Momentum, per_model
from course_lib.plots import BLUE, GREY, ORANGE, plain

CURVATURE = np.array([1.0, 20.0])  # of the bowl, along its two axes
START = np.array([[4.0, 1.0]])
STEPS = 100
RATES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2]
BETAS = [0.0, 0.5, 0.8, 0.9, 0.95, 0.99]


def swept() -> Dashboard:
    """Learning rate and momentum: every pair of settings is trained before the first picture."""
    lr, beta = (per_model(v.ravel()) for v in np.meshgrid(RATES, BETAS, indexing="ij"))
    rule, theta = Momentum(beta), np.tile(START, (lr.size, 1, 1))
    state, losses = rule.init(theta), []
    for _ in progress(range(STEPS + 1), of="steps"):
        losses.append(0.5 * (CURVATURE * theta**2).sum(axis=(-2, -1)))
        change, state = rule.update(CURVATURE * theta, state, lr, theta)
        theta = theta + change
    curves = np.stack(losses, axis=-1).reshape(len(RATES), len(BETAS), -1)

    picture = Picture(760, 320)
    ax = picture.figure.subplots()
    plain(ax, size=12)
    ax.set(xlabel="steps", ylabel="loss", yscale="log", xlim=(0, STEPS), ylim=(1e-9, 1e4))
    ax.plot(curves[RATES.index(0.05), 0], color=GREY, linestyle=":", label="0.05, no momentum")
    (curve,) = ax.plot([], [], color=BLUE, label="these settings")
    ax.legend(loc="upper right")
    picture.moves(curve)

    def show(lr: float, beta: float) -> str:
        losses = curves[RATES.index(lr), BETAS.index(beta)]
        curve.set_data(range(STEPS + 1), losses)
        return f"loss after {STEPS} steps: {losses[-1]:.1e}"

    sliders = {
        "lr": stored_slider("learning rate", RATES, 0.02),
        "beta": stored_slider("beta", BETAS, 0.9),
    }
    return Dashboard("momentum, swept", picture, sliders, show=show)


def recomputed() -> Dashboard:
    """Learning rate and momentum on a bowl: 100 steps are taken anew at each move."""
    picture = Picture(760, 320)
    ax = picture.figure.subplots()
    plain(ax, size=12)
    x, y = np.meshgrid(np.linspace(-5, 5, 80), np.linspace(-1.6, 1.6, 60))
    heights = 0.5 * (CURVATURE[0] * x**2 + CURVATURE[1] * y**2)
    ax.contour(x, y, heights, levels=2.0 ** np.arange(-2, 6), colors=GREY, linewidths=0.6)
    ax.set(xlabel="flat direction", ylabel="steep direction", xlim=(-5, 5), ylim=(-1.6, 1.6))
    (path,) = ax.plot([], [], color=BLUE, marker=".", markersize=4)
    (end,) = ax.plot([], [], color=ORANGE, marker="D", markersize=8)
    picture.moves(path, end)

    def show(lr: float, beta: float) -> str:
        rule, theta = Momentum(beta), START
        state, points = rule.init(theta), [theta]
        for _ in range(STEPS):
            change, state = rule.update(CURVATURE * theta, state, lr, theta)
            theta = theta + change
            points.append(theta)
        across, down = np.concatenate(points).T
        path.set_data(across, down)
        end.set_data(across[-1:], down[-1:])
        return f"after {STEPS} steps {np.hypot(across[-1], down[-1]):.1e} from the bottom"

    sliders = {
        "lr": log_slider("learning rate", 0.001, 0.1, 0.02),
        "beta": stored_slider("beta", BETAS, 0.9),
    }
    return Dashboard("momentum, recomputed", picture, sliders, show=show)
