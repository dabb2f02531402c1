"""Least squares: fits of a weighted sum that need no training, with and without a penalty.

* ``problem``: polynomial features, the data checked and centred, and the fit that comes back
* ``ridge``: with an L2 penalty, in closed form
* ``lasso``: with an L1 penalty; ``descent``: one weight at a time
"""
