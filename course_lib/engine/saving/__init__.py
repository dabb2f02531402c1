"""Networks, and runs in their middle, on disk: arrays and text, nothing that could run.

* ``files``: a network, ``save`` and ``load``; ``architecture``: its layers as plain numbers
* ``runs``: a run that goes on, ``save_run`` and ``load_run``; ``streams``: its random numbers
"""
