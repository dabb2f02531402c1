"""Presenter mode on the page: larger letters, sliders and buttons on every board."""

import secrets
from typing import Any

import ipywidgets

from course_lib.plots.presenting import follow_zoom, forget, present

__all__ = ["CLOSE_ROWS", "ZOOMED", "ZoomStyle", "css_px", "half_a_row", "present", "stacked"]

ZOOMED = f"course-{secrets.token_hex(4)}"
"""The CSS class of what grows; another kernel's on the same page is another."""

CLOSE_ROWS = f"{ZOOMED}-close"
"""The CSS class of what stacks some twenty controls: their letters grow, their rows no further than
that all of them stay in sight."""

ASKED = f"{ZOOMED}-asked"
"""The CSS class of a question before a class: it takes the window's height until its answer is
opened, by whatever hand, as results stand below."""

LOWEST_ROW = 3.4
"""Percent of the window's height: JupyterLab leaves 84 of them, on the lowest of usual screens."""

USUAL = {
    "inline-height": 28,
    "inline-width": 300,
    "inline-width-short": 148,
    "inline-width-tiny": 72,
    "inline-label-width": 80,
    "inline-margin": 4,
    "input-padding": 4,
    "slider-handle-size": 16,
    "slider-track-thickness": 4,
    "progress-thickness": 20,
}
"""The sizes that ipywidgets' own style sheet is written in, in CSS pixels."""

GONE = f".{ZOOMED}.jupyter-widgets-disconnected"
LEFT_BEHIND = (
    f"{GONE}::before, {GONE} .jupyter-widgets-disconnected::before {{ display: none; }} "
    f"{GONE}::after {{ content: 'The kernel that moved this has ended; run this cell again to make "
    "it move.'; font-weight: bold; padding: 4px; } "
)
"""What a restarted kernel leaves on the page: ipywidgets marks each part with a broken chain, and
says nothing."""


def css_px(pixels: float, *, fixed: float = 0) -> str:
    """Give a length for a layout that grows with the zoom, but for a part of it that is fixed.

    Examples
    --------
    >>> css_px(430)
    'calc(430px * var(--course-zoom, 1))'
    >>> css_px(110, fixed=158)
    'calc(158px + 110px * var(--course-zoom, 1))'
    """
    first = f"{fixed:g}px + " if fixed else ""
    return f"calc({first}{pixels:g}px * var(--course-zoom, 1))"


def half_a_row(name: str) -> ipywidgets.Layout:
    """Lay out a slider so that two stand side by side, with large letters too.

    One whose name leaves no room to slide has a row of its own.

    Examples
    --------
    >>> half_a_row("lambda").max_width
    'calc(430px * var(--course-zoom, 1))'
    """
    least = css_px(150 + 7.5 * len(name))  # letters, value, and a track that a hand can use
    most = css_px(430)
    return ipywidgets.Layout(flex=f"1 1 clamp({least}, 50% - 10px, {most})", max_width=most)


def stacked(control: Any) -> None:
    """Let a control fill a column's width: what shares a row would share the column's height."""
    for name in ("flex", "min_width", "max_width", "display", "grid_gap"):
        setattr(control.layout, name, None)  # in its place: another would be one too many
    control.layout.width, control.layout.margin = "calc(100% - 8px)", "0 4px"


class ZoomStyle(ipywidgets.HTML):  # type: ignore[misc]
    """A style sheet that follows the zoom; invisible."""

    def __init__(self) -> None:
        super().__init__(layout=ipywidgets.Layout(display="none"))
        follow_zoom(self)

    def zoom_to(self, zoom: float) -> None:
        """Write the sizes of all widgets within ``ZOOMED`` anew."""
        self.value = f"<style>{LEFT_BEHIND}{_sheet(zoom) if zoom != 1 else ''}</style>"

    def close(self) -> None:
        """Follow no more."""
        forget(self)
        super().close()


def _sheet(zoom: float) -> str:
    sizes = "".join(f"--jp-widgets-{name}: {zoom * px:g}px; " for name, px in USUAL.items())
    return (
        f".{ZOOMED} {{ --course-zoom: {zoom:g}; {sizes}"
        f"--jp-widgets-font-size: calc({zoom:g} * var(--jp-ui-font-size1, 13px)); }} "
        f".{ZOOMED} input[type='checkbox'] {{ width: {13 * zoom:g}px; height: {13 * zoom:g}px; }} "
        f".{ZOOMED} .widget-html-content {{ line-height: 1.2; }} "
        f".{ZOOMED} .{CLOSE_ROWS} {{ --jp-widgets-inline-height: "
        f"min({zoom * USUAL['inline-height']:g}px, {LOWEST_ROW}vh); }} "
        f".{ZOOMED}.{ASKED}:not(:has(details[open])) {{ min-height: 100vh; }} "
        # A menu is a little higher than its row: in a box that scrolls the last one would be cut.
        f".{ZOOMED} .{CLOSE_ROWS} .widget-vbox {{ overflow: visible; }} "
        f".{ZOOMED} :is(.widget-text, .widget-hslider, .widget-dropdown) {{ max-width: 100%; }}"
    )
