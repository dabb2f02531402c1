"""Losses: each returns its value and its gradient by the network's output."""
