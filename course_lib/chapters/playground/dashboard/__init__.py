"""The playground: a small network trained live, with everything about it in reach."""
