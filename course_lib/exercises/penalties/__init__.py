"""Checks of notebook 03b: ridge in closed form, its degrees of freedom, L1, and lambda's forms."""

from course_lib.exercises.penalties.closed_form import ridge_weights
from course_lib.exercises.penalties.freedom import degrees_of_freedom
from course_lib.exercises.penalties.threshold import soft_threshold
from course_lib.exercises.penalties.translation import to_ours

__all__ = ["degrees_of_freedom", "ridge_weights", "soft_threshold", "to_ours"]
