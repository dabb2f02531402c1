"""Checks of notebook 06: rates to try, the lecture's schedule, a mended decay, a warm cosine."""

from course_lib.chapters.learning_rate_schedules.check_cosine import warm_cosine
from course_lib.chapters.learning_rate_schedules.check_pieces import lecture_rate
from course_lib.chapters.learning_rate_schedules.check_rates import rates_to_try
from course_lib.chapters.learning_rate_schedules.check_root import root_decay

__all__ = ["lecture_rate", "rates_to_try", "root_decay", "warm_cosine"]
