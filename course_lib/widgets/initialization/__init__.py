"""The dashboards of notebook 04: signals through depth, histograms, the usable valley."""

from course_lib.widgets.initialization.histograms import histograms_dashboard
from course_lib.widgets.initialization.signal_flow import signal_flow_dashboard
from course_lib.widgets.initialization.valley import valley_dashboard

__all__ = ["histograms_dashboard", "signal_flow_dashboard", "valley_dashboard"]
