"""What one chooses by keyboard: entries of a menu, buttons of which one is down, boxes to tick."""

import sys
from collections.abc import Callable
from functools import partial

from playwright.sync_api import Locator

from tests.browser.eventually import eventually
from tests.browser.on_page import OnPage, Seen, name_of

CHOSEN = "menu => menu.selectedIndex"
Shot = Callable[[str], None]
"""Keeps what a dashboard looks like now, under a name."""


def drive_menu(board: OnPage, menu: Locator, shot: Shot) -> None:
    """Choose every entry of a menu, and in the end the one that was chosen before."""
    name, start = name_of(menu), menu.evaluate(CHOSEN)
    assert start >= 0, f"{name!r} shows no entry"
    seen: list[Seen] = []
    for index in range(menu.locator("option").count()):
        before = None if index == menu.evaluate(CHOSEN) else board.seen()
        choose(board, menu, index)
        board.must_differ(name, seen, before)
        board.expect_no_error()
    shot(f"{name}-last")
    choose(board, menu, start)


def choose(board: OnPage, menu: Locator, index: int) -> None:
    """Choose an entry by keyboard: open the list, go there, close it."""
    away = index - menu.evaluate(CHOSEN)
    if away and sys.platform == "darwin":  # where the list is no part of the page
        menu.select_option(index=index)
    elif away:
        # Arrow keys on a closed list would go from cell to cell.
        for key in ("Space", *["ArrowDown" if away > 0 else "ArrowUp"] * abs(away)):
            board.strike(menu, key)
        board.press(menu, "Enter")
    what = f"entry {index} of {name_of(menu)!r}"
    eventually(board.page, what, lambda: menu.evaluate(CHOSEN), index.__eq__)


def drive_group(board: OnPage, group: Locator, shot: Shot) -> None:
    """Press each of a group of buttons, one of which is always down."""
    name, buttons = name_of(group), group.locator("button").all()
    (start,) = [button for button in buttons if is_down(button)]
    seen: list[Seen] = []
    for button in buttons:
        before = None
        if not is_down(button):
            before = board.seen()
            board.press(button, "Enter")
        eventually(board.page, f"{button.inner_text().strip()!r} down", partial(is_down, button))
        board.must_differ(name, seen, before)
        shot(f"{name}-{button.inner_text().strip()}")
        board.expect_no_error()
    if not is_down(start):
        board.press(start, "Enter")


def is_down(button: Locator) -> bool:
    """Whether a button of a group is the one that is down."""
    return "mod-active" in str(button.get_attribute("class"))


def tick(board: OnPage, check: Locator) -> None:
    """Tick, or untick; the dashboard must show something else than before."""
    seen = [board.seen()]
    board.press(check, "Space")
    board.must_differ(name_of(check), seen)


def switch(board: OnPage, check: Locator) -> None:
    """Switch live training off, which ends it at once, or on, which begins it."""
    before = check.is_checked()
    board.strike(check, "Space")
    eventually(board.page, "the switch thrown", check.is_checked, lambda now: now != before)
    if before:
        board.settle()
    else:
        board.wait_until_it_trains()
    board.expect_no_error()


def toggle(board: OnPage, button: Locator) -> None:
    """Press a button that stays down, four times: what it shows comes, goes, and comes again.

    Where it was pressed first does not count: a run may begin anew with it.
    """
    name = button.inner_text().strip()
    seen: list[str] = []
    for press in range(4):
        board.settle()
        before = board.words()
        board.strike(button, "Enter")
        wanted = f"words that press {press + 1} of {name!r} brings"
        due = seen[press - 2] if press >= 2 else None
        eventually(
            board.page, wanted, board.words,
            lambda now, before=before, due=due: now == due if due else now != before,
        )  # fmt: skip
        board.settle()
        seen.append(board.words())
    board.expect_no_error()
