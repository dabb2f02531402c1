"""Experiments of notebook 02: how far a fit is from the truth, and why.

``curves`` makes data sets of a known curve and fits polynomials; ``decomposition`` measures bias,
variance and noise; ``verdict`` names what is wrong; ``remedies`` tries the lectures' recipes;
``learning_curves``, ``double_descent`` and ``neighbours`` are one experiment each, and ``capacity``
is what the dashboard shows.
"""
