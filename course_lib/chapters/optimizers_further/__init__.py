"""Chapter 05b: which refinement of a step is worth its place.

====================  ==============================================================================
``surfaces``          two weights: a saddle, a cliff, weights that shrink
``decay_sweep``       L2 against decay under Adam, stored
``four_rules``        a published comparison, and with every rate tuned, stored
``saddle_dashboard``  how long a walk stays beside the ridge
``decay_dashboard``   what is left of weights that nothing needs
``check``             its exercises
``check_answers``     the course's own answers to them, and inputs to draw
====================  ==============================================================================
"""
