"""Experiments that several places run: a notebook, its dashboards and the stored sweeps.

Each file is one experiment with its settings, so that a live run and a stored one are the same.
"""

from course_lib.experiments.compare import paired_change

__all__ = ["paired_change"]
