"""How far a chapter's claims hold: a row of marks for each, and one claim measured again.

No widget: a row opens by click or key with a kernel and without, in JupyterLab and on a page.
"""

from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from course_lib.claims import Claim, Outcome, load_results
from course_lib.claims.claim import BASE
from course_lib.claims.results import claims_of
from course_lib.guide.table import Table

HOLDS, FAILS = "●", "✕"
COLOURS = {True: "#0072B2", False: "#D55E00"}
"""Blue and vermilion, which all eyes tell apart; the shape differs, too."""
DIGITS = 2


@dataclass(frozen=True)
class ClaimsTable:
    """Claims with what was stored of them; see ``claims_table``."""

    rows: list[tuple[Claim, list[Outcome]]]

    def __repr__(self) -> str:
        lines = []
        for claim, outcomes in self.rows:
            marks = "".join(HOLDS if each.holds else FAILS for each in outcomes)
            lines += [claim.sentence, f"  {marks}  {_in_words(outcomes)}"]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        legend = f"{_mark(True)} holds, {_mark(False)} does not; the first is this notebook."
        rows = "".join(_row(claim, outcomes) for claim, outcomes in self.rows)
        return f"<div><p>{legend} Open a row for its numbers.</p>{rows}</div>"


def claims_table(chapter: str) -> ClaimsTable:
    """Show where the conclusions of a chapter were tried, and where they hold.

    Stored results (``make claims``); a row opens to the numbers of every condition.

    Parameters
    ----------
    chapter : its name, such as "learning_rate_schedules"
    """
    results = load_results(chapter)
    return ClaimsTable([(claim, results.outcomes[claim.key]) for claim in claims_of(chapter)])


def again(chapter: str, key: str) -> Table:
    """Measure a claim now, under the notebook's conditions, beside what is stored.

    Numbers are shown to two digits: in a long run another processor's rounding shows in the third.

    Parameters
    ----------
    chapter : its name, such as "learning_rate_schedules"
    key : the claim's
    """
    claims = {claim.key: claim for claim in claims_of(chapter)}
    if key not in claims:
        raise ValueError(f"needed one of the claims {list(claims)}; got {key!r}")
    claim, then = claims[key], load_results(chapter).outcomes[key][0]
    now = claim.measure(**claim.conditions(BASE))
    rows = [[name, shown(then.numbers[name]), shown(value)] for name, value in now.items()]
    rows.append(["holds", _yes(then.holds), _yes(bool(claim.holds(now)))])
    return Table(["measured", "stored", "now"], rows, [f"{claim.sentence} Needed: {claim.needs}."])


def shown(value: Any) -> str:
    """Write a number, or the mean of several.

    Examples
    --------
    >>> shown(0.12345), shown([1.0, 2.0]), shown(1234.5), shown(True)
    ('0.12', '1.5 (mean of 2)', '1234', 'yes')
    """
    if isinstance(value, bool):
        return _yes(value)
    if isinstance(value, list):
        return f"{shown(float(np.mean(value)))} (mean of {np.size(value)})"
    if isinstance(value, float):
        return f"{value:.0f}" if 100 <= abs(value) < 1e6 else f"{value:.{DIGITS}g}"
    return str(value)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _in_words(outcomes: list[Outcome]) -> str:
    fails = [outcome.words for outcome in outcomes if not outcome.holds]
    where = f", not with: {'; '.join(fails)}" if fails else ""
    return f"holds in {len(outcomes) - len(fails)} of {len(outcomes)}{where}"


def _mark(holds: bool, words: str = "") -> str:
    sign = HOLDS if holds else FAILS
    title = f" title='{escape(words, quote=True)}'" if words else ""
    return f"<span{title} style='color: {COLOURS[holds]}; padding-right: 0.2em'>{sign}</span>"


def _row(claim: Claim, outcomes: list[Outcome]) -> str:
    marks = "".join(_mark(outcome.holds, outcome.words) for outcome in outcomes)
    label = escape(_in_words(outcomes), quote=True)
    return (
        f"<details><summary>{escape(claim.sentence)}<br>"
        f"<span role='img' aria-label='{label}'>{marks}</span> <small>{escape(_in_words(outcomes))}"
        f"</small></summary>{_numbers(claim, outcomes)}</details>"
    )


def _numbers(claim: Claim, outcomes: list[Outcome]) -> str:
    """A row of numbers for each condition; bare cells, as there are some hundreds of them."""
    names = list(outcomes[0].numbers)
    columns = ("tried", *(name.replace("_", " ") for name in names), claim.needs)
    heading = "".join(f"<th>{escape(name)}</th>" for name in columns)
    rows = [f"<tr>{heading}</tr>"]
    for outcome in outcomes:
        values = [shown(outcome.numbers[name]) for name in names]
        values.append(f"{HOLDS} holds" if outcome.holds else f"{FAILS} does not")
        cells = "".join(f"<td>{escape(value)}</td>" for value in values)
        rows.append(f"<tr><th>{escape(outcome.words)}</th>{cells}</tr>")
    return f"<table>{''.join(rows)}</table>"
