"""The recipe for a dashboard in CONTRIBUTING.md is whole, short, and does what it says."""

import re
from pathlib import Path

import pytest

TEXT = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
SECTION = TEXT.partition("\n## A dashboard\n")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def board():
    (code,) = re.findall(r"```python\n(.*?)```", SECTION, flags=re.DOTALL)
    names = {}
    exec(compile(code, "CONTRIBUTING.md", "exec"), names)
    board = names["average_dashboard"]()
    yield board
    board.close()


def test_the_recipe_is_short_and_fits_the_page():
    code = SECTION.partition("```python\n")[2].partition("```")[0].splitlines()
    assert len(SECTION.strip().splitlines()) < 40
    assert max(map(len, code)) <= 100


def test_the_example_runs_to_both_ends_of_its_control(board):
    (slider,) = board.controls.values()
    pictures = set()
    for _, beta in slider.options:
        board.set(beta=beta)
        assert board.text.startswith(f"beta {beta:g}: mean distance 0.")
        pictures.add(board.picture.widget.value)
    assert len(pictures) == len(slider.options)


def test_a_task_has_an_answer_in_the_middle_of_the_slider(board):
    distances = {}
    for _, beta in board.controls["beta"].options:
        board.set(beta=beta)
        distances[beta] = float(board.text.split()[-1])
    fitting = [beta for beta, distance in distances.items() if distance < 0.3]
    assert 0.5 <= max(fitting) < 0.99


@pytest.mark.parametrize("name", re.findall(r"`(\w+)`", SECTION))
def test_what_it_names_exists(name):
    root = Path(__file__).resolve().parents[2]
    files = root.glob("course_lib/dashboards/*.py")
    assert any(re.search(rf"\b{name}\b", path.read_text(encoding="utf-8")) for path in files)
