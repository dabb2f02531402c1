"""Noisy points of a known curve, and polynomials through them: ``experiments.curves``."""

from course_lib.experiments.curves import (
    draw_sample,
    fit_polynomial,
    mean_squared,
    predict_curve,
    truth,
)

__all__ = ["draw_sample", "fit_polynomial", "mean_squared", "predict_curve", "truth"]
