"""Answers of notebook 05b by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

from tests.chapters.optimizers_further.test_check import CHECKS

RIGHT = {name: dict(enumerate(known)) for name, (_, known, _) in CHECKS.items()}
SEEN = {name: mistakes for name, (*_, mistakes) in CHECKS.items()}
WRONG = {name: {} for name in CHECKS}
