"""Checks of notebook 03b: ridge in closed form, its degrees of freedom, L1, and lambda's forms."""

from course_lib.chapters.regularization_further.check_closed_form import ridge_weights
from course_lib.chapters.regularization_further.check_freedom import degrees_of_freedom
from course_lib.chapters.regularization_further.check_threshold import soft_threshold
from course_lib.chapters.regularization_further.check_translation import to_ours

__all__ = ["degrees_of_freedom", "ridge_weights", "soft_threshold", "to_ours"]
