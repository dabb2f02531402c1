"""Which Python and which packages the course needs, and in which versions."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

from course_lib.guide.places import checkout

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*\(?([^;)]*)\)?")


def needs(root: Path | None = None) -> tuple[str, dict[str, str]]:
    """Give the range of Python and package -> range, without what only tests and upkeep need.

    They come from ``pyproject.toml`` in a checkout, where the installed package may still tell of
    an older state, and else from the installed package.

    Examples
    --------
    >>> python, packages = needs()
    >>> python, packages["numpy"]
    ('>=3.11', '>=2.0')
    """
    root = root or checkout()
    if root is not None:
        text = (root / "pyproject.toml").read_text(encoding="utf-8")
        project = tomllib.loads(text)["project"]
        return project["requires-python"], dict(map(requirement, project["dependencies"]))
    about = metadata.metadata("course-lib")
    lines = [line for line in about.get_all("Requires-Dist") or () if "extra ==" not in line]
    return about["Requires-Python"], dict(map(requirement, lines))


def requirement(line: str) -> tuple[str, str]:
    """Take a requirement apart into name and range.

    Examples
    --------
    >>> requirement("ipywidgets>=8.1,!=8.1.9"), requirement("jupyterlab_widgets (~=3.0.15)")
    (('ipywidgets', '>=8.1,!=8.1.9'), ('jupyterlab_widgets', '~=3.0.15'))
    """
    match = _REQUIREMENT.match(line)
    if match is None:
        raise ValueError(f"a requirement begins with a name; got {line!r}")
    return match[1], match[2].strip()
