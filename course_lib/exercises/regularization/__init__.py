"""Checks of notebook 03: a step with L2, a paired difference, and dropout."""

from course_lib.exercises.regularization.comparison import paired_difference
from course_lib.exercises.regularization.noise import dropout
from course_lib.exercises.regularization.penalty import l2_step

__all__ = ["dropout", "l2_step", "paired_difference"]
