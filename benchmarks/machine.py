"""On what something was measured."""

import os
import platform
import sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version


def described() -> str:
    """One sentence about the front ends that are here, and the machine."""
    names = ("jupyterlab", "ipywidgets", "ipykernel", "voila", "matplotlib")
    versions = ["Python " + platform.python_version()]
    for name in names:
        with suppress(PackageNotFoundError):  # a class server has no Voila
            versions.append(f"{name} {version(name)}")
    return (
        f"Measured with {', '.join(versions)}, "
        f"on {os.cpu_count()} cores ({platform.machine()}, {sys.platform})."
    )
