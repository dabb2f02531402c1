"""What notebook 00 promises: its task has the answer that it gives, and its map is up to date."""

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from course_lib.chapters.playground.dashboard.board import playground
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import PlaygroundSettings
from course_lib.guide import series_map

ROOT = Path(__file__).resolve().parents[3]
COPIED = PlaygroundSettings(
    layers=(16, 16), activation="relu", initializer="he", rule="gradient descent", lr=0.1,
    strength=0.6, drop_rate=0.8, batch_size=16, stop_after=100,
)  # fmt: skip


def dev_at_the_end(settings):
    session = PlaygroundSession(settings)
    while not session.finished:
        session.run_epoch()
    return session, session.history["dev_loss"][-1], 100 * session.history["dev_accuracy"][-1]


@pytest.fixture(scope="module")
def lambdas():
    """The positions of the slider that the reader moves."""
    board = playground(COPIED)
    found = [value for _, value in board.panel.controls["strength"].options]
    board.close()
    return found


def test_the_copied_recipe_stays_at_ln_2_and_does_not_come_back():
    session, loss, accuracy = dev_at_the_end(COPIED)
    assert loss == pytest.approx(0.693, abs=0.002)
    assert accuracy == pytest.approx(50, abs=2)
    session.apply(replace(COPIED, strength=0.0032, stop_after=300))
    while not session.finished:
        session.run_epoch()
    assert session.history["dev_loss"][-1] == pytest.approx(0.693, abs=0.002)
    _, loss, accuracy = dev_at_the_end(replace(COPIED, strength=0.0032))
    assert loss < 0.4
    assert accuracy > 82


@pytest.mark.parametrize(("drop_rate", "largest"), [(0.8, 0.056), (0.2, 0.1)])
def test_the_largest_lambda_that_passes(lambdas, drop_rate, largest):
    for strength in lambdas:
        if strength > largest / 4:  # one slider has nineteen positions
            _, _, accuracy = dev_at_the_end(replace(COPIED, drop_rate=drop_rate, strength=strength))
            assert (accuracy > 82) == (strength <= largest), strength


def test_the_stored_map_shows_what_is_there():
    notebook = nbformat.read(ROOT / "notebooks" / "00_start_here.ipynb", as_version=4)
    (cell,) = [cell for cell in notebook.cells if cell.source == "series_map()"]
    needed = "run `python -m tools.build_notebooks 00`: a notebook was added"
    assert cell.outputs[0].data["text/plain"] == str(series_map()), needed


def test_the_settings_are_those_of_the_notebook():
    source = (ROOT / "notebooks" / "source" / "00_start_here.py").read_text(encoding="utf-8")
    for part in ('"layers": (16, 16)', '"batch_size": 16', "strength=0.6, drop_rate=0.8"):
        assert part in source
