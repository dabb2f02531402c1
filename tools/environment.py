"""Bring .venv to what is needed, using nothing but Python itself; silent where all is well.

    python -m tools.environment lab       what a reader needs
    python -m tools.environment search    and what notebook 08 shows as ready-made
    python -m tools.environment test      and what tests and upkeep need

.venv/ready says which lists of requirements/ are installed, in which versions, in which folder. It
is removed first and written last: an environment without it is half made, and is made anew.

This file and tools/installing.py must be readable for Python 3.6, which shall say that it is too
old: no newer syntax, no newer annotation outside quotes.
"""

import hashlib
import json
import sys
from pathlib import Path

from tools import installing
from tools.installing import NetworkError, SetupError, say

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
LISTS = {"lab": ["lab"], "search": ["lab", "search"], "test": ["lab", "search", "test"]}
"""What is asked for -> the lists in requirements/ that it takes."""


def write_whole(path: Path, text: str) -> None:
    """Write a file completely or not at all."""
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        partial.replace(path)
    except OSError:  # such as a full disk
        partial.unlink(missing_ok=True)
        raise


def list_file(root: Path, name: str) -> Path:
    """Where a list of pinned packages lies."""
    return root / "requirements" / (name + ".txt")


def digest(path: Path) -> str:
    """Give the SHA-256 of a text, whatever Git does to the ends of its lines."""
    return hashlib.sha256(path.read_text(encoding="utf-8").encode()).hexdigest()


def read_ready(folder: Path) -> "dict":
    """Give what .venv/ready says; nothing where the environment is not whole or does not run."""
    try:
        ready = json.loads((folder / "ready").read_text(encoding="utf-8"))
        whole = isinstance(ready["folder"], str) and set(ready["lists"]) <= set(LISTS)
        return ready if whole and ready["python"] == installing.version_of(folder) else {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def write_ready(folder: Path, lists: "dict[str, str]") -> None:
    """Say that these lists are installed: name -> digest."""
    about = {"folder": str(folder.parent), "python": installing.version_of(folder), "lists": lists}
    write_whole(folder / "ready", json.dumps(about, indent=1) + "\n")


def bring_to(root: Path, goal: str) -> None:
    """Install what is missing for a goal, and nothing where nothing is missing."""
    folder = root / ".venv"
    ready = read_ready(folder)
    if ready and ready["folder"] != str(root):
        say("The course lies in another folder than before; .venv comes along.")
        if installing.come_along(folder):
            write_ready(folder, ready["lists"])
        else:
            ready = {}
    there = ready["lists"] if ready else {}
    # Locked together, the lists are renewed together.
    names = [name for name in LISTS["test"] if name in there or name in LISTS[goal]]
    wanted = {name: digest(list_file(root, name)) for name in names}
    if all(there.get(name) == wanted[name] for name in LISTS[goal]):
        return
    check_python()
    if not ready or not installing.has_pip(folder):
        make_anew(root, LISTS[goal])
        wanted = {name: wanted[name] for name in LISTS[goal]}
    else:
        try:
            extend(root, names)
        except NetworkError as error:
            if error.changed or not all(name in there for name in LISTS[goal]):
                raise
            say(f"{error}\nGoing on with the versions that are there.")
            return
    # Here, so that no notebook has to wait for it, nor says so in its output.
    installing.answer_of(folder, "import matplotlib.font_manager")
    write_ready(folder, wanted)


def make_anew(root: Path, names: "list[str]") -> None:
    """Make the environment from nothing."""
    folder = root / ".venv"
    if folder.exists():
        say("The .venv that is here is not whole, or not for this Python: it is made anew.")
    size = "1 GB" if "test" in names else "420 MB" if names == ["lab"] else "490 MB"
    say(f"Setting up .venv ({size}; a few minutes the first time) ...")
    # venv empties the folder in an order of its own.
    (folder / "ready").unlink(missing_ok=True)
    installing.make(folder, root)
    installing.install(folder, [list_file(root, name) for name in names])
    say("  done")


def extend(root: Path, names: "list[str]") -> None:
    """Add to the environment; where pip fails before it changes anything, it stays ready."""
    say(f"Adding to .venv: {', '.join(names)} ...")
    marker = root / ".venv" / "ready"
    before = marker.read_text(encoding="utf-8")
    marker.unlink()
    try:
        installing.install(marker.parent, [list_file(root, name) for name in names])
    except SetupError as error:
        if not error.changed:
            write_whole(marker, before)
        raise
    say("  done")


def check_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info < OLDEST:
        raise SetupError(
            f"The course needs Python {'.'.join(map(str, OLDEST))} or newer; "
            f"{sys.executable} is {sys.version.split()[0]}. "
            "Name a newer one: make lab PYTHON=python3.12"
        )


def main(arguments: "list[str]", root: Path = ROOT) -> int:
    """Bring the environment to what is asked for; give the exit code."""
    if len(arguments) != 1 or arguments[0] not in LISTS:
        say(f"usage: python -m tools.environment {' | '.join(LISTS)}")
        return 2
    try:
        bring_to(root, arguments[0])
    except SetupError as error:
        say(str(error))
    except OSError as error:
        say(str(installing.reason([f".venv cannot be made: {error}"])))
    except KeyboardInterrupt:
        say("Interrupted; the next run sets .venv up.")
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
