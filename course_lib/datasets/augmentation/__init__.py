"""Augmentation: images changed at random, so that no two passes over the data are alike."""
