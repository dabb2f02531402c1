"""Chapter 02b: why small weights help, many dimensions, and what lies past learning by heart.

======================  ============================================================================
``small_weights``       a polynomial with a penalty and without
``neighbours``          how far away the nearest example is; dimensions that data really have
``features``            features that say nothing
``double_descent``      random units past the point where everything is learnt by heart
``by_cross_entropy``    the same, fitted by cross-entropy
``trained``             a hidden layer that is trained, by either loss
``descents``            the same for examples, label noise and penalties, stored
``descents_dashboard``  and looked up
``check``               its exercises
``check_answers``       the course's own answers to them, and inputs to draw
``claims``              its conclusions
``measured``            what they rest on
======================  ============================================================================
"""
