"""Least squares: fits of a weighted sum that need no training, with and without a penalty."""
