"""Dashboards: sliders over training that is real.

``picture`` shows a figure fast, ``live`` trains in the background, ``dashboard`` holds them
together; each other file makes the dashboards of one experiment.
"""

from course_lib.widgets.controls import stored_slider
from course_lib.widgets.dashboard import Dashboard
from course_lib.widgets.mnist300 import drop_rate_dashboard, strength_dashboard
from course_lib.widgets.picture import Picture
from course_lib.widgets.progress import progress

__all__ = [
    "Dashboard",
    "Picture",
    "drop_rate_dashboard",
    "progress",
    "stored_slider",
    "strength_dashboard",
]
