"""The picture of the playground: artists made once, which show one run after another."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from course_lib.chapters.playground.dashboard.frames import Frame, title_of
from course_lib.chapters.playground.dashboard.ghosts import Ghost, Ghosts
from course_lib.chapters.playground.dashboard.layout import (
    ACCURACY,
    HEIGHT,
    LAYERS,
    LOSS,
    NET,
    STAGE,
    WEIGHTS,
    WIDTH,
    in_net,
    share,
    title_for,
)
from course_lib.chapters.playground.dashboard.marks import Marks
from course_lib.chapters.playground.dashboard.net import Edge, NetPanel
from course_lib.chapters.playground.dashboard.net_view import NetView
from course_lib.chapters.playground.dashboard.stage import DigitStage, PlaneStage
from course_lib.chapters.playground.one_pass import Pass
from course_lib.chapters.playground.own_points import Point
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.units import Unit, drawn_singly
from course_lib.dashboards import Picture
from course_lib.plots import (
    TRAIN,
    draw_accuracy,
    draw_histogram,
    draw_loss,
    draw_spread,
    on_log_scale,
    plain,
)

SIZE = 9  # points
FIRST_EPOCHS = 20  # the x axis grows from here by doubling
TALLEST = 1024  # times its first height becomes the axis of losses, at most
MOST = 0.9
"""Share of each curve of losses that its axis has room for: a spike is no reason to squeeze all."""
FEW = 5
SHARE = 0.3  # the axis of the weights' shares ends here, or at twice as much
TOO_MANY = "all weights: the units are too many to draw each"

CURVES = ("train_loss", "dev_loss", "train_accuracy", "dev_accuracy")
LEGEND: dict[str, Any] = {
    "loc": "lower left", "bbox_to_anchor": (-0.28, 1.02), "frameon": False, "borderaxespad": 0,
    "columnspacing": 1.0, "handlelength": 1.6, "fontsize": SIZE,
}  # fmt: skip


class Scene:
    """What the network makes of the data, its curves, its layers and its weights."""

    def __init__(self) -> None:
        # With the buttons, words and state around it.
        self.picture = Picture(WIDTH, HEIGHT, tallest=63, fills=True)
        self._kind: tuple[bool, bool] | None = None  # nothing is drawn yet
        self.view: NetView | None = None
        self.chosen: Unit | None = None
        self.edge: Edge | None = None
        self.seen: Pass | None = None
        self.frame = Frame.FORWARD

    def begin(self, session: PlaygroundSession, ghosts: Sequence[Ghost]) -> None:
        """Show a run from its start; ``ghosts`` are the runs before, the newest first."""
        self.seen = None
        kind = (session.settings.data == "mnist", drawn_singly(session.settings))
        if kind != self._kind:
            self._kind = kind
            self._add_panels(digits=kind[0], singly=kind[1])
        if self._stage.begin(session):
            self.picture.redraw_still()
        if self.view is not None:
            self.view.begin(session, self._stage.told)
            self.picture.redraw_still()
        self._name_layers(session)
        self._ghosts.begin(ghosts, _most_of)
        self.show(session)

    def look(self, chosen: Unit | None, edge: Edge | None) -> None:
        """Look at a unit, and a weight that leads to it."""
        self.chosen, self.edge = chosen, edge

    def show(self, session: PlaygroundSession) -> None:
        """Show the run as far as it has come, or a frame of the pass that is seen."""
        history = session.history
        for line, name in zip(self._lines, CURVES, strict=True):
            line.set_data(history["epochs"], history[name])
        losses = max(_most_of(history[name]) for name in ("train_loss", "dev_loss"))
        self._make_room(max(session.epoch, self._ghosts.epochs), losses)
        self._name_curves(session)
        self._marks.show(session.changes)
        self._show_network(session)
        _, outputs, gradients = zip(*session.spread(), strict=True)
        for line, values in zip(self._spread, (outputs, gradients), strict=True):
            line.set_data(np.arange(len(values)), on_log_scale(values))
        if self.view is not None:
            return
        # As float64: rounded to a float32 an end might lie beyond the last edge.
        weights = np.clip(session.weights().astype(np.float64), *self._reach)
        counts, _ = np.histogram(weights, self._edges)
        shares = counts / counts.sum()
        self._bars.set_data(shares)
        top = min(_doubled(SHARE, float(shares.max())), 1.0)
        if top != self._left.get_ylim()[1]:
            self._left.set_ylim(0, top)
            self.picture.redraw_still()

    def _show_network(self, session: PlaygroundSession) -> None:
        """Show the units, and the one that is looked at in the large panel."""
        title, point = "", None
        if self.seen is not None and session.settings.data != "mnist":
            point = session.train[0][self.seen.place]
        self._stage.follow(point)
        if self.view is None:
            self._stage.show(session)
        else:
            self.view.look(self.chosen, self.edge)
            self.view.show(session, self.seen, self.frame)
            looked = self.view.looked
            if session.settings.data == "mnist":
                self._stage.show(session)
            self._stage.paint(self.view.large, looked=looked)
            title = title_for(session, self.chosen) if looked else ""
        if self.seen is not None:
            title = title_of(self.frame)
        if self._stage.title(title):
            self.picture.redraw_still()

    def _add_panels(self, *, digits: bool, singly: bool) -> None:
        """Draw all axes and artists, without any data; a new run moves them only."""
        figure = self.picture.blank()
        places = (STAGE, LOSS, ACCURACY, LAYERS, NET if singly else WEIGHTS)
        stage, loss, accuracy, layers, left = (figure.add_axes(share(place)) for place in places)
        self._stage: DigitStage | PlaneStage = (DigitStage if digits else PlaneStage)(stage)
        for ax in (loss, accuracy, layers):
            plain(ax, size=SIZE)
        self._left = left
        self._curve_axes, self._room = (loss, accuracy), (0.0, 0.0)
        self._layer_axes, self._layers = layers, ["1"]
        self._first_top = 2.6 if digits else 1.0
        curves = self._add_curves(loss, accuracy)
        self._spread = draw_spread(layers, self._layers, [1.0], [1.0])
        layers.set_ylabel("std. dev.")
        beside = LEGEND | {"loc": "lower right", "bbox_to_anchor": (1, 1.02), "handlelength": 1.4}
        layers.legend(**beside, ncols=2)
        if singly:
            panel = NetPanel(left, *NET[2:])
            self.view, more = NetView(panel), panel.artists
        else:
            self.view, more = None, [self._add_weights(left, reach=0.35 if digits else 4.0)]
        self.picture.moves(*self._stage.artists, *curves, *self._spread, *more)

    def _add_curves(self, loss: Axes, accuracy: Axes) -> list[Artist]:
        self._ghosts, self._marks = Ghosts(loss, accuracy), Marks(loss, accuracy)
        self._lines = draw_loss(loss, [], [], []) + draw_accuracy(accuracy, [], [], [])
        for ax in (loss, accuracy):
            ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
        self._legend: list[str] = []
        return [*self._ghosts.artists, *self._marks.lines, *self._lines, *self._marks.words]

    def aim(self, point: Point | None) -> None:
        """Show where the next point would be painted, or nothing."""
        if isinstance(self._stage, PlaneStage):
            self._stage.aim(point)

    def unit_at(self, across: float, up: float) -> tuple[Unit, int | None] | None:
        """Give the unit at a place of the picture, or that to which the line there leads."""
        return None if self.view is None else self.view.panel.found(*in_net(across, up))

    def place_at(self, across: float, up: float) -> tuple[float, float] | None:
        """Give the place in the plane at a place of the picture, if the map is there."""
        axes = self._stage.axes
        x, y = axes.figure.transFigure.transform((across, up))
        if isinstance(self._stage, DigitStage) or not axes.bbox.contains(x, y):
            return None
        place = axes.transData.inverted().transform((x, y))
        return float(place[0]), float(place[1])

    def _add_weights(self, ax: Axes, *, reach: float) -> Artist:
        plain(ax, size=SIZE)
        ax.set_title(TOO_MANY, fontsize=SIZE, loc="left")
        self._reach, self._edges = (-reach, reach), np.linspace(-reach, reach, 42)
        self._bars = draw_histogram(
            ax, np.zeros(41), self._edges, top=SHARE, fill=True, alpha=0.4, color=TRAIN["color"]
        )
        ax.set(xlabel="weight (beyond the ends: in the last bar)", ylabel="share")
        return self._bars

    def _name_curves(self, session: PlaygroundSession) -> None:
        """Say what each curve is, runs before by what was different then."""
        own: list[tuple[Artist, str]] = [(self._lines[0], "training"), (self._lines[1], "dev")]
        curves = own + self._ghosts.named(session.settings)
        names = [name for _, name in curves]
        if names != self._legend:
            self._legend, lines = names, [line for line, _ in curves]
            self._curve_axes[0].legend(lines, names, **LEGEND, ncols=len(names))
            self.picture.redraw_still()

    def _name_layers(self, session: PlaygroundSession) -> None:
        """Give every layer its place under the axis."""
        # The numbers of hidden layers are enough: there are up to six.
        *names, last = [name.removeprefix("hidden ") for name, *_ in session.spread()]
        names.append(last if len(names) < FEW else "out")  # the last two would run together
        if names == self._layers:
            return
        self._layers = names
        self._layer_axes.set_xlim(-0.4, len(names) - 0.6)
        self._layer_axes.set_xticks(np.arange(len(names)), names)
        self.picture.redraw_still()

    def _make_room(self, epochs: float, losses: float) -> None:
        """Double an axis when a curve reaches its end; the run before doubles that of losses once.

        Where a loss jumps down for good, so does its axis: it follows from what it shows.
        """
        first = self._first_top
        losses = max(min(losses, TALLEST * first), min(self._ghosts.loss, 2 * first))
        room = (_doubled(FIRST_EPOCHS, epochs), _doubled(first, losses))
        if room == self._room:
            return
        self._room = room
        for ax in self._curve_axes:
            ax.set_xlim(0, room[0])
        self._curve_axes[0].set_ylim(0, room[1])
        self.picture.redraw_still()


def _most_of(losses: npt.NDArray[Any]) -> float:
    """A height under which most of a curve lies; 0 where there is none."""
    finite = losses[np.isfinite(losses)]
    return float(np.quantile(finite, MOST)) if len(finite) else 0.0


def _doubled(start: float, needed: float) -> float:
    """The first of start, 2 start, 4 start ... that is enough."""
    while start < needed:
        start *= 2
    return start
