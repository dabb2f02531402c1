"""Have the kernels of .venv say in words which cell makes a name that is missing.

    python -m tools.kernel_start

IPython reads a file of its environment whenever a kernel starts. Ours loads
course_lib/guide/entering.py; one that somebody else has put there stays as it is.
"""

import sys
from pathlib import Path

from tools.environment import ROOT, write_whole

TEXT = """\
# The course's: where a cell lacks a name, words say which cells make it.
c = get_config()  # noqa
c.InteractiveShellApp.extensions.append("course_lib.guide.entering")
"""


def config_of(prefix: Path) -> Path:
    """Where an environment's kernels look for it."""
    return prefix / "etc" / "ipython" / "ipython_kernel_config.py"


def write(prefix: Path) -> None:
    """Put the file there, where none is."""
    path = config_of(prefix)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, TEXT)


def main(root: Path = ROOT, prefix: str = sys.prefix) -> int:
    """Write into the course's own environment, and into no other."""
    if Path(prefix).resolve() == (root / ".venv").resolve():
        try:
            write(Path(prefix))
        except OSError as error:  # the course opens without it
            print(f"Kernels start as usual: {error}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
