"""Drawing on the axes that it is given: arrays in, artists out, and never pyplot.

================  ==============================================================================
``style``         the course's colours and line styles, plain axes, a notebook's figure
``curves``        along a run, over settings, bands over seeds
``fits``          a fitted curve beside the truth, and what an error is made of
``images``        digits side by side
``layers``        how far values spread in each layer
``plane``         points of two classes, and what a network makes of the plane
``surfaces``      contours, and the paths of update rules on them
``weights``       the weights' histogram
``presenting``    everything larger, for a projector
``drawing_lock``  one at a time: whatever draws takes its turn
================  ==============================================================================
"""

from course_lib.plots.curves import draw_accuracy, draw_band, draw_loss, draw_settings
from course_lib.plots.fits import draw_fit, draw_parts
from course_lib.plots.images import draw_digits
from course_lib.plots.layers import draw_spread, on_log_scale
from course_lib.plots.plane import draw_plane, draw_points
from course_lib.plots.presenting import present
from course_lib.plots.style import (
    BLUE,
    DEV,
    DEV_POINTS,
    DEV_POINTS_LATER,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    REFERENCE,
    TEST,
    TRAIN,
    legend_above,
    new_figure,
    plain,
)
from course_lib.plots.weights import draw_histogram

__all__ = [
    "BLUE",
    "DEV",
    "DEV_POINTS",
    "DEV_POINTS_LATER",
    "GREEN",
    "GREY",
    "ORANGE",
    "PURPLE",
    "REFERENCE",
    "TEST",
    "TRAIN",
    "draw_accuracy",
    "draw_band",
    "draw_digits",
    "draw_fit",
    "draw_histogram",
    "draw_loss",
    "draw_parts",
    "draw_plane",
    "draw_points",
    "draw_settings",
    "draw_spread",
    "legend_above",
    "new_figure",
    "on_log_scale",
    "plain",
    "present",
]
