"""The picture of the budget game: the plane with its trials, and the best so far."""

import numpy as np

from course_lib.experiments.hyperparameters.game import (
    BETA,
    BUDGET,
    LR,
    Game,
    Point,
    plane,
    random_searches,
    worth,
)
from course_lib.plots import BLUE, GREY, ORANGE, plain
from course_lib.widgets.picture import Picture

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
