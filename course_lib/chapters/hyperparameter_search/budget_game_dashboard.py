"""The budget game: a reader or a method spends 15 trials, and learns in the end what was found."""

from typing import Any

import ipywidgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.hyperparameter_search.game import (
    BETA,
    BUDGET,
    LR,
    METHODS,
    Game,
    Point,
    plane,
    random_searches,
    verdict,
    worth,
)
from course_lib.dashboards import Dashboard, Picture, check, menu, stored_slider
from course_lib.plots import BLUE, GREY, ORANGE
from course_lib.plots.drawing_lock import one_at_a_time

START = 5  # which learning rate the reader stands at first


class Scene:
    """Left: where was tried, and what was seen there. Right: worth of the best, beside random."""

    def __init__(self) -> None:
        self.picture = Picture(900, 380)
        left, right = self.picture.panels(3, 2)
        self.picture.moves(*self._add_map(left), *self._add_worth(right), self._title)

    def _add_map(self, ax: Axes) -> list[Artist]:
        ax.grid(visible=False)
        self._map = ax.imshow(
            100 * plane().mean(axis=-1).T, origin="lower", aspect="auto", cmap="cividis",
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
        return [self._map, self._cursor, self._next, *self._scores]

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
        ax.set(xlabel="trials", xlim=(0.5, BUDGET + 0.5), ylim=(40, 85), xticks=[1, 5, 10, 15])
        ax.set_title("worth of the best so far (%)", fontsize=11)
        ax.legend(loc="lower right", fontsize=11, frameon=False)
        return [self._middle, self._low, self._high, self._ours]

    def show(self, game: Game, cursor: Point, method: str) -> str:
        """Show a game as it stands, the reader's point, and where the method would go."""
        proposed = [] if game.over else [game.propose(method)]
        self._next.set_data([x for x, _ in proposed], [y for _, y in proposed])
        self._title.set_text(
            "scores seen (%), and what is true" if game.over
            else f"scores seen (%); star: where '{method}' goes next"
        )  # fmt: skip
        self._map.set_visible(game.over)
        self._cursor.set_data([cursor[0]], [cursor[1]])
        for number, text in enumerate(self._scores):
            seen = number < len(game.points)
            text.set_visible(seen)
            if seen:
                text.set_position(game.points[number])
                text.set_text(f"{100 * game.scores[number]:.0f}")
        quartiles = np.percentile(
            100 * random_searches(log=game.log, noise=game.noise), [25, 50, 75], axis=0
        )
        for line, values in zip((self._low, self._middle, self._high), quartiles, strict=True):
            line.set_ydata(values)
        # What the best is worth stays hidden until the budget is spent.
        found = [100 * worth(point) for point in game.best_points()] if game.over else []
        self._ours.set_data(np.arange(1, len(found) + 1), found)
        return _in_words(game, cursor, method)


def budget_game_dashboard() -> "BudgetGame":
    """Fifteen trials of a learning rate and a beta, all from the stored table."""
    return BudgetGame()


class BudgetGame(Dashboard):
    """A dashboard with buttons that spend trials.

    Attributes
    ----------
    game : Game
    """

    def __init__(self) -> None:
        self._games = 0
        self.game = Game(log=True, noise=True, seed=0)
        self._scene = Scene()
        controls = {
            "lr": stored_slider("lr", [float(f"{lr:.2g}") for lr in LR], float(f"{LR[START]:.2g}")),
            "beta": stored_slider("beta", [float(f"{beta:.3g}") for beta in BETA], 0.0),
            "method": menu("method", METHODS, "random"),
            "log": check("methods draw lr on a log scale", True),
            "noise": check("noise: one run a trial", True),
        }
        super().__init__("budget game", self._scene.picture, controls, show=self._show_game)
        self.buttons = [
            _button("try this point", "crosshairs", lambda: self.spend(by_hand=True)),
            _button("let the method choose", "step-forward", self.spend),
            _button("to the end", "fast-forward", lambda: self.spend(all_left=True)),
            _button("new game", "refresh", self.new_game),
        ]
        bar, *rest = self.children
        row = ipywidgets.HBox(self.buttons, layout=ipywidgets.Layout(flex_flow="row wrap"))
        self.children = (bar, row, *rest)

    @one_at_a_time
    def spend(self, *, by_hand: bool = False, all_left: bool = False) -> None:
        """Spend one trial, or all left: at the sliders' point, or where the method says."""
        while not self.game.over:
            proposed = self.game.propose(self.controls["method"].value)
            self.game.try_point(self._point() if by_hand else proposed)
            if not all_left:
                break
        self._answer()

    @one_at_a_time
    def new_game(self) -> None:
        """Begin with a full budget and other draws."""
        self._games += 1
        self._begin()
        self._answer()

    def _begin(self) -> None:
        log, noise = self.controls["log"].value, self.controls["noise"].value
        self.game = Game(log=log, noise=noise, seed=self._games)

    def _show_game(self, *, log: bool, noise: bool, method: str, **_: Any) -> str:
        if (self.game.log, self.game.noise) != (log, noise):
            self._begin()
        return self._scene.show(self.game, self._point(), method)

    def _point(self) -> Point:
        return self.controls["lr"].index, self.controls["beta"].index

    def let_go(self) -> None:
        """Drop the buttons and the scene too."""
        super().let_go()
        self.buttons = []
        del self._scene


def _button(name: str, icon: str, action: Any) -> Any:
    button = ipywidgets.Button(description=name, icon=icon, layout=ipywidgets.Layout(width="auto"))
    button.on_click(lambda _: action())
    return button


def _in_words(game: Game, cursor: Point, method: str) -> str:
    scale, runs = "log" if game.log else "even", "one run" if game.noise else "five runs"
    head = (
        f"{len(game.points)} of {BUDGET} trials spent, method {method} on {scale} scale, "
        f"{runs} a trial, your point lr {LR[cursor[0]]:.2g} and beta {BETA[cursor[1]]:.3g}"
    )
    if not game.points:
        return f"{head}. Nothing is known yet."
    head += f", best score seen {100 * max(game.scores):.1f} %"
    return f"{head}. {verdict(game)}" if game.over else head
