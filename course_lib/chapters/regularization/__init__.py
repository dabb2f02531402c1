"""What notebook 03 adds to the overfitting experiment of ``mnist300``.

=================  ================================================================================
``dropout_forms``  dropout as it should be, and two forms of it that are not the same
``augmenting``     kinds and amounts of augmentation, with names
``knock_out``      accuracy when units are missing
``nielsen``        a published run in which loss and accuracy part early
``sweeps``         all these over ranges of settings, stored by ``make sweeps``
=================  ================================================================================
"""
