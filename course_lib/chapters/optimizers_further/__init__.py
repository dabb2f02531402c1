"""What notebook 05b runs: small surfaces, shrinking weights, four rules compared on MNIST."""
