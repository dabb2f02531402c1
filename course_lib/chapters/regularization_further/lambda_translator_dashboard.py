"""The lambda translator: one penalty in four spellings, and one number read in four ways."""

from functools import cache

import numpy as np

from course_lib.chapters.regularization_further.conventions import CONVENTIONS, translate
from course_lib.chapters.regularization_further.polynomial import powers, wave
from course_lib.dashboards.controls import log_slider, menu, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.engine import LinearFit, per_model, ridge
from course_lib.engine.arrays import Array
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, PURPLE, plain

SIZE = 12
EXAMPLES = (12, 30, 100, 300, 1000, 3000)
LOOKS = {
    "lambda/2": {"color": BLUE, "linestyle": "-", "marker": "o"},
    "lambda/2m": {"color": ORANGE, "linestyle": "--", "marker": "s"},
    "summed": {"color": GREEN, "linestyle": ":", "marker": "D"},
    "no half": {"color": PURPLE, "linestyle": "-.", "marker": "^"},
}
GRID = np.linspace(-1, 1, 101)[:, None]


class Scene:
    """On the left the translations of a number, on the right what it does untranslated."""

    def __init__(self) -> None:
        self.picture = Picture(900, 400)
        scale, fits = self.picture.figure.subplots(1, 2)
        for ax in (scale, fits):
            plain(ax, size=SIZE)
        rows = np.arange(len(CONVENTIONS))[::-1]
        names = [f"{form.loss}\n+ {form.penalty}" for form in CONVENTIONS.values()]
        scale.set(xlabel="the number that means the same", xscale="log", xlim=(3e-9, 3e6))
        scale.set(ylim=(-0.6, 4.1), title="translated")
        scale.set_yticks(rows, names, fontsize=SIZE - 2)
        scale.set_xticks([1e-8, 1e-6, 1e-4, 1e-2, 1, 1e2, 1e4, 1e6])
        scale.minorticks_off()
        self.rows = dict(zip(CONVENTIONS, rows, strict=True))
        self.dots, self.labels, self.lines = {}, {}, {}
        for name, look in LOOKS.items():
            color, marker = look["color"], look["marker"]
            (self.dots[name],) = scale.plot([], [], marker, color=color, markersize=10)
            self.labels[name] = scale.text(1, 0, "", ha="center", va="bottom", fontsize=SIZE)
        (self.typed,) = scale.plot(
            [], [], "o", color="black", fillstyle="none", markersize=19, markeredgewidth=1.5
        )  # fmt: skip
        scale.legend([self.typed], ["the number typed"], loc="upper left", fontsize=SIZE - 2)
        fits.set(xlabel="x", ylabel="t", xlim=(-1, 1), ylim=(-1.8, 1.8))
        fits.set(title="the same number, not translated")
        (self.points,) = fits.plot([], [], ".", color=GREY, markersize=5)
        for name, look in LOOKS.items():
            (self.lines[name],) = fits.plot(
                [], [], color=look["color"], linestyle=look["linestyle"], linewidth=2.5
            )  # fmt: skip
        fits.legend(
            self.lines.values(), ["mean, λ/2", "mean, λ/2m", "sum, λ/2", "mean, λ"],
            loc="upper left", fontsize=SIZE - 2, handlelength=3,
        )  # fmt: skip
        self.picture.moves(
            self.points,
            self.typed,
            *self.dots.values(),
            *self.labels.values(),
            *self.lines.values(),
        )

    def draw(
        self, numbers: dict[str, float], written: str, x: Array, targets: Array, read: Array
    ) -> None:
        """Show the translations, the examples, and the fits (one for each convention)."""
        self.typed.set_data([numbers[written]], [self.rows[written]])
        self.points.set_data(x[:300, 0], targets[:300, 0])
        for name, fit in zip(CONVENTIONS, read, strict=True):
            self.dots[name].set_data([numbers[name]], [self.rows[name]])
            self.labels[name].set_position((numbers[name], self.rows[name] + 0.22))
            self.labels[name].set_text(f"{numbers[name]:.3g}")
            self.lines[name].set_data(GRID[:, 0], fit[:, 0])


def lambda_translator_dashboard(
    *, number: float = 0.1, written: str = "lambda/2", m: int = 300, task: str = ""
) -> Dashboard:
    """What a lambda is called elsewhere, and what happens to who does not ask."""
    scene = Scene()

    @cache
    def examples(m: int) -> tuple[Array, Array]:
        x, targets = wave(m, rng=np.random.default_rng(0))
        order = np.random.default_rng(1).permutation(m)  # so that the first 300 lie everywhere
        return x[order], targets[order]

    def show(number: float, written: str, m: float) -> str:
        count = int(m)
        x, targets = examples(count)
        numbers = {name: translate(number, written, name, count) for name in CONVENTIONS}
        ours = [form.to_ours(number, count) for form in CONVENTIONS.values()]
        fit: LinearFit = ridge(powers(x), targets, strength=per_model(ours))
        scene.draw(numbers, written, x, targets, fit.predict(powers(GRID)))
        parts = [f"{form.penalty}: {numbers[name]:.4g}" for name, form in CONVENTIONS.items()]
        parts[2] += " (summed loss)"
        form = CONVENTIONS[written]
        asked = f"{number:g} beside {form.loss} + {form.penalty}, m = {count}"
        return " · ".join([asked, *parts])

    written_as = [(f"{form.loss} + {form.penalty}", name) for name, form in CONVENTIONS.items()]
    controls = {
        "number": log_slider("lambda", 1e-4, 100, number, per_decade=2),
        "written": menu("written as", written_as, written),
        "m": stored_slider("examples m", EXAMPLES, m),
    }
    return Dashboard("lambda translator", scene.picture, controls, show=show, task=task)
