"""Experiments of notebook 02: how far a fit is from the truth, and why.

``curves`` makes data sets of a known curve and fits polynomials; ``decomposition`` measures bias,
variance and noise; ``verdict`` names what is wrong; ``remedies`` tries the lectures' recipes;
``learning_curves``, ``double_descent`` and ``neighbours`` are one experiment each, and ``capacity``
is what the dashboard shows.
"""

from course_lib.experiments.bias_variance import (
    double_descent,
    learning_curves,
    neighbours,
    remedies,
)
from course_lib.experiments.bias_variance.curves import (
    draw_sample,
    fit_polynomial,
    mean_squared,
    predict_curve,
    truth,
)
from course_lib.experiments.bias_variance.decomposition import decompose
from course_lib.experiments.bias_variance.verdict import diagnose

__all__ = [
    "decompose",
    "diagnose",
    "double_descent",
    "draw_sample",
    "fit_polynomial",
    "learning_curves",
    "mean_squared",
    "neighbours",
    "predict_curve",
    "remedies",
    "truth",
]
