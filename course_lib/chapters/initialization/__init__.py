"""Experiments on a network's first weights: signals through depth, and what training makes of them.

``signals`` sends random signals through an untrained network; ``rings`` repeats a published table
on two rings; ``digits`` a published figure on MNIST; ``valley`` trains over depth and std.
"""
