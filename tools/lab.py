"""Open a working copy of a notebook in JupyterLab.

    python -m tools.lab                          open the first one, 00
    python -m tools.lab --notebook=3             open work/03_topic.ipynb
    python -m tools.lab --notebook=03 --reset    make it afresh, keep the old one beside it

All other arguments go to JupyterLab.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tools.environment import ROOT
from tools.notebook_text import LabError
from tools.working_copies import find_notebook, fresh_copy, renew_all

# Whether to fetch Jupyter's news is asked in a box over the first notebook. The setting says no
# beforehand; who wants the news switches them on in JupyterLab, and that choice is respected.
# (LabApp.news_url=None empties the feed and leaves the question standing.)
SETTINGS = Path(__file__).resolve().parent / "lab_settings"

# What JupyterLab does not do by itself: alt texts of figures.
EXTENSIONS = SETTINGS.with_name("lab_extensions")

FILES = "tools.opened.NotebookFiles"
"""What the server reads notebooks with: dead dashboards become pictures."""

WORDS = "tools.exported.describe_figures"
"""What it exports them with: figures keep their alt texts."""

COURSE_OPTIONS = (
    f"--LabApp.app_settings_dir={SETTINGS}",
    f"--ServerApp.contents_manager_class={FILES}",
    f"--HTMLExporter.preprocessors={WORDS}",
    # Of JupyterLab, and of Notebook 7 where it is opened from there.
    f"--LabServerApp.extra_labextensions_path={EXTENSIONS}",
)
"""What any server of the course is told, a reader's own or a class's."""

ENDS = ("SIGINT", "SIGTERM", "SIGHUP")
"""Ctrl-C, a polite kill, and the terminal's window closed."""
PATIENCE = 30
"""Seconds that the server gets to end its kernels, each of which it may have to wait for."""


def lab_command(root: Path, notebook: Path, extra: list[str]) -> list[str]:
    """Give the command that opens a notebook, with the project's top as root for its links."""
    command = [sys.executable, "-m", "jupyterlab"]
    # Named as a file, it would be opened by a browser that JupyterLab starts, and by no other: the
    # address that it prints would lead to an empty page.
    command += [f"--LabApp.default_url=/lab/tree/{notebook.relative_to(root).as_posix()}"]
    command += [f"--ServerApp.root_dir={root}", *COURSE_OPTIONS]
    # Ctrl-C ends it without a question.
    command += ["--ServerApp.answer_yes=True"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command += ["--allow-root"]  # in a container one is root, and JupyterLab would refuse
    return command + extra


def run_until_done(command: list[str], folder: Path) -> int:
    """Run a server to its end; asked to end, let it end its kernels first.

    In a session of its own no signal of the terminal reaches the server. It gets one, from here: a
    second Ctrl-C would make it leave its kernels behind, a closed window would end it at once.
    """
    asked: list[float] = []
    for name in ENDS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: asked.append(time.monotonic()))
    with subprocess.Popen(command, cwd=folder, start_new_session=True) as server:
        told = os.name == "nt"  # Windows' consoles tell the server themselves
        while True:
            try:
                code = server.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                if asked and not told:
                    server.terminate()
                    told = True
                if asked and time.monotonic() - asked[0] > PATIENCE:
                    server.kill()
            else:
                return 0 if asked else code


def open_notebook(root: Path, number: str, extra: list[str]) -> int:
    """Open the reader's copy, and say what there is to say about the copies."""
    copy = root / "work" / find_notebook(root, number).name
    for line in renew_all(root):
        print(line, file=sys.stderr)
    if not copy.exists():
        return 2  # its edition is damaged, which one of the lines says
    print(f"Opening {copy.relative_to(root)}; Ctrl+C in this terminal ends it.", flush=True)
    return run_until_done(lab_command(root, copy, extra), root)


def reset(root: Path, number: str) -> int:
    """Make a copy afresh, and say where the old one is."""
    copy, kept = fresh_copy(root, number)
    print(f"fresh: {copy.relative_to(root)}")
    if kept:
        print(f"kept:  {kept.relative_to(root)}")
    return 0


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
            return reset(root, ours.notebook)
        return open_notebook(root, ours.notebook, extra)
    except LabError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"work/, where your copies lie, cannot be written: {error}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
