"""Chapter 02: how far a fit is from the truth, and why.

======================  ============================================================================
``validation``          cross-validation of a degree, for many data sets at once
``pairs``               two models on the same examples: their difference, and how sure it is
``decomposition``       bias, variance and noise measured; the verdict of two errors
``remedies``            five ill networks, and what four remedies do to each
``patients``            the same, stored, with what each remedy costs
``learning_curves``     100 to 50 000 digits, stored
``claims``              what the notebook concludes, and what was varied around it
``measured``            what the claims rest on: polynomials, points in the plane
``measured_digits``     and digits
``drawing``             a border with its wrong labels, and changes with three errors
``capacity``            what the dashboard computes
``capacity_dashboard``  degree, examples, noise and sample
``check``               its exercises
``check_folds``         the folds of a cross-validation
``check_treat``         the one that treats five networks
``check_answers``       the course's own answers to them, and inputs to draw
======================  ============================================================================
"""
