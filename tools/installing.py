"""What is done to a virtual environment: made, filled by pip, taken along to another folder.

pip's lines become a counter. A failure is told in a sentence where the network, the disk or a part
of Python that is missing is the reason, and in pip's own words where it is anything else.
"""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

ROUTINE = re.compile(
    r"\s*(Looking in|Ignoring|Processing|Downloading|Using cached|Collecting|Requirement already)"
)
# What lies in a folder of wheels is "processed".
FETCHED = re.compile(
    r"(?:Collecting|Requirement already satisfied:|Processing \S*[\\/])\s*([\w.]+)"
)
UNREACHED = re.compile(r"Retry\(total=0,|ReadTimeoutError|IncompleteRead|Max retries exceeded")
FULL = re.compile(r"No space left on device|not enough space on the disk")


class SetupError(Exception):
    """The environment could not be made; the message is for who asked for it."""

    changed = True
    """Whether the environment may be another one than before."""


class NetworkError(SetupError):
    """pip did not reach its index."""


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def python_of(folder: Path) -> Path:
    """Where the interpreter of a virtual environment lies on this system."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def answer_of(folder: Path, program: str, *arguments: str) -> str:
    """Give what a program says in the environment's own Python; "" where that does not run."""
    command = [str(python_of(folder)), "-I", "-c", program, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def version_of(folder: Path) -> str:
    """Give the Python of an environment, as in "3.11"; "" where it does not run."""
    return answer_of(folder, "import sys; print('%d.%d' % sys.version_info[:2])")


def has_pip(folder: Path) -> bool:
    """Whether an environment can be added to."""
    return answer_of(folder, "import pip; print(pip.__version__)") != ""


def make(folder: Path, root: Path) -> None:
    """Make the environment anew, with nothing in it but pip and the way to course_lib."""
    number = f"{sys.version_info[0]}.{sys.version_info[1]}"
    try:
        from ensurepip import version  # noqa: F401
    except ImportError:
        raise SetupError(
            f"{sys.executable} lacks ensurepip, from which .venv gets its pip. "
            f"On Debian, Ubuntu and WSL: sudo apt install python{number}-venv"
        ) from None
    try:
        venv.create(folder, clear=True, symlinks=os.name != "nt", with_pip=True)
    except subprocess.CalledProcessError as error:
        output = (error.output or b"").decode(errors="replace")
        raise reason(["pip could not be put into .venv.", *output.splitlines()]) from None
    # Python 3.11 brings 10 MB of setuptools, which nothing here needs.
    uninstall = [python_of(folder), "-m", "pip", "uninstall", "--yes", "setuptools"]
    subprocess.run(uninstall, capture_output=True, check=False)
    # Relative, so that a folder that was moved or copied finds its own course_lib and no other;
    # the underscore, so that it is read before what `pip install --editable` writes.
    packages = Path(answer_of(folder, "import sysconfig; print(sysconfig.get_path('purelib'))"))
    (packages / "_course.pth").write_text(os.path.relpath(root, packages) + "\n", encoding="ascii")


def install(folder: Path, lists: "list[Path]") -> None:
    """Install lists of pinned packages."""
    command = [str(python_of(folder)), "-m", "pip", "install", "--no-input", "--progress-bar=off"]
    # The lists are complete, and each file is compared with what it was when they were made.
    command += ["--disable-pip-version-check", "--no-deps", "--require-hashes"]
    for path in lists:
        command += ["--requirement", str(path)]
    total = sum(len(pinned_in(path)) for path in lists)
    told = Counter(total)
    with subprocess.Popen(
        command,
        env=dict(os.environ, PIP_USER="0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as pip:
        for line in pip.stdout:
            told.read(line.rstrip())
    if pip.returncode:
        error = reason(told.kept)
        error.changed = told.changed
        raise error


def pinned_in(path: Path) -> "list[str]":
    """Give the lines of a list that name a package, such as "numpy==2.5.5"."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.rstrip("\\ ") for line in lines if re.match(r"\w", line)]


class Counter:
    """Follows pip's lines: tells how far it is, and keeps those that may be a reason."""

    def __init__(self, total: int) -> None:
        self.total, self.count, self.kept, self.changed = total, 0, [], False

    def read(self, line: str) -> None:
        """Take in one line."""
        fetched = FETCHED.match(line)
        if line.startswith("Ignoring "):
            self.total -= 1  # it is for another system or another Python
        elif fetched:
            self.count += 1
            if self.count % 10 == 0 or self.count == self.total:
                say(f"  fetched {self.count} of {self.total}: {fetched.group(1)}")
        elif line.startswith("Installing collected packages"):
            self.changed = True
            say(f"  unpacking {line.count(',') + 1} packages, half a minute or more ...")
        elif "Retry(total=4," in line and not self.kept:
            say("  the package index does not answer; trying again ...")
        if line.strip() and not ROUTINE.match(line):
            self.kept.append(line)


def reason(lines: "list[str]") -> SetupError:
    """Give the error that tells why a set-up ended."""
    said = "\n".join(lines)
    if FULL.search(said):
        return SetupError("The disk is full; .venv takes 420 MB for reading, 1000 MB with tests.")
    if UNREACHED.search(said) and "SSL" not in said:
        return NetworkError(
            "The package index cannot be reached: installing takes a network connection "
            "(what is installed works without one)."
        )
    return SetupError(said)


AFRESH = """
import sys
import venv
from importlib.metadata import distributions
from pip._vendor.distlib.scripts import ScriptMaker

folder, scripts = sys.argv[1:]
builder = venv.EnvBuilder()
context = builder.ensure_directories(folder)
builder.create_configuration(context)
builder.setup_scripts(context)
maker = ScriptMaker(None, scripts)
maker.clobber, maker.set_mode, maker.variants = True, True, {""}
for distribution in distributions():
    for entry in distribution.entry_points.select(group="console_scripts"):
        maker.make(f"{entry.name} = {entry.value}")
print("done")
"""


def come_along(folder: Path) -> bool:
    """Have an environment's programs and its activation name the folder where it is now."""
    return answer_of(folder, AFRESH, str(folder), str(python_of(folder).parent)) == "done"
