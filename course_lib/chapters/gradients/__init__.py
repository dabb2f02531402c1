"""Chapter 01: the gradient, from one neuron to a network of one's own, and under a microscope.

==============================  ====================================================================
``one_weight``                  a neuron with a single weight, and its way down
``stepper``                     graphs with numbers, and a reader who fills them in
``worked``                      a published example, by a layer of the reader's own
``microscope``                  the loss along one direction, closer and closer
``published_check``             a published gradient check and the bugs planted in it
``wrong_passes``                a network in plain NumPy, and ten ways to get it wrong
``own_network``                 a reader's network: checked, trained, beside the engine's
``one_weight_dashboard``        learning rate and steps
``backprop_stepper_dashboard``  the graph, filled in number by number
``backprop_scene_dashboard``    its picture
``gradient_check_dashboard``    epsilon, direction and a planted bug
``check``, ``check_network``    its exercises
``check_answers``               the course's own answers to them, and inputs to draw
``measured``, ``measured_checks``, ``on_kinks``
                                what ``claims`` rests on
``drawing``                     a neuron, borders, errors block by block
==============================  ====================================================================
"""
