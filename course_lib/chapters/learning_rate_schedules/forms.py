"""Forms of decay; notebook 06b shows them too, so they lie in ``experiments``."""

from course_lib.experiments.decay_forms import FORMS, composed, inverse_root_to, staircase_to

__all__ = ["FORMS", "composed", "inverse_root_to", "staircase_to"]
