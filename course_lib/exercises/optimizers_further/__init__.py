"""Checks of notebook 05b: Nesterov's step, AdamW's step, clipping by norm."""

from course_lib.exercises.optimizers_further.adamw import adamw_step
from course_lib.exercises.optimizers_further.clipping import clip_by_norm
from course_lib.exercises.optimizers_further.nesterov import nesterov_step

__all__ = ["adamw_step", "clip_by_norm", "nesterov_step"]
