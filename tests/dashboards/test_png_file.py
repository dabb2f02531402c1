"""What is drawn in a picture's file is ink, whatever its colours; what is no picture is refused."""

import numpy as np
import pytest
from matplotlib.image import imsave

from course_lib.dashboards.png_file import read_png


def stroke(height=40, width=30):
    page = np.ones((height, width, 3))
    page[10:30, 12:18] = 0
    return page


def test_ink_is_what_the_edge_is_not(tmp_path):
    page = stroke()
    for name, picture in {"pen": page, "chalk": 1 - page, "red": page * [1, 0.2, 0.2]}.items():
        imsave(tmp_path / f"{name}.png", picture)
        ink = read_png(tmp_path / f"{name}.png")
        np.testing.assert_allclose(ink, 1 - page[..., 0], atol=0.01)


def test_what_is_transparent_is_paper(tmp_path):
    page = np.zeros((40, 30, 4))  # black everywhere, seen in the stroke alone
    page[10:30, 12:18, 3] = 1
    imsave(tmp_path / "clear.png", page)
    np.testing.assert_allclose(read_png(tmp_path / "clear.png"), page[..., 3], atol=0.01)


def test_an_empty_page_has_no_ink(tmp_path):
    imsave(tmp_path / "empty.png", np.ones((9, 9, 3)))
    assert not read_png(tmp_path / "empty.png").any()


def test_what_is_no_png_is_refused(tmp_path):
    imsave(tmp_path / "a.png", stroke())
    whole = (tmp_path / "a.png").read_bytes()
    for content in (b"", b"GIF89a" + bytes(50), whole[:60], b"<svg/>"):
        (tmp_path / "b.png").write_bytes(content)
        with pytest.raises(ValueError, match=r"b\.png must be a PNG picture"):
            read_png(tmp_path / "b.png")
    with pytest.raises(FileNotFoundError):
        read_png(tmp_path / "none.png")


def test_a_picture_that_is_too_large_is_not_unpacked(tmp_path):
    imsave(tmp_path / "wide.png", np.ones((2, 5000, 3)))
    with pytest.raises(ValueError, match=r"4096 pixels a side; got \(5000, 2\)"):
        read_png(tmp_path / "wide.png")
