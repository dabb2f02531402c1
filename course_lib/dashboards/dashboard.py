"""The frame around every dashboard: controls, a picture, a line of words.

What is shown is a scene: it makes its artists once, and ``show`` answers a moved control: look up
or compute, move the artists, say it in words. ``live`` trains the very setting afterwards, and the
picture follows. Controls and scene are wired here.

A moved control may be heard in another thread than the one that runs cells (see ``main_loop``). Its
answer is given there, also while a cell runs, but never while anything else draws; training, and
what the answer warns of, wait for the cell to end. On ipykernel 7.4 one case remains where the
answer waits too: the first move of a control that a cell has just made or set, while another cell
runs.
"""

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets

from course_lib.dashboards.board import Board
from course_lib.dashboards.controls import chosen
from course_lib.dashboards.live import Frames, Live
from course_lib.dashboards.main_loop import main_loop, running_loop
from course_lib.dashboards.picture import Picture
from course_lib.dashboards.throttle import Throttle
from course_lib.dashboards.warned import Warned, noted
from course_lib.plots.drawing_lock import one_at_a_time


class Dashboard(Board):
    """Controls over a picture over words; alive in a kernel, a PNG without one.

    Parameters
    ----------
    name : str
        What its text form calls it, such as "weight decay".
    picture : Picture
    controls : dict of name to a widget with a ``value``
    show : function of the controls' values (as keywords) -> str
        Moves the artists; returns the line of words under the picture.
    live : function of the controls' values -> iterator of str or None, or None
        Trains this setting in steps of a few milliseconds; yields words where there is something
        new to draw. With it, the dashboard has a switch "train live", on by default.
    views : dict of name to (widget, function of its value), or None
        Controls that choose what the picture shows of the same run: the function rearranges the
        artists, and a live run goes on.

    Notes
    -----
    An exception in ``show`` or ``live`` is shown in words. It is raised again by ``finished()``,
    by the next ``set()``, and by ``close()``; a reader who moves on in the page is not held up.
    """

    def __init__(
        self,
        name: str,
        picture: Picture,
        controls: Mapping[str, Any],
        *,
        show: Callable[..., str],
        live: Callable[..., Frames] | None = None,
        views: Mapping[str, tuple[Any, Callable[[Any], None]]] | None = None,
    ) -> None:
        super().__init__(name, picture)
        self.controls = dict(controls)
        self._show, self._live_frames = show, live
        self.views = {key: control for key, (control, _) in (views or {}).items()}
        self._defaults = {key: control.value for key, control in self._all_controls().items()}
        self._setting = self._moved = self._look_failed = self._unheard = False
        self._said, self._warned = "", Warned()  # with the last picture
        self._throttle = Throttle(self._answer)
        self._live = Live(self.draw, self.fail)
        self.switch = ipywidgets.Checkbox(
            value=live is not None, description="train live", indent=False,
            layout=ipywidgets.Layout(width="auto", display=None if live else "none"),
        )  # fmt: skip
        self.reset = ipywidgets.Button(
            description="reset", layout=ipywidgets.Layout(width="auto"), icon="undo"
        )
        self._listen(views or {})
        row = ipywidgets.Layout(flex_flow="row wrap", align_items="center", grid_gap="0 10px")
        bar = ipywidgets.HBox([*self._all_controls().values(), self.switch, self.reset], layout=row)
        self.arrange(bar, picture.widget, self.words)
        self._throttle.request()
        self.raise_kept()

    def _listen(self, views: Mapping[str, tuple[Any, Callable[[Any], None]]]) -> None:
        """Hear all controls."""
        self.reset.on_click(lambda _: self._move(self._defaults))
        for control in (*self.controls.values(), self.switch):
            control.observe(self._changed, names="value")
        for control, look in views.values():
            look(control.value)
            control.observe(lambda change, look=look: self._look(look, change.new), names="value")

    @one_at_a_time
    def set(self, **values: Any) -> None:
        """Move controls from Python; what is not named stays.

        Raises
        ------
        KeyError, ValueError
            For a control that there is not, or a value that it does not offer; nothing is moved.
        """
        self.raise_kept()
        self.need_alive()
        known = self._all_controls()
        for key in values:
            if key not in known:
                raise KeyError(f"no control is called {key!r}; there are {list(known)}")
        self._move({key: chosen(key, known[key], value) for key, value in values.items()})

    def stop(self) -> None:
        """End the live run; the picture stays as it is, and the controls go on working."""
        self._throttle.cancel()
        self._unheard = False
        self._live.stop()

    async def finished(self) -> str:
        """Wait until nothing more is to come; returns the words under the picture.

        Raises
        ------
        Exception
            What went wrong in a callback, if anything did.
        KeyboardInterrupt
            Where the kernel was interrupted meanwhile.
        """
        while self._throttle.pending or self._live.running or self._unheard:
            self._listen_again()
            self._throttle.flush()
            await self._live.finished()
        self.raise_kept()
        return self.text

    def let_go(self) -> None:
        """Drop the controls, and the functions that hold the figure."""
        super().let_go()
        self.controls, self.views = {}, {}
        del self._show, self._live_frames, self.switch, self.reset

    def draw(self, text: str) -> None:
        """Send the picture, these words, and what was warned of meanwhile."""
        super().draw(text + noted(self._warned.said))
        self._said = text  # known while something else is said

    def _all_controls(self) -> dict[str, Any]:
        return self.controls | self.views

    @one_at_a_time
    def _move(self, values: Mapping[str, Any]) -> None:
        """Move several controls; one answer at the end, and none for the mixtures between."""
        self._setting, self._moved = True, False
        try:
            for key, value in values.items():
                self._all_controls()[key].value = value
        finally:
            self._setting = False
        if self._moved:
            self._changed(None)

    @one_at_a_time
    def _look(self, look: Callable[[Any], None], value: Any) -> None:
        try:
            look(value)
            if self._look_failed:  # what was said before stands for the picture again
                self.draw(self._said)
            else:
                self.picture.show()
            self._look_failed = False
        except BaseException as error:
            self._look_failed = True
            self.fail(error)

    def _changed(self, _: Any) -> None:
        self._live.stop()  # at once: what it would do to the artists is out of date
        self._request()

    @one_at_a_time
    def _request(self) -> None:
        self._moved = True
        if not self._setting:
            self._throttle.request()

    @one_at_a_time
    def _answer(self) -> None:
        """Show the setting that the controls have now."""
        if self._freed:
            return
        values = {key: control.value for key, control in self.controls.items()}
        self._look_failed = False
        try:
            with self._warned.heard(anew=True):
                text = self._show(**values)
            self.draw(text)
        except BaseException as error:
            self.fail(error)
            return
        if self._warned.deaf:
            self._listen_later()
        frames = self._live_frames
        if frames is not None and self.switch.value:
            self._live.start(lambda: self._warned.listened_to(frames(**values)))

    def _listen_later(self) -> None:
        """Give the answer once more when the main thread is free, and its warnings can be heard."""
        loop = main_loop()
        if loop is not None and loop is not running_loop() and not self._unheard:
            self._unheard = True
            loop.call_soon_threadsafe(self._listen_again)

    @one_at_a_time
    def _listen_again(self) -> None:
        if self._unheard:
            self._unheard = False
            self._throttle.request()

    def __repr__(self) -> str:
        return f"Dashboard {self.name!r}: {self.text}"
