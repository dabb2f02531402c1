"""What every stored notebook must keep to, checked without executing it.

    python -m tools.notebook_rules    print all violations in the repository

A rule is a function of a notebook and its path that gives its violations in words. A rule of
sources is one of the source alone: most of them concern a notebook of claims only.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tools import (
    rules_claims,
    rules_code,
    rules_names,
    rules_outputs,
    rules_sections,
    rules_source,
    rules_tasks,
)
from tools.editions import edition_paths
from tools.environment import ROOT

Rule = Callable[[NotebookNode, Path], list[str]]
SourceRule = Callable[[Path], list[str]]

SOURCE_RULES: tuple[SourceRule, ...] = (
    rules_tasks.tasks_are_text,
    rules_sections.sections_are_told,
    rules_sections.exercises_have_minutes,
    rules_sections.time_is_counted,
    rules_claims.conclusions_are_claims,
    rules_claims.claims_are_tried,
    rules_claims.reach_is_shown,
)

RULES: tuple[Rule, ...] = (
    rules_source.edition_equals_source,
    rules_source.no_solution_given_away,
    rules_source.metadata_is_ours,
    rules_source.heading_names_the_notebook,
    rules_source.ids_are_ours,
    rules_outputs.nbval_knows_its_marks,
    rules_outputs.executed_in_order,
    rules_outputs.no_errors,
    rules_outputs.no_stderr,
    rules_outputs.no_widgets_stored,
    rules_outputs.no_addresses,
    rules_outputs.size_is_small,
    rules_outputs.pictures_are_small,
    rules_outputs.pictures_have_words,
    rules_code.plain_python,
    rules_code.code_is_short,
    rules_code.code_fits_the_page,
    rules_code.text_is_short,
    rules_code.imports_stand_together,
    rules_names.names_are_steady,
)


def all_sources(root: Path) -> list[Path]:
    """List the sources of a project's notebooks."""
    return sorted((root / "notebooks" / "source").glob("*.py"))


def all_notebooks(root: Path) -> list[Path]:
    """List the stored notebooks of a project, both editions."""
    folders = (root / "notebooks", root / "notebooks" / "solutions")
    return [path for folder in folders for path in sorted(folder.glob("*.ipynb"))]


def missing_editions(root: Path) -> list[str]:
    """Name what is not there: sources at all, or an edition of one."""
    sources = all_sources(root)
    if not sources:
        return ["notebooks/source: needed at least one source NN_topic.py, found none"]
    return [
        f"{rules_source.shown(path)}: needed this edition of {source.name}, found no such file; "
        "run `make notebooks`"
        for source in sources
        for path in edition_paths(source).values()
        if not path.exists()
    ]


def violations(path: Path) -> list[str]:
    """Read a notebook and give all that it violates."""
    notebook = nbformat.read(path, as_version=4)
    return [words for rule in RULES for words in rule(notebook, path)]


def source_faults(source: Path) -> list[str]:
    """Give all that a source violates by itself."""
    return [words for rule in SOURCE_RULES for words in rule(source)]


def main(root: Path = ROOT) -> int:
    """Print the violations of all notebooks; the number of them decides the exit code."""
    found = missing_editions(root)
    for source in all_sources(root):
        found += source_faults(source)
    for path in all_notebooks(root):
        found += violations(path)
    for words in found:
        print(words)
    print(f"{len(all_notebooks(root))} notebooks, {len(found)} violations")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
