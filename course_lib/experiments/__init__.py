"""Experiments that several places run: a notebook, its dashboards and the stored sweeps.

Each file is one experiment with its settings, so that a live run and a stored one are the same;
``playground`` is a run whose settings may change while it goes on.
"""

from course_lib.experiments.compare import paired_change
from course_lib.experiments.playground.code import playground_code
from course_lib.experiments.playground.session import PlaygroundSession
from course_lib.experiments.playground.settings import PlaygroundSettings

__all__ = ["PlaygroundSession", "PlaygroundSettings", "paired_change", "playground_code"]
