"""A run whose network is looked at: unit by unit, weight by weight, and set by hand."""

from course_lib.chapters.playground.dashboard.inspector import Inspector
from course_lib.chapters.playground.dashboard.run import RunBoard
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.units import BIAS, dense_before, name_of
from course_lib.dashboards.clicks import Clicks
from course_lib.plots.drawing_lock import one_at_a_time


class LookingBoard(RunBoard):
    """The run's board with an inspector.

    Attributes
    ----------
    inspector : Inspector
        What one looks at, and the chosen weight.
    clicks : Clicks
        Hears clicks on the picture.
    """

    def __init__(self, session: PlaygroundSession) -> None:
        super().__init__(session)
        self.inspector = Inspector(self._look, self._set_weight)
        self.clicks = Clicks(self._clicked)

    @one_at_a_time
    def click(self, across: float, up: float) -> None:
        """Look at the unit that is clicked, or at the weight whose line it is.

        Places are shares of the picture's width and height, from its lower left corner.
        """
        unit = self.scene.unit_at(across, up)
        if unit is not None:
            # A second click on a unit goes back to the whole.
            self.inspector.look(None if unit == (self.scene.chosen, None) else unit[0], unit[1])

    def rest(self) -> None:
        """Show where the run stands, with nothing playing, and the weights as they are."""
        super().rest()
        if not self._freed:
            self.inspector.write(self.session)

    def begin(self) -> None:
        """Draw a run from its start; what was looked at stays, if there is such a unit."""
        self.inspector.begin(self.session)
        self.scene.look(self.inspector.chosen, self.inspector.edge)
        super().begin()

    def let_go(self) -> None:
        """Drop the inspector too."""
        super().let_go()
        del self.inspector, self.clicks

    def _draw(self, text: str) -> None:
        """Draw the picture, and while it plays write the equation of the unit with it."""
        super()._draw(text)
        if self.playing and not self._freed:
            self.inspector.say(self.session)

    def _clicked(self, across: float, up: float) -> None:
        try:
            self.click(across, up)
        except BaseException as error:
            self.fail(error)

    @one_at_a_time
    def _look(self) -> None:
        """Show the unit and the weight that are chosen now."""
        if self._freed:
            return
        try:
            self.inspector.write(self.session)
            self.scene.look(self.inspector.chosen, self.inspector.edge)
            self._draw(self._said())
        except BaseException as error:
            self.fail(error)

    @one_at_a_time
    def _set_weight(self, value: float) -> None:
        """Set the chosen weight of the chosen unit; all that depends on it follows at once."""
        unit, source = self.inspector.chosen, self.inspector.source.value
        if self._freed or unit is None:
            return
        try:
            layer = dense_before(self.session.network, unit.column).name
            place = None if source == BIAS else source
            name = f"{name_of(self.session.settings, unit)} from {self.inspector.source.label}"
            self.session.set_weight(layer, place, unit.place, value, name=name)
            self.scene.seen = None
            self.inspector.say(self.session)
            self._draw(self._said())
        except BaseException as error:
            self.fail(error)
