"""The lambda translator: one penalty in four spellings, and one number read in four ways."""

from functools import cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.regularization_further.conventions import CONVENTIONS, translate
from course_lib.chapters.regularization_further.polynomial import powers, wave
from course_lib.dashboards import Dashboard, Picture, log_slider, menu, stored_slider
from course_lib.engine import per_model, ridge
from course_lib.engine.arrays import Array
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, PURPLE

EXAMPLES = (12, 30, 100, 300, 1000, 3000)
LOOKS = {
    "lambda/2": {"color": BLUE, "linestyle": "-", "marker": "o"},
    "lambda/2m": {"color": ORANGE, "linestyle": "--", "marker": "s"},
    "summed": {"color": GREEN, "linestyle": ":", "marker": "D"},
    "no half": {"color": PURPLE, "linestyle": "-.", "marker": "^"},
}
ROWS = dict(zip(CONVENTIONS, range(len(CONVENTIONS))[::-1], strict=True))
GRID = np.linspace(-1, 1, 101)[:, None]


class Scene:
    """On the left the translations of a number, on the right what it does untranslated."""

    def __init__(self) -> None:
        self._examples = cache(_examples)
        self.picture = Picture(900, 400)
        left, right = self.picture.panels(1, 1)
        self.picture.moves(*self._add_scale(left), *self._add_fits(right))

    def _add_scale(self, ax: Axes) -> list[Artist]:
        names = [f"{form.loss}\n+ {form.penalty}" for form in CONVENTIONS.values()]
        ax.set(xlabel="the number that means the same", xscale="log", xlim=(3e-9, 3e6))
        ax.set(ylim=(-0.6, 4.1), title="translated")
        ax.set_yticks(list(ROWS.values()), names, fontsize=10)
        ax.set_xticks([1e-8, 1e-6, 1e-4, 1e-2, 1, 1e2, 1e4, 1e6])
        ax.minorticks_off()
        self._dots, self._numbers = {}, {}
        for name, look in LOOKS.items():
            color, marker = look["color"], look["marker"]
            (self._dots[name],) = ax.plot([], [], marker, color=color, markersize=10)
            self._numbers[name] = ax.text(1, 0, "", ha="center", va="bottom", fontsize=12)
        (self._typed,) = ax.plot(
            [], [], "o", color="black", fillstyle="none", markersize=19, markeredgewidth=1.5
        )
        ax.legend([self._typed], ["the number typed"], loc="upper left", fontsize=10)
        return [self._typed, *self._dots.values(), *self._numbers.values()]

    def _add_fits(self, ax: Axes) -> list[Artist]:
        ax.set(xlabel="x", ylabel="t", xlim=(-1, 1), ylim=(-1.8, 1.8))
        ax.set(title="the same number, not translated")
        (self._points,) = ax.plot([], [], ".", color=GREY, markersize=5)
        self._fits = [
            ax.plot([], [], color=look["color"], linestyle=look["linestyle"], linewidth=2.5)[0]
            for look in LOOKS.values()
        ]
        names = ["mean, λ/2", "mean, λ/2m", "sum, λ/2", "mean, λ"]
        ax.legend(self._fits, names, loc="upper left", fontsize=10, handlelength=3)
        return [self._points, *self._fits]

    def show(self, number: float, written: str, m: float) -> str:
        """Translate a number, and fit with it as it is read by each convention."""
        count = int(m)
        numbers = {name: translate(number, written, name, count) for name in CONVENTIONS}
        for name, translated in numbers.items():
            self._dots[name].set_data([translated], [ROWS[name]])
            self._numbers[name].set_position((translated, ROWS[name] + 0.22))
            self._numbers[name].set_text(f"{translated:.3g}")
        self._typed.set_data([numbers[written]], [ROWS[written]])
        x, targets = self._examples(count)
        self._points.set_data(x[:300, 0], targets[:300, 0])
        read = [form.to_ours(number, count) for form in CONVENTIONS.values()]
        fit = ridge(powers(x), targets, strength=per_model(read))
        for line, curve in zip(self._fits, fit.predict(powers(GRID)), strict=True):
            line.set_data(GRID[:, 0], curve[:, 0])
        return _in_words(number, written, count, numbers)


def lambda_translator_dashboard(
    *, number: float = 0.1, written: str = "lambda/2", m: int = 300
) -> Dashboard:
    """What a lambda is called elsewhere, and what happens to who does not ask."""
    scene = Scene()
    forms = [(f"{form.loss} + {form.penalty}", name) for name, form in CONVENTIONS.items()]
    controls = {
        "number": log_slider("lambda", 1e-4, 100, number, per_decade=2),
        "written": menu("written as", forms, written),
        "m": stored_slider("examples m", EXAMPLES, m),
    }
    return Dashboard("lambda translator", scene.picture, controls, show=scene.show)


def _examples(m: int) -> tuple[Array, Array]:
    x, targets = wave(m, rng=np.random.default_rng(0))
    order = np.random.default_rng(1).permutation(m)  # so that the first 300 lie everywhere
    return x[order], targets[order]


def _in_words(number: float, written: str, m: int, numbers: dict[str, float]) -> str:
    parts = [f"{form.penalty}: {numbers[name]:.4g}" for name, form in CONVENTIONS.items()]
    parts[2] += " (summed loss)"
    form = CONVENTIONS[written]
    asked = f"{number:g} beside {form.loss} + {form.penalty}, m = {m}"
    return " · ".join([asked, *parts])
