"""Chapter 03: what helps a network that learns 300 digits by heart.

================================  ==================================================================
``sweeps``                        every remedy over its range, stored; the closing table
``nielsen``                       a published run in which loss and accuracy part early
``stopping``                      where early stopping would end a run
``signal``                        what dropout lets through
``knock_out``                     accuracy when units are missing
``remedy_dashboard``              lambda, drop rate
``dropout_microscope_dashboard``  masks, the signal, units knocked out
``early_stopping_dashboard``      two criteria, and where each ends the run
``augmentation_dashboard``        ten digits changed, and the gain
``check``                         its exercises; ``check_hiding``: dropout and Cutout among them
``check_answers``                 the course's own answers to them, and inputs to draw
``drawing``                       a network with units switched off
================================  ==================================================================
"""
