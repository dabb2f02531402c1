"""What one look at the machine gave."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A thing, what the course needs of it, what is there, and the remedy where that differs.

    Examples
    --------
    >>> Finding("numpy", ">=2.0", "1.26.4", "pip install").well
    False
    """

    thing: str
    needed: str
    found: str
    remedy: str = ""

    @property
    def well(self) -> bool:
        """Whether all is as it should be."""
        return not self.remedy
