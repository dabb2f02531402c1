"""Chapter 01b: what an activation function lets through, and what the last layer says.

============================  ======================================================================
``functions``                 the activation functions, and what they leave of the gradient
``ranking``                   five activations on 300 digits, stored
``activation_dashboard``      what a function leaves of the gradient, layer by layer
``check``                     its exercises
``check_answers``             the course's own answers to them, and inputs to draw
``drawing``                   functions with their slopes
============================  ======================================================================
"""
