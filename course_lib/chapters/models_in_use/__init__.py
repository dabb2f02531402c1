"""Chapter 10b: a model in use, on a digit of the reader's own; and a model that is kept.

==========================  ========================================================================
``strokes``                 lines on a page and their ink
``deployed``                a network for digits with the mean and std that go with it
``changes``                 test digits changed in place, size, tilt, thickness
``versions``                six ways to put a model to use wrongly, and what mends them
``digit_dashboard``         a page to draw on; ``digit_dashboard_scene`` is its picture
``resumed``                 runs that are ended and go on, from all they need or from weights alone
``own_run``                 a run whose optimizer is written out, for a checkpoint of one's own
``files``                   files that are damaged, and a pickle that runs something harmless
``sound``                   files of weights, sound and not, for a loader of one's own
``measured``                what the claims rest on; ``claims`` has them
``check``                   its exercises; ``check_kept`` those of what a file holds
``check_answers``           the course's own answers to them
``drawing``                 what only this chapter draws
==========================  ========================================================================
"""
