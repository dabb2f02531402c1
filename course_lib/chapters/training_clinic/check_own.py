"""The check of exercise 4: a first-aid order, tried on patients that it has not seen."""

from functools import cache

import numpy as np

from course_lib import checks
from course_lib.chapters.training_clinic.cases.every import DIAGNOSES
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS
from course_lib.chapters.training_clinic.policies import (
    WORTH,
    Floats,
    Visit,
    by_the_list,
    judged_on_stored,
    stored_patients,
)

ERRORS = 3


def first_aid(function: object) -> None:
    """Check ``first_aid(look)``: with stored patients it wins more points than going by the list.

    ``look(instrument)`` gives the instrument's numbers; a diagnosis is returned. 480 patients,
    ahead by three standard errors of the difference.

    Examples
    --------
    >>> first_aid(lambda look: "nothing")
    Exercise 4 (first_aid): not yet right: it must win more than going by the list, by three errors:
      0.8 against 2.8 points a patient: -2.0 ± 0.3. It looks at nothing: that is guessing.
    """
    rules = [
        checks.rule("a diagnosis", _a_diagnosis),
        checks.rule("one for each patient", _one_for_each),
        _wins_more_than_going_by_the_list,
    ]
    checks.report("training_clinic", 4, "first_aid", function, rules)


def _a_diagnosis(attempt: checks.Attempt) -> None:
    _visited(attempt, 0)


def _one_for_each(attempt: checks.Attempt) -> None:
    for number in range(0, len(stored_patients()), 7):
        _visited(attempt, number)


def _visited(attempt: checks.Attempt, number: int) -> tuple[float, str, Visit]:
    """Let it see one stored patient: points, what it said, its looks."""
    truth, readings = stored_patients()[number]
    visit, refused = Visit(readings.__getitem__), []

    def look(instrument: str) -> dict[str, float | str]:
        known = isinstance(instrument, str) and instrument in INSTRUMENTS
        if not known:
            refused.append(f"no instrument is called {instrument!r}; see the list.")
        return visit.look(instrument)

    try:
        said = attempt(look=look)
    except checks.UnsolvedError:
        checks.require(not refused, (refused or [""])[0])
        raise
    known = isinstance(said, str) and said in DIAGNOSES
    came = repr(said) if isinstance(said, str) else checks.describe(said)
    checks.require(known, f"it must return one of the diagnoses in the list; got {came[:60]}.")
    return WORTH * (said == truth) - visit.cost, said, visit


def _wins_more_than_going_by_the_list(attempt: checks.Attempt) -> None:
    seen = [_visited(attempt, number) for number in range(len(stored_patients()))]
    ours, theirs = np.array([points for points, _, _ in seen], float), _of_the_list()
    change = ours - theirs
    lacks = _what_it_lacks([said for _, said, _ in seen], [visit for *_, visit in seen])
    lead, error = float(change.mean()), float(change.std(ddof=1) / np.sqrt(len(change)))
    checks.require(
        lead > 0 and lead >= ERRORS * error,
        "it must win more than going by the list, by three errors:\n  "
        f"{ours.mean():.1f} against {theirs.mean():.1f} points a patient: "
        f"{lead:+.1f} ± {error:.1f}.{lacks}",
    )


@cache
def _of_the_list() -> Floats:
    return judged_on_stored(by_the_list)


def _what_it_lacks(said: list[str], visits: list[Visit]) -> str:
    """Where most points stay."""
    truths = np.array([truth for truth, _ in stored_patients()])
    right, looks = np.array(said) == truths, np.mean([visit.cost for visit in visits])
    if looks == 0:
        return " It looks at nothing: that is guessing."
    if len(set(said)) == 1:
        return " It says the same of all."
    if looks > WORTH - 1:
        return " It looks at everything, and nothing is left of a right diagnosis."
    if right.mean() > 0.8:
        return (
            f" It is right with {100 * right.mean():.0f} %, and pays {looks:.1f} looks: what first?"
        )
    missed = {name: float(np.mean(~right[truths == name])) for name in DIAGNOSES}
    worst = max(missed, key=lambda name: missed[name])
    return f" It is right with {100 * right.mean():.0f} %; it most often misses: {worst}."
