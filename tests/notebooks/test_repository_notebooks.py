"""All rules on all notebooks of the repository."""

from pathlib import Path

import nbformat
import pytest

from tools import claims_page, teaching
from tools.notebook_rules import (
    RULES,
    all_notebooks,
    all_sources,
    missing_editions,
    source_faults,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def read():
    """Read each notebook once, however many rules look at it."""
    stored = {}

    def cached(path):
        if path not in stored:
            stored[path] = nbformat.read(path, as_version=4)
        return stored[path]

    return cached


def test_there_are_sources_and_each_has_both_editions():
    assert missing_editions(ROOT) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize(
    "path", all_notebooks(ROOT), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_notebook_keeps_to_the_rule(read, path, rule):
    assert rule(read(path), path) == []


@pytest.mark.parametrize("source", all_sources(ROOT), ids=lambda source: source.stem)
def test_source_keeps_to_the_rules_of_its_kind(source):
    assert source_faults(source) == []


def test_the_pages_for_lessons_are_what_the_sources_tell():
    folder = ROOT / "docs" / "teaching"
    by_hand = {folder / "README.md", folder / "misconceptions.md"}
    found = set(folder.glob("*.md"))
    stored = {path: path.read_text(encoding="utf-8") for path in found - by_hand}
    assert by_hand <= found
    assert stored == teaching.pages(ROOT), "run `make notebooks`"


def test_the_page_of_claims_is_what_is_stored():
    text = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    assert text == claims_page.page(ROOT), "run `make claims`"
