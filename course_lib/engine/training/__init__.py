"""Training: batches in, steps out, and what may happen in between.

* ``loop``: forward, loss, backward, step; ``fit``: the same in one call
* ``batches``: where the batches come from; ``position``: how far a run is in them
* ``step``: what is known after each update
* ``optimizer``: rule, learning rate, regularizer and what else shapes a step
* ``guard``: models that leave the finite numbers are taken back
* ``checks``: what is refused before the first step; ``parts``: what an optimizer is made of
* ``advice``: what is warned of at the start of a run
* ``history``: a record along the run; ``evaluation``: how good a network is
* ``early_stopping``: an end where it gets no better; ``range_test``: all learning rates in one run
"""
