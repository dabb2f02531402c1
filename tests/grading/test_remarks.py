"""What a person is told beside a result."""

from course_lib.grading.cells import parsed
from course_lib.grading.course import course_notebooks
from course_lib.grading.needed import statements_of
from course_lib.grading.remarks import remarks
from tests.grading.handed_in import EXERCISES, NAME, RIGHT, edition

(NOTEBOOK,) = (each for each in course_notebooks() if each.name == NAME)
FIRST, SECOND, *_ = EXERCISES


def said(*texts, function=FIRST):
    cells = [parsed(number, text) for number, text in enumerate(texts, start=1)]
    return remarks(function, NOTEBOOK, cells, statements_of(cells))


def test_an_answer_of_ones_own_needs_no_remark():
    cells = [c for c in edition()["cells"] if c["cell_type"] == "code"]
    texts = ["".join(cell["source"]) for cell in cells]
    assert said(*texts, RIGHT[FIRST]) == []
    assert said(*texts) == []


def test_help_of_the_courses_chapters_is_named():
    told = "To be looked at: it uses {} of the course's chapters."
    asks = "def neuron_gradients(x, y, w, b): return {}"
    inside = asks.format("1") + "\nneuron_gradients = check_answers.neuron_gradients"
    imports = "from course_lib.chapters.gradients import check_answers, own_network"
    assert said(imports, inside) == [told.format("check_answers")]
    assert said(imports, asks.format("own_network.planted()")) == [told.format("own_network")]
    late = "def neuron_gradients(x, y, w, b):\n    from course_lib.chapters.gradients import worked"
    assert said(late) == [told.format("worked")]


def test_copies_and_cells_that_cannot_be_read_are_named():
    assert said(RIGHT[FIRST], "1", RIGHT[FIRST]) == [
        "It is defined in cells 1, 3; the last one counts."
    ]
    assert said("x = 1", "def neuron_gradients(x:\n    pass") == [
        "Python cannot read cell 2: line 1: '(' was never closed."
    ]
