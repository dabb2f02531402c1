"""Checks of notebook 05: normalized inputs, counted updates, an average, momentum, Adam."""

from course_lib.exercises.optimizers.adam import adam_step
from course_lib.exercises.optimizers.average import average
from course_lib.exercises.optimizers.counting import count_updates
from course_lib.exercises.optimizers.momentum import momentum_step
from course_lib.exercises.optimizers.normalizing import normalize

__all__ = ["adam_step", "average", "count_updates", "momentum_step", "normalize"]
