"""Checks of notebook 04: equal units, a std for a target, the named stds, and dead units."""

from course_lib.chapters.initialization.check_dead import dead_units
from course_lib.chapters.initialization.check_named import initial_std
from course_lib.chapters.initialization.check_spread import weight_std
from course_lib.chapters.initialization.check_symmetry import distinct_units

__all__ = ["dead_units", "distinct_units", "initial_std", "weight_std"]
