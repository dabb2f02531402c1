"""Training: batches in, steps out, and what may happen in between."""
