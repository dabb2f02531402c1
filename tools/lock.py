"""Pin what pyproject.toml's ranges give today: requirements/lab.txt, search.txt and test.txt.

    python -m tools.lock

One resolution serves all systems and every Python from the oldest that is promised; each list
holds what the ones before it lack, with the checksums of all files of each release. It is made by
uv, installed for the moment, from the index that pip uses.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

from tools.environment import LISTS, ROOT, list_file, write_whole
from tools.installing import python_of

HEADER = """\
# {what}
# Every package, each file by its checksum; known to work together. `make lock` renews it from
# pyproject.toml, which says which ranges the course accepts.
"""
WHAT = {
    "lab": "What `make lab` installs.",
    "search": "What `make search` installs besides: notebook 08 shows it as ready-made.",
    "test": "What `make test` and the other targets install besides.",
}
EXTRAS = {"lab": [], "search": ["search"], "test": ["dev"]}

Pins = dict[str, list[str]]
"""First line of an entry, such as "numpy==2.5.5 \\" -> its lines."""


def taken_apart(text: str) -> Pins:
    """Take a list apart."""
    found: Pins = {}
    for line in text.splitlines():
        if re.match(r"\w", line):
            found[line] = []
        if line and not line.startswith("#"):
            found[next(reversed(found))].append(line)
    return found


def oldest_python(root: Path) -> str:
    """Give the oldest Python that the course promises to run on, to its patch."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{project['requires-python'].removeprefix('>=')}.0"


def resolve(uv: list[str], root: Path, extras: list[str], *more: str) -> str:
    """Resolve the ranges of the course with some extras."""
    command = [*uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    command += ["--python-version", oldest_python(root), "--fork-strategy", "fewest"]
    command += ["--no-annotate", "--no-header", *more, str(root / "pyproject.toml")]
    command += [word for extra in extras for word in ("--extra", extra)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def index_of_pip() -> dict[str, str]:
    """Give uv the index that pip is set to, where it is set to one."""
    if "PIP_INDEX_URL" in os.environ:
        return {"UV_DEFAULT_INDEX": os.environ["PIP_INDEX_URL"]}
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    set_to = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return {"UV_DEFAULT_INDEX": set_to} if set_to else {}


def main(root: Path = ROOT) -> None:
    """Renew the lists."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        venv.create(folder / "venv", with_pip=True)
        python = str(python_of(folder / "venv"))
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "uv"], check=True)
        os.environ.update(index_of_pip())
        uv = [python, "-m", "uv"]
        # All first: what a reader gets is what the tests saw.
        everything = resolve(uv, root, EXTRAS["test"])
        (folder / "all.txt").write_text(everything, encoding="utf-8")
        limits = ("--constraint", str(folder / "all.txt"))
        before: Pins = {}
        for name in LISTS["test"]:
            found = taken_apart(resolve(uv, root, EXTRAS[name], *limits))
            new = {head: lines for head, lines in found.items() if head not in before}
            text = "\n".join(line for lines in new.values() for line in lines)
            write_whole(list_file(root, name), HEADER.format(what=WHAT[name]) + text + "\n")
            print(f"wrote requirements/{name}.txt: {len(new)} packages")
            before |= new


if __name__ == "__main__":
    main()
