"""Gradients and activations: the gradient under a microscope, and on its way to the first layer."""
