"""Points in the plane, drawn rather than collected: two classes, and a difficulty for each set."""
