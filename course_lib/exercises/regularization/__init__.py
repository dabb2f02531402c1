"""Checks of notebook 03: a step with L2, a paired difference, dropout, early stopping, Cutout."""

from course_lib.exercises.regularization.comparison import paired_difference
from course_lib.exercises.regularization.covering import cutout
from course_lib.exercises.regularization.noise import dropout
from course_lib.exercises.regularization.penalty import l2_step
from course_lib.exercises.regularization.stopping import early_stop

__all__ = ["cutout", "dropout", "early_stop", "l2_step", "paired_difference"]
