"""Checks of notebook 01: a neuron, a layer's way back, a difference, and the softmax's gradient."""

from course_lib.chapters.gradients_and_activations.check_difference import numeric_gradient
from course_lib.chapters.gradients_and_activations.check_layer import dense_backward
from course_lib.chapters.gradients_and_activations.check_neuron import neuron_gradients
from course_lib.chapters.gradients_and_activations.check_output import softmax_gradient

__all__ = ["dense_backward", "neuron_gradients", "numeric_gradient", "softmax_gradient"]
