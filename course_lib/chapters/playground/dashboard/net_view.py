"""What the picture of the network shows now: every unit's map, one that is looked at, one pass."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from course_lib.chapters.playground import parts
from course_lib.chapters.playground.dashboard.frames import Frame, numbers_of
from course_lib.chapters.playground.dashboard.net import Edge, NetPanel
from course_lib.chapters.playground.one_pass import Pass
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.units import (
    Unit,
    answers,
    columns,
    dead,
    dense_before,
    incoming,
    shades,
)
from course_lib.engine import Network
from course_lib.engine.arrays import Array

COARSE = 2
"""Every second cell of the large map is enough for the small ones."""

SIDE = 28  # pixels of a digit, each way

Map = npt.NDArray[np.float32]


class NetView:
    """The network's panel, and what one looks at in it.

    Attributes
    ----------
    panel : NetPanel
    chosen : Unit or None
        The unit that is looked at; None for the output.
    edge : Edge or None
        The weight that is looked at.
    left_out : int
        How many numbers had no room beside their units.
    """

    def __init__(self, panel: NetPanel) -> None:
        self.panel = panel
        self.chosen: Unit | None = None
        self.edge: Edge | None = None
        self.left_out = 0
        self._large: Map = np.full((1, 1), 0.5, np.float32)

    def begin(self, session: PlaygroundSession, shown: Array) -> None:
        """Take the places of the map, of shape (cells * cells, 2), or the digits that are shown."""
        self._digits = session.settings.data == "mnist"
        self._told = parts.features(session.settings, shown)
        self.panel.begin(session.settings)

    def look(self, chosen: Unit | None, edge: Edge | None) -> None:
        """Look at a unit and a weight; at none where this network has no such ones."""
        self.chosen = chosen if chosen in self.panel.boxes else None
        self.edge = edge if edge is not None and self.panel.has(edge) else None

    @property
    def looked(self) -> bool:
        """Whether one unit is shown large in the place of the network's answer."""
        if not self._digits:
            return self.chosen is not None
        return self.chosen is not None and (self.chosen.column == 1 or self.chosen.column == 0)

    def show(self, session: PlaygroundSession, seen: Pass | None, frame: Frame) -> None:
        """Show the units of a run as they are now, or a pass's frame."""
        network = session.network if seen is None or frame is Frame.WEIGHTS else seen.before
        maps = self._maps(session, network)
        small = [each for column in maps for each in column]
        crossed = self._crossed(session)
        weights = [dense_before(network, k).W for k in range(1, len(maps))]
        numbers: dict[Unit, list[str]] = {}
        if seen is not None:
            numbers = numbers_of(seen, frame, self.chosen)
            if frame is Frame.BACK:
                weights = _as_large([dense_before(seen.before, k).gradients["W"]
                                     for k in range(1, len(maps))])  # fmt: skip
            if frame is Frame.WEIGHTS:
                moved = [dense_before(seen.after, k).W - dense_before(seen.before, k).W
                         for k in range(1, len(maps))]  # fmt: skip
                weights = _as_large(moved)
        elif self.chosen is not None:
            told = list(incoming(session, self.chosen).values())[:-1]  # without the bias
            numbers = {
                Unit(self.chosen.column - 1, place): [f"{weight:.2f}", f"{weight:.1f}"]
                for place, weight in enumerate(told)
            }
        if self._digits:  # from all the pixels to a unit: no single weight
            weights[0] = np.full((1, weights[0].shape[1]), 0.15)
        self.panel.show(weights, small, crossed, self.chosen, self.edge)
        self.left_out = self.panel.number(numbers)
        self._large = self._enlarged(maps)

    @property
    def large(self) -> Map:
        """The map of the unit that is looked at, in shades."""
        return self._large

    def _maps(self, session: PlaygroundSession, network: Network) -> list[Map]:
        """Shades of shape (units, rows, columns) for each column."""
        found = answers(network, self._told)
        if self._digits:
            return self._digit_maps(session, network, found)
        cells = round(len(self._told) ** 0.5)
        self._fine = [
            shades(session.settings, column, values) for column, values in enumerate(found)
        ]
        return [
            each.T.reshape(-1, cells, cells)[:, ::COARSE, ::COARSE].astype(np.float32)
            for each in self._fine
        ]

    def _digit_maps(
        self, session: PlaygroundSession, network: Network, found: list[Array]
    ) -> list[Map]:
        """The first digit; the weights of the first layer as images; then answers to each digit."""
        picture = self._told[:1].reshape(1, SIDE, SIDE)[:, ::-1]
        weights = dense_before(network, 1).W.T.reshape(-1, SIDE, SIDE)[:, ::-1]
        reach = max(float(np.abs(weights).max()), 1e-30)
        with np.errstate(all="ignore"):  # of a run that diverges
            maps = [picture, np.nan_to_num(0.5 + 0.5 * weights / reach)]
        for column in range(2, len(found)):
            shade = shades(session.settings, column, found[column])
            maps.append(shade.T.reshape(shade.shape[1], -1, 6)[:, ::-1])
        return maps

    def _enlarged(self, maps: list[Map]) -> Map:
        chosen = self.chosen or Unit(len(maps) - 1, 0)
        if self._digits:
            picture: Map = maps[chosen.column][chosen.place]
            return picture
        cells = round(len(self._told) ** 0.5)
        fine = self._fine[chosen.column][:, chosen.place]
        large: Map = fine.reshape(cells, cells).astype(np.float32)
        return large

    def _crossed(self, session: PlaygroundSession) -> list[bool]:
        counts = columns(session.settings)
        crossed = [False] * sum(counts)
        at = counts[0]
        for layer in dead(session):
            crossed[at : at + len(layer)] = [bool(unit) for unit in layer]
            at += len(layer)
        return crossed


def _as_large(matrices: Sequence[Array]) -> list[Array]:
    """Gradients or changes as lines: the largest of all is as thick as a weight of 1."""
    reach = max(max(float(np.abs(each).max()) for each in matrices), 1e-30)
    return [each / reach for each in matrices]
