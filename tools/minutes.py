"""How long a notebook's main line takes its reader, counted and not guessed.

    python -m tools.minutes          all notebooks, a line each
    python -m tools.minutes 06       one of them, section by section

==================  ===========================================================================
prose               150 words a minute, what is folded away but for hints
code                6 seconds a line that is open to be read
predictions         1 minute each
tasks               2 minutes a part, a) b) c), of a dashboard's task: ``**Task 1.** a) ...``
exercises           3 to 8 minutes, as the author marks it: ``# %% exercise=5``
running             the seconds in the head's line ``running:``, which the builder measured
==================  ===========================================================================
"""

import re
import sys
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from nbformat import NotebookNode

from course_lib.guide.sections import Section, main_line, sections_of
from tools.calls import predictions_in
from tools.environment import ROOT
from tools.folding import folded
from tools.front_matter import COURSE, SourceError, is_claims, read_source
from tools.solutions import BEGIN, STUDENT, edition_lines

LONGEST = 80  # minutes
WORDS_A_MINUTE = 150
SECONDS_A_LINE = 6
MINUTES_A_PART = 2
TASK = re.compile(r"\*\*Task \d")
"""How the text cell with a dashboard's task begins."""
UNMARKED = 5  # minutes of an exercise whose author says nothing, as in older notebooks


@dataclass(frozen=True)
class Parts:
    """Where the minutes of a section, or of a whole notebook, go."""

    prose: float = 0
    code: float = 0
    predictions: float = 0
    tasks: float = 0
    exercises: float = 0
    running: float = 0

    @property
    def total(self) -> float:
        """All of them."""
        return sum(asdict(self).values())

    def __add__(self, other: "Parts") -> "Parts":
        mine, theirs = asdict(self), asdict(other)
        return Parts(**{name: mine[name] + theirs[name] for name in mine})


@dataclass(frozen=True)
class Estimate:
    """The minutes of a notebook's main line: section -> its parts."""

    sections: dict[str, Parts]

    @property
    def whole(self) -> Parts:
        """The parts of all sections together."""
        return sum(self.sections.values(), Parts())

    @property
    def minutes(self) -> int:
        """All in all, in whole minutes."""
        return round(self.whole.total)

    def __str__(self) -> str:
        names = [each.name for each in fields(Parts)]
        width = max(len(name) for name in (*self.sections, "all"))
        lines = [f"{'':{width}}  {'all':>5}" + "".join(f"{name:>13}" for name in names)]
        for name, parts in (*self.sections.items(), ("all", self.whole)):
            numbers = "".join(f"{value:13.1f}" for value in asdict(parts).values())
            lines.append(f"{name:{width}}  {parts.total:5.1f}{numbers}")
        return "\n".join(lines)


def estimate(read: NotebookNode) -> Estimate:
    """Estimate the minutes of a source that was read."""
    head = read.metadata[COURSE]
    sections = sections_of(read.cells)
    running = head.get("running") or []
    running = running if len(running) == len(sections) else [0] * len(sections)
    counted = {}
    for section, seconds in zip(main_line(sections), running, strict=False):
        parts = sum((parts_of(cell, automatic=is_claims(head)) for cell in section.cells), Parts())
        counted[section.name] = parts + Parts(running=seconds / 60)
    return Estimate(counted)


def parts_of(cell: NotebookNode, *, automatic: bool) -> Parts:
    """Count one cell; ``automatic`` as in ``folding.folded``."""
    if cell.cell_type != "code":
        asked = len(re.findall(r"\*\*Predict first", cell.source))  # as older notebooks ask
        if TASK.match(cell.source):  # to read it is part of doing it
            return Parts(tasks=MINUTES_A_PART * parts_of_task(cell.source), predictions=asked)
        return Parts(prose=words_in(cell.source) / WORDS_A_MINUTE, predictions=asked)
    lines = cell.source.splitlines()
    shown = [line for line in edition_lines(lines, STUDENT, "a cell") if line.strip()]
    is_exercise = any(line.strip() == BEGIN for line in lines)
    return Parts(
        code=0 if folded(cell, automatic=automatic) else len(shown) * SECONDS_A_LINE / 60,
        predictions=predictions_in(cell.source),
        exercises=cell.metadata.get("exercise", UNMARKED) if is_exercise else 0,
    )


def words_in(text: str) -> int:
    r"""Count the words of a text cell: without hints, which belong to their exercise, and marks.

    Examples
    --------
    >>> words_in("## 1 · A <!-- not shown --> run\n<details><summary>Hint</summary> x </details>")
    3
    """
    text = re.sub(r"<details>\s*<summary>Hint.*?</details>", "", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->|<[^>\n]+>", "", text, flags=re.DOTALL)
    return sum(bool(re.search(r"\w", word)) for word in text.split())


def parts_of_task(text: str) -> int:
    r"""Count the parts of a task, at least one: a) b) c), or the points of a numbered list.

    Examples
    --------
    >>> parts_of_task("**Task 1.** a) Find it. b) How many times a)?")
    2
    >>> parts_of_task("**Task 1.** Find it."), parts_of_task("**Task 1.** Go.\n\n1. One\n2. Two")
    (1, 2)
    """
    return max(1, len(set(re.findall(r"(?<!\w)[a-h]\)|(?m:^\d+\. )", text))))


def running_of(seconds: list[float], sections: list[Section]) -> list[int]:
    """Sum the cells' seconds by section, in steps of 5, as the head holds them."""
    return [
        5 * round(sum(seconds[each.first : each.first + len(each.cells)]) / 5) for each in sections
    ]


def changed_much(old: list[int] | None, new: list[int]) -> bool:
    """Tell whether measured seconds replace those in the head: no two runs take the same time.

    Examples
    --------
    >>> changed_much([5, 20], [10, 35]), changed_much([5, 20], [5, 60]), changed_much(None, [5])
    (False, True, True)
    """
    if old is None or len(old) != len(new):
        return True
    return any(
        abs(after - before) > max(15, before) for before, after in zip(old, new, strict=True)
    )


def with_running(text: str, seconds: list[int]) -> str:
    """Put the line ``running:`` into the head of a source, below its kind."""
    text = re.sub(r"(?m)^#     running:.*\n", "", text, count=1)
    return re.sub(r"(?m)^(#     kind:.*\n)", rf"\g<1>#     running: {seconds}\n", text, count=1)


def main(names: list[str], root: Path = ROOT) -> int:
    """Print the estimates of notebooks."""
    sources = sorted((root / "notebooks" / "source").glob("*.py"))
    chosen = [path for path in sources if not names or path.stem.partition("_")[0] in names]
    if not chosen:
        print(f"needed numbers of notebooks; found {names}", file=sys.stderr)
        return 1
    try:
        for source in chosen:
            counted, head = estimate(read := read_source(source)), read.metadata[COURSE]
            says = "" if is_claims(head) else f"; its head says {head['minutes']} for the whole"
            print(f"{source.stem}: {counted.minutes} minutes of main line{says}")
            if names:
                print(counted)
                if not head.get("running"):
                    print("running: not measured (kind: claims, then `make notebooks`)")
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
