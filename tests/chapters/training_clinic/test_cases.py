"""The faults of the clinic: ten patients of each show its sign, and the same ten without it do not.

Notebook 09 and docs/symptoms.md rest on these.
"""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from course_lib.chapters.training_clinic.cases.every import DIAGNOSES, FAULTS, HEALTHY, drawn
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS

SEEDS = range(10)
ROOT = Path(__file__).resolve().parents[3]


def test_there_are_at_least_twelve():
    assert len(FAULTS) == 15
    assert len(set(DIAGNOSES)) == 16


@pytest.mark.parametrize("name", FAULTS)
def test_over_ten_seeds_its_sign_parts_the_ill_from_the_well(name):
    fault = FAULTS[name]
    ill = [fault.shows(fault.patient(seed)) for seed in SEEDS]
    well = [fault.shows(fault.patient(seed, ill=False)) for seed in SEEDS]
    assert (sum(ill), sum(well)) == (10, 0)


@pytest.mark.parametrize("name", FAULTS)
def test_it_says_what_it_is_in_whole_words(name):
    fault = FAULTS[name]
    for words in (fault.argued(fault.patient(0)), fault.refuted(fault.patient(0, ill=False))):
        assert "{" not in words
        assert "nan" not in words


@pytest.mark.parametrize("name", FAULTS)
def test_each_seed_draws_another_patient(name):
    first, again, other = (FAULTS[name].patient(seed).problem.train[0] for seed in (1, 1, 2))
    assert np.array_equal(first, again, equal_nan=True)
    assert first.shape != other.shape or not np.array_equal(first, other, equal_nan=True)


def test_patients_are_drawn_of_every_kind_and_some_have_nothing():
    seen = {drawn(seed)[0] for seed in range(200)}
    assert seen == set(DIAGNOSES)
    assert HEALTHY in seen


def test_every_instrument_reads_every_kind_of_patient():
    for name, fault in FAULTS.items():
        for instrument in INSTRUMENTS.values():
            reading = instrument.read(fault.patient(0))
            assert all(isinstance(value, float | str) for value in reading.values()), name


def test_each_fault_has_its_row_on_the_page_of_symptoms():
    page = (ROOT / "docs" / "symptoms.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert len(rows) >= 13
    for name in ("rate too high", "rate too low", "dead units", "labels shuffled"):
        assert any(re.search(rf"\| {name}", row) for row in rows)


def test_the_first_line_of_a_folded_cell_names_no_patients_fault():
    """A folded cell shows its first line, above the question how many runs could learn."""
    cells = nbformat.read(ROOT / "notebooks" / "09_training_clinic.ipynb", as_version=4).cells
    begins = next(k for k, cell in enumerate(cells) if cell.source.startswith("## 1"))
    ends = next(k for k, cell in enumerate(cells) if cell.source.startswith("## 2"))
    folded = [each for each in cells[begins:ends] if each.metadata.get("jupyter")]
    first_lines = [cell.source.partition("\n")[0] for cell in folded]
    assert folded
    assert not [line for line in first_lines if any(fault in line for fault in FAULTS)]
