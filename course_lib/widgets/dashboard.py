"""The frame around every dashboard: controls, a picture, a line of words, a task.

A dashboard is three functions: compute (a look-up, or a few milliseconds of work), draw (artists
made once), wire (this class). ``show`` answers a moved control at once; ``live`` trains the very
setting afterwards, and the picture follows.
"""

import asyncio
import base64
import html
from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakValueDictionary

import ipywidgets

from course_lib.widgets.live import Frames, Live
from course_lib.widgets.picture import Picture
from course_lib.widgets.throttle import GAP, Throttle

_newest: WeakValueDictionary[str, "Dashboard"] = WeakValueDictionary()
"""The newest dashboard of each name; a cell that runs again stops the run of its predecessor."""


class Dashboard(ipywidgets.VBox):  # type: ignore[misc]
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
    task : str
        What to find with it; a measurable goal. HTML. It stands above the controls, where it
        is still in sight when the picture is.
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
        task: str = "",
        views: Mapping[str, tuple[Any, Callable[[Any], None]]] | None = None,
    ) -> None:
        self.name, self.picture, self.controls = name, picture, dict(controls)
        self._show, self._live_frames = show, live
        self.views = {key: control for key, (control, _) in (views or {}).items()}
        self._defaults = {key: control.value for key, control in self._all_controls().items()}
        self._error: Exception | None = None
        self._setting = self._moved = False
        self._throttle = Throttle(self._answer)
        self._live = Live(self._draw, self._fail)
        self.words = ipywidgets.HTML()
        self.switch = ipywidgets.Checkbox(
            value=live is not None, description="train live", indent=False,
            layout=ipywidgets.Layout(width="auto"),
        )  # fmt: skip
        self.reset = ipywidgets.Button(
            description="reset", layout=ipywidgets.Layout(width="auto"), icon="undo"
        )
        self.reset.on_click(lambda _: self._move(self._defaults))
        for control in (*self.controls.values(), self.switch):
            control.observe(self._changed, names="value")
        for control, look in (views or {}).values():
            look(control.value)
            control.observe(lambda change, look=look: self._look(look, change.new), names="value")
        extras = [self.switch, self.reset] if live is not None else [self.reset]
        row = ipywidgets.Layout(flex_flow="row wrap", align_items="center")
        super().__init__(
            [
                ipywidgets.HTML(task),
                ipywidgets.HBox([*self._all_controls().values(), *extras], layout=row),
                picture.widget,
                self.words,
            ]
        )
        if (predecessor := _newest.get(name)) is not None:
            predecessor.stop()
        _newest[name] = self
        self._throttle.request()
        self._raise_kept()

    def set(self, **values: Any) -> None:
        """Move controls from Python; what is not named stays."""
        self._raise_kept()
        known = self._all_controls()
        for key in values:
            if key not in known:
                raise KeyError(f"no control is called {key!r}; there are {list(known)}")
        self._move(values)

    def stop(self) -> None:
        """End the live run; the picture stays as it is, and the controls go on working."""
        self._throttle.cancel()
        self._live.stop()

    async def finished(self) -> str:
        """Wait for the live run to end; returns the words under the picture.

        Raises
        ------
        Exception
            What went wrong in a callback, if anything did.
        KeyboardInterrupt
            Where the kernel was interrupted meanwhile.
        """
        while self._throttle.pending or self._live.running:
            await asyncio.sleep(GAP if self._throttle.pending else 0)
            await self._live.finished()
        self._raise_kept()
        return self.text

    def close(self) -> None:
        """Stop what runs and free the widgets."""
        self.stop()
        for widget in (*self._all_controls().values(), self.switch, self.reset, *self.children):
            widget.close()
        super().close()
        self._raise_kept()

    def _all_controls(self) -> dict[str, Any]:
        return self.controls | self.views

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

    def _look(self, look: Callable[[Any], None], value: Any) -> None:
        try:
            look(value)
            self.picture.show()
        except Exception as error:
            self._fail(error)

    def _changed(self, _: Any) -> None:
        self._moved = True
        if not self._setting:
            self._live.stop()
            self._throttle.request()

    def _answer(self) -> None:
        """Show the setting that the controls have now."""
        values = {key: control.value for key, control in self.controls.items()}
        try:
            self._draw(self._show(**values))
        except Exception as error:
            self._fail(error)
            return
        frames = self._live_frames
        if frames is not None and self.switch.value:
            self._live.start(lambda: frames(**values))

    def _draw(self, text: str) -> None:
        self.picture.show()
        self.text = text
        self.words.value = html.escape(text)

    def _fail(self, error: Exception) -> None:
        self._error = error
        self.text = f"Something went wrong: {type(error).__name__}: {error}"
        self.words.value = f"<b role='alert'>{html.escape(self.text)}</b>"

    def _raise_kept(self) -> None:
        error, self._error = self._error, None
        if error is not None:
            raise error

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Give the widget for a living kernel, and a PNG and words for everywhere else."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        png = base64.b64encode(self.picture.png()).decode("ascii")
        return bundle | {"text/plain": repr(self), "image/png": png}

    def __repr__(self) -> str:
        return f"Dashboard {self.name!r}: {self.text}"
