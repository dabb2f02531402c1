"""One step of Adam under the microscope: every quantity a bar, and the steps so far."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.optimizers.adam_steps import AdamSteps, Floats, adam_steps
from course_lib.dashboards import Dashboard, Picture, check, menu, stored_slider
from course_lib.plots import BLUE, GREY, ORANGE

STEPS = 1000
STOPS = (*range(1, 21), 25, 30, 40, 50, 70, 100, 150, 200, 300, 500, 700, 1000)
LABELS = ("|grad|", "|m|", "v", "|m_hat|", "v_hat", "√v_hat", "eps", "|step|\n/ lr")
COLORS = (GREY, BLUE, BLUE, ORANGE, ORANGE, GREY, GREY, "black")
LOW, HIGH = 1e-16, 1e3
EPSILONS = [("1e-8", 1e-8), ("1e-4", 1e-4), ("0", 0.0)]


def gradient_series(name: str) -> Floats:
    """The gradients of one parameter that the stepper offers.

    Examples
    --------
    >>> gradient_series("changes sign")[:3]
    array([ 1., -1.,  1.])
    """
    t = np.arange(STEPS)
    return {
        "always 1": np.ones(STEPS),
        "always 1e-6": np.full(STEPS, 1e-6),
        "changes sign": np.where(t % 2 == 0, 1.0, -1.0),
        "1, then 0.01": np.where(t == 0, 1.0, 0.01),
    }[name]


SERIES = ("always 1", "always 1e-6", "changes sign", "1, then 0.01")


class Scene:
    """On the left a bar for each quantity of one step, on the right the steps so far."""

    def __init__(self) -> None:
        self.picture = Picture(900, 390)
        left, right = self.picture.panels(5, 3)
        self.picture.moves(*self._add_bars(left), *self._add_path(right))

    def _add_bars(self, ax: Axes) -> list[Artist]:
        ax.set(yscale="log", ylim=(LOW, HIGH), ylabel="size (log scale)")
        places = range(len(LABELS))
        ax.set_xticks(places, LABELS, fontsize=10)
        self._bars = ax.bar(places, 1.0, bottom=LOW, color=COLORS, width=0.6).patches
        self._numbers = [ax.text(k, 1, "", ha="center", fontsize=9) for k in places]
        return [*self._bars, *self._numbers]

    def _add_path(self, ax: Axes) -> list[Artist]:
        ax.set(xlabel="step t", ylabel="|step| / lr", xscale="log", yscale="log")
        ax.set(xlim=(0.9, 1.1 * STEPS), ylim=(0.01, 12))
        ax.axhline(1, color=GREY, linestyle=":", linewidth=1)
        (self._so_far,) = ax.plot([], [], color="black", linewidth=2)
        (self._now,) = ax.plot([], [], "o", color=ORANGE, markersize=9, markeredgecolor="white")
        return [self._so_far, self._now]

    def show(self, step: float, gradients: str, corrected: bool, eps: float) -> str:
        """Take the steps up to this one, and show what it is made of."""
        t = round(step)
        grad = gradient_series(gradients)[:t]
        steps = adam_steps(grad, corrected=corrected, eps=eps)
        for bar, number, size in zip(self._bars, self._numbers, _sizes(steps, eps), strict=True):
            bar.set_height(max(size, LOW) - LOW)
            number.set_y(1.6 * max(size, LOW))
            number.set_text(f"{size:.3g}")
        self._so_far.set_data(np.arange(1, t + 1), np.abs(steps.step))
        self._now.set_data([t], np.abs(steps.step[-1:]))
        at = f"step {t}, gradients {gradients}, eps {eps:g}"
        return f"{at}: {_in_words(steps, adam_steps(grad, eps=eps), corrected)}"


def adam_step_dashboard(*, step: int = 5, corrected: bool = True) -> Dashboard:
    """Adam's quantities at one step, with and without correction, for gradients one can choose."""
    scene = Scene()
    controls = {
        "step": stored_slider("step t", STOPS, step),
        "gradients": menu("gradients", SERIES, SERIES[0]),
        "corrected": check("bias correction", corrected),
        "eps": menu("eps", EPSILONS, 1e-8),
    }
    return Dashboard("Adam, one step", scene.picture, controls, show=scene.show)


def _sizes(steps: AdamSteps, eps: float) -> list[float]:
    """What the bars show of the last step, in the order of LABELS."""
    averages = (steps.grad, steps.m, steps.v, steps.m_hat, steps.v_hat, np.sqrt(steps.v_hat))
    return [*(abs(float(series[-1])) for series in averages), eps, abs(float(steps.step[-1]))]


def _in_words(steps: AdamSteps, right: AdamSteps, corrected: bool) -> str:
    step, proper = abs(steps.step[-1]), abs(right.step[-1])
    words = f"theta moves by {step:.3g} lr"
    if corrected:
        return words
    return f"{words}, {step / proper:.2f} times as far as with the correction"
