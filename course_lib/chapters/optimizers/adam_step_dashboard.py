"""One step of Adam under the microscope: every quantity a bar, and the steps so far."""

import numpy as np

from course_lib.chapters.optimizers.adam_steps import AdamSteps, Floats, adam_steps
from course_lib.dashboards.controls import check, menu, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.plots import BLUE, GREY, ORANGE, plain

STEPS = 1000
STOPS = (*range(1, 21), 25, 30, 40, 50, 70, 100, 150, 200, 300, 500, 700, 1000)
LABELS = ("|grad|", "|m|", "v", "|m_hat|", "v_hat", "√v_hat", "eps", "|step|\n/ lr")
COLORS = (GREY, BLUE, BLUE, ORANGE, ORANGE, GREY, GREY, "black")
LOW, HIGH = 1e-16, 1e3
EPSILONS = [("1e-8", 1e-8), ("1e-4", 1e-4), ("0", 0.0)]
SIZE = 12


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


def adam_step_dashboard(*, step: int = 5, corrected: bool = True, task: str = "") -> Dashboard:
    """Adam's quantities at one step, with and without correction, for gradients one can choose."""
    picture = Picture(900, 390)
    bars_ax, path_ax = picture.figure.subplots(1, 2, width_ratios=[5, 3])
    for ax in (bars_ax, path_ax):
        plain(ax, size=SIZE)
    bars_ax.set(yscale="log", ylim=(LOW, HIGH), ylabel="size (log scale)")
    places = range(len(LABELS))
    bars_ax.set_xticks(places, LABELS, fontsize=SIZE - 2)
    bars = bars_ax.bar(places, 1.0, bottom=LOW, color=COLORS, width=0.6)
    numbers = [bars_ax.text(k, 1, "", ha="center", fontsize=SIZE - 3) for k in places]
    path_ax.set(xlabel="step t", ylabel="|step| / lr", xscale="log", yscale="log")
    path_ax.set(xlim=(0.9, 1.1 * STEPS), ylim=(0.01, 12))
    path_ax.axhline(1, color=GREY, linestyle=":", linewidth=1)
    (so_far,) = path_ax.plot([], [], color="black", linewidth=2)
    (now,) = path_ax.plot([], [], "o", color=ORANGE, markersize=9, markeredgecolor="white")
    picture.moves(*bars, *numbers, so_far, now)

    def show(step: float, gradients: str, corrected: bool, eps: float) -> str:
        t = round(step)
        grad = gradient_series(gradients)[:t]
        steps = adam_steps(grad, corrected=corrected, eps=eps)
        for bar, number, size in zip(bars, numbers, _sizes(steps, eps), strict=True):
            bar.set_height(max(size, LOW) - LOW)
            number.set_y(1.6 * max(size, LOW))
            number.set_text(f"{size:.3g}")
        so_far.set_data(np.arange(1, t + 1), np.abs(steps.step))
        now.set_data([t], np.abs(steps.step[-1:]))
        at = f"step {t}, gradients {gradients}, eps {eps:g}"
        return f"{at}: {_in_words(steps, adam_steps(grad, eps=eps), corrected)}"

    controls = {
        "step": stored_slider("step t", STOPS, step),
        "gradients": menu("gradients", SERIES, SERIES[0]),
        "corrected": check("bias correction", corrected),
        "eps": menu("eps", EPSILONS, 1e-8),
    }
    return Dashboard("Adam, one step", picture, controls, show=show, task=task)


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
