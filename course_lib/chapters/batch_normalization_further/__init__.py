"""Chapter 07b: norms beside batch norm, and what a fair comparison leaves of each promise.

===========================  =======================================================================
``norms``                    root mean square alone; group norm by a function that a reader wrote
``nets``                     networks that differ in their norm, each at the best of its own rates
``gradients``                what is left of a gradient, and a check that does not see what is lost
``neighbours``               which values share a mean, and which outputs feel which change
``neighbours_dashboard``     the same, norm by norm and change by change
``small_batches``            nine contenders in seven batch sizes at six rates, stored
``small_batches_dashboard``  the same, at every rate and at each one's best
``stacks``                   before or after, and 5, 19, 34 layers, at seven rates, stored
``measured``                 what the claims rest on
``claims``                   what the notebook concludes, and how it is tried
``check``                    its exercises; ``check_own``: a deep stack, which is trained
``check_answers``            the course's own answers to them, and inputs to draw
``drawing``                  its pictures
===========================  =======================================================================
"""
