"""Dashboards of the notebook on gradients and activations."""

from course_lib.widgets.gradients.explorer import activation_dashboard
from course_lib.widgets.gradients.microscope import gradient_check_dashboard

__all__ = ["activation_dashboard", "gradient_check_dashboard"]
