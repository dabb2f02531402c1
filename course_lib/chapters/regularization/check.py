"""Checks of notebook 03: a step with L2, a paired difference, dropout, early stopping, Cutout."""

from course_lib.chapters.regularization.check_comparison import paired_difference
from course_lib.chapters.regularization.check_covering import cutout
from course_lib.chapters.regularization.check_noise import dropout
from course_lib.chapters.regularization.check_penalty import l2_step
from course_lib.chapters.regularization.check_stopping import early_stop

__all__ = ["cutout", "dropout", "early_stop", "l2_step", "paired_difference"]
