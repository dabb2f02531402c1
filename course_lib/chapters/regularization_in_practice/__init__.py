"""Chapter 03c: when to stop, what may go, what lambda means elsewhere, two sentences tried.

============================  ======================================================================
``digit_runs``                networks on a few hundred digits, looked at every few epochs
``stopping``                  where early stopping would end a run
``nielsen``                   a published run in which loss and accuracy part early
``early_stopping_dashboard``  two criteria, and where each ends the run
``linear``                    least squares, stopped early or penalized
``pruning``                   weights that are set to zero after training
``networks``                  small networks under L2: gaps, lengths, kinks
``relatives``                 dropout, DropConnect, L2 and max-norm side by side
``claims``                    its conclusions; ``measured``: what they rest on
``check``                     its exercises
``check_answers``             the course's own answers to them, and inputs to draw
``drawing``                   its pictures
============================  ======================================================================
"""
