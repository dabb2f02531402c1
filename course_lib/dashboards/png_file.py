"""A picture from a file, as ink on paper."""

from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from course_lib import files

Picture = NDArray[np.float64]

_MOST = 4096  # pixels of a side


def read_png(path: files.AnyPath) -> Picture:
    """Read a picture of a digit as ink: 0 is paper, 1 is black.

    Paper is what most of the picture's edge shows, so white chalk on a board is ink as well.

    Parameters
    ----------
    path : path-like
        A PNG file in grey or in colour. What is transparent is paper.

    Returns
    -------
    array of shape (rows, columns)

    Raises
    ------
    OSError
        Where there is no such file, or it is none.
    ValueError
        For a file that is no PNG, or a picture that is too large.

    Examples
    --------
    >>> import tempfile
    >>> from matplotlib.image import imsave
    >>> import numpy as np
    >>> page = np.ones((30, 20, 3))
    >>> page[5:25, 8:12] = 0
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     imsave(f"{folder}/one.png", page)
    ...     ink = read_png(f"{folder}/one.png")
    >>> ink.shape, float(ink[10, 10]), float(ink[0, 0])
    ((30, 20), 1.0, 0.0)
    """
    name = files.path_text(path)
    with files.open_file(name) as stream:
        colours = _decoded(stream, name)
    grey: Picture = colours.mean(axis=2)
    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ink: Picture = np.abs(grey - np.median(edge))
    return ink / (ink.max() or 1.0)


def _decoded(stream: BinaryIO, name: str) -> Picture:
    """Colours in [0, 1], laid on white where they are transparent."""
    try:
        with Image.open(stream, formats=["PNG"]) as picture:
            if max(picture.size) > _MOST:
                raise ValueError(
                    f"{name}: a picture may have {_MOST} pixels a side; got {picture.size}"
                )
            layers = np.asarray(picture.convert("RGBA"), dtype=np.float64) / 255
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError(f"{name} must be a PNG picture; it cannot be read as one") from error
    colours, shown = layers[..., :3], layers[..., 3:]
    return np.asarray(colours * shown + (1 - shown))
