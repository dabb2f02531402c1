"""All looks together: a table for a notebook, and for ``python -m course_lib check``."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course_lib.guide.environment.data import look_at_data, look_at_sweeps
from course_lib.guide.environment.finding import Finding
from course_lib.guide.environment.needs import needs
from course_lib.guide.environment.packages import (
    look_at_package,
    look_at_python,
    look_at_widget_manager,
)
from course_lib.guide.places import checkout
from course_lib.guide.table import Table

HEADING = ("what", "needed", "found")
OWN_ENVIRONMENT = "Or, for all packages at once: `make lab` sets up an environment of its own."


@dataclass(frozen=True)
class Environment:
    """What all looks gave.

    Examples
    --------
    >>> Environment([Finding("numpy", ">=2.0", "missing", "pip install numpy")])
    what   needed  found
    -----  ------  -------
    numpy  >=2.0   missing
    <BLANKLINE>
    This machine is not ready yet. In this order:
    1. numpy: pip install numpy
    """

    findings: Sequence[Finding]
    all_at_once: str = ""

    @property
    def ready(self) -> bool:
        """Whether the course runs here."""
        return all(finding.well for finding in self.findings)

    def table(self, *, versions: bool = False) -> Table:
        """Show what was found; what is well is shown as "ok", or with its version."""
        rows = [
            [each.thing, each.needed, each.found if versions or not each.well else "ok"]
            for each in self.findings
        ]
        wrong: dict[str, str] = {}  # each command once: conda mends everything with the same one
        for each in self.findings:
            if not each.well:
                wrong.setdefault(each.remedy, each.thing)
        steps = [f"{i}. {thing}: {way}" for i, (way, thing) in enumerate(wrong.items(), start=1)]
        if not wrong:
            return Table(HEADING, rows, ["This machine is ready."])
        remarks = ["This machine is not ready yet. In this order:", *steps]
        remarks += [self.all_at_once] if self.all_at_once else []
        return Table(HEADING, rows, remarks)

    def __repr__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def check_environment() -> Environment:
    """Look at Python, the packages, the widget manager, the data and the stored runs.

    Examples
    --------
    >>> check_environment().ready
    True
    """
    python, packages = needs()
    installed = [look_at_package(name, wanted) for name, wanted in packages.items()]
    installed.append(look_at_widget_manager())
    findings = [look_at_python(python), *installed, look_at_data(), look_at_sweeps()]
    root = checkout()
    elsewhere = root is not None and Path(sys.prefix).resolve() != (root / ".venv").resolve()
    lacking = not all(finding.well for finding in installed)
    return Environment(findings, OWN_ENVIRONMENT if lacking and elsewhere else "")
