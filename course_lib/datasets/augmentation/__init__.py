"""Augmentation: images changed at random, so that no two passes over the data are alike.

==============  =================================================================================
``pixels``      ``Shift``, ``Flip``, ``Cutout``: whole pixels moved, mirrored, covered
``rotate``      ``Rotate``: images turned about their centre
``any_batch``   ``Noise``; ``Sometimes`` and ``InOrder``, made of others
``images``      what all share: a batch unfolded into images, and what is refused
==============  =================================================================================
"""
