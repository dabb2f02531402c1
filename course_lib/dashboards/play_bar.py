"""Buttons to drive a training run: play and pause, step, epoch, rewind."""

from collections.abc import Callable

import ipywidgets

from course_lib.dashboards.presenting import css_px
from course_lib.plots.drawing_lock import drawing_lock

Action = Callable[[], object]


class PlayBar(ipywidgets.HBox):  # type: ignore[misc]
    """Four buttons in a row; the first one plays, and pauses what plays.

    Parameters
    ----------
    play, pause, step, epoch, rewind : functions without arguments
        Called by a click, one at a time.
    failed : function of the exception, or None
        Takes what goes wrong in them, such as ``Board.fail``. Where None, ipywidgets writes it to
        the log, where no reader looks.

    Attributes
    ----------
    playing : bool
        Which of play and pause the first button offers. Setting it calls nothing.

    Examples
    --------
    >>> def nothing(): ...
    >>> bar = PlayBar(play=nothing, pause=nothing, step=nothing, epoch=nothing, rewind=nothing)
    >>> bar.toggle.click()
    >>> bar.playing, bar.toggle.description
    (True, 'pause')
    """

    def __init__(
        self,
        *,
        play: Action,
        pause: Action,
        step: Action,
        epoch: Action,
        rewind: Action,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        self._play, self._pause, self._failed = play, pause, failed
        self.toggle = self._button("play", "play", "train on", self._play_or_pause)
        self.step = self._button("step", "step-forward", "pause, and make one update", step)
        self.epoch = self._button(
            "epoch", "fast-forward", "pause, and train to the end of the epoch", epoch
        )
        self.rewind = self._button("rewind", "fast-backward", "back to the same start", rewind)
        self.playing = False
        super().__init__([self.toggle, self.step, self.epoch, self.rewind])

    @property
    def playing(self) -> bool:
        """Whether the first button says pause."""
        return self._playing

    @playing.setter
    def playing(self, playing: bool) -> None:
        self._playing = playing
        self.toggle.description = "pause" if playing else "play"
        self.toggle.icon = "pause" if playing else "play"
        self.toggle.tooltip = "stop here; nothing is lost" if playing else "train on"

    def _play_or_pause(self) -> None:
        self.playing = not self.playing
        (self._play if self.playing else self._pause)()

    def _button(self, text: str, icon: str, tooltip: str, action: Action) -> ipywidgets.Button:
        button = ipywidgets.Button(
            description=text, icon=icon, tooltip=tooltip,
            layout=ipywidgets.Layout(width=css_px(88)),
        )  # fmt: skip
        button.on_click(lambda _: self._do(action))
        return button

    def _do(self, action: Action) -> None:
        with drawing_lock:
            try:
                action()
            except BaseException as error:
                if self._failed is None:
                    raise
                self._failed(error)
