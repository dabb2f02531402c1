"""Checks of notebook 00: one recipe's letters, numbers and matrices in the course's own."""

from course_lib.chapters.start_here.check_dropout import to_drop_rate
from course_lib.chapters.start_here.check_epochs import to_epochs
from course_lib.chapters.start_here.check_penalty import to_strength
from course_lib.chapters.start_here.check_rows import to_rows

__all__ = ["to_drop_rate", "to_epochs", "to_rows", "to_strength"]
