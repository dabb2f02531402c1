"""The budget game's picture: where was tried, what was seen there, and what came of it."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.hyperparameter_search.game import Game
from course_lib.chapters.hyperparameter_search.plane import (
    BETA,
    BUDGET,
    FULL,
    LR,
    Point,
    plane,
    random_searches,
    worth,
)
from course_lib.dashboards import Picture
from course_lib.plots import BLUE, GREY, ORANGE


class Scene:
    """Left: where was tried, and what was seen there. Right: worth of the best, beside random."""

    def __init__(self) -> None:
        self.picture = Picture(900, 380)
        left, right = self.picture.panels(3, 2)
        self.picture.moves(*self._add_map(left), *self._add_worth(right), self._title)

    def _add_map(self, ax: Axes) -> list[Artist]:
        ax.grid(visible=False)
        self._map = ax.imshow(
            100 * plane()[..., -1].mean(axis=-1).T, origin="lower", aspect="auto", cmap="cividis",
            vmin=0, vmax=80, alpha=0.75,
        )  # fmt: skip
        self.picture.figure.colorbar(self._map, ax=ax).set_label("dev accuracy (%)", size=12)
        ticks = range(0, len(LR), 4)
        ax.set_xticks(ticks, [f"{LR[k]:g}" for k in ticks])
        ax.set_yticks(range(len(BETA)), [f"{beta:.3g}" for beta in BETA])
        ax.set(xlabel="learning rate", ylabel="beta")
        ax.set(xlim=(-0.6, len(LR) - 0.4), ylim=(-0.6, len(BETA) - 0.4))
        ax.set_title(" ", fontsize=11)  # keeps the place for words that move
        self._title = ax.text(0.5, 1.02, "", ha="center", fontsize=11, transform=ax.transAxes)
        edge: dict[str, Any] = {"markeredgecolor": ORANGE, "linestyle": ""}
        (self._next,) = ax.plot(
            [], [], marker="*", markersize=15, color="white", markeredgewidth=1.5, **edge
        )
        (self._cursor,) = ax.plot(
            [], [], marker="s", markersize=26, fillstyle="none", markeredgewidth=2, **edge
        )
        box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": GREY}
        self._scores = [
            ax.text(0, 0, "", ha="center", va="center", fontsize=10, bbox=box)
            for _ in range(BUDGET)
        ]
        (self._short,) = ax.plot([], [], ".", color=ORANGE, markersize=7)
        return [self._map, self._short, self._cursor, self._next, *self._scores]

    def _add_worth(self, ax: Axes) -> list[Artist]:
        trials = np.arange(1, BUDGET + 1)
        looks = (
            {"linestyle": ":", "label": "random: median"},
            {"linestyle": "-", "linewidth": 0.8, "label": "random: middle half"},
            {"linestyle": "-", "linewidth": 0.8},
        )
        self._middle, self._low, self._high = (
            ax.plot(trials, trials, color=GREY, **look)[0] for look in looks
        )
        (self._ours,) = ax.plot([], [], "o-", color=BLUE, linewidth=2, label="this game")
        ax.set(xlabel="full runs spent", xlim=(0.5, BUDGET + 0.5), ylim=(40, 85), xticks=trials)
        ax.set_title("worth of the best so far (%)", fontsize=11)
        ax.legend(loc="lower right", fontsize=11, frameon=False)
        return [self._middle, self._low, self._high, self._ours]

    def point_at(self, across: float, up: float) -> Point | None:
        """Which point of the map lies at this place of the picture, in shares; None beside it."""
        ax = self._map.axes
        x, y = ax.transData.inverted().transform(
            self.picture.figure.transFigure.transform((across, up))
        )
        inside = -0.5 <= x <= len(LR) - 0.5 and -0.5 <= y <= len(BETA) - 0.5
        return (round(x), round(y)) if inside else None

    def show(self, game: Game, cursor: Point, proposed: Point | None, method: str) -> None:
        """Show a game as it stands, the reader's point, and where the method would go."""
        self._next.set_data(*([[proposed[0]], [proposed[1]]] if proposed else [[], []]))
        star = f"; star: where '{method}' goes next" if proposed else ""
        self._title.set_text(
            "scores seen (%), and what is true" if game.over else f"scores seen (%){star}"
        )
        self._map.set_visible(game.over)
        self._cursor.set_data([cursor[0]], [cursor[1]])
        runs = [*zip(game.points, game.scores, game.epochs, strict=True)]
        full = [(point, score) for point, score, epochs in runs if epochs == FULL]
        for number, text in enumerate(self._scores):
            text.set_visible(number < len(full))
            if number < len(full):
                text.set_position(full[number][0])
                text.set_text(f"{100 * full[number][1]:.0f}")
        short = [point for point, _, epochs in runs if epochs < FULL]
        self._short.set_data([x for x, _ in short], [y for _, y in short])
        self._show_worth(game)

    def _show_worth(self, game: Game) -> None:
        quartiles = np.percentile(
            100 * random_searches(log=game.log, noise=game.noise), [25, 50, 75], axis=0
        )
        for line, values in zip((self._low, self._middle, self._high), quartiles, strict=True):
            line.set_ydata(values)
        # What the best is worth stays hidden until the budget is spent.
        found = [100 * worth(point) for point in game.best_points()] if game.over else []
        spent = np.cumsum(game.epochs[: len(found)]) / FULL
        self._ours.set_data(spent, found)
