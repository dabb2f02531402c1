"""Every control of a dashboard by keyboard: to both ends and back to where it was."""

import math
from functools import partial

from playwright.sync_api import Locator

from tests.browser.choosing import Shot, drive_group, drive_menu, switch, tick, toggle
from tests.browser.eventually import eventually
from tests.browser.kernel import wait_until_heard
from tests.browser.on_page import LIVE, OnPage, Seen, name_of, position

SLIDERS = ".noUi-target:not([disabled]) .noUi-handle"
MENUS = "select"
GROUPS = ".widget-toggle-buttons"
CHECKS = "input[type='checkbox']"
BUTTONS = ".widget-button:not(.widget-toggle-buttons *)"
TOGGLES = ".widget-toggle-button:not(.widget-toggle-buttons *)"
STEPS = 8  # of each slider, at least; half as many where there are many sliders


def drive(board: OnPage, shot: Shot) -> list[float]:
    """Drive all controls of a dashboard; the milliseconds from each key to a new picture."""
    live = live_switch(board)
    # Without live training nothing but the controls moves the picture.
    for check in live:
        if check.is_checked():
            switch(board, check)
    latencies = drive_sliders(board, shot)
    drive_choices(board, shot)
    for check in live:
        switch(board, check)
        latencies = drive_sliders(board, lambda what: shot(f"{what}-live"))
    if board.plays:
        play(board)
        shot("played")
    for button in board.controls(TOGGLES):
        toggle(board, button)
    press_buttons(board)
    shot("end")
    board.expect_no_error()
    return [each for each in latencies if not math.isnan(each)]


def drive_sliders(board: OnPage, shot: Shot) -> list[float]:
    """Drive all sliders of a dashboard."""
    return [time for each in board.controls(SLIDERS) for time in drive_slider(board, each, shot)]


def drive_choices(board: OnPage, shot: Shot) -> None:
    """Choose every entry, press every button of a group, tick every box, and go back."""
    for menu in board.controls(MENUS):
        drive_menu(board, menu, shot)
    for group in board.controls(GROUPS):
        drive_group(board, group, shot)
    for check in board.controls(CHECKS):
        if name_of(check) != LIVE:
            tick(board, check)
            tick(board, check)


def live_switch(board: OnPage) -> list[Locator]:
    """The switch of live training, where there is one."""
    return [check for check in board.controls(CHECKS) if name_of(check) == LIVE]


def drive_slider(board: OnPage, handle: Locator, shot: Shot) -> list[float]:
    """To the far end, to the near one, and in steps back to where it was."""
    start, name = position(handle), name_of(handle)
    low, now, high = (float(handle.get_attribute(f"aria-value{x}")) for x in ("min", "now", "max"))
    near_low = now - low <= high - now
    keys = ("End", "Home") if near_low else ("Home", "End")
    back, forth = ("ArrowRight", "ArrowLeft") if near_low else ("ArrowLeft", "ArrowRight")
    seen: list[Seen] = []
    for key in keys:
        before = board.seen()
        moved = board.move(handle, key) is not None
        board.wait_until_it_trains()
        board.must_differ(name, seen, before if moved else None)
        shot(f"{name}-{key}")
        board.expect_no_error()
    latencies: list[float] = []
    while position(handle) != start:
        assert len(latencies) < 200, f"{name!r} cannot be moved back to {start}"
        latencies += step(board, handle, back)
    while len(latencies) < (STEPS / 2 if board.plays else STEPS):
        # Back and forth, or, where it stands at the end of its way back, forth and back.
        if away := step(board, handle, back):
            latencies += away + step(board, handle, forth)
        else:
            latencies += step(board, handle, forth) + step(board, handle, back)
    assert position(handle) == start
    return latencies


def step(board: OnPage, handle: Locator, key: str) -> list[float]:
    """One step of a slider; nothing where it is at its end. A live run begins before the next."""
    latency = board.move(handle, key)
    if latency is None:
        return []
    board.wait_until_it_trains()
    return [latency]


def play(board: OnPage) -> None:
    """Move every slider there and back while it plays."""
    (button,) = board.buttons("play")
    board.strike(button, "Enter")
    eventually(board.page, "a button to pause", lambda: board.buttons("pause"))
    for handle in board.controls(SLIDERS):
        for key in ("ArrowLeft", "ArrowRight"):
            board.strike(handle, key)
            wait_until_heard(board.page)
        board.expect_no_error()
    for button in board.buttons("pause"):
        board.strike(button, "Enter")
    eventually(board.page, "a button to play", lambda: board.buttons("play"))
    board.settle()


def press_buttons(board: OnPage) -> None:
    """Press every button twice; reset brings a slider back."""
    for button in board.controls(BUTTONS):
        handles = board.controls(SLIDERS)
        before = positions(handles)
        if button.inner_text().strip() == "reset":
            step(board, handles[0], "ArrowRight") or step(board, handles[0], "ArrowLeft")
            assert positions(handles) != before
        for _ in range(2):
            board.strike(button, "Enter")
            wait_until_heard(board.page)
        board.settle()
        board.expect_no_error()
        what = f"sliders back at {before}"
        eventually(board.page, what, partial(positions, handles), before.__eq__)


def positions(handles: list[Locator]) -> list[str]:
    """Where some sliders stand."""
    return [position(handle) for handle in handles]
