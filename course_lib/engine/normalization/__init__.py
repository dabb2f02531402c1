"""Normalization: subtract a mean, divide by a standard deviation, scale and shift again."""
