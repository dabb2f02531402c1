"""Which way the doors of ``course_lib`` open: what each file may import, read from its syntax tree.

Every import counts, also those inside functions. ``faults`` says what is wrong with one file, so
that a test can plant a wrong import and see that it is found.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STANDARD = set(sys.stdlib_module_names)

LOW = {"arguments", "files", "npz"}
RUNS = LOW | {"engine", "datasets", "search", "experiments"}


@dataclass(frozen=True)
class Door:
    """What may come in: rooms of the course, packages beside the standard library."""

    rooms: frozenset[str]
    packages: frozenset[str]


def door(rooms: set[str], *packages: str) -> Door:
    return Door(frozenset(rooms), frozenset(packages))


ROOMS = {
    "__init__": door({"moved"}),
    "moved": door(set()),
    "widgets": door({"moved"}),
    "exercises": door({"moved"}),
    "__main__": door({"guide", "grading"}),
    "arguments": door(set(), "numpy"),
    "files": door(set()),
    "npz": door({"files"}, "numpy"),
    "engine": door(LOW, "numpy"),
    "datasets": door(LOW, "numpy"),
    "search": door(LOW, "numpy"),
    "guide": door(LOW),
    "experiments": door(RUNS, "numpy"),
    "plots": door({"arguments"}, "numpy", "matplotlib"),
    "checks": door({"guide"}, "numpy"),
    # The chapters' checks are named by a notebook: they are found as it runs.
    "grading": door({"files", "guide", "checks"}, "numpy"),
    "claims": door(LOW | {"datasets", "search", "experiments"}, "numpy"),
    "dashboards": door(
        {"arguments", "files", "plots", "claims", "guide"},
        "numpy",
        "matplotlib",
        "ipywidgets",
        "IPython",
        "PIL",
        "tqdm",
        "traitlets",
    ),
}
"""Room -> its door; a room may always import itself."""

CHAPTER = {
    "*dashboard*": door(
        RUNS | {"plots", "dashboards", "drawing", "runs"}, "numpy", "matplotlib", "ipywidgets"
    ),
    "drawing": door(RUNS | {"plots", "runs"}, "numpy", "matplotlib"),
    # An exercise that trains is judged by the runs of its own chapter.
    "check*": door({"checks", "runs"}, "numpy"),
    "claims*": door(RUNS | {"claims", "runs"}, "numpy"),
    # The best answer to an open task is kept with the reader's progress.
    "open_tasks": door(RUNS | {"guide", "runs"}, "numpy"),
    "__init__": door(set()),
    "*": door(RUNS | {"runs"}, "numpy"),
}
"""Kind of a chapter's file, the first that fits -> its door; "runs" and "drawing" are its own."""

EXCEPTIONS = {
    # The check of the data reads them, in functions: the rest of the guide runs without NumPy.
    "course_lib/guide/environment/data.py": {"datasets"},
}
FORBIDDEN = {"matplotlib.pyplot": "a figure of ours belongs to no window"}


def files() -> Iterator[Path]:
    """Every file of the library, relative to the top."""
    for path in sorted((ROOT / "course_lib").rglob("*.py")):
        yield path.relative_to(ROOT)


def imported(source: str) -> set[str]:
    """Every module that a source imports; ``from a import b`` counts as a and as a.b."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def kind_of(file: str) -> str:
    """Which kind of file of a chapter this is, by its place below the chapter's folder."""
    if "/" in file:
        return kind_of(file.partition("/")[0])
    return next(kind for kind in CHAPTER if fnmatch(file.removesuffix(".py"), kind))


def faults(path: Path, source: str) -> list[str]:
    """Say which imports of a file are not for it."""
    return [
        f"{path.as_posix()} imports {name}: {why}"
        for name in sorted(imported(source))
        if (why := fault(path.as_posix(), name))
    ]


def fault(path: str, name: str) -> str:
    """Say why a file may not import a module, or ""."""
    _, room, *rest = path.removesuffix(".py").split("/")
    here = CHAPTER[kind_of("/".join(rest[1:]) + ".py")] if room == "chapters" and rest[1:] else None
    opens = here or ROOMS.get(room, door(set()))
    if name.startswith("."):
        return "imports are written from the top"
    if name in FORBIDDEN:
        return FORBIDDEN[name]
    package, *inside = name.split(".")
    if package != "course_lib":
        return "" if package in STANDARD | opens.packages else "a package that is not for this file"
    if not inside:
        return ""
    if inside[0] == "chapters" and here:
        return _fault_in_chapter(rest[0], inside[1:], path, opens)
    known = opens.rooms | {room} | EXCEPTIONS.get(path, set())
    is_room = inside[0] in ROOMS or inside[0] == "chapters"
    return "the door opens the other way" if is_room and inside[0] not in known else ""


def _fault_in_chapter(chapter: str, name: list[str], path: str, opens: Door) -> str:
    if not name:
        return ""
    if name[0] != chapter:
        return "a chapter imports no other chapter; what two need lies in experiments or plots"
    if len(name) < 2:
        return ""
    kind = kind_of(name[1])
    if kind == kind_of("/".join(path.split("/")[3:])):
        return ""
    wanted = {"*": "runs", "drawing": "drawing"}.get(kind)
    return "" if wanted in opens.rooms else f"not for a file of this kind: {name[1]}"
