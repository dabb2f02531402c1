"""Chapter 01b: what an activation function lets through, and what the last layer says.

============================  ======================================================================
``functions``                 the activation functions, and what they leave of the gradient
``trained``                   deep networks with one function, scale and rate, many seeds at once
``scales``                    weights that keep the gradient, and the window in which networks learn
``ranking``                   seven activations on 300 digits, each at its own best, stored
``dead``                      ReLUs that nothing switches on, and which of them revive
``sure``                      an output that is wrong and sure
``last_layers``               five pairs of last function and loss
``fitting``                   which of them fit which problem
``outputs``                   six problems, and what becomes of each last layer, stored
``shown``                     what the notebook trains before the reader's eyes
``activation_dashboard``      what a function leaves of the gradient, layer by layer
``check``                     its exercises
``check_answers``             the course's own answers to them, and inputs to draw
``claims``                    its conclusions
``measured``                  what they rest on: signals, depth, rates
``measured_outputs``          and last layers, dead units
``drawing``                   functions with their slopes, and what came of each choice
============================  ======================================================================
"""
