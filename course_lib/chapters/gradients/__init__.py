"""Chapter 01: the gradient, from one neuron to a network of one's own, and under a microscope.

==============================  ====================================================================
``microscope``                  the loss along one direction, closer and closer
``published_check``             a published gradient check and the bugs planted in it
``gradient_check_dashboard``    epsilon, direction and a planted bug
``stepper``                     graphs with numbers, and a reader who fills them in
``backprop_stepper_dashboard``  the graph, filled in number by number
``backprop_scene_dashboard``    its picture
``check``                       its exercises
``check_answers``               the course's own answers to them, and inputs to draw
==============================  ====================================================================
"""
