"""Losses: each returns its value and its gradient by the network's output.

* ``loss``: what they share: targets that fit the output
* ``squared_error``, ``binary_cross_entropy``, ``cross_entropy``: one in each
* ``weighting``: the mean over examples of which some count more than others
* ``accuracy``: the share that is right, which has no gradient
"""
