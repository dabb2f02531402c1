"""Looks at Python, at the packages, and at what shows sliders in JupyterLab."""

import importlib
import sys
from importlib import metadata
from pathlib import Path

from course_lib.guide.environment.finding import Finding
from course_lib.guide.environment.needs import requirement
from course_lib.guide.environment.versions import lies_within

# What a package is called in an import, where that is not its name.
IMPORTED_AS = {"pillow": "PIL"}
# Slow to import, and a program more than a library: that it is installed is enough.
NOT_IMPORTED = {"jupyterlab"}
MANAGER = "jupyterlab_widgets"
EXTENSION = "labextensions/@jupyter-widgets/jupyterlab-manager/package.json"


def look_at_python(wanted: str) -> Finding:
    """Compare the Python that runs with the range that the course needs."""
    found = ".".join(map(str, sys.version_info[:3]))
    well = lies_within(found, wanted)
    remedy = "" if well else "Install a newer Python and name it: make lab PYTHON=python3.12"
    return Finding("Python", wanted, found, remedy)


def look_at_package(name: str, wanted: str) -> Finding:
    """Look whether a package is installed, new enough, and can be imported."""
    version = _installed(name)
    if version is None:
        return Finding(name, wanted, "missing", install(name, wanted))
    if not _fits(version, wanted):
        return Finding(name, wanted, f"{version}, not in this range", install(name, wanted))
    if name in NOT_IMPORTED:
        return Finding(name, wanted, version)
    try:
        importlib.import_module(IMPORTED_AS.get(name, name))
    except Exception as error:
        broken = f"{version}, but its import fails: {type(error).__name__}: {error}"
        return Finding(name, wanted, broken, install(name, wanted, again=True))
    return Finding(name, wanted, version)


def look_at_widget_manager() -> Finding:
    """Look for the part of ipywidgets that shows sliders in JupyterLab, as ipywidgets needs it."""
    thing = "sliders in JupyterLab"
    wanted = _range_of_the_manager()
    version, needed = _installed(MANAGER), MANAGER
    if version is None:
        return Finding(thing, needed, "missing", install(MANAGER, wanted))
    if not _fits(version, wanted):
        return Finding(thing, needed, f"{version}, not in this range", install(MANAGER, wanted))
    files = [file for file in metadata.files(MANAGER) or () if str(file).endswith(EXTENSION)]
    # Some packagers list no files; then the usual place counts.
    places = [Path(sys.prefix) / "share" / "jupyter" / EXTENSION]
    if not any(place.is_file() for place in [Path(str(file.locate())) for file in files] + places):
        broken = f"{version}, but its extension of JupyterLab is missing"
        return Finding(thing, needed, broken, install(MANAGER, wanted, again=True))
    return Finding(thing, needed, version)


def install(name: str, wanted: str, *, again: bool = False) -> str:
    """Give the command that installs a package for this very Python."""
    if (Path(sys.prefix) / "conda-meta").is_dir() and not again:
        return "conda env update --file environment.yml"
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f'{python} -m pip install {"--force-reinstall " if again else ""}"{name}{wanted}"'


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _fits(version: str, wanted: str) -> bool:
    try:
        return lies_within(version, wanted)
    except ValueError:
        return True  # somebody's own build, such as "unknown": its import is looked at next


def _range_of_the_manager() -> str:
    try:
        lines = metadata.requires("ipywidgets") or ()
    except metadata.PackageNotFoundError:
        return ""
    return next((wanted for name, wanted in map(requirement, lines) if name == MANAGER), "")
