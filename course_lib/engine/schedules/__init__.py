"""Schedules: the learning rate as a function of the step.

They are classes that are used like functions, as Python's own range is, and named like them.
So a schedule prints as the code that makes it, and copies and pickles well.

* ``schedule``: what a schedule is
* ``decays``: those without an end
* ``annealing``: those that come down to their last step, linear and cosine
* ``composed``: warm-up, pieces, and schedules read once per epoch
"""

from course_lib.engine.schedules.annealing import cosine_decay, linear_decay
from course_lib.engine.schedules.composed import per_epoch, piecewise, warm_up
from course_lib.engine.schedules.decays import (
    constant,
    exponential_decay,
    inverse_square_root_decay,
    inverse_time_decay,
    step_decay,
)
from course_lib.engine.schedules.schedule import Schedule

__all__ = [
    "Schedule",
    "constant",
    "cosine_decay",
    "exponential_decay",
    "inverse_square_root_decay",
    "inverse_time_decay",
    "linear_decay",
    "per_epoch",
    "piecewise",
    "step_decay",
    "warm_up",
]
