"""Which last layers fit which of the six problems: what exercise 3 asks for."""

SIGMOIDS = [("sigmoid", "binary cross-entropy"), ("sigmoid", "squared error")]
FITTING: dict[str, list[tuple[str, str]]] = {
    "digit": [("softmax", "cross-entropy"), *SIGMOIDS],
    "labels": SIGMOIDS,
    "rating": [("none", "squared error"), ("exp", "Poisson")],
    "count": [("exp", "Poisson")],
    "pixels": SIGMOIDS,
    "yes or no": SIGMOIDS,
}
"""Problem -> pairs that fit by the rule of section 7, the course's own first.

Less than 1 % of its answers are impossible (stars may be cut off), and its error is at most
``NEAR`` times that of the best pair; a test holds it to what is stored.
"""
NEAR = 1.1
