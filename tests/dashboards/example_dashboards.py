"""Two dashboards with two sliders each, as an author would write them: under 45 lines apiece."""

import numpy as np

from course_lib.dashboards import Dashboard, Picture, log_slider, progress, stored_slider
from course_lib.engine import Momentum, per_model
from course_lib.plots import BLUE, GREY, ORANGE

CURVATURE = np.array([1.0, 20.0])  # of the bowl, along its two axes
START = np.array([[4.0, 1.0]])
STEPS = 100
RATES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2]
BETAS = [0.0, 0.5, 0.8, 0.9, 0.95, 0.99]


def curves() -> np.ndarray:
    """Train every pair of settings; losses of shape (rates, betas, steps + 1)."""
    lr, beta = (per_model(v.ravel()) for v in np.meshgrid(RATES, BETAS, indexing="ij"))
    rule, theta = Momentum(beta), np.tile(START, (lr.size, 1, 1))
    state, losses = rule.init(theta), []
    for _ in progress(range(STEPS + 1), of="steps"):
        losses.append(0.5 * (CURVATURE * theta**2).sum(axis=(-2, -1)))
        change, state = rule.update(CURVATURE * theta, state, lr, theta)
        theta = theta + change
    return np.stack(losses, axis=-1).reshape(len(RATES), len(BETAS), -1)


class Swept:
    """The loss of a pair of settings, looked up."""

    def __init__(self) -> None:
        self._curves = curves()
        self.picture = Picture(760, 320)
        (ax,) = self.picture.panels(1)
        ax.set(xlabel="steps", ylabel="loss", yscale="log", xlim=(0, STEPS), ylim=(1e-9, 1e4))
        plain = self._curves[RATES.index(0.05), 0]
        ax.plot(plain, color=GREY, linestyle=":", label="0.05, no momentum")
        (self._curve,) = ax.plot([], [], color=BLUE, label="these settings")
        ax.legend(loc="upper right")
        self.picture.moves(self._curve)

    def show(self, lr: float, beta: float) -> str:
        losses = self._curves[RATES.index(lr), BETAS.index(beta)]
        self._curve.set_data(range(STEPS + 1), losses)
        return f"loss after {STEPS} steps: {losses[-1]:.1e}"


def swept() -> Dashboard:
    """Learning rate and momentum: every pair of settings is trained before the first picture."""
    scene = Swept()
    controls = {
        "lr": stored_slider("learning rate", RATES, 0.02),
        "beta": stored_slider("beta", BETAS, 0.9),
    }
    return Dashboard("momentum, swept", scene.picture, controls, show=scene.show)


class Recomputed:
    """A walk over the contours of a bowl."""

    def __init__(self) -> None:
        self.picture = Picture(760, 320)
        (ax,) = self.picture.panels(1)
        x, y = np.meshgrid(np.linspace(-5, 5, 80), np.linspace(-1.6, 1.6, 60))
        heights = 0.5 * (CURVATURE[0] * x**2 + CURVATURE[1] * y**2)
        ax.contour(x, y, heights, levels=2.0 ** np.arange(-2, 6), colors=GREY, linewidths=0.6)
        ax.set(xlabel="flat direction", ylabel="steep direction", xlim=(-5, 5), ylim=(-1.6, 1.6))
        (self._path,) = ax.plot([], [], color=BLUE, marker=".", markersize=4)
        (self._end,) = ax.plot([], [], color=ORANGE, marker="D", markersize=8)
        self.picture.moves(self._path, self._end)

    def show(self, lr: float, beta: float) -> str:
        rule, theta = Momentum(beta), START
        state, points = rule.init(theta), [theta]
        for _ in range(STEPS):
            change, state = rule.update(CURVATURE * theta, state, lr, theta)
            theta = theta + change
            points.append(theta)
        across, down = np.concatenate(points).T
        self._path.set_data(across, down)
        self._end.set_data(across[-1:], down[-1:])
        return f"after {STEPS} steps {np.hypot(across[-1], down[-1]):.1e} from the bottom"


def recomputed() -> Dashboard:
    """Learning rate and momentum on a bowl: 100 steps are taken anew at each move."""
    scene = Recomputed()
    controls = {
        "lr": log_slider("learning rate", 0.001, 0.1, 0.02),
        "beta": stored_slider("beta", BETAS, 0.9),
    }
    return Dashboard("momentum, recomputed", scene.picture, controls, show=scene.show)
