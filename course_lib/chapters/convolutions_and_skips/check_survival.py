"""Check of exercise 4: survival probabilities for a given share of the work."""

import numpy as np

from course_lib import checks
from course_lib.chapters.convolutions_and_skips import check_answers as answers

BLOCKS, SHARE = 4, 0.75


def survival(function: object) -> None:
    """Check ``survival(blocks, share)``, which returns the probabilities p_1 ... p_L.

    Examples
    --------
    >>> survival(lambda blocks, share: np.full(blocks, share))
    Exercise 4 (survival): not yet right: four blocks on a line from 1, of which 0.75 are there on average:
      expected 0.9, got 0.75. They lie on a line: the first is left out least.
    """  # noqa: E501 - what the check prints
    rules = [
        checks.rule("one probability for each block", _asked, BLOCKS, SHARE),
        _four,
        _nothing_is_left_out,
        _mean_is_the_share,
        answers.SURVIVAL,
    ]
    checks.report("convolutions_and_skips", 4, "survival", function, rules)


def _asked(attempt: checks.Attempt, blocks: int, share: float) -> checks.Floats:
    got = attempt(blocks=blocks, share=share)
    return checks.require_array("the probabilities", got, (blocks,))


def _line(last: float, blocks: int = BLOCKS) -> checks.Floats:
    return 1 - np.arange(1, blocks + 1) / blocks * (1 - last)


def _four(attempt: checks.Attempt) -> None:
    right = answers.survival(BLOCKS, SHARE)
    from_one = np.linspace(1, 2 * SHARE - 1, BLOCKS)
    hints = {
        "They lie on a line: the first is left out least.": np.full(BLOCKS, SHARE),
        "The share is the mean of all, not the last one.": _line(SHARE),
        "Nearly: the mean has (L + 1) / 2L in it, not a half.": _line(2 * SHARE - 1),
        "The first block has a chance of being left out, too.": from_one,
        "The blocks count from 1 to L, not from 0.": 1 - np.arange(4) / 4 * (2 - 2 * SHARE),
        "The other way round: the last is left out most.": right[::-1],
        "Those are the chances to be left out.": 1 - right,
        "Those are the chances to be left out, by a line to the share.": 1 - _line(SHARE),
        "A line, not powers.": SHARE ** np.arange(1, BLOCKS + 1),
        "Their sum is share times the number of blocks.": right / BLOCKS,
        "They go up to 1 in front of the first block: 1 minus a part.": np.linspace(0, 1, BLOCKS),
    }
    rule = f"four blocks on a line from 1, of which {SHARE} are there on average"
    checks.require_equal(rule, _asked(attempt, BLOCKS, SHARE), right, hints)


def _nothing_is_left_out(attempt: checks.Attempt) -> None:
    rule = "with a share of 1 all are always there"
    checks.require_equal(rule, _asked(attempt, 5, 1.0), np.ones(5))


def _mean_is_the_share(attempt: checks.Attempt) -> None:
    rule = "their mean must be the share, for any number of blocks"
    for blocks in (2, 9, 50):
        got = _asked(attempt, blocks, 0.8)
        checks.require_equal(rule, got.mean(), 0.8, blocks=blocks, share=0.8)
