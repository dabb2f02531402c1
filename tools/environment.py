"""Create .venv with the pinned versions, using nothing but Python itself.

python tools/environment.py           set up .venv
python tools/environment.py --lock    renew constraints.txt from pyproject.toml's ranges
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "constraints.txt"
OLDEST = (3, 11)
HEADER = """\
# The versions that `make` installs, known to work together. `make lock` renews them;
# pyproject.toml says which ranges the course accepts.
"""


def venv_python(folder: Path) -> Path:
    """Where the interpreter of a virtual environment lies on this system."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(*command: str | Path) -> None:
    """Run a command from the top of the project; its failure ends this program."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT)
    if done.returncode:
        sys.exit(f"failed: {' '.join(str(word) for word in command)}")


def install(folder: Path, *constraints: str) -> Path:
    """Install the course with all that its tests need into a virtual environment."""
    python = venv_python(folder)
    if not python.exists():
        venv.create(folder, with_pip=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # The build backend goes in first, so that it is pinned like everything else.
    run(*pip, *constraints, "hatchling", "editables")
    run(*pip, *constraints, "--no-build-isolation", "--editable", ".[dev]")
    return python


def write_whole(path: Path, text: str) -> None:
    """Write a file completely or not at all."""
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)


def lock() -> None:
    """Resolve the ranges afresh in a throw-away environment and pin what came."""
    with tempfile.TemporaryDirectory() as scratch:
        python = install(Path(scratch) / "venv")
        command = [str(python), "-m", "pip", "list", "--format=freeze", "--exclude-editable"]
        listed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    ours = ("pip==", "setuptools==", "course-lib==", "course_lib==")
    pins = [line for line in listed.stdout.splitlines() if not line.startswith(ours)]
    write_whole(CONSTRAINTS, HEADER + "\n".join(sorted(pins, key=str.lower)) + "\n")
    print(f"wrote {CONSTRAINTS.name}: {len(pins)} versions")


def main() -> None:
    """Set up .venv, or renew the pins."""
    if sys.version_info < OLDEST:
        sys.exit(
            f"The course needs Python {'.'.join(map(str, OLDEST))} or newer; "
            f"{sys.executable} is {sys.version.split()[0]}. "
            "Name a newer one: make lab PYTHON=python3.12"
        )
    if "--lock" in sys.argv:
        lock()
        return
    print("Setting up .venv (a few minutes the first time) ...", flush=True)
    install(ROOT / ".venv", "--constraint", str(CONSTRAINTS))
    write_whole(ROOT / ".venv" / "ready", "this environment is complete\n")


if __name__ == "__main__":
    main()
