"""Run claims under their variations: on several cores, through the executors of the search.

Every trial is written as it ends; stopped at any moment, the same call goes on where it was.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from functools import cache
from pathlib import Path
from typing import Any

from course_lib.claims.claim import Claim
from course_lib.claims.results import claims_of, results_path, source_of, store_results
from course_lib.search import Listed, run

Progress = Callable[..., Iterable[Any]]


def try_claims(
    chapter: str,
    *,
    executor: Executor | Callable[[], Executor] | None = None,
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
    folder: Path | None = None,
) -> Path:
    """Try all claims of a chapter and store what came of it; gives the file.

    Parameters
    ----------
    executor : as ``search.run`` takes it, such as ``processes(2)``; None: one after the other
    progress : function that wraps the trials as they end, such as ``tqdm``
    folder : where results are stored; ``data/claims`` by default
    """
    claims = claims_of(chapter)
    asked = [
        {"chapter": chapter, "claim": claim.key, "trial": words}
        for claim in claims
        for words in claim.trials
    ]
    # What was begun with other code is not gone on with: its name is the code's digest.
    path = results_path(chapter, folder)
    running = path.with_name(f"{path.stem}.{source_of(chapter)}.running")
    running.parent.mkdir(parents=True, exist_ok=True)
    trials = run(measured, Listed(asked), executor=executor, path=running)
    numbers = {
        (trial.settings["claim"], trial.settings["trial"]): trial.more["numbers"]
        for trial in progress(trials)
    }
    stored = store_results(chapter, claims, numbers, folder)
    running.unlink()
    return stored


def measured(settings: dict[str, Any], seed: int) -> dict[str, Any]:
    """Measure one claim once, as an objective; the conditions bring their own seeds."""
    claim = _by_key(settings["chapter"])[settings["claim"]]
    numbers = claim.measure(**claim.conditions(settings["trial"]))
    return {"score": float(bool(claim.holds(numbers))), "numbers": numbers}


@cache
def _by_key(chapter: str) -> dict[str, Claim]:
    return {claim.key: claim for claim in claims_of(chapter)}
