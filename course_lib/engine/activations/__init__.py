"""Activations: element by element, each beside its derivative."""
