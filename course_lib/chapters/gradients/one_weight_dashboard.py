"""One weight on its way down: the loss over the weight, and the curve that the neuron draws."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.gradients.one_weight import depth_of_moons
from course_lib.dashboards import Dashboard, Picture, linear_slider, stored_slider
from course_lib.plots import BLUE, GREY, ORANGE

RATES = (0.1, 0.5, 1, 2, 4, 8, 16, 32, 64, 128)
START, MOST_STEPS = -2.0, 40
LOW, HIGH = -4.0, 12.0
JITTER = 0.06


class Scene:
    """On the left the loss over the weight with the path, on the right points and neuron."""

    def __init__(self) -> None:
        self._problem = depth_of_moons()
        self.picture = Picture(900, 380)
        left, right = self.picture.panels(1, 1)
        self.picture.moves(*self._add_loss(left), *self._add_neuron(right))

    def _add_loss(self, ax: Axes) -> list[Artist]:
        w = np.linspace(LOW, HIGH, 200)
        ax.plot(w, self._problem.loss(w), color=GREY, linewidth=2)
        ax.set(xlabel="weight w", ylabel="loss (nats)", xlim=(LOW, HIGH), ylim=(0, 2.4))
        (self._trail,) = ax.plot([], [], color=BLUE, marker="o", markersize=5, linewidth=1)
        (self._head,) = ax.plot([], [], "D", color=ORANGE, markersize=10)
        (self._tangent,) = ax.plot([], [], color=ORANGE, linestyle="--", linewidth=2)
        self._beside = ax.text(0.97, 0.93, "", transform=ax.transAxes, ha="right", fontsize=12)
        return [self._trail, self._tangent, self._head, self._beside]

    def _add_neuron(self, ax: Axes) -> list[Artist]:
        problem = self._problem
        shaken = np.random.default_rng(0).uniform(-JITTER, JITTER, len(problem.y))
        for label, marker, color in ((0, "o", BLUE), (1, "^", ORANGE)):
            chosen = problem.y == label
            ax.plot(
                problem.x[chosen], label + shaken[chosen], marker, color=color,
                markersize=4, alpha=0.6, linestyle="none",
            )  # fmt: skip
        ax.set(xlabel="depth of a point, x", ylabel="class, and answer a", xlim=(-3, 3))
        ax.set(ylim=(-0.15, 1.15), yticks=[0, 0.5, 1])
        self._inputs = np.linspace(-3, 3, 200)
        (self._answer,) = ax.plot([], [], color="black", linewidth=2.5)
        return [self._answer]

    def show(self, lr: float, steps: int) -> str:
        """Take so many steps at this rate."""
        path = self._problem.path(START, lr, steps)
        losses, now = self._problem.loss(path), float(path[-1])
        slope, loss = float(self._problem.slope(now)), float(losses[-1])
        self._trail.set_data(path, losses)
        self._head.set_data([now], [loss])
        reach = np.array([-1.5, 1.5])
        self._tangent.set_data(now + reach, loss + slope * reach)
        outside = f"w = {now:.1f} is outside" if not LOW <= now <= HIGH else ""
        self._beside.set_text(outside)
        self._answer.set_data(self._inputs, 1 / (1 + np.exp(-now * self._inputs)))
        after = now - lr * slope
        return (
            f"after {_steps(steps)}: w {now:.2f}, loss {loss:.3f}, slope {slope:+.3f}; "
            f"next: {now:.2f} - {lr:g} x ({slope:+.3f}) = {after:.2f}"
        )


def one_weight_dashboard(*, lr: float = 1, steps: int = 1) -> Dashboard:
    """A weight that goes against the slope of its loss: learning rate, and number of steps."""
    scene = Scene()
    controls = {
        "lr": stored_slider("learning rate", RATES, lr),
        "steps": linear_slider("steps", 0, MOST_STEPS, 1, steps, form="d"),
    }
    return Dashboard("one weight", scene.picture, controls, show=scene.show)


def _steps(count: int) -> str:
    return f"{count} step{'' if count == 1 else 's'}"
