"""Capacity, examples, noise and data set: the fitted curve, both errors, and the verdict."""

from course_lib.experiments.bias_variance.capacity import (
    DEGREES,
    EXAMPLES,
    SAMPLES,
    Outcome,
    Setting,
    outcome,
)
from course_lib.widgets.bias_variance.capacity_scene import Scene
from course_lib.widgets.controls import linear_slider, stored_slider
from course_lib.widgets.dashboard import Dashboard


def capacity_dashboard(
    *,
    degree: int = 9,
    examples: int = 10,
    noise: float = 0.3,
    task: str = "",
) -> Dashboard:
    """A polynomial through noisy points of a known curve, as degree, points and noise change.

    On the right stand the errors of all degrees, with the chosen one marked. The slider "data set"
    draws other points of the same kind: how much the curve changes with it is variance, seen.
    """
    scene = Scene()

    def show(degree: float, examples: float, noise: float, sample: float) -> str:
        setting = Setting(int(degree), int(examples), noise, int(sample))
        result = outcome(setting)
        scene.show(setting, result)
        return _in_words(setting, result)

    sliders = {
        "degree": linear_slider("degree", DEGREES[0], DEGREES[-1], 1, degree, form="d"),
        "examples": stored_slider("examples", EXAMPLES, examples),
        "noise": linear_slider("noise (std)", 0, 0.6, 0.05, noise, form=".2f"),
        "sample": linear_slider("data set", SAMPLES[0], SAMPLES[-1], 1, SAMPLES[0], form="d"),
    }
    return Dashboard("capacity", scene.picture, sliders, show=show, task=task)


def _in_words(setting: Setting, result: Outcome) -> str:
    return (
        f"degree {setting.degree}, {setting.examples} examples, noise {setting.noise:.2f}: "
        f"training {result.train_error:.2f}, dev {result.dev_error:.2f}, "
        f"Bayes {result.bayes_error:.2f} · verdict: {result.verdict}"
    )
