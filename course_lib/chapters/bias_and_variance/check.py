"""Checks of notebook 02: a precise error rate, a verdict, bias and variance, a forecast."""

from course_lib.chapters.bias_and_variance.check_decomposition import bias_and_variance
from course_lib.chapters.bias_and_variance.check_forecast import forecast_error
from course_lib.chapters.bias_and_variance.check_precision import error_rate
from course_lib.chapters.bias_and_variance.check_verdict import verdict

__all__ = ["bias_and_variance", "error_rate", "forecast_error", "verdict"]
