"""What penalties do to least squares and to small networks: the runs of notebook 03b."""
