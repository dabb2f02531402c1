"""The playground: a run, the controls beside it, and what they do to each other."""

import html
from collections.abc import Callable
from typing import Any

import ipywidgets

from course_lib.chapters.playground.dashboard.code_lines import CodeLines
from course_lib.chapters.playground.dashboard.looking import LookingBoard
from course_lib.chapters.playground.dashboard.painter import Painter
from course_lib.chapters.playground.dashboard.panel import Panel
from course_lib.chapters.playground.dashboard.words import StateLine
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import OWN, PlaygroundSettings
from course_lib.dashboards.presenting import css_px
from course_lib.dashboards.throttle import Throttle
from course_lib.plots.drawing_lock import one_at_a_time

NARROWEST = css_px(260, fixed=280)
"""Width of the picture below which the controls go under it.

At a zoom of 1.3 both fit beside each other on 1366 pixels, with JupyterLab's side bar too.
"""

LAST_INPUT = "one input has to stay: press another one before this is let go"
FIRST = "seed=5"
"""Before its first update this network is undecided: it gets about half of the points right."""


class Playground(LookingBoard):
    """A small network that learns before your eyes, with everything about it in reach.

    The rule, the learning rate, the betas, the penalty, the drop rate and the end change while it
    runs; all else begins anew from the same start. The dev curves of the two runs before stay, in
    grey. The line "state" keeps a situation as a short text, and restores one.

    Attributes
    ----------
    panel : Panel
        ``panel.controls`` has every control by its name.
    painter : Painter
        Adds points of one's own, with the data "own points".
    """

    def __init__(self, settings: PlaygroundSettings) -> None:
        super().__init__(PlaygroundSession(settings))
        self.panel, self.painter = Panel(settings), Painter(self._paint, self._aim)
        self._writing = False  # while the panel is moved from here
        self._throttle = Throttle(self._answer)
        self._state, self._code = StateLine(settings.text(), self._restored), CodeLines()
        self.state = self._state.field
        self.as_code, self.code = self._code.button, self._code.lines
        self._lay_out()
        for control in self.panel.controls.values():
            control.observe(self._moved, names="value")
        inputs = self.panel.controls["inputs"]
        inputs.observe(lambda _: self.add_words(LAST_INPUT), names="refused")
        self.as_code.observe(lambda _: self._write_code(), names="value")
        self.begin()

    @one_at_a_time
    def set(self, **values: Any) -> None:
        """Move controls from Python, by the names in ``panel.controls``.

        Raises
        ------
        KeyError, ValueError, TypeError
            For a control that there is not, or a value that is no setting; nothing is moved.
        """
        for name in values:
            if name not in self.panel.controls:
                raise KeyError(
                    f"no control is called {name!r}; there are {list(self.panel.controls)}"
                )
        self.panel.read(self.session.settings, values)  # refuses what is no setting
        self._write(lambda: self.panel.put(values))

    @one_at_a_time
    def restore(self, text: str) -> None:
        """Set everything to a situation that the line "state" once showed, and begin it anew.

        Raises
        ------
        ValueError
            For a text that is none, saying what is wrong with it.
        """
        settings = PlaygroundSettings.from_text(text)
        self._write(lambda: self.panel.write(settings), anew=True)

    @one_at_a_time
    def click(self, across: float, up: float) -> None:
        """Look at the unit or the weight that is clicked, or paint where the map is.

        Places are shares of the picture's width and height, from its lower left corner.
        """
        super().click(across, up)
        place = self.scene.place_at(across, up)
        if place is not None and self.session.settings.data == OWN:
            self.painter.click(*place)

    @one_at_a_time
    def play(self) -> None:
        """Train until it is paused, has done its epochs, or diverges."""
        super().play()
        self._write_state()

    def stop(self) -> None:
        """End the run where it is; nothing is lost."""
        self._throttle.cancel()
        super().stop()

    async def finished(self) -> str:
        """Wait until nothing plays; returns the words under the picture."""
        self._throttle.flush()
        return await super().finished()

    def rest(self) -> None:
        """Show where the run stands, with nothing playing, and the code that leads there."""
        super().rest()
        self._write_state()
        self._write_code()

    def begin(self) -> None:
        """Draw a run from its start, and the cross where the next point would be painted."""
        settings = self.session.settings
        self.painter.put(self.panel.points, shown=settings.data == OWN)
        super().begin()
        self._aim()

    def let_go(self) -> None:
        """Drop the controls too."""
        super().let_go()
        del self.panel, self.painter

    def _lay_out(self) -> None:
        """Controls to the left of the picture; under it where the page is too narrow for both."""
        wrapped = ipywidgets.Layout(flex_flow="row wrap")
        top = ipywidgets.HBox([self.bar, self.slowly, self.speed], layout=wrapped)
        kept = ipywidgets.HBox([self.state, self.as_code], layout=wrapped)
        right = ipywidgets.VBox(
            # What grows stands last, so that nothing else moves.
            [top, self.picture.widget, self.inspector.widget, kept, self.words, self.code],
            layout=ipywidgets.Layout(flex=f"1000 1 {NARROWEST}", min_width="0"),
        )
        # Reversed, so that what has no room beside the picture goes under it, not above.
        sides = ipywidgets.Layout(flex_flow="row-reverse wrap")
        self.panel.beside_the_data(self.painter.widget)
        self.arrange(ipywidgets.Box([right, self.panel.widget], layout=sides), self.clicks)

    def _paint(self) -> None:
        """Take over what was painted, and begin anew with it."""
        self.panel.points = self.painter.points
        self._answer()

    @one_at_a_time
    def _aim(self) -> None:
        """Show where the next point would be."""
        if not self._freed:
            paints = self.session.settings.data == OWN
            self.scene.aim(self.painter.aim if paints else None)
            if paints and not self.playing:
                self.picture.show()

    def _moved(self, _: Any) -> None:
        if not self._writing:
            self._throttle.request()

    @one_at_a_time
    def _answer(self, *, anew: bool = False) -> None:
        """Take over what the controls show; the run goes on, or begins anew."""
        if self._freed:
            return
        try:
            settings = self.panel.read(self.session.settings)
            before, was_playing = (self.session.history, self.session.settings), self.playing
            begun = self.session.apply(settings)
            if anew and not begun:
                self.session.rewind()
            if begun or anew:
                self.keep_ghost(*before)
                self.begin()
                if was_playing:
                    self.play()
            elif not was_playing:
                self.rest()
            self._write_state()
            self._write_code()
        except BaseException as error:
            self._put_back()
            self.fail(error)

    def _put_back(self) -> None:
        """Let the controls show what there is: what they asked for could not be had."""
        self._writing = True
        try:
            self.panel.write(self.session.settings)
        finally:
            self._writing = False

    def _restored(self, text: str, again: bool) -> None:
        """A text was put into the line "state", or the one that is there entered again."""
        if self._freed or self._writing or (text == self.session.settings.text() and not again):
            return
        try:
            self.restore(text)
        except ValueError as error:
            self._live.stop()  # the words of a run would take the place of these
            super().rest()
            self.words.value = f"<b>{html.escape(f'This text restores nothing: {error}')}</b>"

    def _write(self, move: Callable[[], None], *, anew: bool = False) -> None:
        """Move controls from here, and answer once at the end."""
        self.raise_kept()
        self.need_alive()
        self._writing = True
        try:
            move()
        finally:
            self._writing = False
        self._answer(anew=anew)
        self.raise_kept()

    def _write_state(self) -> None:
        self.state.value = self.session.settings.text()

    def _write_code(self) -> None:
        self._code.show(self.session)

    def __repr__(self) -> str:
        return f"Playground ({self.session.settings.text()}): {self.text}"


def playground(settings: PlaygroundSettings | str = FIRST) -> Playground:
    """Open the playground in a situation.

    Parameters
    ----------
    settings : PlaygroundSettings, or the text of its line "state"
        If none is given, moons of which the first network gets half right.

    Examples
    --------
    >>> board = playground("data=spiral lr=0.03")
    >>> board.epoch()
    >>> board.session.epoch
    1.0
    """
    chosen = PlaygroundSettings.from_text(settings) if isinstance(settings, str) else settings
    return Playground(chosen)
