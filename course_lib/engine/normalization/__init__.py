"""Normalization: subtract a mean, divide by a standard deviation, scale and shift again.

* ``standardize``: the equation that all share, and its derivative
* ``normalization_layer``: the learned scale and shift around it
* ``batch_norm``: over the batch; ``batch_renorm``: corrected towards what inference does
* ``layer_norm``: each example by itself
* ``population``: running averages estimated anew; ``folding``: batch norm put into the layer before
"""
