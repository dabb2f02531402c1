"""Notebook 09: broken runs, what instruments show of them, and a policy for looking.

===========================  =====================================================================
``problems``                 data sets of the clinic, drawn from a seed
``plain_run``                a training loop without guards, as one writes it, and its record
``patient``                  one run that is ill or well: its recipe, its record, its readings
``cases``                    fifteen faults in families, each with its sign
``instruments``              what can be looked at, and the numbers that it gives
``clinic``                   the game: looks, their price, a diagnosis, points
``policies``                 a policy judged on patients drawn anew, and the rivals of the reader's
``who_shows``                which instrument stands out for which fault
``nearest``                  a program that knows the other patients by heart
``clinic_dashboard``         the clinic
``clinic_dashboard_scene``   how each reading is drawn
``clinic_dashboard_gauges``  numbers as marks, over the range of healthy runs
``imbalance``                19 to 1: plain, weighted, resampled
``leaks``                    what a choice before the split promises, and what it keeps
``squashed``                 a sigmoid before a loss that takes logits
``shipped``                  bugs that well-known courses shipped, beside what they meant
``measured``                 what the claims rest on; ``measured_data``: those on data
``claims``                   what the notebook concludes
``check``                    the exercises' checks; ``check_own``: of a policy
``check_answers``            the course's own answers, and the inputs that the checks draw
``drawing``                  what only this chapter draws
===========================  =====================================================================
"""
