"""Which statements of a notebook an exercise needs, and what is found in its cells."""

import doctest
import importlib
from pathlib import Path

import pytest

from course_lib import grading
from course_lib.grading.cells import parsed
from course_lib.grading.needed import needed, statements_of

MODULES = sorted(path.stem for path in Path(grading.__path__[0]).glob("*.py"))

CASES = {
    "an import and the function": (
        "import a, b\nb.draw()\ndef f(): return a.x\nf()\nb.x(f)",
        [0, 2],
    ),
    "a helper, also when it comes later": (
        "def f(): return g()\nprint(1)\ndef g(): return 1",
        [0, 2],
    ),
    "the last definition, and the first": ("def f(): return 1\ndef f(): return 2", [0, 1]),
    "no stub beside an answer": (
        "def f(): return 1\ndef f():\n    raise NotImplementedError()",
        [0],
    ),
    "a stub alone": ("x = 1\ndef f():\n    raise NotImplementedError()", [1]),
    "what wraps it": (
        "import a\nf0 = 1\ndef f(): return 1\nf = a.wrap(f)\nf.name = 'f'",
        [0, 2, 3, 4],
    ),
    "a number, and nothing that shows it": ("n = 3\nprint(n)\ndef f(): return n", [0, 2]),
    "data with all that may edit it": (
        "t = {}\nt['a'] = 1\nt.update(b=2)\nprint(3)\ndef f(): return t",
        [0, 1, 2, 4],
    ),
    "a function that edits data": (
        "t = []\ndef fill(): t.append(1)\nfill()\ndef f(): return t",
        [0, 1, 2, 3],
    ),
    "a global of a function": (
        "def make():\n    global n\n    n = 1\nmake()\nprint(2)\ndef f(): return n",
        [0, 1, 3],
    ),
    "a patch of a module": (
        "import a\na.mean = None\na.draw()\ndef f(): return a.mean()",
        [0, 1, 3],
    ),
    "what cannot be read": ("exec('g = 1')\nfrom a import *\ndef f(): return g", [0, 1, 2]),
    "a name of its own is no global": ("x = load()\ndef f(x):\n    y = x\n    return y", [1]),
    "defined under a condition": ("import a\nif a.b:\n    def f(): return 1", [0, 1]),
    "a class, and none of its objects": (
        "class A: pass\nx = A()\nclass C(A): pass\ndef f(): return C",
        [0, 2, 3],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_which_statements_are_run(name):
    source, places = CASES[name]
    cell = parsed(1, source)
    assert not cell.fault
    found = [each.place for each, _ in needed("f", statements_of([cell]))]
    assert found == places


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("%matplotlib inline\n!ls\nx = 1\nx?\n?x", 5),
        ("%%time\nx = 1", 2),
        ("%%bash\nrm -rf nothing", 1),
        ("if x:\n    %timeit f()\n    y = 1", 1),
        ("x = 7 \\\n% 4", 1),
        ("await f()", 1),
    ],
)
def test_lines_for_ipython_are_left_out(text, count):
    cell = parsed(1, text)
    assert (len(cell.statements), cell.fault) == (count, "")


@pytest.mark.parametrize(
    "text", ["def f(:", "a\0b", "(" * 1000, "x" + ".a" * 60_000, "if" * 3 + " 1:\n" + "-" * 99_999]
)
def test_what_python_cannot_read_has_a_reason(text):
    cell = parsed(1, text)
    assert cell.statements == []
    assert cell.fault


@pytest.mark.parametrize("module", MODULES)
def test_examples_give_what_they_say(module):
    assert doctest.testmod(importlib.import_module(f"course_lib.grading.{module}")).failed == 0
