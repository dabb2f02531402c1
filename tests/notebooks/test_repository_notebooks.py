"""All rules on all notebooks of the repository."""

from pathlib import Path

import nbformat
import pytest

from tools.notebook_rules import RULES, all_notebooks, missing_editions

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
