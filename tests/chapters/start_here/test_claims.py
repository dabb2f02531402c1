"""The claims of notebook 00: what they train."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib.chapters.start_here.claims import CLAIMS
from course_lib.chapters.start_here.recipe import Recipe, trained
from course_lib.claims import load_results

CHAPTER = "start_here"


def test_a_claim_is_measured_as_it_is_stored():
    claim = next(claim for claim in CLAIMS if claim.key == "wrong_lambda")
    now = claim.measure(**claim.base)
    stored = load_results(CHAPTER).outcomes[claim.key][0].numbers
    assert now["dev accuracy"] == pytest.approx(stored["dev accuracy"], abs=0.01)


def test_a_draw_is_the_same_alone_and_in_a_stack():
    recipe = Recipe(epochs=5)
    together, alone = trained(recipe, range(3))[1], trained(recipe, range(2, 3))[1]
    np.testing.assert_allclose(together[2], alone[0])


def test_a_penalty_that_is_turned_down_counts_from_there_on():
    heavy = Recipe(strength=0.6, epochs=20)
    never, at_once = trained(heavy, range(2))[1], trained(
        replace(heavy, turned_at=1, later=0.0), range(2)
    )[1]  # fmt: skip
    assert never == pytest.approx(np.log(2), abs=0.02)
    assert (at_once < 0.5).all()
