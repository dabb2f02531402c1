"""Dashboards of the notebook on penalties."""

from course_lib.widgets.penalties.contour import contour_and_ball_dashboard
from course_lib.widgets.penalties.translator import lambda_translator_dashboard

__all__ = ["contour_and_ball_dashboard", "lambda_translator_dashboard"]
