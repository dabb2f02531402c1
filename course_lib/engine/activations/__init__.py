"""Activations: element by element, each beside its derivative.

* ``functions``: sigmoid and softmax as plain functions
* ``rectifiers``: made of straight lines: identity, ReLU, leaky ReLU
* ``slopes``: rectifiers that learn their slope (PReLU) or draw it (RReLU)
* ``saturating``: tanh, sigmoid and ELU, which level off
* ``smooth``: rectifiers without a bend: SiLU (Swish) and GELU
"""
