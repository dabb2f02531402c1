"""Chapter 01: the gradient under a microscope, and on its way to the first layer.

============================  ======================================================================
``functions``                 the activation functions, and what they leave of the gradient
``microscope``                the loss along one direction, closer and closer
``published_check``           a published gradient check and the bugs planted in it
``ranking``                   five activations on 300 digits, stored
``activation_dashboard``      what a function leaves of the gradient, layer by layer
``gradient_check_dashboard``  epsilon, direction and a planted bug
``check``                     its exercises
``check_answers``             the course's own answers to them, and inputs to draw
``drawing``                   functions with their slopes
============================  ======================================================================
"""
