"""Chapter 03c: when to stop, what may go, what lambda means elsewhere, two sentences tried.

============================  ======================================================================
``stopping``                  where early stopping would end a run
``nielsen``                   a published run in which loss and accuracy part early
``early_stopping_dashboard``  two criteria, and where each ends the run
``networks``                  small networks under L2: how straight they become
``conventions``               one penalty in four spellings
============================  ======================================================================
"""
