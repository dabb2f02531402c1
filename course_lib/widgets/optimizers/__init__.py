"""Dashboards of notebook 05: batch noise, averages, Adam step by step, the race."""

from course_lib.widgets.optimizers.adam import adam_step_dashboard
from course_lib.widgets.optimizers.average import average_lens_dashboard
from course_lib.widgets.optimizers.batch import batch_size_dashboard
from course_lib.widgets.optimizers.race import race_dashboard

__all__ = [
    "adam_step_dashboard",
    "average_lens_dashboard",
    "batch_size_dashboard",
    "race_dashboard",
]
