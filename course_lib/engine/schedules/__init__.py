"""Schedules: the learning rate as a function of the step.

They are classes that are used like functions, as Python's own range is, and named like them.
So a schedule prints as the code that makes it, and copies and pickles well.

* ``schedule``: what a schedule is
* ``decays``: those without an end
* ``annealing``: those that come down to their last step, linear and cosine
* ``composed``: warm-up, pieces, and schedules read once per epoch
"""
