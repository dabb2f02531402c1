"""Checks of notebook 04: equal units, a std for a target, the named stds, and dead units."""

from course_lib.exercises.initialization.dead import dead_units
from course_lib.exercises.initialization.named import initial_std
from course_lib.exercises.initialization.spread import weight_std
from course_lib.exercises.initialization.symmetry import distinct_units

__all__ = ["dead_units", "distinct_units", "initial_std", "weight_std"]
