"""Dashboards of notebook 06: one constant rate, and a schedule put together."""

from course_lib.widgets.schedules.composer import composer_dashboard
from course_lib.widgets.schedules.rate import rate_dashboard

__all__ = ["composer_dashboard", "rate_dashboard"]
