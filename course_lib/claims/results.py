"""What came of a chapter's claims: one JSON file, and whether it is as old as its source."""

import ast
import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.claims.claim import BASE, Claim
from course_lib.datasets import data_folder
from course_lib.files import whole_file

PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Outcome:
    """One claim under one set of conditions: what was measured, and whether it held."""

    words: str
    conditions: dict[str, Any]
    numbers: dict[str, Any]
    holds: bool


@dataclass(frozen=True)
class Results:
    """What is stored of a chapter: claim -> outcomes, that of the notebook's conditions first."""

    chapter: str
    source: str
    outcomes: dict[str, list[Outcome]]

    def fails(self, key: str) -> list[str]:
        """Words of the variations under which a claim does not hold."""
        return [outcome.words for outcome in self.outcomes[key] if not outcome.holds]


def claims_of(chapter: str) -> tuple[Claim, ...]:
    """Give a chapter's claims; what has a dot is taken for the name of a module that holds some."""
    found: tuple[Claim, ...] = import_module(_module_of(chapter)).CLAIMS
    keys = [claim.key for claim in found]
    if len(set(keys)) < len(keys):
        raise ValueError(f"the claims of {chapter} need different keys; got {keys}")
    return found


def source_of(chapter: str) -> str:
    """Give a digest of the code behind a chapter's claims: what they import, themselves included.

    The engine and the kits are left out: what they compute is held by tests of their own. Words
    and comments do not count.
    """
    modules = sorted(_behind(_module_of(chapter)))
    codes = [ast.dump(_without_words(ast.parse(_file(module).read_text("utf-8"))))
             for module in modules]  # fmt: skip
    return hashlib.sha256("\n".join(codes).encode()).hexdigest()[:16]


def load_results(chapter: str, folder: Path | None = None) -> Results:
    """Read what is stored of a chapter's claims."""
    path = results_path(chapter, folder)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FileNotFoundError(f"{path.name} is not there: make claims makes it") from None
    outcomes = {
        key: [Outcome(**{"words": words, **told}) for words, told in claim["outcomes"].items()]
        for key, claim in found["claims"].items()
    }
    return Results(found["chapter"], found["source"], outcomes)


def results_path(chapter: str, folder: Path | None = None) -> Path:
    """Where a chapter's results lie."""
    return (folder or data_folder() / "claims") / f"{chapter.rpartition('.')[2]}.json"


def store_results(
    chapter: str,
    claims: Iterable[Claim],
    numbers: Mapping[tuple[str, str], dict[str, Any]],
    folder: Path | None = None,
) -> Path:
    """Write what was measured: (key, words) -> numbers, for every claim and trial.

    No time stands in it, so that a run that was stopped and gone on with gives the same bytes.
    """
    told = {
        claim.key: {
            "sentence": claim.sentence,
            "needs": claim.needs,
            "outcomes": {
                words: {
                    "conditions": claim.conditions(words),
                    "numbers": numbers[claim.key, words],
                    "holds": bool(claim.holds(numbers[claim.key, words])),
                }
                for words in claim.trials
            },
        }
        for claim in claims
    }
    whole = {
        "chapter": chapter,
        "source": source_of(chapter),
        "versions": {"python": platform.python_version(), "numpy": np.__version__},
        "claims": told,
    }
    path = results_path(chapter, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as stream:
        stream.write((json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode())
    return path


def problems(chapter: str, folder: Path | None = None) -> list[str]:
    """Say what is wrong between a chapter's claims and what is stored of them."""
    claims, results = claims_of(chapter), load_results(chapter, folder)
    found = (
        [] if results.source == source_of(chapter) else ["the results are older than the source"]
    )
    if list(results.outcomes) != [claim.key for claim in claims]:
        found.append("other claims are stored than there are")
    for claim in claims:
        outcomes = results.outcomes.get(claim.key, [])
        if [outcome.words for outcome in outcomes] != claim.trials:
            found.append(f"{claim.key}: other variations are stored than there are")
            continue
        fails = results.fails(claim.key)
        if set(fails) != set(claim.limits):
            found.append(f"{claim.key}: fails under {fails}, and says {list(claim.limits)}")
        if BASE in fails:
            found.append(f"{claim.key}: fails in the notebook itself")
    return found


def _module_of(chapter: str) -> str:
    return chapter if "." in chapter else f"course_lib.chapters.{chapter}.claims"


def _behind(module: str) -> set[str]:
    """Modules of chapters and experiments that a module imports, and those that they import."""
    found, waiting = set(), [module]
    while waiting:
        here = waiting.pop()
        if here in found or not _file(here).exists():
            continue
        found.add(here)
        waiting += _imported(ast.parse(_file(here).read_text("utf-8")))
    return found


def _imported(tree: ast.Module) -> Iterator[str]:
    rooms = ("course_lib.chapters.", "course_lib.experiments.")
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            yield from (name for name in names if f"{name}.".startswith(rooms))


def _file(module: str) -> Path:
    path = PACKAGE.parent.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _without_words(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body = node.body[1:] or [ast.Pass()]
    return tree
