"""Layers: each computes forward and sends the gradient back; containers hold others."""
