"""Files that the programs of .venv read when they start: kernels, and nbconvert.

    python -m tools.start_files

A kernel loads course_lib/guide/entering.py, to say in words which cell makes a name that is
missing. `jupyter nbconvert` keeps the alt texts of figures, wherever it is run. A file that
somebody else has put there stays as it is.
"""

import sys
from pathlib import Path

from tools.environment import ROOT, write_whole

KERNEL = """\
# The course's: where a cell lacks a name, words say which cells make it.
c = get_config()  # noqa
c.InteractiveShellApp.extensions.append("course_lib.guide.entering")
"""

NBCONVERT = """\
# The course's: figures keep their alt texts on a page of HTML.
try:
    from tools.exported import describe_figures
except ImportError:  # the course is in an older state, or elsewhere
    pass
else:
    c = get_config()  # noqa
    c.HTMLExporter.preprocessors = [describe_figures]
"""

FILES = {
    "etc/ipython/ipython_kernel_config.py": KERNEL,
    "etc/jupyter/jupyter_nbconvert_config.py": NBCONVERT,
}
"""Where the programs of an environment look -> what they find there."""


def write(prefix: Path) -> None:
    """Put each file there, where none is."""
    for name, text in FILES.items():
        path = prefix / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text)


def main(root: Path = ROOT, prefix: str = sys.prefix) -> int:
    """Write into the course's own environment, and into no other."""
    if Path(prefix).resolve() == (root / ".venv").resolve():
        try:
            write(Path(prefix))
        except OSError as error:  # the course opens without it
            print(f"Kernels and nbconvert start as usual: {error}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
