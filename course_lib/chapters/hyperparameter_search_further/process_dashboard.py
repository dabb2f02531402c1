"""A search along the learning rate: rule, length and noise, and where it goes."""

from typing import Any

import numpy as np

from course_lib.chapters.hyperparameter_search_further.drawing import rate_axis
from course_lib.chapters.hyperparameter_search_further.guided import RULES
from course_lib.chapters.hyperparameter_search_further.measured import PLACES, along_a_line, at
from course_lib.chapters.hyperparameter_search_further.table import line
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.plots import BLUE, GREY, ORANGE
from course_lib.search import GaussianProcess

BEGIN = (0.02, 0.1, 0.9)
"""Three poor first trials: rates of 0.0012, 0.0025 and 4."""
TRIALS = tuple(range(3, 13))
OFFERED = tuple(name for name in RULES if name != "mean + 2 std")
"""Exercise 3 asks for a mixture, so that none is offered."""
LENGTHS, NOISES = (0.05, 0.1, 0.25, 0.5, 1.0), (0.001, 0.01, 0.1, 0.5)
MOST = 12


class Scene:
    """Left: the guess, the trials in their order, the truth. Right: what each place promises."""

    def __init__(self) -> None:
        self.picture = Picture(900, 400)
        left, right = self.picture.panels(3, 2)
        self._truth = line()
        ends = np.linspace(0, 1, len(self._truth))
        left.plot(ends, 100 * self._truth, color=GREY, linestyle=":", label="the truth")
        x = PLACES[:, 0]
        (self._mean,) = left.plot(x, x, color=BLUE, linewidth=2, label="expected")
        (self._low,) = left.plot(x, x, color=BLUE, linewidth=0.8, label="± 2 std")
        (self._high,) = left.plot(x, x, color=BLUE, linewidth=0.8)
        (self._tried,) = left.plot([], [], "o", color="black", markersize=6)
        self._numbers = [left.text(0, 0, "", ha="center", fontsize=11) for _ in range(MOST)]
        rate_axis(left)
        left.set(ylim=(-30, 130), ylabel="dev accuracy (%)")
        left.legend(loc="upper right", fontsize=11, frameon=False, ncols=3)
        (self._promise,) = right.plot(x, x, color=ORANGE, linestyle="--")
        (self._star,) = right.plot([], [], "*", color=ORANGE, markersize=16)
        rate_axis(right)
        right.set(ylim=(-0.05, 1.1), yticks=[])
        right.set_title("what each place promises; star: next", fontsize=12)
        self.picture.moves(
            self._mean, self._low, self._high, self._tried, *self._numbers, self._promise,
            self._star,
        )  # fmt: skip

    def show(self, rule: str, trials: float, length: float, noise: float) -> str:
        """Search with a rule up to a number of trials, and guess from these."""
        how: dict[str, Any] = {"length": length, "noise": noise}
        tried = along_a_line(self._truth, np.array(BEGIN), RULES[rule], trials=int(trials), **how)
        seen = at(self._truth, tried)
        known = GaussianProcess(tried[:, None], seen, length, noise)
        mean, std = (100 * values for values in known.predict(PLACES))
        best = float(100 * seen.max())
        promise = np.asarray(RULES[rule](mean, std, best), float)
        self._mean.set_ydata(mean)
        self._low.set_ydata(mean - 2 * std)
        self._high.set_ydata(mean + 2 * std)
        self._tried.set_data(tried, 100 * seen)
        for number, text in enumerate(self._numbers):
            text.set_visible(number < len(tried))
            if number < len(tried):
                text.set_position((tried[number], 100 * seen[number] + 6))
                text.set_text(str(number + 1))
        height = (promise - promise.min()) / (np.ptp(promise) or 1.0)
        self._promise.set_ydata(height)
        star = int(np.argmax(height))
        self._star.set_data([PLACES[star, 0]], [height[star]])
        found = _in_words(rule, tried, best, 100 * float(self._truth.max()))
        return f"{found} · next, expected: {mean[star]:.1f} ± {std[star]:.1f} %"


def process_dashboard() -> Dashboard:
    """A Gaussian process along the learning rate, from three poor trials on."""
    scene = Scene()
    controls = {
        "rule": menu("rule", OFFERED, "expected improvement"),
        "trials": stored_slider("trials", TRIALS, 3),
        "length": stored_slider("length", LENGTHS, 0.25),
        "noise": stored_slider("noise", NOISES, 0.01),
    }
    return Dashboard("guided search", scene.picture, controls, show=scene.show)


def _in_words(rule: str, tried: Any, best: float, truth: float) -> str:
    apart = len({float(place) for place in np.round(tried, 3)})
    return (
        f"{rule}: {len(tried)} trials at {apart} places; best found {best:.1f} %, "
        f"{truth - best:.1f} points below the best there is"
    )
