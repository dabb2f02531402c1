"""Dashboards of notebook 03 beside those of ``mnist300``, one remedy each."""

from course_lib.widgets.regularization.augmentation import augmentation_dashboard
from course_lib.widgets.regularization.early_stopping import early_stopping_dashboard
from course_lib.widgets.regularization.microscope import dropout_microscope_dashboard

__all__ = ["augmentation_dashboard", "dropout_microscope_dashboard", "early_stopping_dashboard"]
