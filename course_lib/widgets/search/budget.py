"""The budget game: a reader or a method spends 15 trials, and learns in the end what was found."""

from typing import Any

import ipywidgets

from course_lib.experiments.hyperparameters.game import (
    BETA,
    BUDGET,
    LR,
    METHODS,
    Game,
    random_searches,
    worth,
)
from course_lib.plots.turn import in_turn
from course_lib.widgets.controls import check, menu, stored_slider
from course_lib.widgets.dashboard import Dashboard
from course_lib.widgets.search.budget_scene import Scene

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

    @in_turn
    def spend(self, *, by_hand: bool = False, all_left: bool = False) -> None:
        """Spend one trial, or all left: at the sliders' point, or where the method says."""
        while not self.game.over:
            proposed = self.game.propose(self.controls["method"].value)
            self.game.try_point(self._point() if by_hand else proposed)
            if not all_left:
                break
        self._answer()

    @in_turn
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
    >>> from course_lib.experiments.hyperparameters.game import played
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
