"""Every notebook in a real JupyterLab: Run All, then every control by keyboard to both ends."""

import json
import re
import statistics
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "test-artifacts"
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
DASHBOARD = ".widget-vbox:has(> .widget-image)"
ALIVE_WITHIN = 10.0  # seconds from Run All to the first dashboard
FOLLOWS_WITHIN = 100  # milliseconds from a key to the new picture, median

pytestmark = pytest.mark.browser

# The time of the key press and of each new picture, taken in the page itself.
WATCH = """
dashboard => {
  const image = dashboard.querySelector('.widget-image');
  window.pictures = [];
  window.pressed = null;
  image.addEventListener('load', () => window.pictures.push(performance.now()));
  dashboard.addEventListener('keydown', () => { window.pressed = performance.now(); }, true);
}
"""
ANSWERED = "() => window.pictures.some(at => at > window.pressed)"
LATENCY = "() => window.pictures.find(at => at > window.pressed) - window.pressed"


def run_all(page: Page) -> float:
    """Choose Run All from the menu; returns when that was."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    return time.monotonic()


def wait_until_done(page: Page) -> None:
    # Every cell has its number, and none shows the star of a waiting one.
    page.wait_for_function(
        """() => {
          const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
          return prompts.length > 0 && prompts.every(p => /\\[\\d+\\]/.test(p.textContent));
        }""",
        timeout=90_000,
    )


def error_texts(page: Page) -> list[str]:
    wrong = page.locator(
        "[data-mime-type='application/vnd.jupyter.error'], "
        "[data-mime-type='application/vnd.jupyter.stderr'], [role='alert']"
    )
    return [text for text in wrong.all_inner_texts() if text.strip()]


def picture(dashboard: Locator) -> bytes:
    """What the image shows, as the bytes behind its address."""
    source = dashboard.locator(".widget-image").evaluate(
        """async image => {
          const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
          return Array.from(bytes);
        }"""
    )
    return bytes(source)


def press(page: Page, handle: Locator, key: str) -> float:
    """Press a key on a slider; returns the milliseconds until the new picture was there."""
    handle.focus()
    page.keyboard.press(key)
    page.wait_for_function(ANSWERED, timeout=10_000)
    return page.evaluate(LATENCY)


def value_of(handle: Locator) -> float:
    return float(handle.get_attribute("aria-valuenow"))


def drive_to_end(page: Page, handle: Locator, key: str) -> list[float]:
    """Press an arrow key until the slider stops; returns the latency of each step."""
    latencies = []
    for _ in range(200):
        before = value_of(handle)
        handle.focus()
        page.keyboard.press(key)
        page.wait_for_timeout(30)
        if value_of(handle) == before:
            return latencies
        page.wait_for_function(ANSWERED, timeout=10_000)
        latencies.append(page.evaluate(LATENCY))
        page.wait_for_timeout(220)  # long enough for the live run to begin
    raise AssertionError("the slider has no end")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook(lab, page: Page, measured: list[str], name: str) -> None:
    lab.open(page, name)
    started = run_all(page)
    dashboards = page.locator(DASHBOARD)
    first_image = dashboards.first.locator(".widget-image")
    first_image.wait_for(timeout=90_000)
    page.wait_for_function("image => image.naturalWidth > 0", arg=first_image.element_handle())
    alive_after = time.monotonic() - started
    wait_until_done(page)
    report = {"first dashboard after (s)": round(alive_after, 1)}
    report["Run All took (s)"] = round(time.monotonic() - started, 1)
    assert not error_texts(page)
    for number in range(dashboards.count()):
        report[f"dashboard {number + 1}"] = drive(page, dashboards.nth(number), name, number)
    assert not error_texts(page)
    assert not page.console_errors
    (ARTIFACTS / f"{Path(name).stem}.json").write_text(json.dumps(report, indent=2))
    measured.append(f"{name}: {json.dumps(report)}")
    assert alive_after < ALIVE_WITHIN
    medians = [entry["median (ms)"] for entry in report.values() if isinstance(entry, dict)]
    assert max(medians) < FOLLOWS_WITHIN


def choose_each_view(page: Page, dashboard: Locator, shot: Path) -> None:
    """Press every toggle button by keyboard; each shows another picture of the same run."""
    seen = []
    for button in dashboard.locator(".widget-toggle-buttons button").all():
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
        seen.append(picture(dashboard))
        dashboard.screenshot(path=f"{shot}-{button.inner_text().strip()}.png")
    assert len(set(seen)) == len(seen)


def drive(page: Page, dashboard: Locator, name: str, number: int) -> dict[str, float]:
    """Move every slider to both ends and back; each end must show another picture."""
    dashboard.scroll_into_view_if_needed()
    dashboard.evaluate(WATCH)
    shot = ARTIFACTS / f"{Path(name).stem}-dashboard-{number + 1}"
    ARTIFACTS.mkdir(exist_ok=True)
    latencies: list[float] = []
    handles = dashboard.locator(".noUi-handle")
    assert handles.count() > 0
    for control in range(handles.count()):
        handle = handles.nth(control)
        ends = []
        for key in ("ArrowLeft", "ArrowRight"):
            latencies += drive_to_end(page, handle, key)
            page.wait_for_timeout(3500)  # the live run comes to its end
            ends.append(picture(dashboard))
            dashboard.screenshot(path=f"{shot}-{control + 1}-{key}.png")
        assert ends[0] != ends[1]
    choose_each_view(page, dashboard, shot)
    dashboard.get_by_role("button", name=re.compile("reset")).click()
    page.wait_for_timeout(3500)
    dashboard.screenshot(path=f"{shot}-reset.png")
    expect(dashboard.locator("[role='alert']")).to_have_count(0)
    return {
        "median (ms)": round(statistics.median(latencies), 1),
        "p95 (ms)": round(statistics.quantiles(latencies, n=20)[-1], 1),
        "presses": len(latencies),
    }
