"""Chapter 06b: schedules that one meets elsewhere, and what each of them buys.

==========================  ========================================================================
``contenders``              one cycle, restarts, hold-then-decay, on plateau; a rate that watches
``runs``                    many of them at once, each at its own best
``budgets``                 runs that end earlier, and branches of one run
``batches``                 a larger batch in the place of a smaller rate
``beginnings``              Adam cold, with a warm-up, rectified
``side_by_side``            every contender at every peak, stored
``side_by_side_dashboard``  the same, stopped when you say
``check``                   its exercises
``check_answers``           the course's own answers to them, and inputs to draw
``claims``                  its conclusions
``measured``                what they rest on
``drawing``                 rates and losses along a run
==========================  ========================================================================
"""
