"""Layers: each computes forward and sends the gradient back; containers hold others.

* ``layer``: what every layer offers
* ``dense``: a weighted sum of all inputs; ``drop_connect``: the same with a part of its weights
* ``dropout``: a part of the units switched off
* ``sequential``: layers in a row; ``residual``: the same with a way around them
* ``together``: names for the layers of a network, and what must agree among them
"""
