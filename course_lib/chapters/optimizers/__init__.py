"""What notebook 05 runs: a line by descent, gradient noise, Adam step by step, the moons table."""
