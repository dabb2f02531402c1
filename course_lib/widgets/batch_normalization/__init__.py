"""Dashboards of notebook 07: the algorithm line by line, training and inference, a map."""

from course_lib.widgets.batch_normalization.laboratory import laboratory_dashboard
from course_lib.widgets.batch_normalization.rates import rates_dashboard
from course_lib.widgets.batch_normalization.stepper import stepper_dashboard

__all__ = ["laboratory_dashboard", "rates_dashboard", "stepper_dashboard"]
