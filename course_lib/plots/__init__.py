"""Drawing on the axes that it is given: arrays in, artists out, and never pyplot."""

from course_lib.plots.curves import draw_accuracy, draw_band, draw_loss, draw_settings
from course_lib.plots.fits import draw_fit, draw_parts
from course_lib.plots.images import draw_digits, draw_masks
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
    "draw_masks",
    "draw_parts",
    "draw_plane",
    "draw_points",
    "draw_settings",
    "draw_spread",
    "new_figure",
    "on_log_scale",
    "plain",
    "present",
]
