"""Chapter 03b: penalties in pictures, what they assume, and which of two to take.

===============================  ===================================================================
``plane``                        two weights: where the loss's contours touch the ball
``polynomial``                   points on a wave
``sparse``                       ridge against lasso on many data sets, each at its best lambda
``elastic``                      both penalties: two features alike beside eight that mean nothing
``truth``                        both penalties on weights that somebody wrote down
``contour_and_ball_dashboard``   p, lambda and the contours
``paths``                        measurements along lambda, and of the lambda that is chosen
``measured``                     measurements on axes, zeros, the prior, and L1 against L2
``claims``                       what it concludes, each with what could refute it
``claims_l1_or_l2``              three of them: L1 against L2
``check``                        its exercises
``check_best_weight``            exercise 3: one weight of the lasso, the others held
``check_truth``                  exercise 4: forty weights without a zero
``check_answers``                the course's own answers to them, and inputs to draw
``drawing``                      paths, planes and contests, with names at their ends
===============================  ===================================================================
"""
