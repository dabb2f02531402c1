"""A network trained live on small data: its settings, the run behind it, and the same as code.

=============  =====================================================================================
``settings``   everything that can be set, checked; ``as_text``: in one line
``parts``      data, network, loss, rule and penalty that a setting names
``session``    the run: step by step, rewound, changed while it goes on
``updates``    its updates without end; ``curves``: its records
``spread``     a look at its layers; ``units`` at each unit, ``one_pass`` at a single update
``code``       a short program that trains the same network
``dashboard``  what one sees and moves
=============  =====================================================================================
"""
