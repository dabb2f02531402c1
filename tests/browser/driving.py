"""Every control of a dashboard by keyboard: to both ends and back to where it was."""

import math
import time

from playwright.sync_api import Locator

from tests.browser.choosing import Shot, drive_group, drive_menu, switch, tick, toggle
from tests.browser.on_page import LOOK, SEVERAL_SECONDS, OnPage, name_of, position

SLIDERS = ".noUi-target:not([disabled]) .noUi-handle"
MENUS = "select"
GROUPS = ".widget-toggle-buttons"
CHECKS = "input[type='checkbox']"
BUTTONS = ".widget-button:not(.widget-toggle-buttons *)"
TOGGLES = ".widget-toggle-button:not(.widget-toggle-buttons *)"
# Milliseconds between two keys: a reader's pace, at which live training begins between them.
PACE = 200
STEPS = 8  # of each slider, at least; half as many where there are many sliders
LIVE = "train live"


def drive(board: OnPage, shot: Shot) -> list[float]:
    """Drive all controls of a dashboard; the milliseconds from each key to a new picture."""
    latencies: list[float] = []
    for handle in board.controls(SLIDERS):
        latencies += drive_slider(board, handle, shot)
    # Without live training nothing but the controls moves the picture.
    live = live_switch(board)
    for check in live:
        switch(board, check)
    for menu in board.controls(MENUS):
        drive_menu(board, menu, shot)
    for group in board.controls(GROUPS):
        drive_group(board, group, shot)
    for check in board.controls(CHECKS):
        if name_of(check) != LIVE:
            tick(board, check)
            tick(board, check)
    for check in live:
        switch(board, check)
    if board.plays:
        play(board)
        shot("played")
    for button in board.controls(TOGGLES):
        toggle(board, button)
    press_buttons(board)
    shot("end")
    board.expect_no_error()
    return [each for each in latencies if not math.isnan(each)]


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
    seen: list[tuple[str, str]] = []
    for key in keys:
        board.move(handle, key)
        if live_switch(board):
            board.settle()
        board.must_differ(name, seen)
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
    """One step of a slider; nothing where it is at its end."""
    latency = board.move(handle, key)
    if live_switch(board):
        board.page.wait_for_timeout(PACE)
    return [] if latency is None else [latency]


def play(board: OnPage) -> None:
    """Move every slider there and back while it plays."""
    (button,) = board.buttons("play")
    board.press(button, "Enter")
    for handle in board.controls(SLIDERS):
        for key in ("ArrowLeft", "ArrowRight"):
            board.strike(handle, key)
            board.page.wait_for_timeout(PACE / 2)
        board.expect_no_error()
    for button in board.buttons("pause"):
        board.strike(button, "Enter")
    assert board.settle(), "it goes on playing"


def press_buttons(board: OnPage) -> None:
    """Press every button twice; reset brings a slider back."""
    for button in board.controls(BUTTONS):
        handles = board.controls(SLIDERS)
        before = [position(handle) for handle in handles]
        if button.inner_text().strip() == "reset":
            board.settle()
            step(board, handles[0], "ArrowRight") or step(board, handles[0], "ArrowLeft")
            assert [position(handle) for handle in handles] != before
        for _ in range(2):
            board.strike(button, "Enter")
            board.page.wait_for_timeout(PACE)
        board.settle()
        board.expect_no_error()
        must_be_back(board, handles, before)


def must_be_back(board: OnPage, handles: list[Locator], before: list[str]) -> None:
    """The sliders stand where they stood; a busy machine may take its time."""
    deadline = time.monotonic() + SEVERAL_SECONDS / 1000
    while [position(handle) for handle in handles] != before:
        assert time.monotonic() < deadline, "the sliders are not where they were"
        board.page.wait_for_timeout(LOOK)
