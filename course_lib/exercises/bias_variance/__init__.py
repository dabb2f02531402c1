"""Checks of notebook 02: a precise error rate, a verdict, bias and variance, a forecast."""

from course_lib.exercises.bias_variance.decomposition import bias_and_variance
from course_lib.exercises.bias_variance.forecast import forecast_error
from course_lib.exercises.bias_variance.precision import error_rate
from course_lib.exercises.bias_variance.verdict import verdict

__all__ = ["bias_and_variance", "error_rate", "forecast_error", "verdict"]
