"""Checks of notebook 05: normalized inputs, counted updates, an average, momentum, Adam."""

from course_lib.chapters.optimizers.check_adam import adam_step
from course_lib.chapters.optimizers.check_average import average
from course_lib.chapters.optimizers.check_counting import count_updates
from course_lib.chapters.optimizers.check_momentum import momentum_step
from course_lib.chapters.optimizers.check_normalizing import normalize

__all__ = ["adam_step", "average", "count_updates", "momentum_step", "normalize"]
