"""Each package of four files or more opens with a map of its files, and the map is true."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = sorted(path.parent for path in (ROOT / "course_lib").rglob("__init__.py"))
KNOWN = {"check", "drawing", "experiments", "dashboards", "plots"}  # of other rooms
NAMED = re.compile(r"``([a-z]\w*)``")


def parts(package):
    """The modules and packages that lie in a package."""
    files = {path.stem for path in package.glob("*.py") if not path.stem.startswith("__")}
    return files | {path.parent.name for path in package.glob("*/__init__.py")}


def faults(docstring, there, known=frozenset()):
    """What a map leaves out, and what it names that is not there."""
    named = set(NAMED.findall(docstring))
    missing = [f"{name} is missing" for name in sorted(there - named)]
    stale = [f"{name} is not there" for name in sorted(named - there - known)]
    return missing + stale


def exported(tree):
    """What a package's file imports or defines by itself."""
    names = [alias.asname or alias.name for node in ast.walk(tree)
             if isinstance(node, ast.ImportFrom) for alias in node.names]  # fmt: skip
    return frozenset(names)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_package_of_four_files_or_more_opens_with_a_true_map(package):
    there = parts(package)
    if len(there) < 4:
        return
    tree = ast.parse((package / "__init__.py").read_text(encoding="utf-8"))
    assert faults(ast.get_docstring(tree) or "", there, exported(tree) | KNOWN) == []


def test_a_missing_and_a_stale_entry_are_found():
    there = {"adam", "momentum"}
    assert faults("``adam`` and ``momentum``", there) == []
    assert faults("``adam``", there) == ["momentum is missing"]
    assert faults("``adam``, ``momentum`` and ``nesterov``", there) == ["nesterov is not there"]


def test_every_part_of_the_library_is_a_package_with_words():
    for folder in {path.parent for path in (ROOT / "course_lib").rglob("*.py")}:
        start = folder / "__init__.py"
        assert start.exists(), folder
        assert ast.get_docstring(ast.parse(start.read_text(encoding="utf-8"))), folder
