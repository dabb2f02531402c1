"""Chapter 02: how far a fit is from the truth, and why.

======================  ============================================================================
``curves``              noisy points of a known curve, and polynomials through them
``decomposition``       bias, variance and noise measured; the verdict of two errors
``remedies``            the lectures' recipes, where they are needed and where not
``learning_curves``     100 to 50 000 digits, stored
``double_descent``      past the point where everything is learnt by heart
``neighbours``          how far away the nearest example is
``capacity``            what the dashboard computes
``capacity_dashboard``  degree, examples, noise and sample
``check``               its exercises
``check_answers``       the course's own answers to them, and inputs to draw
======================  ============================================================================
"""
