"""The budget game: six full runs to spend, by hand or by a method; in the end what was found."""

from typing import Any

import ipywidgets

from course_lib.chapters.hyperparameter_search.game import METHODS, Game, Search, verdict
from course_lib.chapters.hyperparameter_search.game_dashboard_scene import Scene
from course_lib.chapters.hyperparameter_search.plane import BETA, BUDGET, FULL, LR, Point
from course_lib.dashboards import Dashboard, check, menu, stored_slider
from course_lib.dashboards.clicks import Clicks
from course_lib.plots.drawing_lock import one_at_a_time

START = 5  # which learning rate the reader stands at first
OWN = "my_search"


def budget_game_dashboard(search: Search | None = None, whose: str = "yours") -> "BudgetGame":
    """Six full runs of a learning rate and a beta, all from the stored table.

    Parameters
    ----------
    search : a function of (draw, run), which is then one of the methods; see ``Game.let_search``
    whose : "yours" or "the course's"
    """
    return BudgetGame(search, whose)


class BudgetGame(Dashboard):
    """A dashboard with buttons that spend trials; a click on the map spends one there.

    Attributes
    ----------
    game : Game
    buttons : list of widgets
    clicks : Clicks
    """

    def __init__(self, search: Search | None = None, whose: str = "yours") -> None:
        self._games, self._search = 0, search
        self._mine: list[Point] = []
        self.game = Game(log=True, noise=True, seed=0)
        self._scene = Scene()
        own = [(f"{OWN}: {whose}", OWN)] if search is not None else []
        controls = {
            "lr": stored_slider("lr", [float(f"{lr:.2g}") for lr in LR], float(f"{LR[START]:.2g}")),
            "beta": stored_slider("beta", [float(f"{beta:.3g}") for beta in BETA], 0.0),
            "method": menu("method", [*METHODS, *own], "random"),
            "log": check("methods draw lr on a log scale", True),
            "noise": check("noise: one run a trial", True),
        }
        self.clicks = Clicks(self._clicked)
        super().__init__("budget game", self._scene.picture, controls, show=self._show_game)
        self.buttons = [
            _button("try this point", "crosshairs", lambda: self.spend(by_hand=True)),
            _button("let the method choose", "step-forward", self.spend),
            _button("to the end", "fast-forward", lambda: self.spend(all_left=True)),
            _button("replay my points", "repeat", self.replay),
            _button("new game", "refresh", self.new_game),
        ]
        self.reset.on_click(lambda _: self._from_the_start())
        bar, *rest = self.children
        row = ipywidgets.HBox(self.buttons, layout=ipywidgets.Layout(flex_flow="row wrap"))
        self.children = (bar, row, *rest, self.clicks)

    @one_at_a_time
    def spend(self, *, by_hand: bool = False, all_left: bool = False) -> None:
        """Spend one trial, or all left: at the sliders' point, or where the method says."""
        method = self.controls["method"].value
        if method == OWN and not by_hand:
            self._let_own_search()
            return
        while not self.game.over:
            self.game.try_point(self._point() if by_hand else self.game.propose(method))
            if not all_left:
                break
        self._answer()

    @one_at_a_time
    def replay(self) -> None:
        """Begin a new game, and try the same points again in it: other runs of the same."""
        tried = zip(self.game.points, self.game.epochs, strict=True)
        points = [point for point, epochs in tried if epochs == FULL] or self._mine
        self._begin_next()
        for point in points:
            self.game.try_point(point)
        self._answer()

    @one_at_a_time
    def new_game(self) -> None:
        """Begin with a full budget, other draws, and the rules that the boxes say."""
        self._begin_next()
        self._answer()

    def _let_own_search(self) -> None:
        """A search spends a whole budget: a game that is under way is not lost for it."""
        if self.game.points and not self.game.over:
            self.add_words(f"{OWN} plays whole games: end this one, or begin a new game")
            return
        if self.game.points:
            self._begin_next()
        assert self._search is not None
        try:
            self.game.let_search(self._search)
        except Exception as error:  # a reader's function
            self._begin()
            self.fail(error)
        else:
            self._answer()

    def _begin_next(self) -> None:
        self._mine = list(self.game.points) or self._mine
        self._games += 1
        self._begin()

    def _begin(self) -> None:
        self.game = Game(**self._rules(), seed=self._games)

    def _rules(self) -> dict[str, bool]:
        return {name: self.controls[name].value for name in ("log", "noise")}

    @one_at_a_time
    def _from_the_start(self) -> None:
        self._games, self._mine = 0, []
        self._begin()
        self._answer()

    def _clicked(self, across: float, up: float) -> None:
        point = self._scene.point_at(across, up)
        if point is not None:
            self.click(point)

    @one_at_a_time
    def click(self, point: Point) -> None:
        """Go to a point of the map, and spend a trial there."""
        self.set(lr=float(f"{LR[point[0]]:.2g}"), beta=float(f"{BETA[point[1]]:.3g}"))
        self.spend(by_hand=True)

    def _show_game(self, *, method: str, **_: Any) -> str:
        later = False
        if {"log": self.game.log, "noise": self.game.noise} != self._rules():
            later = bool(self.game.points)  # a game that has begun is played to its end
            if not later:
                self._begin()
        ahead = None if self.game.over or method == OWN else self.game.propose(method)
        self._scene.show(self.game, self._point(), ahead, method)
        return _in_words(self.game, self._point(), method, later=later)

    def _point(self) -> Point:
        return self.controls["lr"].index, self.controls["beta"].index

    def let_go(self) -> None:
        """Drop the buttons and the scene too."""
        super().let_go()
        self.buttons = []
        del self._scene, self.clicks, self._search


def _button(name: str, icon: str, action: Any) -> Any:
    button = ipywidgets.Button(description=name, icon=icon, layout=ipywidgets.Layout(width="auto"))
    button.on_click(lambda _: action())
    return button


def _in_words(game: Game, cursor: Point, method: str, *, later: bool) -> str:
    scale, runs = "log" if game.log else "even", "one run" if game.noise else "five runs"
    spent = f"{sum(game.epochs) / FULL:g} of {BUDGET} full runs spent"
    head = (
        f"{spent}, method {method} on {scale} scale, {runs} a trial, "
        f"your point lr {LR[cursor[0]]:.2g} and beta {BETA[cursor[1]]:.3g}"
    )
    if later:
        head += " (the boxes count from the next game on)"
    if not game.points:
        return f"{head}. Nothing is known yet."
    seen = [score for score, each in zip(game.scores, game.epochs, strict=True) if each == FULL]
    head += f", best score seen {100 * max(seen):.1f} %" if seen else ""
    return f"{head}. {verdict(game)}" if game.over else head
