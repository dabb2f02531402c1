"""Open a working copy of a notebook in JupyterLab.

    python -m tools.lab                          open the first one, 00
    python -m tools.lab --notebook=03            open work/03_topic.ipynb
    python -m tools.lab --notebook=03 --reset    make it afresh, keep the old one beside it

All other arguments go to JupyterLab. Readers work on copies, so that updating the course never
meets their answers, and no update or test ever touches them. All notebooks are copied, so that
links from one to another lead to copies; a copy that nobody has changed follows the updates.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from itertools import count
from pathlib import Path

import nbformat

from tools.environment import ROOT, write_whole

# Whether to fetch Jupyter's news is asked in a box over the first notebook. The setting says no
# beforehand; who wants the news switches them on in JupyterLab, and that choice is respected.
# (LabApp.news_url=None empties the feed and leaves the question standing.)
SETTINGS = Path(__file__).resolve().parent / "lab_settings"

HANDED_OUT = ".handed-out.json"
"""In work/: copy -> SHA-256 of what was handed out, which tells whether it was changed since."""


class LabError(ValueError):
    """A notebook that cannot be opened; its message says what there is."""


def find_notebook(root: Path, number: str) -> Path:
    """Find the student edition with this number."""
    editions = sorted((root / "notebooks").glob("*.ipynb"))
    fitting = [path for path in editions if number in (path.stem, path.stem.split("_")[0])]
    if len(fitting) != 1:
        there = ", ".join(path.stem for path in editions) or "none"
        found = "several" if fitting else "none"
        raise LabError(
            f"needed one notebook with the number {number!r}, found {found}; there are: {there}"
        )
    return fitting[0]


def working_copy(root: Path, number: str) -> Path:
    """Give the reader's copy in work/, made on first use; one that was changed stays as it is."""
    edition = find_notebook(root, number)
    copy = root / "work" / edition.name
    text, handed_out = unrun(edition), read_handed_out(root)
    old = copy.exists() and is_untouched(copy, handed_out) and copy.read_text("utf-8") != text
    if old or not copy.exists():
        copy.parent.mkdir(exist_ok=True)
        write_whole(copy, text)
        handed_out[copy.name] = digest(copy)
        write_whole(copy.with_name(HANDED_OUT), json.dumps(handed_out, indent=1) + "\n")
    return copy


def working_copies(root: Path) -> list[Path]:
    """Give the reader's copies of all notebooks."""
    editions = sorted((root / "notebooks").glob("*.ipynb"))
    return [working_copy(root, edition.stem) for edition in editions]


def is_untouched(copy: Path, handed_out: dict[str, str]) -> bool:
    """Whether a copy is still what was handed out."""
    return handed_out.get(copy.name) == digest(copy)


def digest(path: Path) -> str:
    """Give a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_handed_out(root: Path) -> dict[str, str]:
    """Read what was handed out; where that is unknown every copy counts as changed."""
    try:
        found = json.loads((root / "work" / HANDED_OUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def fresh_copy(root: Path, number: str) -> tuple[Path, Path | None]:
    """Make the working copy afresh; give it and where the old one is kept, if there was one."""
    edition = find_notebook(root, number)
    copy = root / "work" / edition.name
    kept = None
    if copy.exists():
        names = (copy.with_name(f"{copy.stem}.old-{i}.ipynb") for i in count(1))
        kept = next(name for name in names if not name.exists())
        copy.rename(kept)
    return working_copy(root, number), kept


def unrun(edition: Path) -> str:
    """Give the text of a notebook without its outputs.

    The course asks its readers to predict before they run: a result already in sight would spoil
    it. The stored edition keeps its outputs, for those who only read.
    """
    notebook = nbformat.read(edition, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nbformat.writes(notebook) + "\n"


def lab_command(root: Path, notebook: Path, extra: list[str]) -> list[str]:
    """Give the command that opens a notebook, with the project's top as root for its links."""
    command = [sys.executable, "-m", "jupyterlab"]
    # Named as a file, it would be opened by a browser that JupyterLab starts, and by no other: the
    # address that it prints would lead to an empty page.
    command += [f"--LabApp.default_url=/lab/tree/{notebook.relative_to(root).as_posix()}"]
    command += [f"--ServerApp.root_dir={root}", f"--LabApp.app_settings_dir={SETTINGS}"]
    # Ctrl-C ends it without a question.
    command += ["--ServerApp.answer_yes=True"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command += ["--allow-root"]  # in a container one is root, and JupyterLab would refuse
    return command + extra


def run_until_done(command: list[str], folder: Path) -> int:
    """Run a command to its end; Ctrl-C reaches it too, and it is left to end by itself."""
    interrupted = False
    with subprocess.Popen(command, cwd=folder) as process:
        while True:
            try:
                code = process.wait()
            except KeyboardInterrupt:
                interrupted = True
            else:
                return 0 if interrupted else code


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Open or reset the notebook named on the command line."""
    # Without abbreviations, so that no argument meant for JupyterLab is taken for ours.
    parser = argparse.ArgumentParser(
        prog="python -m tools.lab", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("--notebook", default="00", help="a notebook's number, such as 03")
    parser.add_argument("--reset", action="store_true", help="a fresh copy; the old one is kept")
    ours, extra = parser.parse_known_args(arguments)
    try:
        if ours.reset:
            copy, kept = fresh_copy(root, ours.notebook)
            print(f"fresh: {copy.relative_to(root)}")
            if kept:
                print(f"kept:  {kept.relative_to(root)}")
            return 0
        copy = working_copy(root, ours.notebook)
        working_copies(root)
    except LabError as error:
        print(error, file=sys.stderr)
        return 2
    return run_until_done(lab_command(root, copy, extra), root)


if __name__ == "__main__":
    sys.exit(main())
