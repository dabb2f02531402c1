"""Checks of notebook 07: batch norm forward and backward, its averages, folding, group norm."""

from course_lib.chapters.batch_normalization.check_averages import running_averages
from course_lib.chapters.batch_normalization.check_axes import group_norm
from course_lib.chapters.batch_normalization.check_folding import fold
from course_lib.chapters.batch_normalization.check_steps import batch_norm, batch_norm_backward

__all__ = ["batch_norm", "batch_norm_backward", "fold", "group_norm", "running_averages"]
