"""The look at where things lie notices what is cut and what lies on something else."""

import pytest
from playwright.sync_api import Page

from tests.browser.geometry import faults

pytestmark = pytest.mark.browser

STYLE = """<style>
  * { margin: 0; white-space: nowrap; }
  #root { position: relative; width: 300px; height: 200px; overflow: hidden; }
  .widget-html, .widget-button { position: absolute; width: 100px; height: 40px; }
</style>"""


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("left: 0; top: 0", "left: 100px; top: 0", []),
        ("left: 0; top: 0", "left: 90px; top: 0", ["'words' lies on 'step'"]),
        ("left: 0; top: 0", "left: 0; top: 39.5px", []),  # browsers round
        ("left: 0; top: 0", "left: 210px; top: 100px", ["'step' sticks out"]),
        ("left: 0; top: 170px", "left: 150px; top: 0", ["'words' sticks out"]),
        ("left: 0; top: 0", "left: 150px; top: 0; width: 10px; overflow: hidden",
         ["'step' is cut"]),
    ],
)  # fmt: skip
def test_faults(page: Page, first: str, second: str, expected: list[str]) -> None:
    page.set_content(
        f"{STYLE}<div id='root'><p class='widget-html' style='{first}'>words</p>"
        f"<div class='widget-button' style='{second}'>step</div></div>"
    )
    assert faults(page.locator("#root")) == expected
