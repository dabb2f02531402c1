"""A run on a board: played, paused, stepped, rewound, with its picture."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets

from course_lib.chapters.playground.dashboard.frames import FRAMES, frame_in_words
from course_lib.chapters.playground.dashboard.ghosts import Ghost
from course_lib.chapters.playground.dashboard.scene import Scene
from course_lib.chapters.playground.dashboard.words import gradients_in_words, in_words
from course_lib.chapters.playground.one_pass import watched_step
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import PlaygroundSettings
from course_lib.chapters.playground.units import Unit, columns
from course_lib.dashboards import Board, Live, PlayBar, menu
from course_lib.dashboards.live import Frames
from course_lib.plots.drawing_lock import one_at_a_time

BREATH = 0.01
"""Seconds of training between two looks at what the user does."""

FRAME = 0.02
"""Seconds of training from one picture to the next; the drawing takes about twice as long."""

SPEEDS = [("full", 0), ("200 updates/s", 200), ("20 updates/s", 20), ("2 updates/s", 2)]

GHOSTS_KEPT = 2
"""Earlier runs that stay in sight."""

PASS_TO_COME = " · each step shows one of the four frames of an update"
"""What is said from the press on *show the pass* to its first frame."""

SHORT = 3
"""Records up to which a run is not worth remembering."""


class RunBoard(Board):
    """The buttons of the playground, and the picture that follows the run.

    Attributes
    ----------
    session : PlaygroundSession
        The run; its network and optimizer are the live ones.
    """

    def __init__(self, session: PlaygroundSession) -> None:
        self.session, self.scene = session, Scene()
        super().__init__("playground", self.scene.picture)
        self._ghosts: list[Ghost] = []  # the newest first
        self._live = Live(self._draw, self.fail, ended=self.rest, frame=FRAME)
        self.speed = menu("speed", SPEEDS, 0)
        self.slowly = ipywidgets.ToggleButton(
            False, description="show the pass", layout=ipywidgets.Layout(width="auto"),
            tooltip="step shows one update in four frames: forward, loss, back, new weights",
        )  # fmt: skip
        self.slowly.observe(lambda change: self._switch_pass(change.new), names="value")
        self.bar = PlayBar(
            play=self.play, pause=self.pause, step=self.step, epoch=self.epoch,
            rewind=self.rewind, failed=self.fail,
        )  # fmt: skip

    @property
    def playing(self) -> bool:
        """Whether the network is being trained now."""
        return self._live.running

    @one_at_a_time
    def play(self) -> None:
        """Train until it is paused, has done its epochs, or diverges."""
        self.need_alive()
        self._live.start(self._frames, quiet=0)
        self.bar.playing = self.playing

    @one_at_a_time
    def pause(self) -> None:
        """Stop training where it is."""
        self._live.stop()
        self.rest()

    @one_at_a_time
    def step(self) -> None:
        """Pause, and make one update; with *show the pass* on, in four frames, one at each call."""
        if self.slowly.value:
            self._live.stop()
            self.next_frame()
        else:
            self._by_hand(self.session.step)

    def next_frame(self) -> None:
        """Show the next frame of an update; the first one makes the update."""
        place = FRAMES.index(self.scene.frame) + 1
        if self.scene.seen is None or place == len(FRAMES):
            self.scene.seen, place = watched_step(self.session), 0
        self.scene.frame = FRAMES[place]
        self.rest()

    @one_at_a_time
    def _switch_pass(self, on: bool) -> None:
        """Say what *step* shows from now on, or show the network as it is."""
        if not on:
            self.scene.seen = None
        if not self.playing:
            self.rest()

    def epoch(self) -> None:
        """Pause, and train to the end of the epoch."""
        self._by_hand(self.session.run_epoch)

    @one_at_a_time
    def rewind(self) -> None:
        """Go back to the same start: the same points, weights and order of the examples."""
        self._live.stop()
        self.keep_ghost(self.session.history, self.session.settings)
        self.session.rewind()
        self.begin()

    def stop(self) -> None:
        """End the run where it is; nothing is lost."""
        self._live.stop()

    async def finished(self) -> str:
        """Wait until nothing plays; returns the words under the picture.

        Raises
        ------
        Exception
            What went wrong meanwhile, if anything did.
        KeyboardInterrupt
            Where the kernel was interrupted meanwhile.
        """
        await self._live.finished()
        self.raise_kept()
        return self.text

    def let_go(self) -> None:
        """Drop what holds the figure."""
        super().let_go()
        del self.scene, self.bar, self.speed, self.slowly, self._ghosts

    @one_at_a_time
    def rest(self) -> None:
        """Show where the run stands, with nothing playing."""
        if not self._freed:
            self.bar.playing = self.playing
            self._draw(self._said())

    def begin(self) -> None:
        """Draw a run from its start."""
        self._live.stop()
        self.scene.begin(self.session, self._ghosts)
        self.rest()

    def keep_ghost(self, history: Mapping[str, Any], settings: PlaygroundSettings) -> None:
        """Remember the run that ends here, if it is long enough to be seen.

        Of runs on other data than there are now nothing stays: their curves compare with none.
        """
        if len(history["epochs"]) > SHORT:
            self._ghosts = [Ghost(dict(history), settings), *self._ghosts][:GHOSTS_KEPT]
        data = self.session.settings.data
        self._ghosts = [ghost for ghost in self._ghosts if ghost.settings.data == data]

    def _frames(self) -> Frames:
        """Train in small portions, with words for each."""
        owed, last = 0.0, time.perf_counter()
        while not self.session.finished:
            now, speed = time.perf_counter(), self.speed.value
            if speed == 0:
                while time.perf_counter() < now + BREATH and not self.session.finished:
                    self.session.step()
            else:
                owed, last = owed + speed * (now - last), now
                for _ in range(int(owed)):
                    self.session.step()
                owed %= 1
                time.sleep(BREATH)  # else the kernel would be busy with waiting
            yield in_words(self.session)

    @one_at_a_time
    def _by_hand(self, move: Callable[[], None]) -> None:
        self._live.stop()
        self.scene.seen = None
        move()
        self.rest()

    def _said(self) -> str:
        """How far the run has come; where a pass is shown, what its frame shows."""
        seen = self.scene.seen
        if seen is None:
            slowly = PASS_TO_COME if self.slowly.value else ""
            return in_words(self.session) + gradients_in_words(self.session) + slowly
        last = Unit(len(columns(self.session.settings)) - 1, 0)
        return frame_in_words(self.session, seen, self.scene.frame, self.scene.chosen or last)

    def _draw(self, text: str) -> None:
        if self.playing:
            self.scene.seen = None
        self.scene.show(self.session)
        self.quick = self.playing
        view = self.scene.view
        if view is not None and view.left_out:
            text += f" · {view.left_out} numbers have no room in the picture"
        self.draw(text)
