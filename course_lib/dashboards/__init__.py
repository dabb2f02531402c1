"""The kit of dashboards: sliders over training that is real.

================  ==============================================================================
``dashboard``     controls over a picture over words, and what a moved control does
``board``         the frame that every dashboard has, also those of another kind
``picture``       a figure that is shown fast; ``png`` writes it
``png_file``      a picture from a file
``controls``      sliders, menus, buttons; ``readable`` writes their numbers
``several``       buttons of which several can be pressed
``live``          training in the background, the picture follows; ``main_loop`` is where it runs
``warned``        what a callback warns of, in the words
``spoken``        names, values and alt texts for who hears a board, keys for who has no mouse
``clicks``        clicks on a picture, as places in it; ``drawn``: lines drawn on it
``throttle``      one answer for a burst of moves
``interrupt``     an interrupt of the kernel reaches what runs in the background
``freeing``       a cell that runs again frees what it showed before
``play_bar``      play, pause, step, back to the start
``progress``      a bar with a stop button over any loop
``claims_table``  where a chapter's claims hold, and one of them measured again
``prediction``    a question with choices, committed before the answer; ``poll`` counts hands
``presenting``    everything larger, for a projector
================  ==============================================================================

The dashboards themselves lie in their chapters, in files ``*_dashboard.py``.
"""

from course_lib.dashboards.board import Board
from course_lib.dashboards.claims_table import again, claims_table
from course_lib.dashboards.controls import (
    buttons,
    check,
    linear_slider,
    log_slider,
    menu,
    stored_slider,
)
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.live import Live
from course_lib.dashboards.picture import Picture
from course_lib.dashboards.play_bar import PlayBar
from course_lib.dashboards.prediction import predict
from course_lib.dashboards.presenting import present
from course_lib.dashboards.progress import progress

__all__ = [
    "Board",
    "Dashboard",
    "Live",
    "Picture",
    "PlayBar",
    "again",
    "buttons",
    "check",
    "claims_table",
    "linear_slider",
    "log_slider",
    "menu",
    "predict",
    "present",
    "progress",
    "stored_slider",
]
