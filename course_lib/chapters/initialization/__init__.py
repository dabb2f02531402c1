"""Chapter 04: a network's first weights, and what training makes of them.

=========================  =========================================================================
``signals``                random signals through an untrained network, both ways
``rings``                  two rings: a published table
``digits``                 four kinds of first weights: a published figure, stored
``valley``                 which depths and stds learn, stored
``signal_flow_dashboard``  depth, width, std, activation
``histograms_dashboard``   five layers of an untrained network
``valley_dashboard``       the map of stored runs
``check``                  its exercises
``check_answers``          the course's own answers to them, and inputs to draw
``drawing``                signals on their way through depth
=========================  =========================================================================
"""
