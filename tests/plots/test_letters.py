"""Letters in pictures are large enough for the last row of a class."""

import ast
from pathlib import Path

import pytest

from course_lib.dashboards.picture import CSS_DPI
from course_lib.plots.style import DPI
from tools.calls import called, calls_in
from tools.present import PROJECTOR
from tools.talk_page import LEAST

ROOT = Path(__file__).parents[2]
WIDEST = 12
"""Inches of a figure that 1366 pixels show whole, 1.3 times as large."""
NAMES = ("fontsize", "labelsize", "title_fontsize")


def too_small(code: str, dpi: float) -> list[str]:
    """Where code names a size of letters that is below the least on a projector."""
    tree = ast.parse(code)
    known = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = []
    for word in (node for node in ast.walk(tree) if isinstance(node, ast.keyword)):
        size = known.get(word.value.id) if isinstance(word.value, ast.Name) else word.value
        if (
            word.arg in NAMES
            and isinstance(size, ast.Constant)
            and isinstance(size.value, int | float)
        ):
            pixels = size.value * dpi / 72 * PROJECTOR
            found += [f"{word.arg} {size.value}, line {word.lineno}: {pixels:.1f} px"] * (
                pixels < LEAST
            )
    return found


def too_wide(code: str) -> list[str]:
    """Where code makes a figure that a projector would shrink, letters and all."""
    return [
        f"{call.args[0].value} inches, line {call.lineno}"
        for call in calls_in(code)
        if called(call) == "new_figure"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value > WIDEST
    ]


def dots_per_inch(path: Path) -> float:
    """A dashboard's picture is drawn for the page, a figure for its file."""
    return CSS_DPI if "dashboard" in str(path) else DPI


def test_small_letters_are_found_also_behind_a_name():
    code = "NOTE = 7\nax.legend(fontsize=9)\nax.text(1, 1, '', fontsize=10)\nax.grid(fontsize=NOTE)"
    assert too_small(code, 80) == ["fontsize 9, line 2: 13.0 px", "fontsize 7, line 4: 10.1 px"]
    assert too_small(code, 96) == ["fontsize 7, line 4: 12.1 px"]


@pytest.mark.parametrize("folder", ["course_lib", "notebooks/source"])
def test_no_picture_has_letters_too_small_for_the_last_row(folder):
    files = [path.relative_to(ROOT) for path in sorted((ROOT / folder).rglob("*.py"))]
    assert len(files) > 20
    found = {
        path: too_small((ROOT / path).read_text("utf-8"), dots_per_inch(path)) for path in files
    }
    assert {str(path): places for path, places in found.items() if places} == {}


def test_wide_figures_are_found():
    code = "plots.new_figure()\nplots.new_figure(12, 3)\nnew_figure(13, 3, panels=2)"
    assert too_wide(code) == ["13 inches, line 3"]


def test_no_figure_is_wider_than_a_projector_shows():
    files = sorted((ROOT / "notebooks" / "source").glob("*.py"))
    found = {path.name: too_wide(path.read_text("utf-8")) for path in files}
    assert {name: places for name, places in found.items() if places} == {}
