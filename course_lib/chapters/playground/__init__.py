"""A network trained live on small data: its settings, the run behind it, and the same as code.

=============  =====================================================================================
``settings``   everything that can be set, checked; ``as_text``: in one line
``own_points`` points that somebody painted, and how they stand in that line
``parts``      data, network, loss, rule and penalty that a setting names
``session``    the run: step by step, rewound, changed while it goes on
``updates``    its updates without end; ``curves``: its records; ``changes``: marks on them
``looks``      at its map, weights and, in ``spread``, its layers
``units``      what each unit answers; ``one_pass``: all that happens in one update
``code``       a short program that trains the same network
``open_tasks`` two tasks without a single answer, with a score
``dashboard``  what one sees and moves
=============  =====================================================================================
"""
