"""What the head of a notebook's source says of it: the one place where these words stand.

    # ---
    # jupyter:
    #   course:
    #     title: Regularization
    #     question: It has learned its examples by heart. What helps?
    #     about: "one net and 300 digits: weight decay, dropout"
    #     needs: ["02"]
    #     minutes: 75

The editions carry it in their metadata, from where the map in the notebooks and README's table
take it.

A notebook whose conclusions are claims says ``kind: claims`` in place of its minutes, which are
then counted, and ``running: [5, 10]``, the seconds that each section's cells take: ``make
notebooks`` writes that line. Each of its sections tells whoever teaches, where no reader sees it,

    # %% [markdown] minutes=8 lesson=true ask="Does it fall?" answers="Most: yes."
    # ## 1 · A run that fails

how long it takes, whether it belongs to the lesson of 50 minutes, what to ask, what rooms answer.
A notebook without claims may tell that too.
"""

from pathlib import Path
from typing import Any

import jupytext
import yaml
from nbformat import NotebookNode

COURSE = "course"
FIELDS = {
    "title": "a line of text",
    "question": "a line of text",
    "about": "a line of text",
    "needs": 'a list of notebooks\' numbers in quotes, such as ["02", "03b"], or []',
    "minutes": "a whole number from 1",
}
CLAIMS = "claims"
"""The kind of notebook whose conclusions are claims, and whose minutes are counted."""
CLAIMS_FIELDS = {field: FIELDS[field] for field in FIELDS if field != "minutes"} | {
    "kind": f"{CLAIMS}, the only kind that there is",
    "running": "a list of seconds, which `make notebooks` writes",
}
TEACHING = ("minutes", "lesson", "ask", "answers")
"""What a section's heading tells whoever teaches."""


class SourceError(ValueError):
    """A source that cannot be turned into editions; its message names file and place."""


def read_source(source: Path) -> NotebookNode:
    """Read a source as jupytext does, and hold its head against what is needed."""
    try:
        notebook = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    except yaml.YAMLError as error:
        words = " ".join(str(error).split())
        raise SourceError(f"{source.name}: its head is no YAML: {words}") from error
    faults = faults_of(notebook.metadata.get(COURSE), source)
    if faults:
        raise SourceError("\n".join(faults))
    return notebook


def faults_of(told: Any, source: Path) -> list[str]:
    """Say what is missing or wrong in what a head tells, each in a line."""
    where = f"{source.name}: needed in its head, under jupyter: {COURSE}:"
    if not isinstance(told, dict):
        return [f"{where} {', '.join(FIELDS)}; found {told!r}"]
    fields = CLAIMS_FIELDS if "kind" in told else FIELDS
    found = [
        f"{where} {field}: {needed}; found {told.get(field, 'nothing')!r}"
        for field, needed in fields.items()
        if not fits(field, told.get(field))
    ]
    found += [f"{where} only {', '.join(fields)}; found {key!r}" for key in told.keys() - fields]
    if not found:
        known = numbers_beside(source)
        found += [
            f"{where} needs: numbers of notebooks that come before; found {number!r}"
            for number in told["needs"]
            if number not in known or number >= number_of(source)
        ]
    return found


def fits(field: str, value: Any) -> bool:
    """Tell whether a field's value is of its kind."""
    if field == "needs":
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if field == "minutes":
        return type(value) is int and value > 0
    if field == "kind":
        return bool(value == CLAIMS)
    if field == "running":
        return value is None or (
            isinstance(value, list) and all(type(each) is int and each >= 0 for each in value)
        )
    # A bar would end the cell of README's table.
    return isinstance(value, str) and bool(value.strip()) and not set("|\n") & set(value)


def is_claims(head: dict[str, Any]) -> bool:
    """Tell whether a head is that of a notebook of claims."""
    return head.get("kind") == CLAIMS


def number_of(source: Path) -> str:
    """Give a notebook's number, "03" of ``03_regularization``; a name without one stays whole."""
    return source.stem.partition("_")[0]


def numbers_beside(source: Path) -> set[str]:
    """Give the numbers of all notebooks that there are."""
    return {number_of(each) for each in source.parent.glob("*.py")}
