"""Chapter 04: a network's first weights, and what training makes of them.

=========================  =========================================================================
``signals``                random signals through untrained networks, both ways, several draws
``own``                    which std an activation asks for, and what fifty layers make of it
``rings``                  two rings: a published table, and gradients of their networks
``digits``                 four kinds of first weights: a published figure, stored
``valley``                 which depths and starts learn, stored
``sick``                   five first weights, their instruments and remedies
``signal_flow_dashboard``  depth, width, std, activation
``histograms_dashboard``   five layers of an untrained network
``valley_dashboard``       the map of stored runs
``measured``               what the claims rest on: networks that have not been trained
``measured_training``      what they rest on: networks that are trained
``claims``                 what the notebook concludes, and how it is tried
``check``                  its exercises
``check_own``              those that are judged by what comes of them
``check_answers``          the course's own answers to them, and inputs to draw
``drawing``                signals through depth, draws, gains, runs before and after a remedy
=========================  =========================================================================
"""
