"""Values as a reader likes them."""

from typing import Any


def readable(value: Any) -> str:
    """Write a value for a reader: numbers without exponents as long as they are short.

    Examples
    --------
    >>> readable(0.00032), readable(1e-5), readable(300.0), readable("tanh")
    ('0.00032', '0.00001', '300', 'tanh')
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    short = f"{value:g}"
    plain = f"{value:.7f}".rstrip("0").rstrip(".")
    return plain if "e" in short and float(plain) == float(value) else short
