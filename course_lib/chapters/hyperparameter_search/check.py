"""Checks of notebook 08: two scales, a main effect, expected improvement, and the border."""

from course_lib.chapters.hyperparameter_search.check_border import near_border
from course_lib.chapters.hyperparameter_search.check_effects import main_effect
from course_lib.chapters.hyperparameter_search.check_improvement import expected_improvement
from course_lib.chapters.hyperparameter_search.check_scales import log_uniform, one_minus_log

__all__ = ["expected_improvement", "log_uniform", "main_effect", "near_border", "one_minus_log"]
