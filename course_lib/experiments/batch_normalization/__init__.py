"""Experiments on batch normalization: weight scales, a map, a laboratory, the loss's surface.

``digits`` trains; ``scales``, ``rates`` and ``laboratory`` are stored sweeps of it; ``drift`` makes
test images of another day; ``surface`` measures how far a gradient can be trusted.
"""
