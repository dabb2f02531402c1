"""What a picture shows, as numbers."""

import io

import numpy as np
from PIL import Image


def pixels(png: bytes) -> np.ndarray:
    """The colours of a PNG, shape (rows, columns, 3)."""
    return np.asarray(Image.open(io.BytesIO(png)))
