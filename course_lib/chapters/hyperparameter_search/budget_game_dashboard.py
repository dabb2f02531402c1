"""The budget game: a reader or a method spends 15 trials, and learns in the end what was found."""

from typing import Any

import ipywidgets
import numpy as np

from course_lib.chapters.hyperparameter_search.game import (
    BETA,
    BUDGET,
    LR,
    METHODS,
    Game,
    Point,
    plane,
    random_searches,
    worth,
)
from course_lib.dashboards.controls import check, menu, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.plots import BLUE, GREY, ORANGE, plain
from course_lib.plots.drawing_lock import one_at_a_time

SIZE = 12


class Scene:
    """Left: where was tried, and what was seen there. Right: worth of the best, beside random."""

    def __init__(self) -> None:
        self.picture = Picture(900, 380)
        left, right = self.picture.figure.subplots(1, 2, width_ratios=[3, 2])
        for ax in (left, right):
            plain(ax, size=SIZE)
        left.grid(visible=False)
        self._map = left.imshow(
            100 * plane().mean(axis=-1).T, origin="lower", aspect="auto", cmap="cividis",
            vmin=0, vmax=80, alpha=0.75,
        )  # fmt: skip
        self.picture.figure.colorbar(self._map, ax=left).set_label("dev accuracy (%)", size=SIZE)
        ticks = range(0, len(LR), 4)
        left.set_xticks(ticks, [f"{LR[k]:g}" for k in ticks])
        left.set_yticks(range(len(BETA)), [f"{beta:.3g}" for beta in BETA])
        left.set(xlabel="learning rate", ylabel="beta")
        left.set(xlim=(-0.6, len(LR) - 0.4), ylim=(-0.6, len(BETA) - 0.4))
        left.set_title(" ", fontsize=SIZE - 1)  # keeps the place for words that move
        self._title = left.text(
            0.5, 1.02, "", ha="center", fontsize=SIZE - 1, transform=left.transAxes
        )
        (self._next,) = left.plot(
            [], [], "*", markersize=15, color="white", markeredgecolor=ORANGE, markeredgewidth=1.5
        )
        (self._cursor,) = left.plot(
            [], [], "s", markersize=26, fillstyle="none", color=ORANGE, markeredgewidth=2
        )
        box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": GREY}
        self._scores = [
            left.text(0, 0, "", ha="center", va="center", fontsize=SIZE - 2, bbox=box)
            for _ in range(BUDGET)
        ]
        trials = np.arange(1, BUDGET + 1)
        (self._middle,) = right.plot(trials, trials, ":", color=GREY, label="random: median")
        (self._low,) = right.plot(
            trials, trials, "-", color=GREY, linewidth=0.8, label="random: middle half"
        )
        (self._high,) = right.plot(trials, trials, "-", color=GREY, linewidth=0.8)
        (self._ours,) = right.plot([], [], "o-", color=BLUE, linewidth=2, label="this game")
        right.set(xlabel="trials")
        right.set_title("worth of the best so far (%)", fontsize=SIZE - 1)
        right.set(xlim=(0.5, BUDGET + 0.5), ylim=(40, 85))
        right.set_xticks([1, 5, 10, 15])
        right.legend(loc="lower right", fontsize=SIZE - 1, frameon=False)
        rivals = (self._middle, self._low, self._high)
        self.picture.moves(self._map, self._cursor, self._next, *self._scores, *rivals)
        self.picture.moves(self._ours, self._title)

    def show(self, game: Game, cursor: Point, method: str) -> None:
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


START = 5  # which learning rate the reader stands at first


def budget_game_dashboard(*, task: str = "") -> "BudgetGame":
    """Fifteen trials of a learning rate and a beta, all from the stored table."""
    return BudgetGame(task)


class BudgetGame(Dashboard):
    """A dashboard with buttons that spend trials.

    Attributes
    ----------
    game : Game
    """

    def __init__(self, task: str = "") -> None:
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
        super().__init__("budget game", self._scene.picture, controls, show=self._shown, task=task)
        self.buttons = [
            self._button("try this point", "crosshairs", lambda: self.spend(by_hand=True)),
            self._button("let the method choose", "step-forward", self.spend),
            self._button("to the end", "fast-forward", lambda: self.spend(all_left=True)),
            self._button("new game", "refresh", self.new_game),
        ]
        task_line, bar, *rest = self.children
        row = ipywidgets.HBox(self.buttons, layout=ipywidgets.Layout(flex_flow="row wrap"))
        self.children = (task_line, bar, row, *rest)

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

    def _shown(self, *, log: bool, noise: bool, method: str, **_: Any) -> str:
        if (self.game.log, self.game.noise) != (log, noise):
            self._begin()
        game = self.game
        self._scene.show(game, self._point(), method)
        head = f"{len(game.points)} of {BUDGET} trials spent, method {method}"
        if not game.points:
            return f"{head}. Nothing is known yet."
        head += f", best score seen {100 * max(game.scores):.1f} %"
        return f"{head}. {verdict(game)}" if game.over else head

    def _point(self) -> tuple[int, int]:
        return self.controls["lr"].index, self.controls["beta"].index

    def _button(self, name: str, icon: str, action: Any) -> Any:
        button = ipywidgets.Button(
            description=name, icon=icon, layout=ipywidgets.Layout(width="auto")
        )
        button.on_click(lambda _: action())
        return button

    def let_go(self) -> None:
        """Drop the buttons and the scene too."""
        super().let_go()
        self.buttons = []
        del self._scene


def verdict(game: Game) -> str:
    """Say what the chosen point is worth, beside random searches of the same budget.

    Examples
    --------
    >>> from course_lib.chapters.hyperparameter_search.game import played
    >>> verdict(played("grid", log=True, noise=False, seed=0))[:40]
    'Mean of five runs there: 77.1 %. Random '
    """
    ours = worth(game.best_points()[-1])
    theirs = random_searches(log=game.log, noise=game.noise)[:, -1]
    beaten = 100 * ((theirs < ours).mean() + (theirs == ours).mean() / 2)
    return (
        f"Mean of five runs there: {100 * ours:.1f} %. Random search: "
        f"{100 * theirs.mean():.1f} % on average; "
        f"this beats {beaten:.0f} % of {len(theirs)}."
    )
