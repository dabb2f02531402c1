"""Layers that look at images: what stands side by side in them matters.

* ``shapes``: how an image travels as one row of features; what belongs to a channel
* ``windows``: square windows that slide over an image
* ``convolution``, ``pooling``: layers made of such windows
* ``group_norm``: normalization of each image by itself, over groups of channels
"""
