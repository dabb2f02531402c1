"""The dashboard of notebook 02."""

from course_lib.widgets.bias_variance.capacity import capacity_dashboard

__all__ = ["capacity_dashboard"]
