"""Runs that several chapters use, with their settings: a live run and a stored one agree.

====================  ==========================================================================
``mnist300``          one net on 300 digits, and the remedies against overfitting
``augmenting``        kinds and amounts of augmentation, with names
``dropout_forms``     dropout as it should be, and two forms of it that are not the same
``worked_matrices``   the network whose matrices a lecture prints
``surfaces``          losses of two weights; ``descents``: rules that walk down them
``curvature``           the largest curvature of a network's loss
``dying``             units that never answer again
``gradient_gain``     by how much a deep network multiplies the gradient on its way back
``swept``             every point of a grid, run and kept as one sweep
``compare``           two ways of training, compared seed by seed
``schedule_problem``  what the chapters on learning rates train, with all about it open
``contests``          contenders at their own best, and what counts as a difference
``curves``            noisy points of a known curve, and polynomials through them
``decay_forms``       the lectures' ways from a peak to an end
``small_digits``      digits of 14 x 14 pixels in three sets: deep networks on two cores
``searched_digits``   a small net on small digits, whose settings are searched
``searched_table``    it over a grid of settings, stored; looking up costs nothing
====================  ==========================================================================
"""

from course_lib.experiments.compare import paired_change

__all__ = ["paired_change"]
