"""Open a notebook before a class: large, alone on the page, run beforehand, a key a section.

    python -m tools.present --notebook=05                the lesson of 50 minutes of notebook 05
    python -m tools.present --notebook=05 --zoom=1.5     larger still, for 1920 x 1080 pixels

JupyterLab gets settings and a workspace of its own below work/.talk, so that a person's own are
neither read nor touched. All other arguments go to JupyterLab.
"""

import argparse
import os
import sys
from pathlib import Path

from course_lib.plots.presenting import LARGEST, SMALLEST
from tools.environment import ROOT
from tools.lab import EXTENSIONS, SETTINGS, lab_command, run_until_done
from tools.notebook_text import LabError
from tools.talk_copy import make_talk, workspace

TALK_SETTINGS = SETTINGS.with_name("talk_settings")
TALK_EXTENSIONS = SETTINGS.with_name("talk_extensions")
PROJECTOR = 1.3
"""The zoom at which every dashboard is in sight at once on 1366 x 768 pixels."""

HOW = (
    "PageDown and PageUp, or a remote control, go through the lesson; d goes to the last dashboard "
    "above, and back. Ctrl+B brings the side bar."
)


def talk_command(root: Path, copy: Path, extra: list[str]) -> list[str]:
    """Give the command that opens a copy for a class."""
    own = root / "work" / ".talk"
    changed = [
        f"--LabApp.app_settings_dir={TALK_SETTINGS}",
        f"--LabApp.user_settings_dir={own / 'settings'}",
        f"--LabApp.workspaces_dir={workspace(root, copy)}",
        f"--LabServerApp.extra_labextensions_path={EXTENSIONS}",
        f"--LabServerApp.extra_labextensions_path={TALK_EXTENSIONS}",
    ]
    replaced = {each.partition("=")[0] for each in changed}
    usual = [each for each in lab_command(root, copy, []) if each.partition("=")[0] not in replaced]
    return [*usual, *changed, *extra]


def zoom_of(text: str) -> float:
    """Read a zoom that a kernel will take."""
    zoom = float(text)
    if not SMALLEST <= zoom <= LARGEST:
        raise ValueError(text)
    return zoom


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Make the copy, and open it."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.present", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("--notebook", default="00", help="a notebook's number, such as 03")
    parser.add_argument("--zoom", type=zoom_of, default=PROJECTOR, help="of dashboards and figures")
    ours, extra = parser.parse_known_args(arguments)
    try:
        copy, kept = make_talk(root, ours.notebook)
    except (LabError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if kept:
        print(f"kept, because you had changed it: {kept.relative_to(root)}")
    print(f"Opening {copy.relative_to(root)}; Ctrl+C in this terminal ends it.\n{HOW}", flush=True)
    os.environ["COURSE_PRESENT"] = str(ours.zoom)
    return run_until_done(talk_command(root, copy, extra), root)


if __name__ == "__main__":
    sys.exit(main())
