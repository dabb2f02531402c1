"""Where a stored result comes from."""

import platform
from collections.abc import Sequence
from typing import Any

import numpy as np


def about(*, settings: dict[str, Any], seeds: Sequence[int], seconds: float) -> dict[str, Any]:
    """What a sweep tells of itself: settings, seeds, versions and running time in seconds."""
    return {
        "settings": settings,
        "seeds": list(seeds),
        "versions": {"python": platform.python_version(), "numpy": np.__version__},
        "seconds": round(seconds, 1),
    }
