"""Try the claims of the chapters under their variations, and store what came of it.

data/claims/ holds the results, docs/claims.md shows them.

python -m tools.claims                  all chapters that have claims
python -m tools.claims --notebook=06    one of them

It uses all cores. Stopped in the middle, the same command goes on where it stopped.
"""

import argparse
import os
import sys
from pathlib import Path

from tqdm import tqdm

from course_lib.claims import load_results, try_claims
from course_lib.claims.results import claims_of, problems
from course_lib.search import processes
from tools import claims_page
from tools.environment import ROOT


def chapters_with_claims(root: Path = ROOT) -> list[str]:
    """Name the chapters that have claims, in the order of their notebooks."""
    sources = sorted((root / "notebooks" / "source").glob("*.py"))
    names = [path.stem.partition("_")[2] or path.stem for path in sources]
    chapters = root / "course_lib" / "chapters"
    return [name for name in names if (chapters / name / "claims.py").exists()]


def chapter_of(number: str, root: Path = ROOT) -> str:
    """Name the chapter of a notebook's number, such as 06."""
    found = sorted((root / "notebooks" / "source").glob(f"{number.zfill(2)}_*.py"))
    if len(found) != 1:
        sys.exit(f"no notebook has the number {number!r}")
    return found[0].stem.partition("_")[2]


def main(words: list[str] | None = None) -> int:
    """Try claims; say which do not hold where they say they do."""
    parser = argparse.ArgumentParser(prog="python -m tools.claims")
    parser.add_argument("--notebook", default="", help="a notebook's number, such as 06")
    number = parser.parse_args(words).notebook
    wrong = 0
    for chapter in [chapter_of(number)] if number else chapters_with_claims():
        trials = sum(len(claim.trials) for claim in claims_of(chapter))
        try_claims(
            chapter,
            executor=processes(os.cpu_count() or 1),
            progress=lambda runs, c=chapter, n=trials: tqdm(runs, desc=c, total=n),
        )
        results = load_results(chapter)
        for key, outcomes in results.outcomes.items():
            fails = results.fails(key)
            where = f": not with {'; '.join(fails)}" if fails else ""
            print(f"{key}: holds in {len(outcomes) - len(fails)} of {len(outcomes)}{where}")
        for problem in problems(chapter):
            print(f"{chapter}: {problem}")
            wrong += 1
    claims_page.rewrite(ROOT)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
