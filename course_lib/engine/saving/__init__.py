"""Networks on disk: arrays and text, nothing that could run."""
