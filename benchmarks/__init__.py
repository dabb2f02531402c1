"""How fast the course is, beside its peers: ``make bench`` runs all and writes RESULTS.md."""
