"""Chapter 03b: penalties in pictures, and the rival meanings of lambda.

===============================  ===================================================================
``plane``                        two weights: where the loss's contours touch the ball
``polynomial``                   points on a wave
``sparse``                       ridge against lasso on many data sets
``networks``                     small networks under L2: how straight they become
``conventions``                  one penalty in four spellings
``contour_and_ball_dashboard``   p, lambda and the contours
``lambda_translator_dashboard``  one number read in four ways
``check``                        its exercises
``check_answers``                the course's own answers to them, and inputs to draw
``drawing``                      weights along a penalty's strength
===============================  ===================================================================
"""
