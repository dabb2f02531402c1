"""Chapter 00: its checks."""
