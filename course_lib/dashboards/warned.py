"""What a callback warns of is said under the picture: nobody reads the log that ipywidgets has.

Warnings are one for all threads. So nothing is caught while a cell runs in the main thread and the
answer is given in another one: the cell may be catching its own. What was missed then is heard when
the cell has ended and the same answer is given once more (``Warned.deaf``).
"""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from warnings import catch_warnings, simplefilter

from course_lib.dashboards.interrupt import runs_cell
from course_lib.dashboards.live import Frames

END = object()


class Warned:
    """What was warned of since ``anew``, each in the same words once.

    Attributes
    ----------
    said : list of str
    deaf : bool
        Whether something since ``anew`` could not be listened to.
    """

    def __init__(self) -> None:
        self.said: list[str] = []
        self.deaf = False

    @contextmanager
    def heard(self, *, anew: bool = False) -> Iterator[None]:
        """Keep what is warned of within."""
        if anew:
            self.said, self.deaf = [], False
        if not _can_catch():
            self.deaf = True
            yield
            return
        with catch_warnings(record=True) as caught:
            simplefilter("default")
            yield
        said = dict.fromkeys(str(warning.message) for warning in caught)
        self.said += [each for each in said if each not in self.said]

    def listened_to(self, frames: Frames) -> Frames:
        """Take a run's steps one by one, and hear what is warned of in each."""
        while True:
            with self.heard():
                text = next(frames, END)
            if text is END:
                return
            assert text is None or isinstance(text, str)
            yield text


def noted(warnings: Sequence[str]) -> str:
    """Give what was warned of as the end of a line of words; nothing where nothing was.

    Examples
    --------
    >>> "loss 0.9" + noted(["needs a larger batch"])
    'loss 0.9 · Note: needs a larger batch'
    """
    return "".join(f" · Note: {warning}" for warning in warnings)


def _can_catch() -> bool:
    main = threading.main_thread()
    if threading.current_thread() is main:
        return True
    return not runs_cell(sys._current_frames().get(main.ident or 0))
