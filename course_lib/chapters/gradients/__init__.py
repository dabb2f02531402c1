"""Chapter 01: the gradient, from one neuron to a network of one's own, and under a microscope.

==============================  ====================================================================
``microscope``                  the loss along one direction, closer and closer
``published_check``             a published gradient check and the bugs planted in it
``gradient_check_dashboard``    epsilon, direction and a planted bug
``graph``                       a computational graph: nodes, edges with factors, an order of steps
``worked_graphs``               three of them, with numbers for a reader's own hands
``filling``                     a reader's numbers, and what is wrong with them in words
``backprop_stepper_dashboard``  the graph, filled in number by number
``check``                       its exercises
``check_answers``               the course's own answers to them, and inputs to draw
==============================  ====================================================================
"""
