"""Generate and execute both editions of each notebook from its source.

    python -m tools.build_notebooks          all notebooks
    python -m tools.build_notebooks 03 04    those whose names begin so

Both editions of a notebook are written when both ran without an error, and only where they
differ from what is stored. README's table of the notebooks, docs/teaching/ and docs/claims.md
follow.
"""

import argparse
import os
import re
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from course_lib.guide.sections import sections_of
from tools import claims_page, minutes, readme_table, teaching
from tools.editions import edition_paths, make_edition
from tools.environment import ROOT, write_whole
from tools.front_matter import COURSE, SourceError, is_claims, read_source
from tools.notebook_rules import source_faults
from tools.outputs import clean, keep_varying

CELL_TIMEOUT = 120  # seconds


class BuildError(RuntimeError):
    """A notebook that could not be built; its message says which cell and why."""


def find_sources(root: Path, names: list[str]) -> list[Path]:
    """Find the sources below a root whose names begin with one of the given ones, or all."""
    found = sorted((root / "notebooks" / "source").glob("*.py"))
    there = ", ".join(path.stem for path in found) or "none"
    chosen: list[Path] = []
    for name in names:
        fitting = [path for path in found if path.stem == name or path.stem.startswith(f"{name}_")]
        if not fitting:
            raise BuildError(f"needed a notebook source named {name}_*.py; there are: {there}")
        chosen += fitting
    if not found:
        raise BuildError(f"needed sources in {root / 'notebooks' / 'source'}; there are none")
    return sorted(set(chosen)) or found


def execute(notebook: NotebookNode, path: Path) -> tuple[NotebookNode, list[float]]:
    """Run all cells on a fresh kernel in the folder of the notebook; gives each cell's seconds too.

    They are kept apart from the notebook, which would change with every run.
    """
    begun, seconds = {}, [0.0] * len(notebook.cells)

    def begin(cell: NotebookNode, cell_index: int) -> None:
        begun[cell_index] = time.perf_counter()

    def end(cell: NotebookNode, cell_index: int, execute_reply: dict) -> None:
        seconds[cell_index] = time.perf_counter() - begun[cell_index]

    path.parent.mkdir(parents=True, exist_ok=True)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=CELL_TIMEOUT,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_execute=begin,
        on_cell_executed=end,
    )
    try:
        # What a build checks is no reader's progress.
        client.execute(env=os.environ | {"COURSE_PROGRESS": "off"})
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        words = re.sub(r"\x1b\[[0-9;]*m", "", str(error))  # a log shows colours as noise
        raise BuildError(f"{path.parent.name}/{path.name} was not written:\n{words}") from error
    return clean(notebook), seconds


def as_text(notebook: NotebookNode) -> str:
    """Give the text of a notebook's file."""
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def build(source: Path) -> list[Path]:
    """Build both editions of one source; give the paths of those that had to be written."""
    refuse(source)
    ran, measured = {}, []
    for edition, path in edition_paths(source).items():
        ran[edition], seconds = execute(make_edition(source, edition), path)
        measured.append(seconds)
    keep_running(source, max(measured, key=sum))
    texts = {}
    for edition, path in edition_paths(source).items():
        notebook = as_counted(ran[edition], make_edition(source, edition))
        stored = stored_notebook(path)
        texts[path] = as_text(keep_varying(notebook, stored) if stored else notebook)
    changed = [path for path, text in texts.items() if stored_bytes(path) != text.encode()]
    for path in changed:
        write_whole(path, texts[path])
    return changed


def refuse(source: Path) -> None:
    """Refuse a source that violates a rule, before anything runs."""
    faults = source_faults(source)
    if faults:
        raise BuildError("\n".join(faults))


def keep_running(source: Path, seconds: list[float]) -> None:
    """Note in the head of a notebook of claims how long its sections ran, if that is news."""
    read = read_source(source)
    head = read.metadata[COURSE]
    measured = minutes.running_of(seconds, sections_of(read.cells))
    if is_claims(head) and minutes.changed_much(head.get("running"), measured):
        write_whole(source, minutes.with_running(source.read_text(encoding="utf-8"), measured))
        refuse(source)  # with what it runs it may be too long


def as_counted(notebook: NotebookNode, edition: NotebookNode) -> NotebookNode:
    """Give an executed notebook the head and the time that its source has by now."""
    notebook.metadata[COURSE] = edition.metadata[COURSE]
    notebook.cells[0].source = edition.cells[0].source
    return notebook


def stored_notebook(path: Path) -> NotebookNode | None:
    """Read a stored edition; None where there is none, or none to be read, as in a conflict."""
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError):
        return None


def stored_bytes(path: Path) -> bytes | None:
    """Read what a file holds; None where there is none."""
    return path.read_bytes() if path.exists() else None


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Build the notebooks named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.build_notebooks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NN", help="a notebook's number, such as 03")
    try:
        for source in find_sources(root, parser.parse_args(arguments).names):
            start = time.perf_counter()
            changed = build(source)
            words = f"{len(changed)} written" if changed else "unchanged"
            print(f"{source.stem}: {time.perf_counter() - start:.1f} s, {words}", flush=True)
            read = read_source(source)
            if is_claims(read.metadata[COURSE]):
                print(minutes.estimate(read), flush=True)
        if readme_table.rewrite(root):
            print("README.md: its table was written")
        for path in (*teaching.rewrite(root), *claims_page.rewrite(root)):
            print(f"{path.relative_to(root).as_posix()}: written")
    except (BuildError, SourceError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
