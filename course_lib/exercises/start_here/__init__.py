"""Checks of notebook 00: one recipe's letters, numbers and matrices in the course's own."""

from course_lib.exercises.start_here.dropout import to_drop_rate
from course_lib.exercises.start_here.epochs import to_epochs
from course_lib.exercises.start_here.penalty import to_strength
from course_lib.exercises.start_here.rows import to_rows

__all__ = ["to_drop_rate", "to_epochs", "to_rows", "to_strength"]
