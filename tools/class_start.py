"""Start one user's server on a class server: own copies, own progress, the course's settings.

    python -P -m tools.class_start

JupyterHub runs it for each user (deploy/jupyterhub/jupyterhub_config.py); all that follows goes to
JupyterHub's own jupyterhub-singleuser. The course's folder is only read. COURSE_WORK says where a
user's copies lie; without it that is ~/course.
"""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path
from shutil import copyfile

from tools.environment import ROOT, write_whole
from tools.lab import COURSE_OPTIONS
from tools.working_copies import renew_all

NEWS = "new_editions.txt"
"""Beside the copies: which of them the course has newer, as long as there are such."""
WAY = "give yours another name, stop your server and start it, and the new one lies beside it"
BLAS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "OMP_NUM_THREADS")
FONTS = "fontlist-*.json"


def work_folder(environ: MutableMapping[str, str]) -> Path:
    """Give where a user's copies lie.

    Examples
    --------
    >>> work_folder({"COURSE_WORK": "/homes/kim/nets"}).as_posix()
    '/homes/kim/nets'
    """
    return Path(environ.get("COURSE_WORK") or "~/course").expanduser()


def bring_copies(root: Path, work: Path) -> list[str]:
    """Make and renew the copies, never one that its user has changed; a note tells of those."""
    work.mkdir(parents=True, exist_ok=True)
    lines, note = renew_all(root, work, WAY), work / NEWS
    if lines:
        write_whole(note, "\n".join(lines) + "\n")
    else:
        note.unlink(missing_ok=True)
    return lines


def set_up(environ: MutableMapping[str, str], work: Path, prefix: Path) -> None:
    """Say to all kernels where this user's things lie; what the site has set stays."""
    for name in BLAS:
        environ.setdefault(name, "1")  # of many users on one machine each has one core
    environ.setdefault("COURSE_PROGRESS", str(work / "progress"))
    if "MPLCONFIGDIR" not in environ:
        environ["MPLCONFIGDIR"] = str(bring_fonts(prefix / "matplotlib", work / ".matplotlib"))


def bring_fonts(stored: Path, own: Path) -> Path:
    """Copy Matplotlib's list of fonts, which it would make for seconds, to where it may write."""
    own.mkdir(parents=True, exist_ok=True)
    for path in stored.glob(FONTS):
        if not (own / path.name).exists():
            copyfile(path, own / path.name)
    return own


def limit_memory(environ: MutableMapping[str, str]) -> None:
    """Hold the server and each kernel to JupyterHub's ``mem_limit``, also where no spawner does.

    A cell that wants more meets a MemoryError, in place of a machine that stands still for all.
    JupyterHub hands the limit on as MEM_LIMIT. Linux keeps to it; others know no such limit.
    """
    if environ.get("MEM_LIMIT", "").isdecimal() and sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        limit = int(environ["MEM_LIMIT"])
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def main(extra: list[str]) -> None:
    """Prepare what is the user's, and become the user's server."""
    work = work_folder(os.environ)
    try:
        for line in bring_copies(ROOT, work):
            print(line, file=sys.stderr)
        set_up(os.environ, work, Path(sys.prefix))
    except OSError as error:  # such as a full disk: the user must get in to make room
        print(f"{work}, where the copies lie, cannot be written: {error}", file=sys.stderr)
    limit_memory(os.environ)
    from jupyterhub.singleuser import main as serve

    sys.argv = ["jupyterhub-singleuser", f"--ServerApp.root_dir={work}", *COURSE_OPTIONS, *extra]
    serve()


if __name__ == "__main__":
    main(sys.argv[1:])
