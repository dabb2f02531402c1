"""Networks, and runs in their middle, on disk: arrays and text, nothing that could run.

* ``files``: a network; ``architecture``: its layers as plain numbers
* ``runs``: a run that goes on where it stopped; ``streams``: its random numbers
"""
