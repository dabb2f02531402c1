"""Chapter 05: what a good step is, once the gradient is known.

==========================  ========================================================================
``line``                    a line fitted by descent, as a surface
``edge``                    a network above 2 / L: its curvature along a run
``momenta``                 momentum on quadratics: the steps that a rate and a beta need
``race``                    five rules down a surface, with one rate or each with its own
``own_race``                a reader's momentum and Adam among them
``noisy``                   AdaGrad and RMSProp in a noisy ravine, step by step
``adam_steps``              every quantity of every step of Adam
``measured``                what the claims rest on: walks down surfaces
``measured_training``       and networks that are trained
``claims``                  what the notebook concludes, and what it rests on
``average_lens_dashboard``  the average, and the weights behind it
``adam_step_dashboard``     one step, every quantity a bar
``race_dashboard``          the race, live
``check``                   its exercises; ``check_steps``: momentum and Adam among them
``check_own``               of a largest rate, and of settings of momentum, judged by what they do
``check_answers``           the course's own answers to them, and inputs to draw
``drawing``                 a ravine lying down, a run at the edge, a race as bars
==========================  ========================================================================
"""
