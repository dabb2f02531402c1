"""Checks of notebook 07: batch norm forward and backward, its averages, folding, group norm."""

from course_lib.exercises.batch_normalization.averages import running_averages
from course_lib.exercises.batch_normalization.axes import group_norm
from course_lib.exercises.batch_normalization.folding import fold
from course_lib.exercises.batch_normalization.steps import batch_norm, batch_norm_backward

__all__ = ["batch_norm", "batch_norm_backward", "fold", "group_norm", "running_averages"]
