"""Dashboards: sliders over training that is real.

``picture`` shows a figure fast, ``live`` trains in the background, ``controls`` are what one moves,
``dashboard`` holds them together (and ``board`` what others need too); each other file makes the
dashboards of one experiment.
"""

from course_lib.widgets.board import Board
from course_lib.widgets.controls import (
    buttons,
    check,
    linear_slider,
    log_slider,
    menu,
    stored_slider,
)
from course_lib.widgets.dashboard import Dashboard
from course_lib.widgets.live import Live
from course_lib.widgets.mnist300 import drop_rate_dashboard, strength_dashboard
from course_lib.widgets.picture import Picture
from course_lib.widgets.play_bar import PlayBar
from course_lib.widgets.playground.board import Playground, playground
from course_lib.widgets.presenting import present
from course_lib.widgets.progress import progress

__all__ = [
    "Board",
    "Dashboard",
    "Live",
    "Picture",
    "PlayBar",
    "Playground",
    "buttons",
    "check",
    "drop_rate_dashboard",
    "linear_slider",
    "log_slider",
    "menu",
    "playground",
    "present",
    "progress",
    "stored_slider",
    "strength_dashboard",
]
