"""A network trained live on small data: its settings, the run behind it, and the same as code.

============  ====================================================================================
``settings``  everything that can be set, checked; ``as_text``: how it is written in a line
``sets``      the data that a setting names
``parts``     the network, the loss, the rule and the penalty that a setting names
``session``   the run: step by step, rewound, changed while it goes on
``updates``   its updates without end; ``curves``: its records; ``spread``: a look at its layers
``code``      a short program that trains the same network
============  ====================================================================================
"""
