"""Checks of notebook 06: rates to try, the lecture's schedule, a mended decay, a warm cosine."""

from course_lib.exercises.schedules.cosine import warm_cosine
from course_lib.exercises.schedules.pieces import lecture_rate
from course_lib.exercises.schedules.rates import rates_to_try
from course_lib.exercises.schedules.root import root_decay

__all__ = ["lecture_rate", "rates_to_try", "root_decay", "warm_cosine"]
