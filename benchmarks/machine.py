"""On what something was measured."""

import os
import platform
import sys
from importlib.metadata import version


def described() -> str:
    """One sentence about the front ends and the machine."""
    names = ("jupyterlab", "ipywidgets", "ipykernel", "voila", "matplotlib")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"Measured with Python {platform.python_version()}, {versions}, "
        f"on {os.cpu_count()} cores ({platform.machine()}, {sys.platform})."
    )
