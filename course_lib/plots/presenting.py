"""Presenter mode: one factor that makes every figure and dashboard of the kernel larger.

Everything grows alike, so nothing can come to overlap that did not before. What a notebook stores
does not depend on it, as long as COURSE_PRESENT is not set when notebooks are built.
"""

import os
from typing import Protocol
from weakref import WeakSet

from course_lib.plots.drawing_lock import one_at_a_time

SMALLEST, LARGEST = 0.5, 4.0


class Follower(Protocol):
    """Something on the page that changes its size."""

    def zoom_to(self, zoom: float) -> None:
        """Take the size that belongs to a zoom of 1 (as designed) or more."""


@one_at_a_time
def present(zoom: float = 1.5) -> None:
    """Make every dashboard and figure of this kernel ``zoom`` times as large; 1 is the usual size.

    Dashboards on the page follow at once; a figure does when its cell runs again. The environment
    variable COURSE_PRESENT, a number such as 1.5, does the same from the start. A dashboard's
    picture never grows wider than the page, and leaves a third of the window's height to controls
    and words; hiding JupyterLab's side bar (Ctrl+B) makes room.

    Raises
    ------
    ValueError
        For anything but a number from 0.5 to 4.

    Examples
    --------
    >>> present(1.5)
    >>> current_zoom()
    1.5
    >>> present(1)
    """
    global _zoom
    _zoom = _checked(zoom, "present")
    for follower in list(_followers):
        follower.zoom_to(_zoom)


def current_zoom() -> float:
    """How many times as large as designed things are shown."""
    return _zoom


def follow_zoom(follower: Follower) -> None:
    """Tell ``follower`` the zoom now, and at every change as long as it lives."""
    _followers.add(follower)
    follower.zoom_to(_zoom)


def forget(follower: Follower) -> None:
    """Tell it no more."""
    _followers.discard(follower)


def _checked(zoom: object, who: str) -> float:
    try:
        factor = float(zoom)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        factor = float("nan")
    if not SMALLEST <= factor <= LARGEST:
        raise ValueError(
            f"{who} needs a number from {SMALLEST:g} to {LARGEST:g}, such as 1.5; got {zoom!r}"
        )
    return factor


_followers: WeakSet[Follower] = WeakSet()
_zoom = _checked(os.environ.get("COURSE_PRESENT") or "1", "COURSE_PRESENT")
