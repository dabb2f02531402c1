"""Checks of notebook 05b: Nesterov's step, AdamW's step, clipping by norm."""

from course_lib.chapters.optimizers_further.check_adamw import adamw_step
from course_lib.chapters.optimizers_further.check_clipping import clip_by_norm
from course_lib.chapters.optimizers_further.check_nesterov import nesterov_step

__all__ = ["adamw_step", "clip_by_norm", "nesterov_step"]
