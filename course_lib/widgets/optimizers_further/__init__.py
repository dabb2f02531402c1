"""Dashboards of notebook 05b: leaving a saddle, and L2 against decay."""

from course_lib.widgets.optimizers_further.decay import decay_dashboard
from course_lib.widgets.optimizers_further.saddle import saddle_dashboard

__all__ = ["decay_dashboard", "saddle_dashboard"]
