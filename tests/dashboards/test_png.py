import re
import zlib

import numpy as np
import pytest

from course_lib.dashboards.png import quick_png
from tests.dashboards.pictures import pixels


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize(("height", "width"), [(1, 1), (7, 5), (40, 300)])
def test_another_reader_sees_the_same_colours(height, width, channels):
    rng = np.random.default_rng(height)
    image = rng.integers(0, 256, (height, width, channels), np.uint8)
    assert np.array_equal(pixels(quick_png(image)), image[..., :3])


def test_a_view_with_strides_of_its_own_is_read_right():
    image = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(3, 2, 4).swapaxes(0, 1)[::-1]
    assert np.array_equal(pixels(quick_png(image)), image[..., :3])


def test_every_chunk_carries_its_checksum():
    png = quick_png(np.zeros((2, 2, 3), np.uint8))
    place, kinds = 8, []
    while place < len(png):
        length = int.from_bytes(png[place : place + 4])
        end = place + 8 + length
        kinds.append(png[place + 4 : place + 8])
        assert int.from_bytes(png[end : end + 4]) == zlib.crc32(png[place + 4 : end])
        place = end + 4
    assert kinds == [b"IHDR", b"IDAT", b"IEND"]


@pytest.mark.parametrize(
    "image", [np.zeros((2, 3)), np.zeros((2, 3, 3)), np.zeros((2, 3, 2), np.uint8)]
)
def test_what_is_no_image_is_refused(image):
    found = f"got {image.dtype} of {image.shape}"
    with pytest.raises(ValueError, match=re.escape(found)):
        quick_png(image)
